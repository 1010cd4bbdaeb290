"""Every text of the content that people read, with its place: for the linter and for reading grades."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from pydantic import BaseModel

from questionnaire.catalogue.catalogue import Catalogue
from questionnaire.catalogue.words import word_fields


class Text(NamedTuple):
    """One text: the kind and id of the content it belongs to, the field, and the words."""

    kind: str
    id: str
    field: str
    words: str


def texts(catalogue: Catalogue) -> Iterator[Text]:
    """All texts for people, in the order of the content. The words of the body map's areas come once."""
    content: dict[str, Iterable[Any]] = {
        "part": catalogue.parts,
        "page": catalogue.pages.values(),
        "body": (*catalogue.body.parts, *catalogue.body.rows),
        "figure": catalogue.figure.zoom,
        "profile": catalogue.profiles.values(),
        "red_flag": catalogue.red_flags.values(),
        "score": catalogue.scores.values(),
        "word": catalogue.glossary.values(),
        "person": catalogue.people.values(),
        "region": catalogue.regions.values(),
    }
    for kind, members in content.items():
        for one in members:
            yield from _of(kind, one.id, one)


def _of(kind: str, name: str, content: BaseModel, prefix: str = "") -> Iterator[Text]:
    """The texts of a piece of content and of everything inside it. Options that are areas belong to the body."""
    words = word_fields(type(content))
    for field in type(content).model_fields:
        value = getattr(content, field)
        if isinstance(value, str) and field in words:
            yield Text(kind, name, f"{prefix}{field}", value)
        elif isinstance(value, tuple):
            if field == "option" and getattr(content, "option_source", None) == "body":
                value = tuple(option for option in value if option.exclusive or option.leaves_rest_open)
            for place, inner in enumerate(value):
                label = f"{prefix}{field} {_label(inner, place)}"
                if isinstance(inner, BaseModel):
                    yield from _of(kind, name, inner, f"{label} ")
                elif isinstance(inner, str) and field in words:
                    yield Text(kind, name, label, inner)


def _label(inner: object, place: int) -> str:
    for key in ("link_id", "value", "id"):
        if hasattr(inner, key):
            return f'"{getattr(inner, key)}"'
    return f"#{place + 1}"

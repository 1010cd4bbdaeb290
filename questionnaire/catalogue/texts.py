"""Every text of the content that people read, with its place: for the linter and for reading grades."""

from collections.abc import Iterator
from typing import NamedTuple

from pydantic import BaseModel

from questionnaire.catalogue.catalogue import Catalogue
from questionnaire.catalogue.words import is_words


class Text(NamedTuple):
    """One text: the kind and id of the content it belongs to, the field, and the words."""

    kind: str
    id: str
    field: str
    words: str


def texts(catalogue: Catalogue) -> Iterator[Text]:
    """All texts for people, in the order of the content. The words of the body map's areas come once."""
    for part in catalogue.parts:
        yield from _of("part", part.id, part)
    for page in catalogue.pages.values():
        yield from _of("page", page.id, page)
    for body_part in catalogue.body.parts:
        yield from _of("body", body_part.id, body_part)
    for row in catalogue.body.rows:
        yield from _of("body", row.id, row)
    for profile in catalogue.profiles.values():
        yield from _of("profile", profile.id, profile)
    for flag in catalogue.red_flags.values():
        yield from _of("red_flag", flag.id, flag)
    for score in catalogue.scores.values():
        yield from _of("score", score.id, score)
    for person in catalogue.people.values():
        yield from _of("person", person.id, person)
    for region in catalogue.regions.values():
        yield from _of("region", region.id, region)


def _of(kind: str, name: str, content: BaseModel, prefix: str = "") -> Iterator[Text]:
    """The texts of a piece of content and of everything inside it. Options that are areas belong to the body."""
    for field, info in type(content).model_fields.items():
        value = getattr(content, field)
        if isinstance(value, str) and is_words(info):
            yield Text(kind, name, f"{prefix}{field}", value)
        elif isinstance(value, tuple):
            if field == "option" and getattr(content, "option_source", None) == "body":
                value = tuple(option for option in value if option.exclusive or option.leaves_rest_open)
            for place, inner in enumerate(value):
                label = f"{prefix}{field} {_label(inner, place)}"
                if isinstance(inner, BaseModel):
                    yield from _of(kind, name, inner, f"{label} ")
                elif isinstance(inner, str) and is_words(info):
                    yield Text(kind, name, label, inner)


def _label(inner: object, place: int) -> str:
    for key in ("link_id", "value", "id"):
        if hasattr(inner, key):
            return f'"{getattr(inner, key)}"'
    return f"#{place + 1}"

"""What every content type shares: frozen models, ids, and words that people read (and translators translate)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import Annotated, Any, get_args

from pydantic import BaseModel, ConfigDict, StringConstraints
from pydantic.fields import FieldInfo


@dataclass(frozen=True)
class Translatable:
    """Marks a field whose text a person reads; `extract` collects exactly these."""


class Content(BaseModel):
    """Base of all content: frozen, and a key nobody knows is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, pattern=r"^[^<>]*$"), Translatable()]

PLACEHOLDER = re.compile(r"\{([a-z-]+)\}")


def nearest(name: str, known: Iterable[str]) -> str:
    """'; did you mean "x"?' for the known name closest to `name`, or nothing."""
    close = get_close_matches(name, list(known), n=1, cutoff=0.5)
    return f'; did you mean "{close[0]}"?' if close else ""


@cache
def word_fields(kind: type[BaseModel]) -> frozenset[str]:
    """The fields of a type that hold words."""
    return frozenset(name for name, info in kind.model_fields.items() if _is_words(info))


def _is_words(info: FieldInfo) -> bool:
    """Whether a field holds words, as its own value, an optional one, or a tuple of them."""
    marks = [*info.metadata, *_marks(info.annotation)]
    return any(isinstance(mark, Translatable) for mark in marks)


def _marks(annotation: Any) -> list[Any]:
    inner = [mark for argument in get_args(annotation) for mark in _marks(argument)]
    return [*getattr(annotation, "__metadata__", ()), *inner]

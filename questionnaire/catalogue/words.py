"""What every content type shares: frozen models, ids, and words that people read (and translators translate)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, StringConstraints


@dataclass(frozen=True)
class Translatable:
    """Marks a field whose text a person reads; `extract` collects exactly these."""


class Content(BaseModel):
    """Base of all content: frozen, and a key nobody knows is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Words = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, pattern=r"^[^<>]*$"), Translatable()
]

PLACEHOLDER = re.compile(r"\{([a-z-]+)\}")


def nearest(name: str, known: Iterator[str] | Any) -> str:
    """'; did you mean "x"?' for the known name closest to `name`, or nothing."""
    close = get_close_matches(name, list(known), n=1, cutoff=0.5)
    return f'; did you mean "{close[0]}"?' if close else ""


def is_words(metadata: list[Any]) -> bool:
    """Whether a pydantic field's metadata marks it as words."""
    return any(isinstance(mark, Translatable) for mark in metadata)

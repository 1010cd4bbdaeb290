"""Why a request is refused: for the log in fixed words, and for whoever runs the site what a proxy must pass on."""

import secrets
from dataclasses import dataclass
from typing import NoReturn

from flask import abort, g

# Neither digits, which read like codes, nor vowels, which make words.
_LETTERS = "bcdfghjkmnpqrstvwxz"


@dataclass(frozen=True)
class Refusal:
    """The reason, in words that hold nothing of the request; headers that a proxy left out; missing settings."""

    reason: str
    lacking: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()


def request_id() -> str:
    """The name of this request, in the log and on the error page."""
    if "request_id" not in g:
        g.request_id = "".join(secrets.choice(_LETTERS) for _ in range(8))
    name: str = g.request_id
    return name


def note(refusal: Refusal) -> None:
    """Keep why this request is refused."""
    g.refusal = refusal


def noted() -> Refusal | None:
    """Why this request is refused, when that was kept."""
    refusal: Refusal | None = g.get("refusal")
    return refusal


def refuse(code: int, refusal: Refusal) -> NoReturn:
    """End the request with the page for this code."""
    note(refusal)
    abort(code)

"""Where answers live: in sealed cookies and nowhere on the server. The visit inside them, read, kept and forgotten."""

import time
from dataclasses import dataclass, field
from typing import Literal

from flask import current_app, g, session

from questionnaire.catalogue.catalogue import Catalogue
from questionnaire.matching.answers import Answers
from questionnaire.web.cookies import Loss, SealedCookies
from questionnaire.web.packing import Packer

Device = Literal["own", "shared"]


@dataclass(frozen=True)
class Visit:
    """One person's way through the questions: the raw answers, and the little that cannot be derived from them."""

    answers: Answers = field(default_factory=Answers)
    short: bool = True
    device: Device = "own"
    shown: frozenset[str] = frozenset()
    here: str = ""


class TooLargeError(Exception):
    """The answers would not fit in the cookies; they are not saved, and the earlier ones stay."""


def the_catalogue() -> Catalogue:
    """The content this application runs on."""
    catalogue: Catalogue = current_app.extensions["catalogue"]
    return catalogue


def current_visit() -> Visit | None:
    """The visit in the cookies, None when there is none (or when it was made with other questions)."""
    if "visit" not in g:
        g.visit = _read_visit()
    visit: Visit | None = g.visit
    return visit


def _read_visit() -> Visit | None:
    packer: Packer = current_app.extensions["packer"]
    if "packed" not in session:
        return None
    if session.get("form") != packer.fingerprint:
        session.loss = "changed"  # type: ignore[attr-defined]  # the session is always a Sealed
        return None
    flags = sorted(the_catalogue().red_flags)
    return Visit(
        answers=packer.unpack(session["packed"]),
        short=session["short"],
        device=session["device"],
        shown=frozenset(flags[place] for place in session["shown"] if place < len(flags)),
        here=session["here"],
    )


def keep(visit: Visit) -> None:
    """Put the visit in the cookies.

    Raises:
        TooLargeError: when the cookies would not hold it; nothing is changed then.
    """
    packer: Packer = current_app.extensions["packer"]
    flags = sorted(the_catalogue().red_flags)
    content = {
        "form": packer.fingerprint,
        "packed": packer.pack(visit.answers),
        "short": visit.short,
        "device": visit.device,
        "shown": [flags.index(name) for name in sorted(visit.shown) if name in flags],
        "here": visit.here,
    }
    cookies = current_app.session_interface
    assert isinstance(cookies, SealedCookies)
    if not cookies.holds({**session, **content}):
        raise TooLargeError
    for key, value in content.items():
        session[key] = value
    g.visit = visit


def forget() -> None:
    """Erase everything the cookies hold."""
    session.clear()
    g.visit = None


def last_touch() -> float:
    """When the cookies were last sealed, in seconds since 1970."""
    sealed: int = getattr(session, "touched", 0)
    return float(sealed or time.time())


def loss() -> Loss | None:
    """Why earlier answers are gone, if they are."""
    found: Loss | None = getattr(session, "loss", None)
    return found

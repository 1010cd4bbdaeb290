"""Where answers live: in sealed cookies and nowhere on the server. The visit inside them, read, kept and forgotten."""

import secrets
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from flask import current_app, g, session

from questionnaire.catalogue.catalogue import Catalogue
from questionnaire.matching.answers import MAX_PAINS, Answers
from questionnaire.web.cookies import Kept, Loss, SealedCookies
from questionnaire.web.packing import Packer

Device = Literal["own", "shared"]


@dataclass(frozen=True)
class Visit:
    """One person's way through the questions: the raw answers, and the little that cannot be derived from them.

    `id` is random and new for each visit; `number` grows with each change; `began` and `answered` are seconds since
    1970. `pain_ids` names each pain, by a number that is not given again when a pain is removed.
    """

    id: str
    began: int
    answers: Answers = field(default_factory=Answers)
    short: bool = True
    device: Device = "own"
    shown: frozenset[str] = frozenset()
    pain_ids: tuple[int, ...] = (1,)
    number: int = 0
    answered: int = 0

    @property
    def next_pain_id(self) -> int:
        """An id that no pain of this visit had yet."""
        return self.number + 1 + MAX_PAINS

    def pain_id(self, pain: int | None) -> int:
        """The id of a pain counted from 1; 0 for the person."""
        return 0 if pain is None else self.pain_ids[pain - 1]

    def pain_of(self, pain_id: int) -> int | None:
        """The place of a pain, counted from 1; None when it was removed."""
        return self.pain_ids.index(pain_id) + 1 if pain_id in self.pain_ids else None


class TooLargeError(Exception):
    """The answers would not fit in the cookies; they are not saved, and the earlier ones stay."""


def the_catalogue() -> Catalogue:
    """The content this application runs on."""
    catalogue: Catalogue = current_app.extensions["catalogue"]
    return catalogue


def the_cookies() -> SealedCookies:
    """What opens and seals the cookies."""
    cookies = current_app.session_interface
    assert isinstance(cookies, SealedCookies)
    return cookies


def the_kept() -> Kept:
    """What the cookies of this request hold."""
    kept: Any = session._get_current_object()  # type: ignore[attr-defined]  # Flask's proxy stands for it
    assert isinstance(kept, Kept)
    return kept


def current_visit() -> Visit | None:
    """The visit in the cookies, None when there is none (or when it was made with other questions)."""
    if "visit" not in g:
        g.visit = _read_visit()
    visit: Visit | None = g.visit
    return visit


def _read_visit() -> Visit | None:
    packer: Packer = current_app.extensions["packer"]
    kept = the_kept()
    content = kept.visit
    if content is None:
        return None
    if content["form"] != packer.fingerprint:
        kept.loss = "changed"
        return None
    flags = sorted(the_catalogue().red_flags)
    return Visit(
        id=content["id"],
        number=content["number"],
        began=content["began"],
        answered=content["answered"],
        answers=packer.unpack(content["packed"]),
        pain_ids=tuple(content["pains"]),
        short=content["short"],
        device=content["device"],
        shown=frozenset(flags[place] for place in content["shown"] if place < len(flags)),
    )


def begin(*, short: bool, device: Device, answers: Answers | None = None) -> Visit:
    """A new visit, with an id of its own, in the place of any earlier one.

    Raises:
        TooLargeError: when the answers would not fit.
    """
    forget()
    told = answers or Answers()
    visit = Visit(
        id=secrets.token_hex(6),
        began=the_cookies().now(),
        answers=told,
        pain_ids=tuple(range(1, max(1, len(told.pains)) + 1)),
        short=short,
        device=device,
    )
    return keep(visit)


def keep(visit: Visit) -> Visit:
    """Put the visit in the cookies, as one step further; what is kept.

    Raises:
        TooLargeError: when the cookies would not hold it; nothing is changed then.
    """
    packer: Packer = current_app.extensions["packer"]
    flags = sorted(the_catalogue().red_flags)
    further = replace(visit, number=visit.number + 1, answered=the_cookies().now())
    content = {
        "id": further.id,
        "number": further.number,
        "began": further.began,
        "answered": further.answered,
        "form": packer.fingerprint,
        "packed": packer.pack(further.answers),
        "pains": list(further.pain_ids),
        "short": further.short,
        "device": further.device,
        "shown": [flags.index(name) for name in sorted(further.shown) if name in flags],
    }
    if not the_cookies().holds(content):
        raise TooLargeError
    the_kept().keep(content)
    g.visit = further
    return further


def forget() -> None:
    """Erase everything the cookies hold."""
    the_kept().forget()
    g.visit = None


def loss() -> Loss | None:
    """Why earlier answers are gone, if they are."""
    current_visit()
    return the_kept().loss

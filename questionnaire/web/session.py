"""Where answers live: one sealed cookie and nothing on the server. Opening, closing, and the visit inside."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from flask import Flask, Request, Response, current_app, g, request, session
from flask.sessions import SessionInterface, SessionMixin

from questionnaire.catalogue.catalogue import Catalogue
from questionnaire.matching.answers import Answers
from questionnaire.web.packing import Packer
from questionnaire.web.sealing import Sealer

COOKIE = "answers"
# Browsers keep at least 4,096 bytes of name, value and attributes together.
LARGEST_COOKIE = 3_800
# Notes and the pages that wait may come on top of what was measured.
LARGEST_READ = 4_080
DAY, TEN_MINUTES, MINUTE = 24 * 3600, 600, 60

Device = Literal["own", "shared"]
Loss = Literal["expired", "unreadable", "changed"]


@dataclass(frozen=True)
class Visit:
    """One person's way through the questions: the raw answers, and the little that cannot be derived from them."""

    answers: Answers = field(default_factory=Answers)
    short: bool = True
    device: Device = "own"
    shown: frozenset[str] = frozenset()
    here: str = ""


class TooLargeError(Exception):
    """The answers would not fit in the cookie; they are not saved, and the earlier ones stay."""


class Sealed(dict[str, Any], SessionMixin):
    """The content of the cookie. `loss` says why earlier answers could not be read, `touched` when it was sealed."""

    loss: Loss | None = None
    touched: int = 0
    modified = False

    def __setitem__(self, key: str, value: Any) -> None:
        super().__setitem__(key, value)
        self.modified = True

    def pop(self, key: str, *default: Any) -> Any:
        """Take a value out."""
        self.modified = self.modified or key in self
        return super().pop(key, *default)

    def clear(self) -> None:
        """Forget everything: the cookie is taken away."""
        super().clear()
        self.modified = True


class SealedCookies(SessionInterface):
    """Opens the cookie at the start of a request and seals it again at the end, when something changed."""

    def __init__(self, sealer: Sealer, clock: Callable[[], float] = time.time) -> None:
        self._sealer = sealer
        self._clock = clock

    def open_session(self, app: Flask, request: Request) -> Sealed:
        """The content of the request's cookie; empty, with the reason, when it cannot be used."""
        sealed = Sealed()
        cookie = request.cookies.get(COOKIE)
        if cookie is None:
            return sealed
        data = _content(self._sealer.open(cookie)) if len(cookie) <= LARGEST_READ else None
        if data is None:
            sealed.loss = "unreadable"
            return sealed
        life = TEN_MINUTES if data.get("device") == "shared" else DAY
        sealed.touched = data.pop("touched")
        if self._clock() - sealed.touched > life:
            sealed.loss = "expired"
            return sealed
        sealed.update(data)
        return sealed

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Seal what changed; on a shared device also the time of the last touch. Static files never carry answers.

        A cookie that cannot be read is left alone: another instance may still have its key.
        """
        if request.endpoint == "static":
            return
        response.vary.add("Cookie")
        if not session:
            if session.modified or getattr(session, "loss", None) == "expired":
                response.delete_cookie(COOKIE, path="/", samesite="Lax", httponly=True)
            return
        shared = session.get("device") == "shared"
        if shared:
            response.headers["Refresh"] = f"{TEN_MINUTES + 5}; url=/?gone=expired"
        touched = getattr(session, "touched", 0)
        if not session.modified and not (shared and self._clock() - touched > MINUTE):
            return
        response.set_cookie(
            COOKIE,
            self.sealed(dict(session)),
            max_age=None if shared else DAY,
            path="/",
            secure=bool(g.get("secure_cookie", True)),
            httponly=True,
            samesite="Lax",
        )

    def sealed(self, content: dict[str, Any]) -> str:
        """The cookie's value for this content."""
        data = {**content, "touched": int(self._clock())}
        return self._sealer.seal(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode())


def _content(plain: bytes | None) -> dict[str, Any] | None:
    """What a cookie held, None when this application did not write it."""
    try:
        data = json.loads(plain or b"")
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) and isinstance(data.get("touched"), int) else None


def the_catalogue() -> Catalogue:
    """The content this application runs on."""
    catalogue: Catalogue = current_app.extensions["catalogue"]
    return catalogue


def current_visit() -> Visit | None:
    """The visit in the cookie, None when there is none (or when it was made with other questions)."""
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
    """Put the visit in the cookie.

    Raises:
        TooLargeError: when the cookie would not hold it; nothing is changed then.
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
    if len(COOKIE) + len(cookies.sealed({**session, **content})) > LARGEST_COOKIE:
        raise TooLargeError
    for key, value in content.items():
        session[key] = value
    g.visit = visit


def forget() -> None:
    """Erase everything the cookie holds."""
    session.clear()
    g.visit = None


def last_touch() -> float:
    """When the cookie was last sealed, in seconds since 1970."""
    sealed: int = getattr(session, "touched", 0)
    return float(sealed or time.time())


def loss() -> Loss | None:
    """Why earlier answers are gone, if they are."""
    found: Loss | None = getattr(session, "loss", None)
    return found

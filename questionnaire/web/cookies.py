"""The sealed cookies: opened at the start of a request, and sealed again at its end when something changed."""

import json
import time
from collections.abc import Callable
from typing import Any, Literal

from flask import Flask, Request, Response, g, request, url_for
from flask.sessions import SessionInterface, SessionMixin

from questionnaire.web.pieces import COOKIE, LARGEST, MORE, cut, joined
from questionnaire.web.sealing import Sealer

# What may come on top of the answers after they were measured: notes, and the pages that wait.
NOTES = 420
DAY, TEN_MINUTES, MINUTE = 24 * 3600, 600, 60

Loss = Literal["expired", "unreadable", "changed"]


class Sealed(dict[str, Any], SessionMixin):
    """The content of the cookies. `loss` says why earlier answers could not be read, `touched` when it was sealed."""

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
        """Forget everything: the cookies are taken away."""
        super().clear()
        self.modified = True


class SealedCookies(SessionInterface):
    """Opens the cookies at the start of a request and seals them again at the end, when something changed."""

    def __init__(self, sealer: Sealer, clock: Callable[[], float] = time.time) -> None:
        self._sealer = sealer
        self._clock = clock

    def open_session(self, app: Flask, request: Request) -> Sealed:
        """The content of the request's cookies; empty, with the reason, when they cannot be used."""
        sealed = Sealed()
        cookie = joined(request.cookies)
        if cookie is None:
            return sealed
        data = _content(self._sealer.open(cookie)) if len(cookie) <= LARGEST else None
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

        Cookies that cannot be read are left alone: another instance may still have their key.
        """
        if request.endpoint == "static":
            return
        response.vary.add("Cookie")
        if not session:
            if session.modified or getattr(session, "loss", None) == "expired":
                self._set(response, {}, shared=False)
            return
        shared = session.get("device") == "shared"
        if shared:
            response.headers["Refresh"] = f"{TEN_MINUTES + 5}; url={url_for('start.show', gone='expired')}"
        touched = getattr(session, "touched", 0)
        if not session.modified and not (shared and self._clock() - touched > MINUTE):
            return
        self._set(response, self._pieces(dict(session)), shared=shared)

    def holds(self, content: dict[str, Any]) -> bool:
        """Whether the cookies have room for this content, and for notes on top of it."""
        return len(self.sealed(content)) <= LARGEST - NOTES

    def sealed(self, content: dict[str, Any]) -> str:
        """The sealed text for this content."""
        data = {**content, "touched": int(self._clock())}
        return self._sealer.seal(json.dumps(data, ensure_ascii=False, separators=(",", ":")))

    def _pieces(self, content: dict[str, Any]) -> dict[str, str]:
        """The cookies for this content. What was kept fits, so where it does not, notes on top of it have to go."""
        for extra in ("", "notes", "waiting"):
            content.pop(extra, None)
            pieces = cut(self.sealed(content))
            if pieces is not None:
                return pieces
        raise AssertionError("what was kept does not fit")

    def _set(self, response: Response, pieces: dict[str, str], *, shared: bool) -> None:
        """Set the cookies, and take away those that hold nothing any more."""
        for name in (COOKIE, MORE):
            if name in pieces:
                response.set_cookie(
                    name,
                    pieces[name],
                    max_age=None if shared else DAY,
                    path="/",
                    secure=bool(g.get("secure_cookie", True)),
                    httponly=True,
                    samesite="Lax",
                )
            elif name in request.cookies:
                response.delete_cookie(name, path="/", samesite="Lax", httponly=True)


def _content(plain: str | None) -> dict[str, Any] | None:
    """What the cookies held, None when this application did not write it."""
    try:
        data = json.loads(plain or "")
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) and isinstance(data.get("touched"), int) else None

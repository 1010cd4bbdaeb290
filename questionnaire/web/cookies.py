"""The sealed cookies: opened at the start of a request, and sealed again at its end when something changed.

The answers lie in one seal (at most two cookies) that only a form changes. Where a person is, and what the next page
has to tell, travels apart in the trail, which any page may write. A form with errors waits in the draft for its page.
What was erased leaves only the random name of the visit, so that an answer still on its way brings nothing back.
"""

import time
from collections.abc import Callable, Mapping
from typing import Any, Literal

from flask import Flask, Request, Response, g, request, url_for
from flask.sessions import SessionInterface, SessionMixin

from questionnaire.web.pieces import COOKIE, LARGEST, LARGEST_COOKIE, MORE, TRAIL_MOST, TRAIL_ROOM, cut, joined
from questionnaire.web.sealing import Purpose, Sealer

TRAIL, DRAFT, LEFT = "trail", "draft", "left"
NAMES = (COOKIE, MORE, TRAIL, DRAFT, LEFT)
WEEK, DAY, TEN_MINUTES, MINUTE = 7 * 24 * 3600, 24 * 3600, 600, 60
# How many erased visits are remembered by their random names.
MOST_LEFT = 8

Loss = Literal["expired", "unreadable", "changed", "erased", "older"]


class Kept(dict[str, Any], SessionMixin):
    """What the cookies hold. As a dict it is the trail. `visit` is the content of the answers' seal, None when there is
    none; `loss` says why earlier answers cannot be used, `touched` when the person was last there.
    """

    visit: dict[str, Any] | None = None
    draft: dict[str, Any] | None = None
    loss: Loss | None = None
    touched: int = 0
    modified = False
    # What the answers and the draft take of the room for all cookies.
    size = 0
    visit_changed = False
    draft_changed = False
    left: tuple[str, ...] = ()
    left_changed = False

    def __setitem__(self, key: str, value: Any) -> None:
        super().__setitem__(key, value)
        self.modified = True

    def pop(self, key: str, *default: Any) -> Any:
        """Take a value out."""
        self.modified = self.modified or key in self
        return super().pop(key, *default)

    def change(self, key: str, value: Any) -> None:
        """Change one thing in the visit there is; None takes it away."""
        assert self.visit is not None
        self.visit = {name: told for name, told in {**self.visit, key: value}.items() if told is not None}
        self.visit_changed = True

    def keep(self, visit: dict[str, Any]) -> None:
        """Put a visit in the place of the one there is."""
        self.visit, self.visit_changed, self.modified, self.loss = visit, True, True, None

    def hold(self, draft: dict[str, Any] | None) -> None:
        """Hold a form that was sent until its page has shown it; None lets it go."""
        self.draft_changed = draft is not None or self.draft_changed or self.draft is not None
        self.draft = draft

    def forget(self) -> None:
        """Erase everything, and remember the visit's name as one that is not to come back."""
        if self.visit is not None:
            self.left = (*self.left, self.visit["id"])[-MOST_LEFT:]
            self.left_changed = True
        super().clear()
        self.visit = self.draft = None
        self.visit_changed = self.draft_changed = self.modified = True


class SealedCookies(SessionInterface):
    """Opens the cookies at the start of a request and seals them again at the end, when something changed."""

    def __init__(self, sealer: Sealer, clock: Callable[[], float] = time.time) -> None:
        self.sealer = sealer
        self._clock = clock

    def now(self) -> int:
        """Seconds since 1970."""
        return int(self._clock())

    def open_session(self, app: Flask, request: Request) -> Kept:
        """The content of the request's cookies; without a visit, and with the reason, when they cannot be used."""
        kept = Kept()
        cookies = {name: value for name in NAMES if (value := request.cookies.get(name_of(name, request))) is not None}
        kept.left = tuple(one for one in cookies.get(LEFT, "").split(".")[-MOST_LEFT:] if one.isalnum())
        sealed = joined(cookies)
        if sealed is None:
            return kept
        visit = self._opened("answers", sealed, LARGEST)
        if visit is None or not _is_visit(visit):
            kept.loss = "unreadable"
            return kept
        trail = self._opened("trail", cookies.get(TRAIL, ""), LARGEST_COOKIE) or {}
        if trail.pop("visit", None) != visit["id"]:
            trail = {}
        kept.touched = max(visit["answered"], trail.pop("touched", 0))
        kept.loss = self._why_refused(visit, kept, trail.pop("number", 0))
        kept.size = len(sealed) + len(cookies.get(DRAFT, ""))
        if kept.loss is None:
            kept.visit = visit
            kept.update(trail)
            draft = self._opened("draft", cookies.get(DRAFT, ""), LARGEST_COOKIE)
            kept.draft = draft if draft and draft.get("visit") == visit["id"] else None
        return kept

    def _opened(self, purpose: Purpose, sealed: str, most: int) -> dict[str, Any] | None:
        return self.sealer.open(purpose, sealed) if 0 < len(sealed) <= most else None

    def _why_refused(self, visit: dict[str, Any], kept: Kept, number: int) -> Loss | None:
        """Why a visit that can be read is not used: erased, older than one seen here, or past its time."""
        if visit["id"] in kept.left:
            return "erased"
        if number > visit["number"]:
            return "older"
        now, shared = self.now(), visit["device"] == "shared"
        last, life = (kept.touched, TEN_MINUTES) if shared else (visit["answered"], DAY)
        ahead = max(visit["began"], visit["answered"], kept.touched) > now + MINUTE
        return "expired" if ahead or now - last > life or now - visit["began"] > WEEK else None

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Seal what changed; on a shared device also the time of the last touch. Static files never carry answers.

        Cookies that cannot be read are left alone: another instance may still have their key.
        """
        assert isinstance(session, Kept)
        if request.endpoint == "static":
            return
        response.vary.add("Cookie")
        if session.visit is not None and session.visit["device"] == "shared" and "scripted" not in session:
            response.headers["Refresh"] = f"{TEN_MINUTES + 5}; url={url_for('start.show', gone='expired')}"
        if session.visit_changed or session.loss in ("expired", "erased", "older"):
            pieces = self._pieces(session.visit)
            session.size = sum(map(len, pieces.values()))
            self._set(response, pieces, (COOKIE, MORE), session.visit)
        if session.left_changed:
            self._set(response, {LEFT: ".".join(session.left)}, (LEFT,), None)
        if session.draft_changed:
            pieces = {DRAFT: self.sealer.seal("draft", session.draft)} if session.draft is not None else {}
            session.size += sum(map(len, pieces.values()))
            self._set(response, pieces, (DRAFT,), session.visit)
        if session.visit is None:
            if session.loss != "unreadable":
                self._set(response, {}, (TRAIL, DRAFT), None)
        elif session.modified or (session.visit["device"] == "shared" and self.now() - session.touched >= MINUTE):
            room = max(TRAIL_ROOM, min(TRAIL_MOST, LARGEST - session.size))
            self._set(response, {TRAIL: self._sealed_trail(session, session.visit, room)}, (TRAIL,), session.visit)

    def holds(self, visit: dict[str, Any]) -> bool:
        """Whether the cookies have room for this visit, and for the trail on top of it."""
        sealed = self.sealer.seal("answers", visit)
        return cut(sealed) is not None and len(sealed) <= LARGEST - TRAIL_ROOM

    def has_room_for(self, draft: dict[str, Any], visit: dict[str, Any]) -> bool:
        """Whether a form that was sent can wait in a cookie beside this visit."""
        size = len(self.sealer.seal("draft", draft))
        return size <= LARGEST_COOKIE - len(DRAFT) - 1 and size + len(self.sealer.seal("answers", visit)) <= (
            LARGEST - TRAIL_ROOM
        )

    def _pieces(self, visit: dict[str, Any] | None) -> dict[str, str]:
        pieces = cut(self.sealer.seal("answers", visit)) if visit is not None else {}
        assert pieces is not None, "what was kept fits"
        return pieces

    def _sealed_trail(self, trail: Mapping[str, Any], visit: dict[str, Any], room: int) -> str:
        """The trail; when its notes or the pages that wait make it too long, it goes without them."""
        told = {"visit": visit["id"], "number": visit["number"], "touched": self.now(), **trail}
        for extra in ("", "notes", "waiting"):
            told.pop(extra, None)
            sealed = self.sealer.seal("trail", told)
            if len(sealed) + len(TRAIL) < room:
                break
        return sealed

    def _set(
        self, response: Response, pieces: Mapping[str, str], names: tuple[str, ...], visit: dict[str, Any] | None
    ) -> None:
        """Set these cookies, and take away those of the names that hold nothing any more."""
        shared = visit is not None and visit["device"] == "shared"
        how: dict[str, Any] = {"path": request.script_root or "/", "httponly": True, "samesite": "Lax"}
        secure = bool(g.get("secure_cookie", True))
        for name in names:
            full = name_of(name, request)
            if name in pieces:
                life = TEN_MINUTES if name in (DRAFT, LEFT) else DAY
                response.set_cookie(full, pieces[name], max_age=None if shared else life, secure=secure, **how)
            elif full in request.cookies:
                response.delete_cookie(full, secure=secure, **how)


def name_of(name: str, request: Request) -> str:
    """What a cookie is called: over HTTPS browsers keep it to this host (`__Host-`), and under a prefix to its path."""
    if not request.is_secure:
        return name
    return f"__Secure-{name}" if request.script_root else f"__Host-{name}"


def _is_visit(content: Mapping[str, Any]) -> bool:
    """Whether this application wrote it in this form."""
    numbers = all(isinstance(content.get(key), int) for key in ("number", "began", "answered"))
    return numbers and isinstance(content.get("id"), str) and content.get("device") in ("own", "shared")

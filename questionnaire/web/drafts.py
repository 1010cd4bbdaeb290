"""A form that was sent and is shown again: it waits for its page in a sealed cookie of its own, so that the page comes
as an answer to a GET, and Back and Reload ask nobody to send it again.
"""

import secrets
from typing import Any

from flask import request, session
from werkzeug.datastructures import MultiDict

from questionnaire.web.session import Visit, the_cookies, the_kept
from questionnaire.web.stamps import FIELD
from questionnaire.web.trail import DRAFT


def hold(visit: Visit, page: str, pain: int) -> bool:
    """Keep what was sent until this page shows it. False when it is too long to wait in a cookie."""
    kept = the_kept()
    name = secrets.token_hex(4)
    sent = [[key, value] for key, value in request.form.items(multi=True) if key != FIELD]
    draft: dict[str, Any] = {"visit": visit.id, "name": name, "page": page, "pain": pain, "sent": sent}
    if kept.visit is None or not the_cookies().has_room_for(draft, kept.visit):
        return False
    kept.hold(draft)
    session[DRAFT] = name
    return True


def held(page: str, pain: int) -> MultiDict[str, str] | None:
    """What was sent for this page and waits to be shown."""
    draft, name = the_kept().draft, session.get(DRAFT)
    if draft is None or (draft["name"], draft["page"], draft["pain"]) != (name, page, pain):
        return None
    return MultiDict((key, value) for key, value in draft["sent"])


def let_go() -> None:
    """What was sent is stored now, or no longer wanted."""
    the_kept().hold(None)
    session.pop(DRAFT, None)

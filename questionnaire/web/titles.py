"""What the pages of a visit are called in the browser's list of pages: nothing there depends on what was answered."""

from flask import request
from flask_babel import gettext


def neutral_title() -> str:
    """The title of the page at this address, whatever it shows."""
    titles = {
        "pains.show": gettext("Another pain?"),
        "check.show": gettext("Check your answers"),
        "results.show": gettext("What your answers show"),
    }
    number = (request.view_args or {}).get("number", "")
    return titles.get(request.endpoint or "", gettext("Questions, step %(number)s", number=number))

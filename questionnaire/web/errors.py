"""Error pages: plain words, a way back, and nothing lost."""

from flask import Flask, g, render_template
from flask_babel import gettext
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from questionnaire.web import trail
from questionnaire.web.refusals import noted, request_id
from questionnaire.web.route import Route
from questionnaire.web.session import TooLargeError, current_visit, the_catalogue


def add_error_pages(app: Flask) -> None:
    """One page for each kind of error; any other kind is shown as the nearest of these."""
    app.register_error_handler(HTTPException, _show)
    app.register_error_handler(TooLargeError, lambda _: _show(RequestEntityTooLarge()))


def _show(error: HTTPException) -> tuple[str, int, dict[str, str]]:
    code = error.code or 500
    if code >= 500:
        g.visit = None  # the answers may be what went wrong: they stay in the cookie, and this page reads none of them
    visit = current_visit()
    back = trail.here(Route(the_catalogue(), visit)) if visit is not None else ""
    kept = {name: value for name, value in error.get_headers() if name in ("Allow", "Retry-After")}
    page = render_template(
        "errors/error.html",
        sentence=_sentence(code),
        back=back,
        code=code,
        refusal=noted(),
        request_id=request_id(),
    )
    return page, code, kept


def _sentence(code: int) -> str:
    known = {
        400: gettext("We could not read what was sent. Please go back and try again."),
        403: gettext("This page may not be opened from here."),
        404: gettext("There is no page at this address. Check the address, or go back."),
        405: gettext("This page cannot be used in that way. Please go back and use its buttons."),
        413: gettext("What was sent is too long. Please go back and shorten it."),
        503: gettext(
            "We cannot read your answers at this moment, but they are still on your device. Please wait a minute, go "
            "back, and press Continue again."
        ),
        429: gettext("There were too many tries in a short time. Please wait a minute and try again."),
    }
    fallback = gettext("Something went wrong on our side. Please go back and try again.")
    return known.get(code, known[400] if code < 500 else fallback)

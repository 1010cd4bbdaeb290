"""The log: a line for every request that is refused or fails, with its time, name, route, status and reason.

No address, no answer, no message of an error: those can quote what was sent.
"""

import logging
import sys
import time
import traceback
from typing import Any

from flask import Flask, Response, g, request
from flask.logging import has_level_handler

from questionnaire.web.refusals import Refusal, note, noted, request_id

_REASONS = {
    400: "not understood",
    403: "not allowed",
    404: "no such page",
    405: "wrong method",
    413: "too long",
    429: "too many tries",
}


class Lines(logging.Formatter):
    """UTC, and of an exception only its kind and place."""

    converter = time.gmtime  # type: ignore[assignment]  # it takes a moment, or none for now

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(message)s", "%Y-%m-%dT%H:%M:%SZ")

    def formatException(self, ei: Any) -> str:  # noqa: N802 - the name that `logging` calls
        """The kind and place of an exception."""
        return _kind_and_place(ei)


def keep_log(app: Flask) -> None:
    """Name each request, and log those that are refused or fail."""
    app.logger = logging.getLogger(app.name)
    app.logger.setLevel(logging.INFO)
    if not has_level_handler(app.logger):
        handler = logging.StreamHandler()
        handler.setFormatter(Lines())
        app.logger.addHandler(handler)
        app.logger.propagate = False  # a server that sets up its own log later would write each line twice
    app.log_exception = _Failures(app)  # type: ignore[method-assign,assignment]  # the same signature, without the message
    app.after_request(_log_refusal)


class _Failures:
    """Logs where an error happened and of which kind."""

    def __init__(self, app: Flask) -> None:
        self._logger = app.logger

    def __call__(self, _: Any) -> None:
        """Log the exception being handled."""
        note(Refusal(_kind_and_place(sys.exc_info())))
        self._logger.error(_line(500))
        g.logged = True


def _log_refusal(response: Response) -> Response:
    response.headers["X-Request-ID"] = request_id()
    if response.status_code >= 400 and "logged" not in g:
        level = logging.ERROR if response.status_code >= 500 else logging.WARNING
        logging.getLogger("questionnaire").log(level, _line(response.status_code))
    return response


def _line(status: int) -> str:
    refusal = noted() or Refusal(_REASONS.get(status, "failed" if status >= 500 else "refused"))
    parts = [refusal.reason]
    if refusal.lacking:
        parts.append(f"a proxy did not pass on: {', '.join(refusal.lacking)}")
    if refusal.settings:
        parts.append(f"not set: {', '.join(refusal.settings)}")
    route = request.endpoint or "none"
    return f'request={request_id()} route={route} status={status} reason="{"; ".join(parts)}"'


def _kind_and_place(found: Any) -> str:
    kind, _error, trace = found
    frames = traceback.extract_tb(trace)
    place = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else "nowhere"
    return f"{kind.__name__ if kind else 'error'} at {place}"

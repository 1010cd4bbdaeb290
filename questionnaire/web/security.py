"""What keeps answers private on the way: headers, HTTPS, safe cookies, and a log that holds no answers."""

import logging
import sys
import traceback
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, g, render_template, request

_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
_FORMS = ("", "application/x-www-form-urlencoded", "multipart/form-data")
LONGEST_HOST = 255
# For monitoring, which often speaks plain HTTP inside a clinic; they hold nothing personal.
_ALWAYS = ("about.health", "about.version")
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), interest-cohort=()",
}


class Logger:
    """Logs where an error happened and of which kind, never its message: messages can quote answers."""

    def __init__(self, app: Flask) -> None:
        self._logger = logging.getLogger(app.name)

    def __call__(self, _: Any) -> None:
        """Log the exception being handled."""
        kind, _error, trace = sys.exc_info()
        frames = traceback.extract_tb(trace)
        place = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else "nowhere"
        self._logger.error("%s at %s on %s", kind.__name__ if kind else "error", place, request.endpoint)


def protect(app: Flask) -> None:
    """Add the rules of this module to every request and answer."""
    app.log_exception = Logger(app)  # type: ignore[method-assign,assignment]  # the same signature, without the message
    app.before_request(_refuse_odd_requests)
    app.before_request(_require_https)
    app.before_request(_refuse_other_sites)
    app.after_request(_add_headers)


def _require_https() -> Any:
    g.secure_cookie = request.is_secure
    if (
        request.is_secure
        or request.endpoint in _ALWAYS
        or _is_loopback()
        or _insecure_allowed()
        or request.endpoint == "static"
    ):
        return None
    return render_template("errors/insecure.html"), 403


def _refuse_other_sites() -> None:
    """Another site may not send a form here: it could erase or overwrite answers."""
    if request.method in ("GET", "HEAD", "OPTIONS"):
        return
    origin, site = request.headers.get("Origin"), request.headers.get("Sec-Fetch-Site")
    own = (f"http://{request.host}", f"https://{request.host}")
    if origin not in (None, "null", *own) or site in ("cross-site", "same-site"):
        abort(400)
    if origin == "null" and site not in ("same-origin", "none"):
        abort(400)


def _refuse_odd_requests() -> Any:
    """Bodies that are no form, files, and host names that are no host names."""
    if len(request.host) > LONGEST_HOST or set(request.host) == {"."}:
        return "Bad Request", 400
    if request.method == "POST" and (request.mimetype not in _FORMS or request.files):
        abort(400)
    return None


def _insecure_allowed() -> bool:
    return bool(current_app.config["INSECURE_HTTP"])


def _is_loopback() -> bool:
    host = urlsplit(f"//{request.host}").hostname or ""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _add_headers(response: Response) -> Response:
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    if request.endpoint != "static" or response.status_code >= 400:
        response.headers["Cache-Control"] = "no-store"
    return response

"""The site behind a proxy and in a folder: what forwarded headers change, and which of them a proxy left out."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Flask, current_app, request
from werkzeug.middleware.proxy_fix import ProxyFix

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

# No empty segments and no dots alone: "//evil.example" would be another site.
FOLDER = re.compile(r"(/(?!\.{1,2}(/|$))[A-Za-z0-9._~-]+)+")
_BROKEN = "questionnaire.broken_prefix"


class InFolder:
    """Serves a site in a folder, named here or by a header; proxies may send paths with the folder or without it."""

    def __init__(self, app: "WSGIApplication", folder: str) -> None:
        self._app = app
        self._folder = folder

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Part the path into the folder and the rest."""
        folder = self._folder or environ.get("SCRIPT_NAME", "").rstrip("/")
        if folder and not FOLDER.fullmatch(folder):
            environ[_BROKEN], folder = True, ""
        path = environ.get("PATH_INFO", "")
        if folder and (path == folder or path.startswith(f"{folder}/")):
            environ["PATH_INFO"] = path.removeprefix(folder) or "/"
        environ["SCRIPT_NAME"] = folder
        return self._app(environ, start_response)


def stand_behind(app: Flask, *, proxies: int, folder: str) -> None:
    """Believe the forwarded headers of so many proxies, and serve in a folder."""
    app.wsgi_app = InFolder(app.wsgi_app, folder)  # type: ignore[method-assign]
    if proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies, x_prefix=proxies
        )


def has_broken_prefix() -> bool:
    """Whether a proxy named a folder that is no path."""
    return _BROKEN in request.environ


def left_out(origin: str) -> tuple[str, ...]:
    """The headers that a proxy left out, if the browser that names this origin is at this site."""
    try:
        seen = urlsplit(origin)
    except ValueError:  # no browser sends it
        return ()
    name = () if seen.netloc.lower() == request.host.lower() else ("Host",)
    return (*name, *(unsaid_protocol() if seen.scheme == "https" else ()))


def unsaid_protocol() -> tuple[str, ...]:
    """The header that says by which protocol the browser came, where it is missing."""
    return () if request.is_secure or "X-Forwarded-Proto" in request.headers else ("X-Forwarded-Proto",)


def needed_settings() -> tuple[str, ...]:
    """The settings without which forwarded headers are not believed."""
    return () if current_app.config["TRUSTED_PROXIES"] else ("TRUSTED_PROXIES",)

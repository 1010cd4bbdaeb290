"""What keeps answers private on the way: headers, HTTPS, safe cookies, and forms from this site alone."""

from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from flask import Flask, Response, current_app, g, render_template, request
from werkzeug.sansio.utils import host_is_trusted

from questionnaire.web.proxies import has_broken_prefix, left_out, needed_settings, unsaid_protocol
from questionnaire.web.refusals import Refusal, note, refuse, request_id

_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
_FORMS = ("", "application/x-www-form-urlencoded", "multipart/form-data")
LONGEST_HOST = 255
# For monitoring, which often speaks plain HTTP to an address without a name; they hold nothing personal.
_ALWAYS = ("about.health", "about.ready", "about.version")
HEADERS = {
    "Content-Security-Policy": _POLICY,
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), interest-cohort=()",
}


def protect(app: Flask) -> None:
    """Add the rules of this module to every request and answer."""
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
    refusal = Refusal("plain HTTP", unsaid_protocol(), needed_settings())
    note(refusal)
    return render_template("errors/insecure.html", refusal=refusal, request_id=request_id()), 403


def _refuse_other_sites() -> None:
    """Another site may not send a form here: it could erase or overwrite answers."""
    if request.method in ("GET", "HEAD", "OPTIONS"):
        return
    origin, site = request.headers.get("Origin"), request.headers.get("Sec-Fetch-Site")
    own = (f"http://{request.host}", f"https://{request.host}")
    if site in ("cross-site", "same-site"):
        refuse(400, Refusal("a form of another site"))
    if origin not in (None, "null", *own):
        lacking = left_out(origin)
        refuse(400, Refusal("a form of another address", lacking, needed_settings()))
    if origin == "null" and site not in ("same-origin", "none"):
        refuse(400, Refusal("a form of no site"))


def _refuse_odd_requests() -> Any:
    """Bodies that are no form, files, host names that are no host names or not ours, and folders that are no paths."""
    if len(request.host) > LONGEST_HOST or set(request.host) == {"."}:
        note(Refusal("Host is no name"))
        return "Bad Request", 400
    hosts = current_app.config["HOSTS"]
    if hosts and request.endpoint not in _ALWAYS and not host_is_trusted(request.host.lower(), hosts):
        # A number is what a proxy asks for when nobody told it to pass on the name.
        lacking = ("Host", *unsaid_protocol()) if _address_of_host() or _is_loopback() else ()
        refuse(400, Refusal("a host that HOSTS does not name", lacking, needed_settings()))
    if has_broken_prefix():
        refuse(400, Refusal("X-Forwarded-Prefix is no path"))
    if request.method == "POST" and (request.mimetype not in _FORMS or request.files):
        refuse(400, Refusal("a body that is no form"))
    return None


def _insecure_allowed() -> bool:
    return bool(current_app.config["INSECURE_HTTP"])


def _is_loopback() -> bool:
    address = _address_of_host()
    return urlsplit(f"//{request.host}").hostname == "localhost" or (address is not None and address.is_loopback)


def _address_of_host() -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(urlsplit(f"//{request.host}").hostname or "")
    except ValueError:
        return None


def _add_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.is_secure:
        subdomains = "; includeSubDomains" if current_app.config["HSTS_SUBDOMAINS"] else ""
        response.headers.setdefault("Strict-Transport-Security", f"max-age=31536000{subdomains}")
    if request.endpoint != "static" or response.status_code >= 400:
        response.headers["Cache-Control"] = "no-store"
    if response.location:  # Werkzeug's own redirects name the host that was asked for, which may be a stranger's
        response.location = urlunsplit(("", "", *urlsplit(response.location)[2:]))
    return response

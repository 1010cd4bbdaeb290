"""Answers that the server gives by itself, before or instead of the site: a plain sentence with the site's headers."""

from http import HTTPStatus

from questionnaire.web.security import HEADERS

Headers = list[tuple[bytes, bytes]]

WORDS = {
    400: "We could not read what was sent. Please go back and try again.",
    408: "What was sent did not arrive in time. Please go back and try again.",
    413: "What was sent is too long. Please go back and shorten it.",
    431: "What your browser sent is too long. Please delete this site's cookies and try again.",
    500: "Something went wrong on our side. Please go back and try again.",
    503: "Too many people are using this site right now. Please wait a minute and try again.",
}


def refusal(status: int) -> tuple[Headers, bytes]:
    """Headers and body of a refusal, after which the connection ends."""
    body = WORDS[status].encode()
    own = {
        **HEADERS,
        "Cache-Control": "no-store",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Length": str(len(body)),
        "Connection": "close",
    }
    if status == 503:
        own["Retry-After"] = "60"
    return [(name.lower().encode(), value.encode()) for name, value in own.items()], body


def refusal_bytes(status: int) -> bytes:
    """A refusal as it travels, for a connection that has no request yet."""
    headers, body = refusal(status)
    lines = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}".encode(), *(b": ".join(header) for header in headers)]
    return b"\r\n".join([*lines, b"", body])

"""Stands before the site: takes each request whole, hands it to a thread, and sends the answer when that is whole.

So no client, however slow, keeps a thread busy: the threads only ever see what is here already.
"""

import asyncio
import logging
import traceback
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress
from typing import Any, Final

from a2wsgi import WSGIMiddleware
from flask import Flask

from questionnaire.web import LONGEST_BODY
from questionnaire.web.serving.refusals import Headers, refusal

Message = MutableMapping[str, Any]
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

BODY_SECONDS: Final = 10
THREADS: Final = 8
MOST_REQUESTS: Final = 200  # being worked on, or waiting for a thread
LONGEST_WISH: Final = 1_000  # of an Accept header: browsers send less than 300, and each part costs time
_OF_THE_BODY: Final = (b"content-length", b"transfer-encoding")


class GoneError(Exception):
    """The client left before its request was whole."""


class Front:
    """An ASGI application around the site."""

    def __init__(self, site: Flask) -> None:
        self._site = WSGIMiddleware(site.wsgi_app, workers=THREADS)  # type: ignore[arg-type]  # two names for WSGI
        self._requests = 0
        self._log = logging.getLogger(site.name)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        with suppress(GoneError):
            await self._send(send, *await self._answer(scope, receive))

    async def _answer(self, scope: Scope, receive: Receive) -> tuple[int, Headers, bytes]:
        try:
            async with asyncio.timeout(BODY_SECONDS):
                body, size = await _whole_body(receive)
        except TimeoutError:
            return 408, *refusal(408)
        if [name for name, _ in scope["headers"]].count(b"host") > 1:
            return 400, *refusal(400)
        if self._requests >= MOST_REQUESTS:
            return 503, *refusal(503)
        self._requests += 1
        try:
            return await self._ask_site({**scope, "headers": _headers(scope["headers"], size)}, body)
        except Exception as error:  # whatever it is, its words may quote what was sent
            place = traceback.extract_tb(error.__traceback__)[-1]
            self._log.error("%s at %s:%s", type(error).__name__, place.filename, place.lineno)
            return 500, *refusal(500)
        finally:
            self._requests -= 1

    async def _ask_site(self, scope: Scope, body: bytes) -> tuple[int, Headers, bytes]:
        """The site's answer. What is too long was not kept; the site sees its length and has a page for it."""
        messages: list[Message] = []

        async def request() -> Message:
            return {"type": "http.request", "body": body, "more_body": False}

        async def keep(message: Message) -> None:
            messages.append(message)

        await self._site(scope, request, keep)  # type: ignore[arg-type]  # its messages are typed dictionaries
        start, *rest = messages
        return start["status"], list(start["headers"]), b"".join(message["body"] for message in rest)

    async def _send(self, send: Send, status: int, headers: Headers, body: bytes) -> None:
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})


async def _whole_body(receive: Receive) -> tuple[bytes, int]:
    """The body and its length; of one that is too long only the length."""
    body = bytearray()
    size, more = 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise GoneError
        size += len(message["body"])
        body += message["body"] if size <= LONGEST_BODY else b""
        more = message["more_body"]
    return bytes(body) if size <= LONGEST_BODY else b"", size


def _headers(given: Headers, size: int) -> Headers:
    """What the site needs of the headers; the length is that of the body that came, however it was sent."""
    kept = [
        (name, value)
        for name, value in given
        if name not in _OF_THE_BODY and not (name.startswith(b"accept") and len(value) > LONGEST_WISH)
    ]
    return [*kept, (b"content-length", str(size).encode())]

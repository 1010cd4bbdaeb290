"""One client's connection: uvicorn's, with a deadline for the head of each request and bounds on all that is read.

It never waits for a client without a limit: not for a head, not for an answer to be taken, not in a crowd.
"""

import asyncio
from typing import Any, Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from questionnaire.web.serving.crowd import Crowd
from questionnaire.web.serving.refusals import refusal_bytes

HEAD_SECONDS: Final = 10  # for a whole head; as long may a connection be idle between two requests
TAKING_SECONDS: Final = 60  # for a client to take what was sent to it
LAST_HEAD_SECONDS: Final = 1  # once the server is stopping
LINGER_SECONDS: Final = 2  # after a refusal, so that a client that is still sending can read it
LONGEST_HEAD: Final = 32 * 1024
LONGEST_REQUEST: Final = 1024 * 1024  # with its body, of which the site reads far less: the rest is passed over
MOST_AHEAD: Final = 16  # requests sent without waiting for the answer to the first
_PIECE: Final = 4 * 1024


class Connection(HttpToolsProtocol):
    """Refuses with our own words, and ends connections that come to nothing."""

    def __init__(self, crowd: Crowd, **given: Any) -> None:
        super().__init__(**given)
        self._crowd = crowd
        self._timer: asyncio.TimerHandle | None = None
        self._in_head = False
        self._head = self._request = 0  # bytes read so far
        self._refused = self._gone = False

    # What the transport says

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn narrows it
        """A client is here."""
        super().connection_made(transport)
        if self._crowd.make_room(len(self.connections)):
            self._expect_head()
        else:
            self._refuse(503)

    def data_received(self, data: bytes) -> None:
        """Read in pieces, so that a head is measured whatever comes with it."""
        for begin in range(0, len(data), _PIECE):
            if self._refused or self.transport.is_closing():
                return
            piece = data[begin : begin + _PIECE]
            super().data_received(piece)
            self._measure(len(piece))

    def connection_lost(self, exc: Exception | None) -> None:
        """The client is gone."""
        self._gone = True
        self._crowd.acts(self)
        self._set_timer(None)
        super().connection_lost(exc)

    def shutdown(self) -> None:
        """The server stops: who has begun to ask, or not yet asked at all, may do so, and gets an answer."""
        if self._is_idle() and (self._in_head or self.cycle is None) and not self._refused:
            self._expect_head()
        else:
            super().shutdown()

    # What the parser says

    def on_message_begin(self) -> None:
        """The first byte of a request."""
        super().on_message_begin()
        self._in_head, self._head = True, 0
        if self._is_idle():
            self._expect_head()

    def on_header(self, name: bytes, value: bytes) -> None:
        """A header, or a trailer after the body."""
        if b"_" not in name:  # the site could not tell it from one with a hyphen, which a proxy may vouch for
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """The head is whole; the deadline of the body is the front's."""
        self._in_head = False
        self._set_timer(None)
        super().on_headers_complete()
        if self._crowd.leaving:
            self.cycle.keep_alive = False

    def on_message_complete(self) -> None:
        """Nothing more is awaited from the client."""
        self._crowd.acts(self)
        super().on_message_complete()

    # What uvicorn says

    def on_response_complete(self) -> None:
        """The answer is written; the client has to take it before it may ask again."""
        self._request = 0
        super().on_response_complete()
        if self.transport.get_write_buffer_size():
            self._wait(TAKING_SECONDS)
        else:
            self._expect_head()

    def send_400_response(self, msg: str) -> None:
        """The parser understands nothing; the words are ours."""
        self._refuse(400)

    # What is decided here

    def give_up(self) -> None:
        """End it at once."""
        self.transport.abort()

    def _is_idle(self) -> bool:
        """No request is being answered."""
        return self.cycle is None or self.cycle.response_complete

    def _expect_head(self) -> None:
        self._wait(LAST_HEAD_SECONDS if self._crowd.leaving else HEAD_SECONDS)

    def _wait(self, seconds: float) -> None:
        if not self._gone:
            self._crowd.waits(self)
            self._set_timer(seconds)

    def _set_timer(self, seconds: float | None) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self.loop.call_later(seconds, self._late) if seconds is not None else None

    def _late(self) -> None:
        if not self._is_idle():
            self._set_timer(HEAD_SECONDS)  # a request that was sent ahead waits for its turn
        elif self._in_head and not self._refused and not self.transport.is_closing():
            self._refuse(408)
        else:
            self.give_up()

    def _measure(self, size: int) -> None:
        if self._refused or self.transport.is_closing():
            return
        self._request += size
        self._head += size if self._in_head else 0
        if self._in_head and self._head > LONGEST_HEAD:
            self._refuse(431)
        elif self._request > LONGEST_REQUEST:
            self._refuse(413)
        elif len(self.pipeline) > MOST_AHEAD:
            self.give_up()

    def _refuse(self, status: int) -> None:
        """Say why and end it; unless an answer is under way, a client that is still sending gets time to read it."""
        self._refused = True
        self.transport.write(refusal_bytes(status))
        if self._is_idle() and self.transport.can_write_eof():
            self.transport.write_eof()
            self._wait(LINGER_SECONDS)
        else:
            self.transport.close()

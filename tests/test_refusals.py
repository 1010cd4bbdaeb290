"""What the production server answers by itself: in plain words, with the site's headers, telling nothing of itself."""

import asyncio
import re
import threading
import time
from contextlib import ExitStack
from functools import partial

import pytest
import uvicorn
from flask import Flask, request
from uvicorn.server import ServerState

from questionnaire.web import LONGEST_BODY
from questionnaire.web.security import HEADERS
from questionnaire.web.serving import connection
from questionnaire.web.serving.connection import HEAD_SECONDS, LONGEST_HEAD, LONGEST_REQUEST
from questionnaire.web.serving.crowd import Crowd
from questionnaire.web.serving.front import BODY_SECONDS, LONGEST_WISH, MOST_REQUESTS, Front
from questionnaire.web.serving.refusals import WORDS, refusal
from tests.serving import answer_on, get, post, served
from tests.visitor import audited

TOLD = "my-left-knee-since-the-birth"
REFUSED = re.compile(r'\S+ WARNING request=[a-z]+ route=[a-z.]+ status=\d+ reason="[a-z ]+"')


@pytest.fixture(scope="module")
def server():
    """One server for all of these; in the end its log may hold what was refused, and nothing of what was sent."""
    with served() as running:
        yield running
        running.process.terminate()
        printed, logged = running.process.communicate(timeout=20)
        assert printed == ""
        assert TOLD not in logged
        assert [line for line in logged.splitlines() if not REFUSED.fullmatch(line)] == []


def _checked(answer, status):
    """An answer of the server itself, or of the site in its place."""
    assert answer is not None, "the connection ended without a word"
    assert answer.status == status
    assert {name: answer.headers.get(name.lower()) for name in HEADERS} == HEADERS
    assert answer.headers["cache-control"] == "no-store"
    assert "server" not in answer.headers
    assert "uvicorn" not in str(answer).lower()
    if answer.headers["content-type"].startswith("text/plain"):
        assert answer.body == WORDS[status]
        assert answer.headers["connection"] == "close"
    else:
        audited(answer.body, f"{status}")
    return answer


# --- Malformed --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sent",
    [
        f"{TOLD}\r\n\r\n",
        f"GET /?{TOLD} HTTP/9.9\r\n\r\n",
        f"GET /{TOLD}\r\n{TOLD}\r\n\r\n",
        f"GET / HTTP/1.1\r\n{TOLD}\r\n\r\n",
        f"GET / HTTP/1.1\r\nHost: localhost\r\nX: {TOLD}\x00\r\n\r\n",
        f"GET a://{'1' * 8_000} {TOLD} HTTP/1.1\r\n\r\n",
        f"CONNECT {TOLD}:443 HTTP/1.1\r\nHost: localhost\r\n\r\n",
        f"GET /caf\xe9?{TOLD} HTTP/1.1\r\nHost: localhost\r\n\r\n",
        f"GET /?caf\xe9{TOLD} HTTP/1.1\r\nHost: localhost\r\n\r\n",
        f"GET / HTTP/1.1\r\nHost: localhost\r\nHost: {TOLD}\r\n\r\n",
        f"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n{TOLD}",
        f"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n{TOLD}",
        "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip\r\n\r\n",
        f"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{TOLD}\r\n",
        "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    ],
)
def test_what_is_no_request_is_refused_in_plain_words(server, sent):
    _checked(server.ask(sent.encode("latin-1")), 400)


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ("GET / HTTP/1.0\r\n\r\n", 200),
        ("\r\n\r\nGET / HTTP/1.1\r\nHost: localhost\r\n\r\n", 200),
        ("GET http://localhost/ HTTP/1.1\r\nHost: localhost\r\n\r\n", 200),
        ("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n", 200),
        ("GET /static/site.css HTTP/1.1\r\nHost: localhost\r\nRange: bytes=0-9\r\n\r\n", 206),
        (f"GET /%ff{TOLD}?{TOLD} HTTP/1.1\r\nHost: localhost\r\n\r\n", 404),
        ("GET /static/../../pyproject.toml HTTP/1.1\r\nHost: localhost\r\n\r\n", 404),
    ],
)
def test_unusual_requests_are_answered_as_usual(server, sent, status):
    assert server.ask(sent.encode()).status == status


def test_bytes_that_come_in_small_pieces_are_read_all_the_same(server):
    with server.connect() as client:
        for byte in get("/healthz"):
            client.sendall(bytes([byte]))
        assert answer_on(client).status == 200


def test_requests_sent_ahead_are_answered_in_turn(server):
    with server.connect() as client:
        client.sendall(get("/healthz") + get("/nowhere") + get("/healthz", "Connection: close"))
        received = b""
        while piece := client.recv(65_536):
            received += piece
        assert re.findall(rb"HTTP/1.1 (\d+) ", received) == [b"200", b"404", b"200"]


def test_a_thousand_requests_sent_ahead_end_the_connection(server):
    with server.connect() as client:
        client.sendall(get("/healthz") * 1_000)
        answers = 0
        try:
            while answer_on(client) is not None:
                answers += 1
        except ConnectionResetError:
            pass
        assert answers < 20


# --- Too long ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "header",
    [
        f"Accept-Language: {'de,' * 80_000}en",
        f"Cookie: {'a' * 240_000}",
        "\r\n".join(["a: b"] * 20_000),
        f"{'a' * 240_000}: b",
        f"X: {' ' * 240_000}a",
    ],
)
def test_a_head_that_is_too_long_is_refused(server, header):
    _checked(server.ask(get("/", header)), 431)
    _checked(server.ask(get("/", header)[:-2]), 431)


def test_a_full_visit_with_its_cookies_is_far_below_the_limit(server):
    assert server.ask(get("/", f"Cookie: a={'a' * 7_600}", f"Referer: http://localhost/{'a' * 2_000}")).status == 200
    assert LONGEST_HEAD > 3 * 7_600


@pytest.mark.parametrize("how", [[], ["Transfer-Encoding: chunked"]])
def test_a_form_that_is_too_long_gets_the_page_for_it(server, how):
    body = b"path=" + b"a" * LONGEST_BODY
    if how:
        body = b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body)
    answer = _checked(server.ask(post(body, *how)), 413)
    assert "What was sent is too long" in answer.body
    assert "<h1" in answer.body


def test_a_form_of_many_megabytes_is_not_read_to_its_end(server):
    with server.connect() as client:
        try:
            client.sendall(post(b"a" * 20 * LONGEST_REQUEST))
        except OSError:
            return
        _checked(answer_on(client), 413)


@pytest.mark.parametrize("how", [[], ["Transfer-Encoding: chunked"], ["Expect: 100-continue"]])
def test_a_form_counts_however_it_is_sent(server, how):
    body = b"path=full&device=own"
    if how == ["Transfer-Encoding: chunked"]:
        body = b"8\r\npath=ful\r\nc\r\nl&device=own\r\n0\r\n\r\n"
    with server.connect() as client:
        client.sendall(post(body, *how))
        if how == ["Expect: 100-continue"]:
            assert answer_on(client).status in (100, 303)
            return
        answer = answer_on(client)
    assert answer.status == 303
    assert answer.headers["location"].startswith("/step/")


# --- Too late ---------------------------------------------------------------------------------------------------------


def test_what_does_not_arrive_in_time_is_refused_and_the_connection_ended(server):
    begun = {
        "a request line": b"GE",
        "a head": get("/")[:-2],
        "a body": post(b"path=full")[:-1],
        "a chunk": post(b"5\r\npat", "Transfer-Encoding: chunked"),
    }
    begin = time.monotonic()
    with ExitStack() as opened:
        waiting = {name: opened.enter_context(server.connect()) for name in begun}
        silent, idle = opened.enter_context(server.connect()), opened.enter_context(server.connect())
        idle.sendall(get("/healthz"))
        assert answer_on(idle).status == 200
        for name, client in waiting.items():
            client.sendall(begun[name])
        for client in waiting.values():
            _checked(answer_on(client), 408)
            assert client.recv(1) == b""
        assert silent.recv(1) == b""
        assert idle.recv(1) == b""
    assert time.monotonic() - begin < max(HEAD_SECONDS, BODY_SECONDS) + 5


def test_a_head_of_which_a_byte_comes_now_and_then_is_late_too(server):
    with server.connect() as client:
        client.sendall(get("/")[:-2] + b"X: ")
        client.settimeout(1)
        begin = time.monotonic()
        while True:
            client.sendall(b"a")
            try:
                _checked(answer_on(client), 408)
                break
            except TimeoutError:
                assert time.monotonic() - begin < HEAD_SECONDS + 5


def test_a_client_that_never_takes_its_answer_is_let_go(monkeypatch):
    monkeypatch.setattr(connection, "TAKING_SECONDS", 0.2)

    async def much(_, __, send):
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"30000000")]})
        await send({"type": "http.response.body", "body": b"a" * 30_000_000})

    async def take_nothing():
        config, state = uvicorn.Config(much, ws="none", lifespan="off"), ServerState()
        made = partial(connection.Connection, Crowd(10), config=config, server_state=state, app_state={})
        server = await asyncio.get_running_loop().create_server(made, "127.0.0.1", 0)
        _, writer = await asyncio.open_connection(*server.sockets[0].getsockname(), limit=1)
        writer.write(get("/"))
        seen = 0
        for _ in range(100):
            await asyncio.sleep(0.02)
            seen = max(seen, len(state.connections))
            if seen and not state.connections:
                break
        writer.close()
        server.close()
        return seen, len(state.connections)

    assert asyncio.run(take_nothing()) == (1, 0)


# --- Too many ---------------------------------------------------------------------------------------------------------


def test_when_too_many_wait_for_a_thread_the_next_is_asked_to_come_back():
    site, free = Flask("questionnaire"), threading.Event()

    @site.get("/")
    def page():
        free.wait(20)
        return "here"

    async def all_at_once():
        front = Front(site)
        asked = [asyncio.create_task(_ask(front)) for _ in range(MOST_REQUESTS)]
        await asyncio.sleep(0)
        late = await _ask(front)
        free.set()
        return late, await asyncio.gather(*asked), await _ask(front)

    late, others, after = asyncio.run(all_at_once())
    assert late == (503, dict(refusal(503)[0]), WORDS[503].encode())
    assert late[1][b"retry-after"] == b"60"
    assert {status for status, _, _ in (*others, after)} == {200}


def test_an_error_before_the_site_is_plain_and_its_words_are_not_logged(caplog):
    site = Flask("questionnaire")

    def broken(*_):
        raise ValueError(TOLD)

    site.wsgi_app = broken
    assert asyncio.run(_ask(Front(site))) == (500, dict(refusal(500)[0]), WORDS[500].encode())
    assert "ValueError at " in caplog.text
    assert TOLD not in caplog.text


@pytest.mark.parametrize("name", ["Accept", "Accept-Language", "Accept-Encoding"])
def test_a_wish_that_no_browser_has_is_passed_over(name):
    site = Flask("questionnaire")
    site.add_url_rule("/", view_func=lambda: str(len(request.headers.get(name, ""))))
    for length, seen in ((LONGEST_WISH, LONGEST_WISH), (LONGEST_WISH + 1, 0)):
        assert asyncio.run(_ask(Front(site), (name.lower().encode(), b"a" * length)))[2] == str(seen).encode()


async def _ask(front, *headers):
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "GET",
        "path": "/",
        "query_string": b"",
        "headers": [(b"host", b"localhost"), *headers],
    }
    sent = []

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message):
        sent.append(message)

    await front(scope, receive, send)
    return sent[0]["status"], dict(sent[0]["headers"]), sent[1]["body"]


class _Client:
    gone = False

    def give_up(self):
        self.gone = True


def test_in_a_crowd_who_has_kept_us_waiting_longest_makes_room():
    crowd, (first, second, third) = Crowd(2), (_Client(), _Client(), _Client())
    for one in (first, second, third):
        crowd.waits(one)
    crowd.waits(first)
    crowd.acts(second)
    assert crowd.make_room(2)
    assert [first.gone, second.gone, third.gone] == [False] * 3
    assert crowd.make_room(3)
    assert third.gone
    assert crowd.make_room(3)
    assert first.gone
    assert not crowd.make_room(3), "everybody left is being served"
    assert not second.gone

"""The production server, as `questionnaire serve` starts it: its start, its proxies, its stop."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from questionnaire.web.serving.connection import LAST_HEAD_SECONDS
from questionnaire.web.serving.listening import ListenError, listen, site_address
from questionnaire.web.serving.server import STOP_SECONDS
from tests.serving import KEY, PROGRAM, answer_on, free_port, get, post, served

# --- Start ------------------------------------------------------------------------------------------------------------


def test_the_printed_address_answers_at_once():
    with served() as server:
        assert server.ask(get("/")).status == 200
        assert server.line == f"Pain Patterns is at http://127.0.0.1:{server.port}"


def test_a_port_in_use_is_one_plain_line_and_no_address_is_printed():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        _refused_to_start("--port", str(taken.getsockname()[1]), said="is in use already")


@pytest.mark.parametrize("host", ["192.0.2.1", "a..b", ""])
def test_a_wrong_host_is_one_plain_line_and_no_address_is_printed(host):
    _refused_to_start("--host", host, said=f'--host is "{host}"')


def _refused_to_start(*options, said):
    command = [sys.executable, "-c", PROGRAM, "serve", *options]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=60, env={"SECRET_KEY": KEY, "PATH": ""}
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_name_that_nobody_knows_is_told_as_such(monkeypatch):
    def unknown(*_, **__):
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(ListenError, match="no address is known by this name"):
        listen("clinc", 8000)


def test_a_name_with_an_address_that_this_machine_lacks_is_listened_to_at_the_others(monkeypatch):
    kinds = (socket.AF_INET, socket.SOCK_STREAM, 6, "")
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda *_, **__: [(*kinds, ("192.0.2.1", 0)), (*kinds, ("127.0.0.1", 0))]
    )
    (only,) = listen("localhost", 0)
    with only:
        assert only.getsockname()[0] == "127.0.0.1"


def test_an_address_with_colons_is_printed_as_a_browser_takes_it():
    assert site_address("::1", 8000) == "http://[::1]:8000"


# --- Proxies ----------------------------------------------------------------------------------------------------------


def test_behind_a_trusted_proxy_that_speaks_https_pages_are_shown():
    with served(TRUSTED_PROXIES="1") as server:
        answer = server.ask(_from_a_clinic("X-Forwarded-Proto: https", "X-Forwarded-For: 192.0.2.7"))
        assert answer.status == 200
        assert "strict-transport-security" in answer.headers
        spelled_otherwise = server.ask(_from_a_clinic("X_Forwarded_Proto: https"))
        assert spelled_otherwise.status == 403, "a proxy passes on what it does not know, so this is the client's word"
        assert server.ask(_from_a_clinic("X-Forwarded-Proto: http", "X_Forwarded_Proto: https")).status == 403


def test_without_a_trusted_proxy_forwarded_headers_are_not_believed():
    with served() as server:
        assert server.ask(_from_a_clinic("X-Forwarded-Proto: https")).status == 403
        assert server.ask(_from_a_clinic("X-Forwarded-Host: localhost")).status == 403
        assert server.ask(_from_a_clinic("Forwarded: host=localhost;proto=https")).status == 403


def _from_a_clinic(*headers):
    return get("/", *headers).replace(b"Host: localhost", b"Host: clinic.example")


# --- Stop -------------------------------------------------------------------------------------------------------------


def test_forty_people_who_wait_for_a_page_when_the_server_is_stopped_all_get_it():
    with served() as server, ExitStack() as connections:
        waiting = [connections.enter_context(server.connect()) for _ in range(40)]
        for connection in waiting:
            connection.sendall(get("/"))
        server.process.send_signal(signal.SIGTERM)
        assert [answer_on(connection).status for connection in waiting] == [200] * 40
        _stopped_well(server)


def test_people_whom_the_server_has_not_even_seen_when_it_is_stopped_get_their_page():
    with served() as server, ExitStack() as connections:
        server.process.send_signal(signal.SIGSTOP)
        in_line = [connections.enter_context(server.connect()) for _ in range(40)]
        for connection in in_line:
            connection.sendall(get("/"))
        server.process.send_signal(signal.SIGTERM)
        server.process.send_signal(signal.SIGCONT)
        assert [answer_on(connection).status for connection in in_line] == [200] * 40
        _stopped_well(server)


def test_a_form_that_is_half_sent_when_the_server_is_stopped_still_counts():
    with served() as server, server.connect() as begun, server.connect() as head_begun, server.connect() as fresh:
        form = post(b"path=full&device=own")
        begun.sendall(form[:-5])
        head_begun.sendall(form[:30])
        time.sleep(0.3)
        server.process.send_signal(signal.SIGTERM)
        time.sleep(0.3)
        begun.sendall(form[-5:])
        head_begun.sendall(form[30:])
        fresh.sendall(get("/"))
        for connection, status in ((begun, 303), (head_begun, 303), (fresh, 200)):
            answer = answer_on(connection)
            assert (answer.status, answer.headers["connection"]) == (status, "close")
        _stopped_well(server)


@pytest.mark.parametrize(
    ("begun", "seconds"),
    [(get("/")[:-2], LAST_HEAD_SECONDS), (post(b"a=b")[:-1], STOP_SECONDS)],
    ids=["in-the-head", "in-the-body"],
)
def test_clients_that_do_not_go_on_do_not_hold_up_the_stop(begun, seconds):
    with served() as server, server.connect() as idle, server.connect() as silent, server.connect() as slow:
        idle.sendall(get("/"))
        assert answer_on(idle).status == 200
        slow.sendall(begun)
        time.sleep(0.3)
        begin = time.monotonic()
        server.process.send_signal(signal.SIGTERM)
        _stopped_well(server)
        assert time.monotonic() - begin < seconds + 4
        assert silent.recv(1) == b""


@pytest.mark.parametrize("wish", [signal.SIGTERM, signal.SIGINT])
def test_as_the_first_process_of_a_container_it_stops_when_told_to(wish):
    alone = ("unshare", "--pid", "--fork", "--kill-child", "--mount-proc")
    if shutil.which("unshare") is None or subprocess.run([*alone, "true"], check=False, capture_output=True).returncode:
        pytest.skip("this machine does not allow a process space of its own")
    with served(*alone) as server:
        assert server.ask(get("/")).status == 200
        children = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children").read_text(encoding="ascii")
        subprocess.run(["kill", f"-{wish.value}", children.strip()], check=True)
        _stopped_well(server)


def test_told_to_stop_while_it_reads_the_content_it_stops():
    command = [sys.executable, "-c", PROGRAM, "serve", "--port", str(free_port())]
    environment = {**os.environ, "SECRET_KEY": KEY}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as process:
        status = Path(f"/proc/{process.pid}/status")
        until = time.monotonic() + 30
        while not _handles(status.read_text(encoding="ascii"), signal.SIGTERM):
            assert time.monotonic() < until, "the signal is never handled"
            time.sleep(0.005)
        process.terminate()
        assert process.communicate(timeout=20)[1] == ""
        assert process.returncode == 0


def _handles(status, wish):
    caught = next(line for line in status.splitlines() if line.startswith("SigCgt:"))
    return bool(int(caught.split()[1], 16) >> (wish - 1) & 1)


def _stopped_well(server):
    out, err = server.process.communicate(timeout=20)
    assert (server.process.returncode, out, err) == (0, "", "")

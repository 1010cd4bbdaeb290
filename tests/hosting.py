"""The production server for tests: started as an operator starts it, spoken to byte by byte, and measured."""

import os
import re
import socket
import subprocess
import sys
import time
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

PROGRAM = "from questionnaire.cli import main; main()"
KEY = "only-for-tests-and-long-enough-to-be-a-key"
# Few open files at the start, as most systems give: the server has to ask for more.
_COMMAND = ("bash", "-c", 'ulimit -Sn 1024; exec "$@"', "bash", sys.executable, "-c", PROGRAM, "serve")


@dataclass(frozen=True)
class Answer:
    """What came back on a connection."""

    status: int
    headers: dict[str, str]
    body: str


@dataclass(frozen=True)
class Server:
    """A running server."""

    process: subprocess.Popen
    port: int
    line: str

    @property
    def address(self):
        """Where its line says that it is."""
        return self.line.split()[-1]

    def connect(self):
        """A connection on which nothing was sent yet."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=20)

    def ask(self, request):
        """The answer to these bytes, sent on a connection of their own."""
        with self.connect() as connection:
            connection.sendall(request)
            return answer_on(connection)

    def seconds_for_a_page(self):
        """How long another client waits for the first page."""
        begin = time.perf_counter()
        assert self.ask(get("/", "Connection: close")).status == 200
        return time.perf_counter() - begin

    def cpu_seconds(self):
        """What the server has used of the processor since it started."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def busy_share(self, seconds=1.0):
        """The share of a processor that the server uses during these seconds."""
        before = self.cpu_seconds()
        time.sleep(seconds)
        return (self.cpu_seconds() - before) / seconds


def free_port():
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@contextmanager
def served(*before, host="127.0.0.1", **settings):
    """A server with these settings, started by the command `before` if there is one; its line was printed."""
    port = free_port()
    command = [*before, *_COMMAND, "--host", host, "--port", str(port)]
    environment = {**os.environ, "SECRET_KEY": KEY, **settings}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdout is not None
        try:
            yield Server(process, port, process.stdout.readline().rstrip("\n"))
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.communicate(timeout=20)
            process.kill()


@contextmanager
def attacked(server, kind):
    """While this lasts, another program attacks the server."""
    command = [sys.executable, "-m", "tests.attacks", kind, str(server.port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as attacker:
        assert attacker.stdout is not None
        assert attacker.stdout.readline() == "attacking\n"
        try:
            yield
        finally:
            attacker.kill()


def get(path, *headers):
    """The bytes of a request for a page."""
    return "\r\n".join([f"GET {path} HTTP/1.1", "Host: localhost", *headers, "", ""]).encode("latin-1")


def post(body, *headers, path="/"):
    """The bytes of a form that is sent."""
    kind = "Content-Type: application/x-www-form-urlencoded"
    length = () if "Transfer-Encoding: chunked" in headers else (f"Content-Length: {len(body)}",)
    head = [f"POST {path} HTTP/1.1", "Host: localhost", kind, *length, *headers, "", ""]
    return "\r\n".join(head).encode("latin-1") + body


def answer_on(connection):
    """The next answer on this connection, None when it ends without one."""
    received = b""
    while b"\r\n\r\n" not in received:
        piece = connection.recv(65_536)
        if not piece:
            return None
        received += piece
    head, body = received.split(b"\r\n\r\n", 1)
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)}
    while len(body) < int(headers.get("content-length", 0)):
        piece = connection.recv(65_536)
        assert piece, "the answer was cut off"
        body += piece
    return Answer(int(re.split(r" ", first)[1]), headers, body.decode())

"""The production server, as `questionnaire serve` starts it."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import closing, contextmanager

PROGRAM = "from questionnaire.cli import main; main()"


@contextmanager
def served(**settings):
    """The address of a running server with these settings."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-c", PROGRAM, "serve", "--port", str(port)]
    environment = {**os.environ, "SECRET_KEY": "only-for-tests-and-long-enough-to-be-a-key", **settings}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as server:
        assert server.stdout is not None
        line = server.stdout.readline()
        try:
            yield line.split()[-1]
        finally:
            server.terminate()


def fetched(address, **headers):
    """The status of a page, asked for again while the server starts."""
    request = urllib.request.Request(address, headers=headers)
    for _ in range(50):
        try:
            with urllib.request.urlopen(request, timeout=5) as response:
                return response.status
        except urllib.error.HTTPError as error:
            return error.code
        except urllib.error.URLError:
            time.sleep(0.1)
    raise AssertionError("the server did not answer")


def test_the_printed_address_answers():
    with served() as address:
        assert fetched(address) == 200


def test_behind_a_trusted_proxy_that_speaks_https_pages_are_shown():
    headers = {"Host": "clinic.example", "X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.7"}
    with served(TRUSTED_PROXIES="1") as address:
        assert fetched(address, **headers) == 200


def test_without_a_trusted_proxy_forwarded_headers_are_not_believed():
    with served() as address:
        assert fetched(address, Host="clinic.example", **{"X-Forwarded-Proto": "https"}) == 403

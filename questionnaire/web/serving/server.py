"""`questionnaire serve`: one process that listens, says so, and stops when it is told to, after what is in hand."""

import asyncio
import logging
import resource
import select
import signal
import socket
import sys
import time
from functools import partial
from typing import Any, Final, NoReturn

import click
import uvicorn

from questionnaire.web import create_app
from questionnaire.web.serving.connection import HEAD_SECONDS, LAST_HEAD_SECONDS, Connection
from questionnaire.web.serving.crowd import Crowd
from questionnaire.web.serving.front import Front
from questionnaire.web.serving.listening import BACKLOG, listen, site_address

MOST_CONNECTIONS: Final = 2_000
STOP_SECONDS: Final = 8  # to answer what is in hand; those who start containers often end them after ten
# Those let in from the line count until others have made room, a few turns of the loop later.
_OTHER_FILES: Final = 100 + 4 * BACKLOG


def run(host: str, port: int) -> None:
    """Serve until stopped, and print the address once it can be opened.

    Raises:
        ContentError: when the content does not fit.
        ListenError: when the address cannot be had.
        RuntimeError: when a setting is missing.
    """
    for wish in (signal.SIGTERM, signal.SIGINT):
        signal.signal(wish, _leave)  # the first process of a container is not ended by a signal it does not handle
    app = create_app()
    sockets = listen(host, port)
    if app.config["OWN_KEY"]:
        click.echo("No SECRET_KEY is set: a new key was made, so answers end when this program does.", err=True)
    for name in ("uvicorn.error", "asyncio"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)  # their tracebacks would quote what was sent
    crowd = Crowd(min(MOST_CONNECTIONS, _open_files() - _OTHER_FILES))
    config = uvicorn.Config(
        Front(app),
        http=partial(Connection, crowd),  # type: ignore[arg-type]  # called as the class would be
        ws="none",
        lifespan="off",
        interface="asgi3",
        log_config=None,
        access_log=False,
        proxy_headers=False,  # the site itself decides which proxies it believes
        server_header=False,
        backlog=BACKLOG,
        timeout_keep_alive=HEAD_SECONDS,
        timeout_graceful_shutdown=STOP_SECONDS,
    )
    _Server(config, crowd, f"Pain Patterns is at {site_address(host, port)}").run(sockets)


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, crowd: Crowd, started: str) -> None:
        super().__init__(config)
        self._crowd = crowd
        self._started = started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Print the line once connections are taken."""
        asyncio.get_running_loop().set_exception_handler(_log_kind)
        await super().startup(sockets)
        click.echo(self._started)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Let in who stood in line when the wish to stop came; the system would turn them away."""
        self._crowd.leaving = True
        line = select.poll()
        for one in sockets or ():
            line.register(one, select.POLLIN)
        until = time.monotonic() + LAST_HEAD_SECONDS
        while line.poll(0) and time.monotonic() < until:
            await asyncio.sleep(0)
        await asyncio.sleep(0.05)  # asyncio cuts off a connection that it has taken but not yet made
        await super().shutdown(sockets)


def _log_kind(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Log of which kind an error of the server is, never its message."""
    logging.getLogger("questionnaire").error("%s in the server", type(context.get("exception")).__name__)


def _leave(*_: object) -> NoReturn:
    sys.exit(0)


def _open_files() -> int:
    """How many files this process may have open, after asking for all it can get."""
    allowed, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_CONNECTIONS + _OTHER_FILES
    if allowed < wanted:
        allowed = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
        resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, most))
    return allowed

"""The addresses that are listened to. What cannot be had is said in a sentence, with what to do."""

import errno
import socket
from typing import Final

BACKLOG: Final = 128  # who may stand in line
_USUAL = "use 127.0.0.1 for this machine alone, 0.0.0.0 for the network"
_NOT_HERE = (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT)


class ListenError(RuntimeError):
    """An address that cannot be listened to."""


def listen(host: str, port: int) -> list[socket.socket]:
    """A listening socket for each address that this machine has of this name: "localhost" often has two.

    Raises:
        ListenError: when the name is not of this machine, or the port cannot be had.
    """
    sockets: list[socket.socket] = []
    for family, address in _addresses(host, port):
        try:
            sockets.append(socket.create_server((address, port), family=family, backlog=BACKLOG))
        except OSError as error:
            if error.errno not in _NOT_HERE:
                for opened in sockets:
                    opened.close()
                raise ListenError(_sentence(address, port, error)) from error
    if not sockets:
        raise ListenError(f'--host is "{host}", but this machine has no such address; {_USUAL}')
    return sockets


def site_address(host: str, port: int) -> str:
    """Where a browser on this machine finds the site."""
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _addresses(host: str, port: int) -> list[tuple[int, str]]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except (OSError, UnicodeError) as error:
        raise ListenError(f'--host is "{host}", but no address is known by this name; {_USUAL}') from error
    return list(dict.fromkeys((family, str(address[0])) for family, _, _, _, address in found))


def _sentence(address: str, port: int, error: OSError) -> str:
    known = {
        errno.EADDRINUSE: f"port {port} is in use already; stop the other program, or choose another port with --port",
        errno.EACCES: f"port {port} may only be used by an administrator; choose one from 1024 on with --port",
    }
    return known.get(error.errno or 0, f"cannot listen to {address}, port {port}: {error.strerror}")

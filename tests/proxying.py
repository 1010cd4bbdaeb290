"""`questionnaire serve` behind a real nginx or Caddy, which is set up by the very lines of the README."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.conftest import SECRET
from tests.programs import need

README = Path(__file__).parent.parent / "README.md"
PROXIES = ("nginx", "caddy")
NAME = "pain.example.org"
PROGRAM = "from questionnaire.cli import main; main()"
_AROUND_NGINX = """
worker_processes 1; daemon off; pid {folder}/nginx.pid; {user}
events {{}}
http {{
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    {server}
}}
"""
BARE = """server {{
    listen {port} ssl; ssl_certificate {folder}/pain.crt; ssl_certificate_key {folder}/pain.key;
    location / {{ proxy_pass http://127.0.0.1:{site}; }}
}}"""


@dataclass
class Behind:
    """A site behind a proxy: where the proxy listens, the certificate that it shows, and what both have logged."""

    port: int
    certificate: Path
    folder: Path
    site: subprocess.Popen[bytes]

    @property
    def log(self) -> str:
        """What the program has logged."""
        return (self.folder / "site.log").read_text(encoding="utf-8")

    @property
    def proxy_log(self) -> str:
        """What the proxy has logged."""
        return (self.folder / "proxy.log").read_text(encoding="utf-8")


@contextmanager
def behind(
    program: str, folder: Path, *, prefix: str = "", bare: bool = False, watched: bool = False, **settings: str
) -> Iterator[Behind]:
    """The site behind this proxy: as the README says, in a folder of it, or with nothing but the proxy's one line.

    An nginx that is watched tells what it does, files included.
    """
    path = need(program)
    port, site = _free_port(), _free_port()
    certificate = _certificate(folder)
    site_command = [sys.executable, "-c", PROGRAM, "serve", "--port", str(site)]
    environment = {**os.environ, "SECRET_KEY": SECRET, **settings}
    if program == "nginx":
        server = BARE.format(port=port, folder=folder, site=site) if bare else _nginx(prefix)
        server = server.replace("stderr emerg", "stderr info") if watched else server
        user = "user root;" if os.geteuid() == 0 else ""
        text = _AROUND_NGINX.format(folder=folder, user=user, server=_placed(server, folder, port, site))
        command = [path, "-p", str(folder), "-c", str(folder / "proxy.conf"), "-e", "stderr"]
    else:
        text = _placed(_caddy(prefix), folder, port, site)
        text = text.replace("{\n", f"{{\n    admin off\n    http_port {_free_port()}\n", 1)  # other tests run beside it
        command = [path, "run", "--config", str(folder / "proxy.conf"), "--adapter", "caddyfile"]
        environment |= {"HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    (folder / "proxy.conf").write_text(text, encoding="utf-8")
    with ExitStack() as running:
        started = [
            running.enter_context(_running(one, folder / log, environment))
            for one, log in ((site_command, "site.log"), (command, "proxy.log"))
        ]
        for where, log in ((site, "site.log"), (port, "proxy.log")):
            _wait_for(where, folder / log)
        yield Behind(port, certificate, folder, started[0])


def blocks(kind: str) -> list[str]:
    """The README's lines for a proxy: the whole, and what changes in a folder."""
    text = README.read_text(encoding="utf-8")
    return re.findall(rf"```{kind}\n(.*?)```", text, re.DOTALL)


def _nginx(prefix: str) -> str:
    """Each line of the second block takes the place of the line that says the same of no folder."""
    whole, inside = blocks("nginx")
    lines = whole.splitlines()
    for line in inside.splitlines() if prefix else []:
        start = re.match(r" *(location|\S+ \S+)", line)[0]  # type: ignore[index]  # no line is empty
        (place,) = (number for number, one in enumerate(lines) if re.match(rf" *{start.strip()} ", one))
        lines[place] = line
    return "\n".join(lines)


def _caddy(prefix: str) -> str:
    """The second block takes the place of `reverse_proxy` and what it holds."""
    whole, inside = blocks("caddy")
    return re.sub(r"    reverse_proxy .*?\n    }\n", inside, whole, flags=re.DOTALL) if prefix else whole


def _placed(text: str, folder: Path, port: int, site: int) -> str:
    """The same lines with this test's ports and certificate."""
    placed = text.replace("8443", str(port)).replace("127.0.0.1:8000", f"127.0.0.1:{site}")
    return placed.replace("/etc/ssl", str(folder))


def _certificate(folder: Path) -> Path:
    """A certificate for the site's name, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME), x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    plain = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "pain.key").write_bytes(key.private_bytes(*plain))
    (folder / "pain.crt").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    return folder / "pain.crt"


@contextmanager
def _running(command: list[str], log: Path, environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    with (
        log.open("wb") as output,
        subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, env=environment) as started,
    ):
        try:
            yield started
        finally:
            started.terminate()


def _wait_for(port: int, log: Path) -> None:
    for _ in range(300):
        with closing(socket.socket()) as attempt:
            if attempt.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError(log.read_text(encoding="utf-8"))


def _free_port() -> int:
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port

"""`questionnaire serve` behind a real nginx or Caddy, set up by the very lines of the README; and a visitor's client."""

import http.client
import os
import re
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from werkzeug.datastructures import Headers

from tests.conftest import SECRET
from tests.programs import CADDY, NGINX, Program

README = Path(__file__).parent.parent / "README.md"
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
def behind(program: Program, folder: Path, *, prefix: str = "", bare: bool = False, **settings: str) -> Iterator[Behind]:
    """The site behind this proxy: as the README says, in a folder of it, or with nothing but the proxy's one line."""
    path = program.find()
    assert path, program.missing
    port, site = _free_port(), _free_port()
    certificate = _certificate(folder)
    site_command = [sys.executable, "-c", PROGRAM, "serve", "--port", str(site)]
    environment = {**os.environ, "SECRET_KEY": SECRET, **settings}
    if program is NGINX:
        server = BARE.format(port=port, folder=folder, site=site) if bare else _nginx(prefix)
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


@dataclass
class Answer:
    """An answer as Flask's test client gives it, in as far as a visitor looks at it."""

    status_code: int
    headers: Headers
    text: str
    request: Any
    location: str = ""

    def get_data(self, *, as_text: bool) -> str:
        """The body."""
        assert as_text
        return self.text


@dataclass
class Client:
    """Speaks to the site through a proxy, as a browser would: its certificate is checked, cookies are kept.

    Addresses come and go without the folder that the site lies in, and each that leads out of it is an error.
    """

    behind: Behind
    prefix: str = ""
    cookies: dict[str, str] = field(default_factory=dict)

    @property
    def origin(self) -> str:
        """What a browser sends as the origin of its forms."""
        return f"https://{NAME}:{self.behind.port}"

    def get(self, address: str, *, base_url: str = "", headers: Mapping[str, str] | None = None) -> Answer:
        """Fetch."""
        return self._ask("GET", address, None, {**(headers or {})})

    def post(
        self, address: str, data: Any = None, *, base_url: str = "", headers: Mapping[str, str] | None = None
    ) -> Answer:
        """Send a form."""
        form = {"Content-Type": "application/x-www-form-urlencoded", "Origin": self.origin}
        return self._ask("POST", address, urlencode(data or {}, doseq=True), {**form, **(headers or {})})

    def _ask(self, method: str, address: str, body: str | None, headers: dict[str, str]) -> Answer:
        context = ssl.create_default_context(cafile=str(self.behind.certificate))
        sent = {"Host": f"{NAME}:{self.behind.port}", "Cookie": self._cookie_header(), **headers}
        with closing(_Connection("127.0.0.1", self.behind.port, context=context, timeout=20)) as connection:
            connection.request(method, self.prefix + address.partition("#")[0], body, sent)
            answer = connection.getresponse()
            got = Headers(answer.getheaders())
            text = answer.read().decode("utf-8")
        for line in got.getlist("Set-Cookie"):
            for name, morsel in SimpleCookie(line).items():
                gone = morsel["max-age"] == "0"
                assert gone or morsel["secure"]
                self.cookies = {**self.cookies, name: morsel.value}
                if gone:
                    del self.cookies[name]
        location = self._inside(got.get("Location", ""))
        for kind, found in re.findall(r'\b(href|src|action|formaction)="(/[^"]*)"', text):
            assert self._inside(found), kind
        text = re.sub(rf'((?:href|src|action|formaction)="){self.prefix}/', r"\1/", text)
        return Answer(answer.status, got, text, _Request(method), location)

    def _inside(self, address: str) -> str:
        if not address:
            return ""
        assert not urlsplit(address).netloc, f"leads to another site: {address}"
        assert address.startswith(f"{self.prefix}/"), f"leads out of the folder: {address}"
        return address.removeprefix(self.prefix)

    def _cookie_header(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())


@dataclass(frozen=True)
class _Request:
    method: str


class _Connection(http.client.HTTPSConnection):
    """A connection to this machine that asks for the site by its name."""

    def connect(self) -> None:
        """Connect, and check the certificate against the site's name."""
        plain = socket.create_connection((self.host, self.port), self.timeout)
        self.sock = self._context.wrap_socket(plain, server_hostname=NAME)


def blocks(kind: str) -> list[str]:
    """The README's lines for a proxy: the whole, and what changes in a folder."""
    text = README.read_text(encoding="utf-8")
    return re.findall(rf"```{kind}\n(.*?)```", text, re.DOTALL)


def _nginx(prefix: str) -> str:
    """Each line of the second block takes the place of the line that says the same of no folder."""
    whole, inside = blocks("nginx")
    if not prefix:
        return whole
    lines = whole.splitlines()
    for line in inside.splitlines():
        start = line.rsplit(" ", 1)[0].removesuffix("/pain/").strip().removesuffix("/pain/ {")
        start = "location" if "location" in line else start
        (place,) = (number for number, one in enumerate(lines) if one.strip().startswith(start))
        lines[place] = line
    return "\n".join(lines)


def _caddy(prefix: str) -> str:
    """The second block takes the place of `reverse_proxy` and what it holds."""
    whole, inside = blocks("caddy")
    return re.sub(r"    reverse_proxy .*?\n    }\n", inside, whole, flags=re.DOTALL) if prefix else whole


def _placed(text: str, folder: Path, port: int, site: int) -> str:
    """The same lines with this test's ports and certificate."""
    return text.replace("8443", str(port)).replace("127.0.0.1:8000", f"127.0.0.1:{site}").replace("/etc/ssl", str(folder))


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


PROXIES = {"nginx": NGINX, "caddy": CADDY}

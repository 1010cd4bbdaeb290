"""A visitor's client that comes through a proxy: HTTPS, a certificate that is checked, and addresses in a folder."""

import http.client
import re
import socket
import ssl
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode, urlsplit

from werkzeug.datastructures import Headers

from tests.proxying import NAME, Behind


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

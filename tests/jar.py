"""A browser's cookie jar and its tabs, served so slowly that an answer can arrive after the next request was sent."""

import re
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlsplit

from flask import Flask

from questionnaire.web.session import Visit, current_visit


@dataclass
class Arrival:
    """An answer of the site that is still on its way to the browser."""

    status: int
    html: str
    location: str
    cookies: dict[str, str | None]


@dataclass
class Tab:
    """A page as it was drawn, for whom, and where."""

    address: str
    html: str
    visit: str

    @property
    def stamp(self) -> str:
        """The sealed stamp of its form, empty when it has none."""
        found = re.search(r'name="stamp" type="hidden" value="([^"]*)"', self.html)
        return found[1] if found else ""

    def shown(self, name: str) -> str:
        """What a field of one line shows."""
        found = re.search(rf'<input[^>]* name="{name}"[^>]* value="([^"]*)"', self.html)
        return found[1] if found else ""


@dataclass
class Jar:
    """One browser: its cookies, and the requests it sends. What comes back counts when it arrives."""

    app: Flask
    cookies: dict[str, str] = field(default_factory=dict)

    def send(self, method: str, address: str, data: dict[str, object] | None = None) -> Arrival:
        """Send a request now; its cookies are not taken yet."""
        client = self.app.test_client(use_cookies=False)
        response = client.open(address, method=method, data=data, headers={"Cookie": self._header()})
        changes: dict[str, str | None] = {}
        for line in response.headers.getlist("Set-Cookie"):
            for name, morsel in SimpleCookie(line).items():
                changes[name] = None if morsel["max-age"] == "0" else morsel.value
        return Arrival(
            response.status_code, response.get_data(as_text=True), response.headers.get("Location", ""), changes
        )

    def take(self, arrival: Arrival) -> Arrival:
        """The answer arrives: its cookies are taken."""
        for name, value in arrival.cookies.items():
            if value is None:
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = value
        return arrival

    def go(self, method: str, address: str, data: dict[str, object] | None = None) -> Tab:
        """Send, take what comes, and follow where it leads."""
        arrival = self.take(self.send(method, address, data))
        hops = 0
        while arrival.status == 303:
            address = arrival.location
            arrival = self.take(self.send("GET", urlsplit(address)._replace(fragment="").geturl()))
            hops += 1
            assert hops < 10, f"too many redirects, last to {address}"
        assert arrival.status in (200, 413), (arrival.status, address)
        visit = self.visit()
        return Tab(address, arrival.html, visit.id if visit else "")

    def visit(self) -> Visit | None:
        """The visit in the cookies, as the site reads it."""
        with self.app.test_request_context("/", headers={"Cookie": self._header()}):
            return current_visit()

    def _header(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

"""What a page costs on a first visit: few bytes, nothing from elsewhere, nothing that jumps."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest

from questionnaire.web.assets import YEAR
from tests.states import question_addresses
from tests.strategies import CATALOGUE

pytestmark = pytest.mark.browser

QUESTION_BYTES, MAP_BYTES, SCRIPT_BYTES = 30_000, 60_000, 8_000
_SHIFTS = """new PerformanceObserver((list) => {
  for (const one of list.getEntries()) window.shifted = (window.shifted ?? 0) + one.value;
}).observe({type: "layout-shift", buffered: true});"""
_SETTLED = (
    "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(window.shifted ?? 0))))"
)


class Measured:
    """A page of the browser that counts what comes over the wire, with nothing in its cache."""

    def __init__(self, context, site):
        self.site = site
        self.page = context.new_page()
        self.page.set_default_timeout(20_000)
        self.page.add_init_script(_SHIFTS)
        self.responses, self.bytes = {}, {}
        wire = context.new_cdp_session(self.page)
        wire.send("Network.enable")
        wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
        wire.on("Network.responseReceived", self._received)
        wire.on("Network.loadingFinished", self._finished)

    def open(self, address, until="networkidle"):
        """Fetch a page as if for the first time; (bytes by address, sum of layout shifts)."""
        self.responses.clear()
        self.bytes.clear()
        answer = self.page.goto(f"{self.site}{address}", wait_until=until)
        assert answer.status == 200
        assert urlsplit(self.page.url).path == urlsplit(address).path, "the page must not send the visitor on"
        shifted = self.page.evaluate(_SETTLED)
        return {self.responses[one]: size for one, size in self.bytes.items()}, shifted

    def _received(self, event):
        self.responses[event["requestId"]] = event["response"]["url"]

    def _finished(self, event):
        self.bytes[event["requestId"]] = event["encodedDataLength"]


@pytest.fixture(scope="module")
def measured(browser, site):
    """A browser that comes for the first time."""
    context = browser.new_context(viewport={"width": 390, "height": 800}, base_url=site)
    yield context, Measured(context, site)
    context.close()


def _carry(context, site, cookie):
    context.clear_cookies()
    context.add_cookies([{"name": "answers", "value": cookie, "url": site}])


@pytest.mark.parametrize("name", CATALOGUE.pages)
def test_a_question_page_is_light_and_still(app, site, measured, name):
    context, browser = measured
    address, cookie = question_addresses(app)[name]
    _carry(context, site, cookie)
    browser.page.set_viewport_size({"width": 390, "height": 800})
    sizes, shifted = browser.open(address)
    limit = MAP_BYTES if app.extensions["catalogue"].pages[name].kind == "body-map" else QUESTION_BYTES
    total = sum(sizes.values())
    assert 0 < total <= limit, f"{name}: {total} bytes: {sizes}"
    assert all(one.startswith((f"{site}/", "data:")) for one in sizes), f"{name} asks elsewhere: {sorted(sizes)}"
    assert shifted == 0, f"{name} jumps by {shifted} on a phone"
    browser.page.set_viewport_size({"width": 1280, "height": 800})
    assert browser.open(address, until="load")[1] == 0, f"{name} jumps on a desk"
    print(f"{name}: {total} bytes")


def test_every_file_of_a_page_has_a_hash_in_its_address_and_is_kept_for_a_year(app, site, measured):
    context, browser = measured
    address, cookie = question_addresses(app)["where"]
    _carry(context, site, cookie)
    found = {}
    browser.page.on("response", lambda one: found.setdefault(one.url.removeprefix(site), one.headers))
    browser.open(address)
    files = {url: headers for url, headers in found.items() if url.startswith("/static/")}
    assert {url.partition("?")[0] for url in files} >= {
        f"/static/{n}" for n in ("site.css", "map.css", "site.js", "map.js")
    }
    for url, headers in files.items():
        assert len(url.partition("?v=")[2]) == 10, f"{url} has no hash of its content"
        assert headers["cache-control"] == f"public, max-age={YEAR}, immutable", url


def test_a_changed_or_unmarked_address_is_not_kept(site, browser):
    context = browser.new_context(base_url=site)
    for query in ("", "?v=0000000000"):
        assert context.request.get(f"/static/site.css{query}").headers["cache-control"] == "no-cache"
    context.close()


def test_all_scripts_together_are_small(app):
    sizes = {path.name: path.stat().st_size for path in Path(app.static_folder).rglob("*.js")}
    assert sizes
    assert sum(sizes.values()) <= SCRIPT_BYTES, sizes

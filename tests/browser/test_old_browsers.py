"""Browsers of before 2022 know no cascade layers and leave out what stands in them: what they show must be readable."""

import re

import pytest

from tests.states import STATES

pytestmark = pytest.mark.browser

PHONE, DESK = {"width": 320, "height": 640}, {"width": 1280, "height": 800}
# How such a browser reads a style sheet: without the layers, and with what stands there for it alone.
_KNOWS_LAYERS = "@supports not (all: revert-layer)"
_MEASURES = """() => {
  const style = (selector) => getComputedStyle(document.querySelector(selector));
  const box = (selector) => document.querySelector(selector).getBoundingClientRect();
  return {
    text: parseFloat(style('main p').fontSize), serif: /times|^serif/i.test(style('main p').fontFamily),
    column: box('main p').width, edge: box('main p').left, button: box('main .continue').height,
    rows: [...document.querySelectorAll('main .option')].map((one) => one.getBoundingClientRect().height),
    icons: [...document.querySelectorAll('svg')].map((one) => one.getBoundingClientRect().width),
    hidden: [...document.querySelectorAll('.hidden')].filter((one) => one.getBoundingClientRect().width > 2).length,
    skip: box('.skip').bottom,
    wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  };
}"""


@pytest.fixture
def old(app, site, browser):
    """Shows a state as such a browser does, on a small phone."""
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    page.route("**/*.css*", lambda route: route.fulfill(body=_as_read(route.fetch().text()), content_type="text/css"))

    def show(state):
        fetched = STATES[state](app)
        address = f"{site}{fetched.path}"
        page.route(address, lambda route: route.fulfill(body=fetched.html, content_type="text/html; charset=utf-8"))
        page.goto(address)
        return page

    yield show
    context.close()


@pytest.mark.parametrize("state", ["start", "error, both ticked", "places, marked"])
def test_a_browser_without_layers_shows_a_readable_page(old, state):
    page = old(state)
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        seen = page.evaluate(_MEASURES)
        assert seen["text"] >= 18
        assert not seen["serif"]
        assert seen["column"] <= 700
        assert seen["edge"] >= 12
        assert min([seen["button"], *seen["rows"]]) >= 44
        assert max(seen["icons"], default=0) <= 60
        assert seen["hidden"] == 0
        assert seen["skip"] <= 0
        assert seen["wide"] <= 0


def test_a_browser_without_layers_shows_what_is_urgent_and_what_is_wrong(old):
    page = old("emergency")
    assert page.evaluate("parseFloat(getComputedStyle(document.querySelector('.urgent')).borderTopWidth)") >= 3
    page = old("error, both ticked")
    assert page.evaluate("parseFloat(getComputedStyle(document.querySelector('.error-summary')).borderTopWidth)") >= 3


def test_a_browser_without_layers_shows_no_words_that_are_for_paper(old):
    page = old("results, one-pattern")
    assert [one for one in page.locator(".on-paper, .name-line, .told-when").all() if one.is_visible()] == []


def test_a_browser_without_layers_prints_nothing_that_is_not_for_paper(old):
    page = old("results, emergency and the rest")
    page.emulate_media(media="print")
    kept_off = page.locator(".not-printed, .banner, .exit").all()
    assert kept_off
    assert [one for one in kept_off if one.is_visible()] == []


def _as_read(sheet):
    """The style sheet without its layers."""
    kept, place = [], 0
    for layer in re.finditer(r"@layer[^{;]*([{;])", sheet):
        if layer.start() >= place:
            kept.append(sheet[place : layer.start()])
            place = layer.end() if layer[1] == ";" else _after(sheet, layer.end())
    return "".join([*kept, sheet[place:]]).replace(_KNOWS_LAYERS, "@supports (all: initial)")


def _after(sheet, place):
    """The place after the block that begins there."""
    depth = 1
    while depth:
        depth += {"{": 1, "}": -1}.get(sheet[place], 0)
        place += 1
    return place

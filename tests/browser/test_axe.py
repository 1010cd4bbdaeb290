"""Every page and state: axe finds nothing in light and in dark, and nothing is wider than a small phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from questionnaire.catalogue.load import load
from tests.states import STATES, question_pages

pytestmark = pytest.mark.browser

SAME_EVERYWHERE = {"reporter": "v1", "resultTypes": ["violations"]}
COLOURS = {**SAME_EVERYWHERE, "runOnly": ["color-contrast", "link-in-text-block"]}


def _sound(tab, site, page):
    """Show the page as it was served, at its address, and look at it in every way."""
    address = f"{site}{page.path}"
    tab.emulate_media(color_scheme="light")
    tab.set_viewport_size({"width": 390, "height": 800})
    tab.route(address, lambda route: route.fulfill(body=page.html, content_type="text/html; charset=utf-8"))
    try:
        tab.goto(address)
        _nothing_found(Axe().run(tab, options=SAME_EVERYWHERE), f"{page.address}, light")
        tab.emulate_media(color_scheme="dark")
        _nothing_found(Axe().run(tab, options=COLOURS), f"{page.address}, dark")
        tab.set_viewport_size({"width": 320, "height": 640})
        width = tab.evaluate("document.documentElement.scrollWidth")
        assert width <= 320, f"{page.address}: {width} px wide on a screen of 320"
    finally:
        tab.unroute(address)


def _nothing_found(result, where):
    found = [
        f"{one['id']}: {one['help']}: {', '.join(str(node['target']) for node in one['nodes'][:3])}"
        for one in result.response["violations"]
    ]
    assert not found, f"{where}: {'; '.join(found)}"


@pytest.mark.parametrize("name", load().pages)
def test_nothing_is_wrong_with_a_question_page(app, site, tab, name):
    _sound(tab, site, question_pages(app)[name])


@pytest.mark.parametrize("state", STATES)
def test_nothing_is_wrong_with_any_other_page_or_state(app, site, tab, state):
    _sound(tab, site, STATES[state](app))


def test_axe_would_find_what_is_wrong(tab):
    tab.set_content("<html><body><img src='x'><input></body></html>")
    with pytest.raises(AssertionError, match="image-alt"):
        _nothing_found(Axe().run(tab, options=SAME_EVERYWHERE), "a bad page")

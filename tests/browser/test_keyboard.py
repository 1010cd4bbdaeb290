"""What the Tab key comes to: first the skip link, and on the longest page nothing on which the focus does not show."""

import pytest

from tests.browser.showing import show
from tests.browser.travellers import Keyboard
from tests.states import STATES

pytestmark = pytest.mark.browser


def test_the_first_stop_skips_to_the_main_part(tab, site):
    tab.goto(f"{site}/")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.className") == "skip"
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "main"


def test_every_stop_of_the_results_shows_the_focus(app, site, tab):
    show(tab, site, STATES["results, everything"](app))
    tab.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    stops = Keyboard(tab).stops()
    assert len(stops) > 60
    assert any('class="print"' in html for html in stops)

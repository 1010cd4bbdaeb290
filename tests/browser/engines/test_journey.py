"""A whole journey where Playwright does not go: places on the drawing, results, and paper."""

import base64

import pytest
from selenium.webdriver.common.print_page_options import PrintOptions

from tests.browser.engines.walk import Walk
from tests.browser.journeys import JOURNEYS
from tests.browser.paper import plain, sheets

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("engine", ["Firefox", "WebKit"], indirect=True, scope="session")
def test_a_journey_by_the_drawing_comes_to_its_results(window, engine):
    walk = Walk(window, JOURNEYS["textbook"])
    walk.make()
    walk.look_at_results()
    if engine.capabilities["browserName"] == "firefox":  # WebKit's driver does not print
        _is_a_sheet_for_the_visit_and_one_to_keep(_printed(engine), walk)


def _is_a_sheet_for_the_visit_and_one_to_keep(printed, walk):
    assert len(printed) <= 2
    for words in ("Self-reported on", "Warning signs: the lists", "Patterns like yours", *walk.journey.places):
        assert plain(words) in printed[0]
    assert all(plain(words) not in "".join(printed) for words in ("Hide and erase", "Erase my answers"))


def _printed(driver):
    paper = PrintOptions()
    paper.set_page_size(PrintOptions.A4)
    return sheets(base64.b64decode(driver.print_page(paper)))

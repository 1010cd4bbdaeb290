"""One Chromium for each worker, and the site served on this machine."""

import pytest
from playwright.sync_api import sync_playwright

from tests import chromium, programs
from tests.hosting import serve


@pytest.fixture(scope="session")
def browser():
    """A Chromium without a window."""
    path = programs.need("chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=list(chromium.FLAGS))
        yield started
        started.close()


@pytest.fixture(scope="session")
def site(app):
    """The address of the site, served from a thread of this process."""
    with serve(app) as address:
        yield address


@pytest.fixture(scope="module")
def tab(browser):
    """One page with JavaScript, used for everything of a module in turn."""
    context = browser.new_context(viewport={"width": 390, "height": 800}, reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(20_000)
    yield page
    context.close()

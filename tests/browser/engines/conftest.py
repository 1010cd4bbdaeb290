"""One of each engine for each worker, and a new window for each test."""

from contextlib import contextmanager

import pytest

from questionnaire.web import create_app
from tests.browser.engines.starting import ENGINES
from tests.browser.engines.window import Window
from tests.conftest import SECRET
from tests.hosting import serve


@pytest.fixture(scope="session", params=ENGINES)
def engine(request):
    """The driver of an engine."""
    with ENGINES[request.param]() as driver:
        yield driver


@pytest.fixture(scope="session")
def served(app):
    """The site's address, and the methods of what it was asked."""
    asked = []
    with serve(app, asked) as address:
        yield address, asked


@pytest.fixture(scope="session")
def waiting_room(catalogue):
    """The site as a waiting-room tablet shows it."""
    return create_app({"SECRET_KEY": SECRET, "KIOSK": "1"}, catalogue)


@pytest.fixture(scope="session")
def served_there(waiting_room):
    """The same of a waiting-room tablet."""
    asked = []
    with serve(waiting_room, asked) as address:
        yield address, asked


@pytest.fixture
def window(engine, served):
    """The start page in a new window of somebody's own browser."""
    with _without_a_past(engine, served) as opened:
        yield opened


@pytest.fixture
def tablet(engine, served_there):
    """The start page in a new window of a waiting-room tablet."""
    with _without_a_past(engine, served_there) as opened:
        yield opened


@contextmanager
def _without_a_past(driver, served):
    before = Window(driver, *served)
    before.open("/healthz")
    driver.delete_all_cookies()
    with before.beside() as opened:
        opened.open()
        yield opened

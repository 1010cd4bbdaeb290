"""What tests share: the content, an application, and one audited way to fetch a page."""

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings

from questionnaire.catalogue.catalogue import Catalogue
from questionnaire.web import create_app
from tests.strategies import CATALOGUE
from tests.visitor import Visitor

# The same examples in every CI run, and more of them.
_EXAMPLES = {
    "deadline": None,
    "database": None,
    "suppress_health_check": [HealthCheck.too_slow],
    "phases": [Phase.explicit, Phase.generate, Phase.shrink],
}
settings.register_profile("ci", max_examples=500, derandomize=True, print_blob=True, **_EXAMPLES)
settings.register_profile("local", max_examples=100, **_EXAMPLES)
settings.load_profile("ci" if os.environ.get("CI") else "local")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long begins first, so that no worker is left alone with it at the end."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


SECRET = "only-for-tests-and-long-enough-to-be-a-key"  # noqa: S105 - it protects nothing


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The project's own content."""
    return CATALOGUE


@pytest.fixture(scope="session")
def app(catalogue):
    """The site, with a fixed key."""
    return create_app({"SECRET_KEY": SECRET, "REGION": "us"}, catalogue)


@pytest.fixture
def visitor(app) -> Visitor:
    """Somebody without answers."""
    return Visitor(app)


@pytest.fixture
def copied(tmp_path, monkeypatch):
    """A folder with a copy of `templates` and `static`, from which sites are made during a test."""
    for name in ("templates", "static"):
        shutil.copytree(Path(__file__).parent.parent / name, tmp_path / name)
    monkeypatch.setattr("questionnaire.web._beside", lambda name: tmp_path / name)
    return tmp_path

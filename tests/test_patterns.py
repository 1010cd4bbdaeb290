"""The page of all components is sound, shows each state, and exists only for people who work on the look."""

import pytest

from questionnaire.web import create_app, patterns
from tests.conftest import SECRET
from tests.visitor import Visitor


def _site(catalogue, **settings):
    app = create_app({"SECRET_KEY": SECRET, **settings}, catalogue)
    if "patterns" not in app.blueprints:
        app.register_blueprint(patterns.blueprint)
    return app


def test_it_is_sound_and_shows_every_state(catalogue):
    app = _site(catalogue)
    app.config["TESTING"] = True
    page = Visitor(app).open("/patterns")
    for shown in (
        "wrong",
        "emergency",
        "same-day",
        "crisis",
        "soon",
        "many",
        "few",
        "apart",
        "number",
        "scale",
        "tab",
        "tiles",
        "entry",
        "chip",
        "opening",
        "run",
    ):
        assert page.by_class(shown), shown
    assert len(page.problems) == 6
    kinds = {control.get("type", control["tag"]) for control in page.controls()}
    assert kinds >= {"radio", "checkbox", "textarea"}
    assert len([one for one in page.controls() if "checked" in one]) >= 4


@pytest.mark.parametrize("debug", [True, False])
def test_it_exists_only_where_somebody_works_on_it(catalogue, debug):
    app = _site(catalogue)
    app.debug = debug
    Visitor(app).open("/patterns", status=200 if debug else 404)

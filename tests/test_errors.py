"""Pages for what goes wrong, settings that are refused at the start, and the operator's addresses."""

import pytest
from flask import abort
from werkzeug.exceptions import TooManyRequests

from questionnaire import __version__
from questionnaire.web import create_app
from tests.conftest import SECRET
from tests.naming import INTERRUPTION
from tests.strategies import CATALOGUE
from tests.visitor import VISITS, Visitor, audited

REGIONS = CATALOGUE.regions

CODES = (400, 403, 404, 405, 413, 429, 500)


@pytest.fixture(scope="module")
def broken(catalogue):
    """The site with an address for each kind of error."""
    app = create_app({"SECRET_KEY": SECRET}, catalogue)

    @app.get("/fails/<int:code>")
    def fail(code):
        if code == 500:
            raise ZeroDivisionError
        if code == 429:
            raise TooManyRequests(retry_after=60)
        abort(code)

    return app


@pytest.mark.parametrize("code", CODES)
def test_every_error_page_is_plain_offers_a_way_back_and_keeps_the_answers(broken, code):
    visitor = Visitor(broken)
    page = visitor.open(f"/fails/{code}", status=code)
    assert page.links()["Go to the start"] == "/"
    visitor.start()
    visitor.send({"danger-now": ["none"]})
    page = visitor.open(f"/fails/{code}", status=code)
    assert page.heading == "Sorry, this page did not work"
    assert str(code) not in page.text.replace("911", "").replace("988", "")
    assert "Get help at once if any of these start" in page.text
    if code != 500:
        assert "Your answers are still here." in page.text
        assert visitor.open(page.links()["Go on with my answers"]).path == "/questions/danger-nerves"
    else:
        assert "Welcome back" in visitor.open(page.links()["Go to the start"]).text
    assert visitor.open("/questions/danger-now").filled() == {"danger-now": ["none"]}


def test_the_error_pages_say_different_things(broken):
    visitor = Visitor(broken)
    assert len({visitor.open(f"/fails/{code}", status=code).text for code in CODES}) == len(CODES)


@pytest.mark.parametrize(("code", "shown"), [(401, 401), (410, 410), (418, 418), (501, 501), (503, 503)])
def test_any_other_error_gets_a_page_too(broken, code, shown):
    page = Visitor(broken).open(f"/fails/{code}", status=shown)
    assert page.heading == "Sorry, this page did not work"


def test_too_many_tries_say_when_to_come_back(broken):
    assert broken.test_client().get("/fails/429").headers["Retry-After"] == "60"


def test_the_line_about_warning_signs_stays_on_error_pages(broken):
    visitor = Visitor(broken)
    visitor.start()
    visitor.send({"danger-now": ["chest-pain"]})
    visitor.send()
    assert "Emergency" in visitor.open("/nowhere", status=404).banner


# --- Connections ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "host", ["http://clinic.example", "http://192.168.1.20:8000", "http://localhost.example", "http://[2001:db8::1]"]
)
def test_plain_http_from_another_machine_is_refused_with_a_clear_page(app, host):
    visitor = Visitor(app, host=host)
    for address in ("/", "/step/1", "/results"):
        page = visitor.open(address, status=403)
        assert page.heading == "This connection is not safe"
    assert visitor.post("/", {"path": "full"}, status=403).heading == "This connection is not safe"
    assert visitor.cookie is None
    with app.test_client().get("/static/site.css", base_url=host) as looks:
        assert looks.status_code == 200, "the page has its looks"


@pytest.mark.parametrize(
    "host",
    ["http://localhost", "http://127.0.0.1:8000", "http://127.8.9.1", "http://[::1]:8000", "https://clinic.example"],
)
def test_this_machine_and_https_are_fine(app, host):
    Visitor(app, host=host).open("/")


@pytest.mark.parametrize("host", ["[", "[::1", "a b", "", "localhost:99999999", "ü.example", "127.0.0.1.nip.example"])
def test_a_malformed_host_is_refused_without_an_error_of_ours(app, host):
    response = app.test_client().get("/", headers={"Host": host})
    assert response.status_code in (400, 403)
    audited(response.get_data(as_text=True), host)


def test_plain_http_is_served_when_the_operator_says_so(catalogue):
    app = create_app({"SECRET_KEY": SECRET, "INSECURE_HTTP": "1"}, catalogue)
    visitor = Visitor(app, host="http://192.168.1.20:8000")
    visitor.open("/")
    assert app.test_client().post("/", base_url=visitor.host).headers["Set-Cookie"].count("Secure") == 0


# --- Settings ---------------------------------------------------------------------------------------------------------


def test_in_production_a_key_is_needed(catalogue):
    with pytest.raises(RuntimeError, match="SECRET_KEY must be set"):
        create_app({"PRODUCTION": "1"}, catalogue)
    with pytest.raises(RuntimeError, match="at least 32"):
        create_app({"PRODUCTION": "1", "SECRET_KEY": "short"}, catalogue)
    assert create_app({"PRODUCTION": "1", "SECRET_KEY": SECRET}, catalogue)


def test_without_a_key_each_start_makes_its_own(catalogue):
    first, second = create_app({}, catalogue), create_app({}, catalogue)
    assert first.config["OWN_KEY"]
    assert first.config["SECRET_KEY"] != second.config["SECRET_KEY"]


def test_settings_come_from_the_environment(catalogue, monkeypatch):
    monkeypatch.setenv("PRODUCTION", "true")
    monkeypatch.setenv("SECRET_KEY", SECRET)
    monkeypatch.setenv("REGION", "japan")
    app = create_app(catalogue=catalogue)
    assert app.config["PRODUCTION"] is True
    assert "119" in Visitor(app).open("/").text
    monkeypatch.setenv("SECRET_KEY", "")
    with pytest.raises(RuntimeError):
        create_app(catalogue=catalogue)


def test_an_unknown_region_is_refused_and_the_known_ones_are_named(catalogue):
    with pytest.raises(RuntimeError) as refusal:
        create_app({"REGION": "u"}, catalogue)
    for name in REGIONS:
        assert name in str(refusal.value)
    with pytest.raises(RuntimeError, match="japan"):
        create_app({"REGION": "japn"}, catalogue)


@pytest.mark.parametrize("name", REGIONS)
def test_every_region_shows_its_own_numbers(catalogue, name):
    region = REGIONS[name]
    visitor = Visitor(create_app({"SECRET_KEY": SECRET, "REGION": name}, catalogue))
    page = visitor.open("/")
    assert f"Call {region.emergency_number} now" in page.text
    assert region.crisis_words in page.text
    if name not in ("us", "canada"):
        assert "911" not in page.html
        assert "988" not in page.html
    visitor.start()
    visitor.send({"danger-now": ["chest-pain"]})
    calls = [link for link in visitor.here.links().values() if link.startswith("tel:")]
    assert calls == ([f"tel:{region.emergency_tel}"] if region.emergency_tel else [])
    visitor.send()
    visitor.walk({**VISITS["nothing-fits"], "self-harm": "plan"}, until=INTERRUPTION)
    assert region.crisis_line in visitor.here.heading
    assert "{" not in visitor.here.text


# --- For the operator -------------------------------------------------------------------------------------------------


def test_the_health_address_answers_with_the_number_of_profiles(app, catalogue):
    response = app.test_client().get("/healthz")
    assert response.status_code == 200
    assert response.json == {"status": "ok", "profiles": len(catalogue.profiles)}
    assert "Set-Cookie" not in response.headers


def test_the_version_address_tells_program_and_questions(app, catalogue):
    assert app.test_client().get("/version").json == {"program": __version__, "questions": catalogue.version}

"""What is refused, and what is told of it: a line in the log, its name on the page, and nothing personal."""

import ast
import logging
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

import questionnaire.web
from questionnaire.web import create_app
from questionnaire.web.logs import Lines
from questionnaire.web.readiness import DRAWN
from tests.conftest import SECRET
from tests.visitor import Visitor, audited

OWN = "my own words"
ELSEWHERE = "evil.example"


def _app(catalogue, **settings):
    return create_app({"SECRET_KEY": SECRET, **settings}, catalogue)


def _lines(caplog):
    return [record.getMessage() for record in caplog.records if record.name == "questionnaire"]


# --- The log ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "more", "told"),
    [
        (("get", f"/nowhere/{OWN}"), {}, 'route=none status=404 reason="no such page"'),
        (("get", "/step/one"), {}, 'route=none status=404 reason="no such page"'),
        (("get", f"/static/{OWN}.css"), {}, 'route=static status=404 reason="no such page"'),
        (("put", "/erase"), {}, 'route=none status=405 reason="wrong method"'),
        (("post", "/"), {"json": {"a": OWN}}, 'route=start.begin status=400 reason="a body that is no form"'),
        (("post", "/"), {"data": "a=" + "x" * 70_000}, "status=413"),
        (("post", "/"), {"headers": {"Sec-Fetch-Site": "cross-site"}}, 'reason="a form of another site"'),
        (("post", "/"), {"headers": {"Origin": "null"}}, 'reason="a form of no site"'),
        (("get", "/"), {"base_url": f"http://{ELSEWHERE}"}, 'status=403 reason="plain HTTP'),
        (("get", "/"), {"headers": {"Host": ".."}}, 'reason="Host is no name"'),
    ],
)
def test_an_operator_finds_every_refused_request_and_nothing_personal(app, caplog, asked, more, told):
    method, address = asked
    if "data" in more:
        more = {**more, "content_type": "application/x-www-form-urlencoded"}
    answer = getattr(app.test_client(), method)(f"{address}?about={OWN}", **more)
    (line,) = _lines(caplog)
    assert told in line
    assert f"request={answer.headers['X-Request-ID']} " in line
    for personal in (OWN, "my%20own", ELSEWHERE, "127.0.0.1", "Werkzeug", "xxx"):
        assert personal not in line


def test_an_error_page_shows_the_name_under_which_the_log_has_it(app, caplog):
    page = Visitor(app).open("/nowhere", status=404)
    name = re.search(r"in the log: ([a-z]{8})", page.text)[1]
    assert f"request={name} " in _lines(caplog)[0]


def test_what_is_answered_is_not_logged(app, caplog):
    Visitor(app).open("/")
    assert _lines(caplog) == []


def test_a_line_has_its_time_and_of_an_error_only_kind_and_place():
    record = logging.LogRecord("questionnaire", logging.ERROR, "", 0, "%s", ("failed",), None)
    record.created = datetime(2026, 11, 30, 9, 5, tzinfo=UTC).timestamp()
    try:
        raise ValueError(OWN)
    except ValueError as error:
        record.exc_info = (ValueError, error, error.__traceback__)
    line = Lines().format(record)
    assert line.startswith("2026-11-30T09:05:00Z ERROR failed\nValueError at ")
    assert OWN not in line


# --- Names of hosts ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("host", ["clinic.example", "clinic.example:8443", "a.clinics.example", "CLINIC.example"])
def test_the_names_of_the_site_are_answered(catalogue, host):
    app = _app(catalogue, HOSTS="clinic.example,.clinics.example")
    Visitor(app, host=f"https://{host}").open("/")


@pytest.mark.parametrize("host", [ELSEWHERE, "clinic.example.evil.example", "clinics.example.evil", "localhost"])
def test_nobody_is_led_to_another_site_by_a_strangers_host(catalogue, caplog, host):
    app = _app(catalogue, HOSTS="clinic.example,.clinics.example", TRUSTED_PROXIES="1")
    headers = {"X-Forwarded-Host": host, "X-Forwarded-Proto": "https"}
    for address in ("/", "/learn", "/check"):
        answer = app.test_client().get(address, headers=headers)
        assert answer.status_code == 400
        assert host not in answer.text
        audited(answer.text, address)
    assert "HOSTS" in _lines(caplog)[0]
    assert app.test_client().get("/healthz", headers=headers).status_code == 200


@pytest.mark.parametrize("address", ["/learn", "/learn//glossary", "/check"])
def test_without_names_a_redirect_stays_where_it_is(catalogue, address):
    app = _app(catalogue, TRUSTED_PROXIES="1")
    headers = {"X-Forwarded-Host": ELSEWHERE, "X-Forwarded-Proto": "https"}
    answer = app.test_client().get(address, headers=headers)
    assert answer.location.startswith("/")
    assert not answer.location.startswith("//")


# --- Folders ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("settings", "headers"),
    [({"SCRIPT_NAME": "/pain"}, {}), ({"TRUSTED_PROXIES": "1"}, {"X-Forwarded-Prefix": "/pain"})],
)
@pytest.mark.parametrize("path", ["/pain/about", "/about"])
def test_in_a_folder_every_link_stays_in_it_whether_the_proxy_cuts_the_path_or_not(catalogue, settings, headers, path):
    answer = _app(catalogue, **settings).test_client().get(path, headers=headers)
    assert answer.status_code == 200
    links = re.findall(r'(?:href|src|action)="(/[^"]*)"', answer.text)
    assert links
    assert all(link.startswith("/pain/") for link in links)


@pytest.mark.parametrize("prefix", ["//evil.example", "/..", "/a b", "https://evil.example", "/pain/../x", "pain"])
def test_a_folder_that_is_none_is_refused(catalogue, caplog, prefix):
    answer = _app(catalogue, TRUSTED_PROXIES="1").test_client().get("/about", headers={"X-Forwarded-Prefix": prefix})
    assert answer.status_code == 400
    assert f'="{prefix}' not in answer.text
    assert "X-Forwarded-Prefix is no path" in _lines(caplog)[0]


# --- What a proxy left out --------------------------------------------------------------------------------------------


def test_without_the_protocol_the_page_and_the_log_name_the_header(catalogue, caplog):
    page = Visitor(_app(catalogue, TRUSTED_PROXIES="1"), host="http://clinic.example").open("/", status=403)
    assert "proxy_set_header X-Forwarded-Proto $scheme;" in page.text
    assert "TRUSTED_PROXIES" not in page.text
    assert "did not pass on: X-Forwarded-Proto" in _lines(caplog)[0]


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "10.0.0.2", "localhost:8000"])
def test_a_site_with_names_that_is_asked_for_by_number_tells_that_the_proxy_hides_the_name(catalogue, caplog, host):
    page = Visitor(_app(catalogue, HOSTS="clinic.example"), host=f"http://{host}").open("/", status=400)
    assert "proxy_set_header Host $http_host;" in page.text
    assert "did not pass on: Host, X-Forwarded-Proto; not set: TRUSTED_PROXIES" in _lines(caplog)[0]


def test_a_form_of_another_site_gets_no_advice_about_proxies(app):
    headers = {"Origin": f"https://{ELSEWHERE}", "Sec-Fetch-Site": "cross-site"}
    assert "proxy" not in Visitor(app).post("/", {"path": "full"}, status=400, headers=headers).text


# --- Headers ----------------------------------------------------------------------------------------------------------


def test_other_sites_may_not_use_our_files_and_pages_hold_no_plugins(app):
    headers = app.test_client().get("/").headers
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "object-src 'none'" in headers["Content-Security-Policy"]


@pytest.mark.parametrize(("switch", "told"), [("on", "max-age=31536000; includeSubDomains"), ("", "max-age=31536000")])
def test_https_is_asked_for_below_the_sites_name_only_when_the_operator_says_so(catalogue, switch, told):
    client = _app(catalogue, HSTS_SUBDOMAINS=switch).test_client()
    assert client.get("/", base_url="https://clinic.example").headers["Strict-Transport-Security"] == told


# --- Whether the site is whole ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["templates/questions/page.html", "templates/parts/rows.html", "static/site.css"])
@pytest.mark.parametrize("when", ["before the start", "later"])
def test_a_site_with_a_file_missing_does_not_say_that_it_is_well(catalogue, copied, caplog, name, when):
    if when == "later":
        app = _app(catalogue)
        assert app.test_client().get("/readyz").status_code == 200
    (copied / name).unlink()
    if when != "later":
        app = _app(catalogue)
    for address in ("/healthz", "/readyz"):
        answer = app.test_client().get(address)
        assert answer.status_code == 503
        assert answer.json == {"status": "broken", "missing": [name]}
        assert name in _lines(caplog)[-1]


def test_a_site_that_cannot_seal_answers_is_not_ready(catalogue, monkeypatch):
    app = _app(catalogue)
    monkeypatch.setattr(app.extensions["sealer"], "open", lambda *_: None)
    assert app.test_client().get("/healthz").status_code == 200
    assert app.test_client().get("/readyz").status_code == 503


def test_whether_the_site_is_whole_counts_every_template_that_a_view_draws():
    web = Path(questionnaire.web.__file__).parent
    named = set()
    for path in web.rglob("*.py"):
        for call in (node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)):
            if getattr(call.func, "id", "") == "render_template":
                named.add(call.args[0])
    told = {one.value for one in named if isinstance(one, ast.Constant)}
    drawn = {"questions/page.html", "questions/body_map.html", "questions/read_back.html"}  # by the kind of the page
    assert told | drawn == set(DRAWN)

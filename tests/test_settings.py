"""Settings: each is checked at the start, and what is not understood is refused, never guessed."""

import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from questionnaire.web import create_app
from questionnaire.web.cookies import SealedCookies
from questionnaire.web.settings import Settings, SettingsError, read_settings
from tests.conftest import SECRET
from tests.visitor import VISITS, Visitor

README = Path(__file__).parent.parent / "README.md"
OLD, NEW = f"old-{SECRET}", f"new-{SECRET}"
SWITCHES = ("PRODUCTION", "KIOSK", "INSECURE_HTTP", "HSTS_SUBDOMAINS")


@pytest.mark.parametrize("name", SWITCHES)
@pytest.mark.parametrize(
    ("word", "on"),
    [(" 1", True), ("on", True), ("Yes", True), ("TRUE\n", True), ("0", False), ("off", False), ("no", False)],
)
def test_a_switch_is_what_its_word_says(name, word, on):
    assert getattr(read_settings({"SECRET_KEY": SECRET, name: word}), name.lower()) is on


@pytest.mark.parametrize("name", SWITCHES)
@pytest.mark.parametrize("word", ["y", "an", "2", "enabled", "tru", "-", "\x1b[31m"])
def test_a_tablet_is_not_left_open_by_a_word_that_is_not_understood(name, word):
    with pytest.raises(SettingsError, match=f"{name} is .* must be one of: 1, true, yes, on, 0, false, no, off"):
        read_settings({"SECRET_KEY": SECRET, name: word})


@pytest.mark.parametrize("name", ["SECRET_KEY", "SECRET_KEY_FALLBACKS"])
@pytest.mark.parametrize("key", ["k", " " * 40, "short", "a" * 64, "ab" * 32, "x" * 31])
@pytest.mark.parametrize("production", ["1", ""])
def test_nobody_can_forge_answers_with_a_key_that_is_easy_to_guess(name, key, production):
    given = {"SECRET_KEY": SECRET, "PRODUCTION": production, name: key}
    if name == "SECRET_KEY_FALLBACKS":
        given[name] = f"{OLD},{key}" if key.strip() else key
    if name == "SECRET_KEY_FALLBACKS" and not key.strip():
        assert read_settings(given).secret_key_fallbacks == ()
        return
    with pytest.raises(SettingsError, match=f"{name} is too weak: use at least 32") as refusal:
        read_settings(given)
    assert key not in str(refusal.value) or len(key) < 3


def test_older_keys_without_a_newer_one_are_refused():
    with pytest.raises(SettingsError, match="SECRET_KEY must be set too"):
        read_settings({"SECRET_KEY_FALLBACKS": OLD})


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("TRUSTED_PROXIES", "²", "must be a whole number from 0 to 9"),
        ("TRUSTED_PROXIES", "-1", "must be a whole number"),
        ("TRUSTED_PROXIES", "one", "must be a whole number"),
        ("TZ", "Europe/Berln", 'did you mean "Europe/Berlin"'),
        ("TZ", "../../etc/passwd", "must name a time zone"),
        ("HOSTS", "https://clinic.example", "without scheme, port or path"),
        ("HOSTS", "clinic.example:8443", "without scheme, port or path"),
        ("SCRIPT_NAME", "//evil.example", "must be a path such as /pain"),
        ("SCRIPT_NAME", "/..", "must be a path such as /pain"),
        ("SCRIPT_NAME", "pain", "must be a path such as /pain"),
        ("REGIO", "us", 'REGIO is no setting; did you mean "REGION"'),
    ],
)
def test_what_is_not_understood_is_told_with_what_would_be(name, value, told):
    with pytest.raises(SettingsError) as refusal:
        read_settings({"SECRET_KEY": SECRET, name: value})
    assert str(refusal.value).startswith(name)
    assert told in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_every_setting_that_is_wrong_is_told_at_once():
    with pytest.raises(SettingsError) as refusal:
        read_settings({"SECRET_KEY": "k", "KIOSK": "maybe", "TZ": "Mars"})
    assert [line.split()[0] for line in str(refusal.value).splitlines()] == ["SECRET_KEY", "TZ", "KIOSK"]


def test_settings_are_trimmed_and_an_empty_one_is_not_set(monkeypatch):
    monkeypatch.setenv("KIOSK", "")
    monkeypatch.setenv("HOSTS", " Clinic.example , .clinic.example,")
    monkeypatch.setenv("SCRIPT_NAME", "/pain/")
    known = read_settings({})
    assert (known.kiosk, known.own_key, known.script_name) == (False, True, "/pain")
    assert known.hosts == ("clinic.example", ".clinic.example")


def test_the_table_of_the_readme_names_every_setting():
    table = re.findall(r"^\| `([A-Z_]+)` \|", README.read_text(encoding="utf-8"), re.MULTILINE)
    assert table == [name.upper() for name in Settings.model_fields]


@pytest.mark.parametrize(("name", "value"), [("KIOSK", "maybe\x1b[31m"), ("SECRET_KEY", "k"), ("REGION", "u")])
def test_the_program_stops_with_one_plain_line(monkeypatch, name, value):
    monkeypatch.setenv("SECRET_KEY", SECRET)
    monkeypatch.setenv(name, value)
    command = [sys.executable, "-c", "from questionnaire.cli import main; main()", "serve"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(name)
    assert done.stderr.count("\n") == 1
    assert "\x1b" not in done.stderr


# --- A change of keys -------------------------------------------------------------------------------------------------


def _fits(catalogue, now, before):
    """Whether a program with one set of keys reads what another one seals, and the other way round."""
    told = []
    for mine, other in ((now, before), (before, now)):
        writes, reads = (
            Visitor(create_app({"SECRET_KEY": keys[0], "SECRET_KEY_FALLBACKS": ",".join(keys[1:])}, catalogue))
            for keys in (mine, other)
        )
        writes.start(path="short")
        for name, value in writes.cookies.items():
            reads.client.set_cookie(name, value)
        told.append(reads.open("/step/1").path == "/questions/danger-now")
    return all(told)


def test_no_step_of_a_change_of_keys_loses_answers_while_several_programs_run(catalogue):
    """The README's three steps, in each of which some programs still stand at the step before."""
    steps = [(OLD,), (OLD, NEW), (NEW, OLD), (NEW,)]
    assert all(_fits(catalogue, now, before) for before, now in pairwise(steps))
    assert not _fits(catalogue, (NEW, OLD), (OLD,)), "without the first step answers would be lost"


# --- Time -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zone", "told"),
    [
        ("America/New_York", ("January 15, 2027", "3:00\u202fAM Eastern Standard Time")),
        ("Asia/Tokyo", ("January 15, 2027", "5:00\u202fPM Japan Standard Time")),
        ("Pacific/Honolulu", ("January 14, 2027", "10:00\u202fPM Hawaii-Aleutian Standard Time")),
        ("", ("January 15, 2027", "8:00\u202fAM Coordinated Universal Time")),
    ],
)
def test_the_sheet_tells_the_clinics_time_and_its_zone(catalogue, zone, told):
    app = create_app({"SECRET_KEY": SECRET, "TZ": zone}, catalogue)
    app.session_interface = SealedCookies(app.extensions["sealer"], clock=lambda: 1_800_000_000)
    visitor = Visitor(app)
    visitor.start(path="short")
    visitor.walk(VISITS["one-pattern"])
    text = visitor.to_results().text
    for words in told:
        assert " ".join(words.split()) in text

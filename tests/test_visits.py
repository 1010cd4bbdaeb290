"""A visit begins, grows and ends: no old state overwrites new, nothing erased comes back, no trace tells it."""

import re
from urllib.parse import urlsplit

import pytest

from questionnaire.web import create_app
from questionnaire.web.cookies import DAY, MINUTE, TEN_MINUTES, WEEK, SealedCookies
from questionnaire.web.sealing import Sealer
from tests.conftest import SECRET
from tests.jar import Jar
from tests.visitor import VISITS, Visitor, everything

OTHER_KEY = "another-key-that-is-also-long-enough-to-be-one"


@pytest.fixture
def clock():
    """Seconds since 1970, which a test may move."""
    return [1_800_000_000]


@pytest.fixture
def timed(catalogue, clock) -> Visitor:
    """Somebody on a site whose clock is moved by the test."""
    app = create_app({"SECRET_KEY": SECRET}, catalogue)
    app.session_interface = SealedCookies(Sealer([SECRET]), clock=lambda: clock[0])
    return Visitor(app)


def _jar(visitor) -> Jar:
    return Jar(visitor.app, dict(visitor.cookies))


# --- Erased is erased -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_what_was_still_on_its_way_when_somebody_left_brings_no_answer_back(visitor, method):
    visitor.start()
    visitor.send({"danger-now": ["none"]})
    jar = _jar(visitor)
    sent = {**visitor.here.hidden(), "danger-nerves": "none"} if method == "POST" else None
    late = jar.send(method, visitor.here.address, sent)
    jar.go("POST", "/leave")
    jar.take(late)
    assert jar.visit() is None
    assert "Welcome back" not in jar.go("GET", "/").html
    assert "answers" not in jar.cookies, "the next page takes it away"


def test_looking_at_a_page_loses_no_answer_that_was_given_meanwhile(visitor):
    visitor.start()
    jar = _jar(visitor)
    late = jar.send("GET", visitor.here.address)
    jar.go("POST", visitor.here.address, {**visitor.here.hidden(), "danger-now": "none"})
    given = jar.visit()
    jar.take(late)
    assert jar.visit() == given
    assert "danger-now" in given.answers.person


def test_no_page_that_is_looked_at_writes_answers(visitor):
    visitor.start()
    visitor.walk(VISITS["one-pattern"])
    visitor.to_results()
    for page in list(visitor.seen):
        cookies = visitor.client.get(page.address).headers.getlist("Set-Cookie")
        assert not [one for one in cookies if one.startswith("answers")], page.address


def test_of_two_copies_of_a_visit_the_older_is_refused_in_plain_words(visitor):
    visitor.start()
    old = visitor.cookie
    visitor.send({"danger-now": ["none"]})
    visitor.cookie = old
    page = visitor.open("/step/1")
    assert page.path == "/"
    assert "older" in page.text


def test_starting_again_asks_before_it_erases(visitor):
    visitor.start()
    visitor.walk(VISITS["one-pattern"])
    before = visitor.cookie
    page = visitor.post("/", {"path": "short", "device": "own"})
    assert page.heading == "Erase everything?"
    assert visitor.cookie == before
    assert visitor.post("/", {**page.hidden(), "again": "something else"}).path == "/erase"
    assert visitor.post("/", page.hidden()).path == "/questions/danger-now"
    assert "Welcome back" not in visitor.open("/about").text


def test_a_program_without_the_key_overwrites_nothing_that_it_cannot_read(visitor, catalogue):
    """While keys are changed, programs with different keys stand side by side."""
    visitor.start()
    visitor.walk(VISITS["one-pattern"], until="/pains/1/feels")
    page, before = visitor.here, visitor.cookie
    stranger = Visitor(create_app({"SECRET_KEY": OTHER_KEY}, catalogue))
    stranger.cookie = before
    answer = stranger.post(page.address, {**page.hidden(), "feels": "aching"}, status=503)
    assert "We cannot read your answers at this moment" in answer.text
    assert stranger.post("/", {"path": "short", "device": "own"}).heading == "Erase everything?"
    stranger.open("/check")
    assert stranger.cookie == before


# --- One person's page is never another's -----------------------------------------------------------------------------


def test_a_page_of_the_person_before_is_not_stored_as_the_next_ones(visitor):
    visitor.start()
    visitor.walk(VISITS["one-pattern"], until="/questions/about-you")
    theirs = visitor.here
    visitor.post("/leave")
    visitor.start()
    mine = visitor.walk(until="/questions/about-you")
    page = visitor.post(theirs.address, {**theirs.hidden(), "age": "71"})
    assert "belonged to an earlier visit" in " ".join(page.notes)
    assert "71" not in page.filled().get("age", [])
    assert visitor.open(mine.address).filled().get("age") is None


@pytest.mark.parametrize("device", ["own", "shared"])
def test_after_leaving_nobody_is_shown_what_was_typed_there(visitor, device):
    visitor.start(device=device)
    visitor.walk(until="/questions/about-you")
    theirs = visitor.here
    visitor.post("/leave")
    page = visitor.post(theirs.address, {**theirs.hidden(), "age": "71"})
    assert page.path == "/"
    assert "71" not in page.text
    assert visitor.cookie is None


def test_every_form_and_field_is_left_alone_by_the_browsers_memory(visitor):
    visitor.start()
    visitor.walk(everything, pains=2)
    for page in visitor.seen:
        for form in page.tree.iter("form"):
            assert form.get("autocomplete") == "off", (page.address, form.get("action"))


# --- A stale tab ------------------------------------------------------------------------------------------------------


def test_a_tab_from_before_a_removal_marks_no_other_pain(visitor):
    visitor.start()
    visitor.walk([VISITS["one-pattern"], VISITS["overlap"], VISITS["look-alike-leads"]], pains=3)
    stale = visitor.open("/pains/2/where")
    visitor.open("/pains/1/remove")
    visitor.send()
    before = _jar(visitor).visit().answers
    visitor.post(stale.address, {**stale.hidden(), "areas": ["head"]})
    after = _jar(visitor).visit().answers
    assert after.pains[1] == before.pains[1], "what was the third pain"
    assert after.pains[0]["areas"].yes == {"head"}, "the second pain moved up, and is still meant"


def test_confirming_a_removal_twice_removes_one_pain(visitor):
    visitor.start()
    visitor.walk([VISITS["one-pattern"], VISITS["overlap"], VISITS["look-alike-leads"]], pains=3)
    page = visitor.open("/pains/1/remove")
    visitor.post(page.address, page.hidden())
    again = visitor.post(page.address, page.hidden())
    assert "Nothing was removed" in " ".join(again.notes)
    assert len(_jar(visitor).visit().answers.pains) == 2


# --- How long it lasts ------------------------------------------------------------------------------------------------


def test_who_does_not_say_whose_device_it_is_is_on_a_shared_one(visitor):
    visitor.open("/")
    visitor.post("/", {"path": "short"})
    assert _jar(visitor).visit().device == "shared"
    assert "after 10 minutes without a touch" in visitor.here.text, "and the page tells the time"


def test_typing_on_a_shared_device_keeps_the_answers(timed, clock):
    timed.start(device="shared")
    for _ in range(4):
        clock[0] += TEN_MINUTES - MINUTE
        assert timed.client.post("/stay").status_code == 204
    assert timed.open("/step/1").path == "/questions/danger-now"
    clock[0] += TEN_MINUTES + 1
    assert timed.client.post("/stay").status_code == 410


def test_looking_does_not_keep_answers_on_ones_own_device_for_more_than_a_day(timed, clock):
    timed.start()
    timed.send({"danger-now": ["none"]})
    for _ in range(2):
        clock[0] += DAY // 2
        timed.open("/step/2")
    clock[0] += 1
    assert timed.open("/step/2").path == "/"


def test_a_visit_ends_after_seven_days_whatever_is_answered(timed, clock):
    timed.start()
    for _ in range(7):
        timed.open("/step/1")
        timed.send({"danger-now": ["none"]})
        clock[0] += DAY - 1
    timed.open("/step/1")
    timed.send({"danger-now": ["none"]})
    clock[0] += WEEK - 7 * (DAY - 1) + 1
    assert timed.open("/step/1").path == "/"


def test_a_visit_from_the_future_is_refused(timed, clock):
    timed.start()
    clock[0] -= DAY
    assert timed.open("/step/1").path == "/"


# --- Addresses and titles tell nothing --------------------------------------------------------------------------------


def _traces(visitor) -> set[str]:
    """What a log and the browser's list of pages hold of a journey, numbers left out."""
    told = set()
    for page in visitor.seen:
        told |= {re.sub(r"\d+", "N", one) for one in (page.address, page.title)}
    return told


def test_addresses_and_titles_of_two_people_differ_by_numbers_alone(app):
    calm, warned = Visitor(app), Visitor(app)
    calm.start()
    calm.walk(VISITS["one-pattern"])
    calm.to_results()
    warned.start()
    warned.walk({**VISITS["overlap"], "danger-now": ["chest-pain"], "events": ["cancer-drugs", "shingles"]})
    warned.to_results()
    assert _traces(calm) == _traces(warned)
    for page in warned.seen:
        for link in page.links().values():
            assert not re.search("help-now|cancer|rash|danger", urlsplit(link).path), link


# --- Every entry of the history is a GET ------------------------------------------------------------------------------


def test_back_after_a_mended_error_asks_nobody_to_send_again(visitor):
    visitor.start()
    answer = visitor.client.post(visitor.here.address, data=visitor.here.hidden())
    assert answer.status_code == 303
    page = visitor.open(answer.location)
    assert page.problems, "the page that comes tells what is wrong"
    assert visitor.open(answer.location).problems, "and tells it again when it is loaded again"
    visitor.send({"danger-now": ["none"]})
    assert not visitor.open(answer.location).problems, "until it is mended"

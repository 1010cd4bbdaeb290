"""What Back shows and sends: nobody sees or sends the answers of somebody else, nor old answers as new ones."""

import re

import pytest

from tests.visitor import VISITS, Visitor

pytestmark = pytest.mark.browser

SIGN, NONE = "Suddenly short of breath", "None of these"
HIDE = "Hide and erase"
OWN, SHARED = "Yes, it is mine", "No, other people use it"
CHECK, SINCE = "Check your answers", "How long have you had this pain?"


def _start(window, device=None):
    """From the start page to the first question; its address."""
    if device:
        window.tick(device)
    window.press("Start")
    assert SIGN in window.words
    return window.address


def _stored(window, address):
    """What is ticked on that page, opened anew."""
    with window.beside() as other:
        other.open(address)
        return other.ticked


@pytest.fixture
def at_the_end(app):
    """Somebody who looks at the results."""
    visitor = Visitor(app)
    visitor.start(path="short", device="shared")
    visitor.walk(VISITS["one-pattern"])
    visitor.to_results()
    return visitor


def test_after_leaving_quickly_back_shows_no_question_that_was_answered(window):
    _start(window, OWN)
    window.tick(SIGN)
    window.press(HIDE)
    assert [SIGN for page in window.backwards() if SIGN in page.ticked] == []


def test_after_leaving_quickly_back_shows_no_results(window, at_the_end):
    window.carry(at_the_end)
    found = window.driver.find_element("css selector", ".places-told").text
    assert found in window.words
    window.press(HIDE)
    assert [found for page in window.backwards() if found in page.words] == []


def test_on_a_shared_tablet_back_leads_nobody_into_the_answers_of_another(tablet):
    _start(tablet)
    tablet.tick(SIGN)
    tablet.press(HIDE)
    tablet.open()
    first = _start(tablet)
    seen = []
    for page in tablet.backwards():
        seen += page.ticked
        if SIGN in page.words:
            page.press("Continue")
            break
    stored = _stored(tablet, first)
    assert SIGN not in seen, "the ticks of one are shown to the next"
    assert SIGN not in stored, "the ticks of one are kept as those of the next"


def test_a_form_left_open_in_a_second_window_is_not_kept_as_the_answer_of_the_next_person(tablet):
    _start(tablet)
    tablet.tick(SIGN)
    with tablet.beside() as other:
        other.open()
        other.press(HIDE)
        other.open()
        first = _start(other)
    for _ in range(2):
        tablet.press("Continue")
        assert SIGN not in _stored(tablet, first)
        if "Continue" not in tablet.words:
            break


def test_on_one_s_own_device_back_neither_undoes_nor_hides_a_correction(app, window):
    visitor = Visitor(app)
    visitor.start(path="short")
    visitor.walk(VISITS["one-pattern"])
    window.carry(visitor)
    slip, meant = "3 to 6 months", "6 to 12 months"
    for answer in (slip, meant):
        window.change(SINCE)
        window.tick(answer)
        window.press("Continue")
        assert window.said(SINCE) == answer
    stale = []
    for page in window.backwards():
        if page.heading == CHECK:
            stale += [slip] if page.said(SINCE) == slip else []
        elif slip in page.ticked:
            page.press("Continue")
            break
    with window.beside() as other:
        other.open(visitor.here.address)
        assert other.said(SINCE) == meant, "an old answer is kept as a new one"
    assert stale == [], "what was corrected is shown as it was before"


def test_after_a_mended_error_back_shows_pages_and_sends_nothing(window):
    _start(window, OWN)
    window.press("Continue")
    assert "There is a problem" in window.words
    window.tick(NONE)
    window.press("Continue")
    asked = len(window.asked)
    assert [page.title for page in window.backwards() if not page.heading] == []
    assert "POST" not in window.asked[asked:]


def test_the_history_of_a_shared_device_does_not_tell_what_was_asked(window):
    _start(window, SHARED)
    named, addresses = [], set()
    for answer in (NONE, NONE, NONE, "No"):
        named += [window.title] if window.heading in window.title else []
        addresses.add(re.sub(r"\d+", "", window.address))
        window.tick(answer)
        window.press("Continue")
    assert named == []
    assert len(addresses) == 1, "addresses of questions differ by a number alone"

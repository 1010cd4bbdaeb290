"""The results on paper: a sheet that is read in a minute, nothing to click, nothing cut, only ticked questions."""

import re

import pytest

from tests.browser.paper import plain, sheets
from tests.states import STATES
from tests.visitor import VISITS, Visitor

pytestmark = pytest.mark.browser

PAPERS = ("A4", "Letter")
# Sheets at most, A4 and Letter: the first holds what a visit needs, the second what the person keeps.
SHEETS = 2
TOLD = ".urgent h2, .urgent li, .places-told, .story, .run dd, .pattern h3, .strength, .reasons li, .sources li"
ON_SCREEN_ONLY = ("Hide and erase", "Erase my answers", "Back to your answers", "Print this page", "Change my answers")


@pytest.fixture
def paper(app, site, tab):
    """Opens a state, or a page, and prints it: the words of each sheet."""

    def show(state):
        page = STATES[state](app) if isinstance(state, str) else state
        address = f"{site}{page.path}"
        tab.route(address, lambda route: route.fulfill(body=page.html, content_type="text/html; charset=utf-8"))
        tab.goto(address)
        tab.unroute(address)
        return page

    def printed(size="A4"):
        return sheets(tab.pdf(format=size, print_background=False))

    tab.emulate_media(color_scheme="light", forced_colors="none")
    tab.set_viewport_size({"width": 390, "height": 800})
    show.printed = printed
    return show


def test_paper_reads_the_same_in_a_font_that_draws_letters_together():
    assert plain("e\ufb00ects \ufb01rst,\nthen \ufb02ow") == plain("effects first, then flow")


@pytest.mark.parametrize("visit", VISITS)
def test_one_pain_fits_on_a_sheet_for_the_visit_and_one_to_keep(paper, visit):
    paper(f"results, {visit}")
    for size in PAPERS:
        _is_a_sheet(paper.printed(size))


def _is_a_sheet(printed):
    assert len(printed) <= SHEETS
    order = ("What your answers show", "Self-reported on", "Warning signs: the lists", "Patterns like yours")
    places = [printed[0].find(plain(heading)) for heading in order]
    assert -1 not in places, f"not on the first sheet: {order[places.index(-1)]}"
    assert places == sorted(places)
    assert all(plain(words) not in sheet for words in ON_SCREEN_ONLY for sheet in printed)


@pytest.mark.parametrize("state", ["results, everything", "results, emergency and the rest", "results, overlap"])
def test_every_sign_pain_and_reason_is_on_paper(paper, tab, state):
    paper(state)
    wanted = tab.locator(TOLD).all_text_contents()
    whole = "".join(paper.printed())
    said = [line for text in wanted for line in _parts(text)]
    assert len(said) >= 20
    assert [line for line in said if line not in whole] == []


def _parts(text):
    """The stretches of a text that stand together on paper: what was said as a reason is left out there."""
    before = text.split("You said:")[0]
    return [plain(part) for part in re.split(r"[\[\]\d·;,.:/]+|Source", before) if len(part.split()) >= 2]


def test_what_is_shown_on_paper_has_room(paper, tab):
    """Nothing is wider than the paper, nor cut by the box that it stands in."""
    paper("results, everything")
    tab.emulate_media(media="print")
    tab.set_viewport_size({"width": 700, "height": 900})
    cut = tab.locator("main *:not(svg *)").evaluate_all(
        """found => found.filter((one) => one.clientWidth > 0 && getComputedStyle(one).overflowX === 'hidden'
             && !one.classList.contains('hidden') && one.scrollWidth > one.clientWidth + 1)
           .map((one) => one.outerHTML.slice(0, 80))"""
    )
    wide = tab.evaluate("document.documentElement.scrollWidth")
    tab.emulate_media(media="null")
    assert cut == []
    assert wide <= 700


def test_only_ticked_questions_are_printed(paper, tab):
    paper("results, overlap")
    labels = tab.locator(".ask label").all_inner_texts()
    assert len(labels) >= 3
    assert plain("Questions to ask") not in "".join(paper.printed())
    tab.locator(".ask input").first.check()
    whole = "".join(paper.printed())
    assert plain(labels[0]) in whole
    assert all(plain(label) not in whole for label in labels[1:])


@pytest.mark.parametrize("address", ["/check", "/results", "/results?patterns=1"])
def test_paper_does_not_tell_whether_thoughts_of_suicide_were_told_unless_the_person_agrees(app, paper, address):
    told_on = {}
    for name, told in (
        ("no", {"self-harm": "no"}),
        ("thoughts", {"self-harm": "thoughts"}),
        ("plan", {"self-harm": "plan"}),
        ("shared", {"self-harm": "plan", "share-self-harm": "true"}),
    ):
        visitor = Visitor(app)
        visitor.start()
        visitor.walk({**VISITS["one-pattern"], **told})
        paper(visitor.open(address))
        told_on[name] = [re.sub(r"Self-reportedon.*?,notexamined", "", sheet) for sheet in paper.printed()]
    assert told_on["thoughts"] == told_on["no"]
    assert told_on["plan"] == told_on["no"]
    if address != "/check":
        assert plain("Thoughts of ending life") in "".join(told_on["shared"])
        assert "988" in told_on["shared"][0]

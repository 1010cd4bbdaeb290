"""The words of every page: plain, and never those of a diagnosis."""

import re

import pytest

from questionnaire.catalogue.reading_grade import grade
from tests.states import STATES, question_pages
from tests.visitor import Visitor

FEWEST_WORDS = 60
BLOCKS = {"p", "li", "dt", "dd", "h1", "h2", "h3", "h4", "label", "legend", "summary", "button", "th", "td"}
FORECAST = re.compile(
    r"\d\s?%|\bprobab|\blikelihood\b|\byou (likely|probably) |\byour risk\b|\bchances? of\b", re.IGNORECASE
)
VERDICT = re.compile(
    r"\b(this|it) (means|shows) (that )?you have\b|\byou (are|were) diagnosed\b|\byour diagnosis\b", re.IGNORECASE
)


def _blocks(page):
    """The texts of the page's main part, without sources, medical names in brackets, and own words."""
    found = []

    def walk(element):
        classes = (element.get("class") or "").split()
        if element.tag == "svg" or {"sources", "medical", "cites", "version", "because"} & set(classes):
            return
        if element.tag in BLOCKS and not any(child.tag in BLOCKS for child in element.iter() if child is not element):
            words = " ".join("".join(_texts(element)).split())
            if words:
                found.append(words)
            return
        for child in element:
            walk(child)

    walk(page.tree.find(".//main"))
    return found


def _texts(element):
    classes = (element.get("class") or "").split()
    if not {"medical", "cites", "because", "hidden"} & set(classes):
        yield element.text or ""
        for child in element:
            yield from _texts(child)
            yield child.tail or ""


def _plain(words, catalogue):
    """The text without what stands in brackets, and with glossary names made short."""
    bare = re.sub(r"\([^)]*\)", "", words)
    for name in catalogue.plain_words.glossary:
        bare = re.sub(re.escape(name), "pain", bare, flags=re.IGNORECASE)
    return bare


@pytest.mark.parametrize("name", STATES)
def test_no_page_speaks_like_a_diagnosis_or_a_forecast(app, name):
    page = STATES[name](app)
    assert not FORECAST.findall(page.text), name
    assert not VERDICT.findall(page.text), name


def test_every_question_page_reads_at_grade_six_or_below(app, catalogue):
    for name, page in question_pages(app).items():
        blocks = [_plain(words, catalogue) for words in _blocks(page)]
        if sum(len(words.split()) for words in blocks) >= FEWEST_WORDS:
            assert grade(blocks) <= 6, f"{name}: {grade(blocks):.1f}"


@pytest.mark.parametrize("name", STATES)
def test_every_other_page_reads_at_grade_eight_or_below(app, catalogue, name):
    blocks = [_plain(words, catalogue) for words in _blocks(STATES[name](app))]
    if sum(len(words.split()) for words in blocks) >= FEWEST_WORDS:
        assert grade(blocks) <= 8, f"{name}: {grade(blocks):.1f}"


def test_every_pattern_and_every_demo_person_reads_at_grade_eight_or_below(app, catalogue):
    visitor = Visitor(app)
    for address in [*catalogue.profiles, *(f"people/{person}" for person in catalogue.people)]:
        page = visitor.open(f"/learn/{address}")
        blocks = [_plain(words, catalogue) for words in _blocks(page)]
        assert grade(blocks) <= 8, f"{address}: {grade(blocks):.1f}"
        assert not FORECAST.findall(page.text), address

"""The words of every page: plain, and never those of a diagnosis."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from questionnaire.catalogue.reading_grade import grade
from questionnaire.catalogue.word_remarks import harmful_words
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


@pytest.mark.parametrize(
    ("said", "better"),
    [
        ("A slipped disc can press on a nerve.", "a disc bulge that irritates a nerve"),
        ("This is wear and tear.", "normal changes with age"),
        ("It comes from a worn knee (osteoarthritis).", "knee osteoarthritis: a sore, sensitive joint"),
        ("It can be a sore joint (bone on bone).", "osteoarthritis: a sore, sensitive joint"),
        ("The fingers are bent out of shape.", "changed in shape"),
        ("The defense system (immune system) attacks the joints.", "by mistake the immune system inflames"),
        ("Gout comes in attacks, and shoes wear out.", None),
    ],
)
def test_words_that_harm_are_refused_with_a_better_one(catalogue, said, better):
    gout = catalogue.profiles["gout"].model_copy(update={"summary": said})
    found = list(harmful_words(replace(catalogue, profiles={**catalogue.profiles, "gout": gout})))
    assert [(remark.file, remark.key, remark.is_error) for remark in found] == (
        [("look-alikes/gout.toml", '"gout" summary', True)] if better else []
    )
    assert all(f'say "{better}"' in remark.message for remark in found)


def test_no_template_frightens(app, catalogue):
    templates = sorted(Path(app.root_path, app.template_folder).rglob("*.html"))
    assert templates
    for path in templates:
        found = list(catalogue.plain_words.harmful_in(path.read_text(encoding="utf-8")))
        assert not found, f"{path.name}: {found}"


def test_every_main_pattern_says_what_to_expect(app, catalogue):
    visitor = Visitor(app)
    for profile in catalogue.profiles.values():
        if profile.kind == "main":
            assert 1 <= sum(claim.about == "outlook" for claim in profile.claim) <= 3, profile.id
            assert "What to expect" in visitor.open(f"/learn/{profile.id}").text, profile.id

"""The README tells the truth, and all that an author of content needs."""

import re

import pytest

from questionnaire.catalogue.flags import RedFlag
from questionnaire.catalogue.options import AnswerOption, Column
from questionnaire.catalogue.profiles import Claim, Feature, Profile, Question
from questionnaire.catalogue.questions import Item, Page, Part
from questionnaire.catalogue.references import Reference
from tests.case_figures import PAGE, README, line_of_figures, with_figures


def test_the_figures_beside_the_cases_are_those_of_evaluate(catalogue):
    text = PAGE.read_text(encoding="utf-8")
    assert text == with_figures(text, catalogue), "run python -m tests.case_figures"
    assert line_of_figures(catalogue) in README.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "content", [AnswerOption, Claim, Column, Feature, Item, Page, Part, Profile, Question, RedFlag, Reference]
)
def test_every_key_of_a_content_file_is_named(content):
    """But for those that the place of a file gives: the page of an item, the kind of a profile."""
    given = {Item: {"page"}, Profile: {"kind"}}.get(content, set())
    named = set(re.findall(r"`(?:\[+(?:item\.)?)?([a-z_]+)", README.read_text(encoding="utf-8")))
    assert set(content.model_fields) - given - named == set()

"""The leading pattern holds when answers go missing or go wrong."""

import os

import pytest

from questionnaire.matching.cases import read_cases
from tests.robustness import CASES, tallies

pytestmark = pytest.mark.long

DRAWS = 200 if os.environ.get("CI") == "true" else 15


def test_with_three_in_ten_answers_missing_or_one_in_ten_wrong_the_leading_pattern_stays_first(catalogue):
    cases = read_cases(CASES.read_text(encoding="utf-8").splitlines(), catalogue)
    shares = {name: hits / of for name, (hits, of) in tallies(catalogue, cases, DRAWS).items()}
    assert shares["silence_first"] >= 0.75, shares
    assert shares["noise_first"] >= 0.75, shares
    assert shares["many_added"] <= 0.02, shares

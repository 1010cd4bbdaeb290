"""Which patterns are worth a line while the answer that decides about them is missing."""

import pytest

from questionnaire.matching.documents import parse
from questionnaire.matching.report import build_report

BURNING_FEET = {"areas": ["sole-left", "sole-right", "toes-left", "toes-right"], "feels": ["burning"]}
NUMB = {"sensations": ["numb", "tingling"]}


def _listed(catalogue, person, pain) -> dict[str, str]:
    report = build_report(catalogue, parse({"person": person, "pains": [pain]}, catalogue))
    return {match.profile.id: match.gate for match in report.matches if match.gate != "closed"}


@pytest.mark.parametrize(
    ("pain", "listed"),
    [
        (BURNING_FEET | NUMB, True),  # The place fits, and something specific was told.
        (NUMB | {"feels": ["burning"]}, True),  # The map was left empty.
        ({"areas": ["neck-back"]} | NUMB, False),  # Another place.
        ({"areas": BURNING_FEET["areas"]}, False),  # The place alone.
    ],
)
def test_with_diabetes_not_asked_place_and_something_specific_list_the_pattern(catalogue, pain, listed):
    assert ("neuropathic-diabetic" in _listed(catalogue, {}, pain)) is listed


def test_with_an_empty_map_no_short_note_is_listed_that_only_a_place_can_tell(catalogue):
    listed = _listed(catalogue, {}, NUMB | {"feels": ["burning", "electric"]})
    kinds = {catalogue.profiles[name].kind for name, gate in listed.items() if gate == "unanswered"}
    assert kinds <= {"main"}


def test_shingles_must_be_told_before_its_pattern_is_listed(catalogue):
    pain = BURNING_FEET | NUMB
    assert "neuropathic-postherpetic" not in _listed(catalogue, {}, pain)
    assert "neuropathic-postherpetic" in _listed(catalogue, {"events": ["shingles"]}, pain)


@pytest.mark.parametrize(
    ("pain", "listed"),
    [
        ({"since": "1-5-years", "feels": ["aching"]}, False),
        ({"began": ["injury"]}, True),
        ({"sensations": ["cold-hurts"]}, True),
        ({"sensations": ["cold-hurts"], "limb-changes": ["color"]}, True),
    ],
)
def test_a_sore_limb_alone_is_not_told_of_skin_changes_after_an_injury(catalogue, pain, listed):
    one_wrist = {"areas": {"yes": ["wrist-left"], "no": "rest"}}
    assert ("crps" in _listed(catalogue, {}, one_wrist | pain)) is listed


def test_pain_from_groin_to_knee_is_told_of_the_root_before_a_patch_of_skin_or_an_old_illness(catalogue):
    pain = {"areas": ["groin-left", "thigh-front-left", "knee-front-left"], "sensations": ["tingling"]}
    person = {"age": 37, "health": ["multiple-sclerosis"]}
    assert next(iter(_listed(catalogue, person, pain | {"spread": "runs-down"}))) == "herniated-disc-lumbar"
    assert next(iter(_listed(catalogue, person, pain | {"spread": "stays"}))) != "herniated-disc-lumbar"


def test_where_points_tie_the_rash_that_was_told_stands_before_a_limb_alone(catalogue):
    pain = {"areas": ["forearm-front-right"], "began": ["after-rash"], "feels": ["burning"]}
    told = {"same-place-as-rash": "yes"}
    assert next(iter(_listed(catalogue, {"events": ["shingles"]}, pain | told))) == "neuropathic-postherpetic"

"""Red flags: each is raised by the answers that call for it and not by near misses; nothing outranks or hides one."""

import tomllib
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from questionnaire.catalogue.catalogue import Catalogue
from questionnaire.catalogue.criteria import OnePain
from questionnaire.catalogue.flags import RANK
from questionnaire.catalogue.pain_remarks import merged_pains
from questionnaire.matching.answers import Answers, Chosen
from questionnaire.matching.asking import counted
from questionnaire.matching.documents import parse
from questionnaire.matching.judge import Judges
from questionnaire.matching.red_flags import RedFlags, find_red_flags

STORED = tomllib.loads((Path(__file__).parent / "cases" / "red-flags.toml").read_text(encoding="utf-8"))
CASES, PLACES = STORED["case"], STORED["places"]
NAMES = [
    f"{number}-{case['flag']}-{'raised' if case['raised'] else 'not-raised'}" for number, case in enumerate(CASES, 1)
]


def _red_flags(document: Any, catalogue: Catalogue) -> RedFlags:
    return find_red_flags(Judges(catalogue, counted(parse(document, catalogue), catalogue)))


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_a_flag_is_raised_by_its_signs_and_not_by_near_misses(case, catalogue):
    flags = _red_flags(case["answers"], catalogue)
    raised = {one.flag.id for one in flags.raised}
    assert (case["flag"] in raised) == case["raised"], (case["answers"], sorted(raised))


def test_each_flag_has_a_case_that_raises_it_and_a_near_miss(catalogue):
    seen = defaultdict(set)
    for case in CASES:
        seen[case["flag"]].add(case["raised"])
    assert dict(seen) == {name: {True, False} for name in catalogue.red_flags}


@pytest.mark.parametrize("name", PLACES)
def test_the_places_that_flags_name_as_a_set_are_these(name, catalogue):
    assert sorted(catalogue.body.sets[name]) == sorted(PLACES[name])


def test_a_flag_about_one_pain_names_that_pain(catalogue):
    calm = {"areas": ["elbow-left"]}
    for case in CASES:
        flag = catalogue.red_flags.get(case["flag"])
        if case["raised"] and flag is not None and flag.scope == "pain" and len(case["answers"]["pains"]) == 1:
            told = {"person": case["answers"]["person"], "pains": [calm, case["answers"]["pains"][0]]}
            raised = _red_flags(told, catalogue).raised
            assert 2 in [one.pain for one in raised if one.flag is flag], case


def test_what_was_told_of_two_pains_is_not_put_together_for_one_danger(catalogue):
    """Else an injury of years ago explains a weakness that is new, or an old calf makes a stitch a clot."""
    assert not list(merged_pains(catalogue))
    criterion = catalogue.criteria["calf-told"]
    assert isinstance(criterion.when, OnePain)
    merging = criterion.model_copy(update={"when": criterion.when.one_pain})
    changed = replace(catalogue, criteria={**catalogue.criteria, criterion.id: merging})
    assert ['"areas" and "since" may be' in remark.message for remark in merged_pains(changed)] == [True]


def test_of_one_pain_is_unknown_while_no_pain_was_told(catalogue):
    assert Judges(catalogue, Answers({}, ())).whole.criterion("calf-told") is None
    assert Judges(catalogue, Answers({}, ({}, {}))).whole.criterion("calf-told") is None


def test_flags_are_listed_most_urgent_first(catalogue):
    everything = {
        item.link_id: Chosen(frozenset(item.substance()))
        for item in [item for item in catalogue.items.values() if item.scope == "person"]
        if item.warning and item.list
    }
    raised = find_red_flags(Judges(catalogue, Answers(everything, ({},)))).raised
    ranks = [RANK[one.flag.urgency] for one in raised]
    assert len(raised) > 10
    assert ranks == sorted(ranks, reverse=True)


@pytest.mark.parametrize(
    ("answer", "listed"),
    [
        (None, "not_asked"),
        ({"yes": ["none"], "no": "rest"}, "none_chosen"),
        ({"yes": ["not-sure"]}, "not_sure"),
        ({"yes": ["cold-limb"], "no": "rest"}, "not_ticked"),
    ],
)
def test_a_silent_flag_says_why_it_is_silent(answer, listed, catalogue):
    flags = _red_flags({"person": {"danger-now": answer}}, catalogue)
    assert "heart-attack" in {flag.id for flag in getattr(flags, listed)}


def test_emergency_and_crisis_are_both_listed(catalogue):
    flags = _red_flags({"person": {"danger-now": ["chest-pain"], "self-harm": "plan"}}, catalogue)
    assert {"emergency", "crisis"} <= {one.flag.urgency for one in flags.raised}

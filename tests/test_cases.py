"""Stored cases: the expected pattern comes first or near it, and nobody who needs care today is told less."""

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from questionnaire.matching.cases import LEVELS, CaseError, read_cases
from questionnaire.matching.documents import parse
from questionnaire.matching.evaluate import Outcome, evaluate, judge_case
from questionnaire.matching.report import build_report
from tests.case_figures import SETS, cases_of

CASES = Path(__file__).parent / "cases"
MISSES = tomllib.loads((CASES / "known-misses.toml").read_text(encoding="utf-8"))


def _outcomes(name, catalogue) -> list[Outcome]:
    with (CASES / f"{name}.jsonl").open(encoding="utf-8") as lines:
        return [judge_case(case, catalogue) for case in read_cases(lines, catalogue)]


@pytest.fixture(scope="module")
def development(catalogue) -> list[Outcome]:
    return _outcomes("development", catalogue)


@pytest.fixture(scope="module")
def own(catalogue) -> list[Outcome]:
    return _outcomes("own", catalogue)


def _why(outcome: Outcome) -> str:
    """A case in words: what was expected, and what came first for which reasons."""
    wanted_names = sorted(outcome.case.expected) or "none"
    lines = [f"{outcome.case.id}: expected {wanted_names}, place {outcome.place}, raised {outcome.raised}"]
    wanted = [match for match in outcome.report.matches if match.profile.id in outcome.case.expected]
    for match in [*outcome.report.matches[:3], *wanted]:
        lines.append(f"  {match.profile.id}: {match.strength}, {match.points:g} points, gate {match.gate}")
        lines += [
            f"    {finding.points:+d} {finding.feature.id} ({finding.state})"
            for finding in match.findings
            if finding.points
        ]
    return "\n".join(lines)


def _with_main_profile(outcomes: list[Outcome], catalogue) -> list[Outcome]:
    mains = {name for name, profile in catalogue.profiles.items() if profile.kind == "main"}
    return [outcome for outcome in outcomes if outcome.case.expected & mains]


def test_the_expected_pattern_comes_first_in_most_development_cases(development, catalogue):
    outcomes = _with_main_profile(development, catalogue)
    assert len(outcomes) == 26
    later = [outcome for outcome in outcomes if outcome.place != 1]
    far = [outcome for outcome in outcomes if outcome.place is None or outcome.place > 3]
    assert len(far) <= 1, "\n".join(map(_why, far))
    assert len(later) <= 3, "\n".join(map(_why, later))


@pytest.mark.parametrize("cases", ["development", "own"])
def test_every_case_that_needs_care_today_raises_it(cases, request):
    outcomes = request.getfixturevalue(cases)
    urgent = [outcome for outcome in outcomes if LEVELS.index(outcome.case.urgency) >= LEVELS.index("same-day")]
    assert len(urgent) >= 10
    missed = [outcome for outcome in urgent if LEVELS.index(outcome.raised) < LEVELS.index(outcome.case.urgency)]
    assert not missed, "\n".join(map(_why, missed))


@pytest.mark.parametrize("cases", ["development", "own"])
def test_no_pattern_leads_wrongly_where_none_is_expected(cases, request):
    outcomes = request.getfixturevalue(cases)
    wrong = [
        outcome
        for outcome in outcomes
        if not outcome.case.expected
        and outcome.case.id not in MISSES["leads-wrongly"]
        and outcome.leader in outcome.wrong_mains(least=("some", "many"))
    ]
    assert not wrong, "\n".join(map(_why, wrong))


def test_the_expected_pattern_leads_in_our_own_cases_but_for_known_misses(own):
    missed = {
        outcome.case.id: outcome
        for outcome in own
        if outcome.case.expected and outcome.leader not in outcome.case.expected
    }
    surprising = [outcome for name, outcome in missed.items() if name not in MISSES["does-not-lead"]]
    assert not surprising, "\n".join(map(_why, surprising))
    assert set(MISSES["does-not-lead"]) <= set(missed), "a known miss leads now: take it off the list"


@pytest.mark.parametrize("name", ["development", "own", "unseen"])
def test_the_short_path_decides_every_case_as_the_full_path_does(name, catalogue):
    """What only the full path asks is for the clinician's record, or changes no verdict on a case. Of the strengths of
    pain the short path asks the usual one: a case that tells only the strength now would tell that.
    """
    only_full = {item.link_id: None for item in catalogue.items.values() if not item.short_path}
    surprising = []
    for outcome in _outcomes(name, catalogue):
        answers = outcome.case.answers
        for scope in answers.scopes:
            told = answers.of(scope)
            usual = (
                {"pain-average": told["pain-now"]} if {"pain-now", "pain-average"} & told.keys() == {"pain-now"} else {}
            )
            answers = answers.with_changes(scope, {**only_full, **usual})
        shortened = judge_case(replace(outcome.case, answers=answers), catalogue)
        if _verdict(shortened) != _verdict(outcome):
            surprising.append(shortened)
    assert not surprising, "\n".join(map(_why, surprising))


def _verdict(outcome):
    """The place of what was expected, whether it leads, what leads wrongly, and the urgency."""
    right = outcome.leader in outcome.case.expected
    return outcome.place, right, None if right else outcome.leader, outcome.raised


def test_every_profile_is_expected_by_some_case_of_our_own(own, catalogue):
    expected = {name for outcome in own for name in outcome.case.expected | outcome.case.allowed}
    mains = {name for name, profile in catalogue.profiles.items() if profile.kind == "main"}
    assert mains <= expected


def test_the_figures_agree_with_the_cases(catalogue, development):
    with (CASES / "development.jsonl").open(encoding="utf-8") as lines:
        figures = evaluate(read_cases(lines, catalogue), catalogue)
    inside = [outcome for outcome in development if outcome.case.expected]
    assert figures["overall"]["n"] == len(development)
    assert figures["overall"]["top1"] == sum(outcome.place == 1 for outcome in inside) / len(inside)
    assert figures["urgency"]["emergency"] == 1
    assert sum(sum(row.values()) for row in figures["urgency"]["confusion"].values()) == len(development)
    assert sum(shares["n"] for shares in figures["profiles"].values()) >= len(inside)


def test_published_cases_do_no_worse_than_told_beside_them(catalogue):
    figures = evaluate(cases_of(SETS["published"], catalogue), catalogue)["overall"]
    assert figures["n"] == 124
    assert figures["top1"] >= 0.88
    assert figures["top3"] >= 0.95
    assert figures["lead"] >= 0.80
    assert figures["false_lead"] <= 0.04
    assert figures["false_many"] <= 0.01
    assert figures["too_high"] <= 0.06


# What must be told before a pattern that stands under a common complaint may be listed.
TOLD_OF = {
    "neuropathic-postherpetic": ("events", {"shingles"}),
    "neuropathic-chemo": ("events", {"cancer-drugs"}),
    "neuropathic-diabetic": ("health", {"diabetes", "prediabetes"}),
}


def test_no_demo_person_sees_a_pattern_that_nothing_was_told_of(catalogue):
    for person in catalogue.people.values():
        answers = parse(person.answers, catalogue)
        for match in build_report(catalogue, answers).matches:
            if match.gate == "closed":
                continue
            where = (person.id, match.profile.id)
            item, values = TOLD_OF.get(match.profile.id, ("areas", set()))
            assert not values or answers.person[item].yes & values, where
            assert match.points > 0 or match.specific > 0, where
            if match.gate == "unanswered" or match.profile.id == "lumbar-stenosis":
                assert match.specific > 0, where


def test_figures_over_no_cases_are_unknown_not_zero(catalogue):
    figures = evaluate([], catalogue)
    assert figures["overall"]["n"] == 0
    assert figures["overall"]["top1"] is None
    assert figures["urgency"]["emergency"] is None


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "line 2"),
        ("[]", "line 2"),
        ('{"id": "x"}', "expected"),
        ('{"id": "x", "expected": ["gouty"], "answers": {}}', "gouty"),
        ('{"id": "x", "expected": ["none"], "answers": {"person": {"agee": 3}}}', 'did you mean "age"'),
        ('{"id": "x", "expected": ["none"], "answers": {}, "urgency": "now"}', 'no urgency "now"'),
        ('{"id": "x", "expected": ["none"], "answers": {"person": {"age": ' + "9" * 5000 + "}}}", "digits"),
    ],
)
def test_a_case_that_cannot_be_read_is_told_with_its_line(line, told, catalogue):
    with pytest.raises(CaseError, match="line 2") as caught:
        read_cases(["\n", line], catalogue)
    assert told in str(caught.value)

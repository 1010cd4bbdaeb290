"""The laws of the matching engine, over whatever the form can produce."""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from questionnaire.catalogue.catalogue import Catalogue
from questionnaire.catalogue.enable_when import leaves
from questionnaire.catalogue.load import load
from questionnaire.catalogue.profiles import POINTS, Profile
from questionnaire.catalogue.readings import items_read
from questionnaire.matching.answers import Answer, Answers, AnswerSet, Chosen
from questionnaire.matching.asking import counted
from questionnaire.matching.compare import Match, compare
from questionnaire.matching.documents import document, parse
from questionnaire.matching.judge import Judges
from questionnaire.matching.report import Report, build_report
from questionnaire.outputs.document import report_document
from questionnaire.outputs.text import report_text
from tests import strategies
from tests.strategies import CATALOGUE, Judged, changed

pytestmark = pytest.mark.long

PROFILES = sorted(CATALOGUE.profiles)
READINGS = {name: items_read(CATALOGUE, flag.when) for name, flag in CATALOGUE.red_flags.items()}


# --- 1 Total ----------------------------------------------------------------------------------------------------------


@given(strategies.answers())
def test_any_answers_give_a_report_and_the_same_answers_the_same_one(told):
    report = build_report(CATALOGUE, told)
    names = [match.profile.id for match in report.matches]
    assert len(set(names)) == len(names)
    assert set(names) <= set(PROFILES)
    for match in report.matches:
        assert match.points <= match.maximum == match.profile.maximum
        assert {finding.feature for finding in match.findings} == set(match.profile.feature)
        assert set(match.pains) <= set(range(1, len(told.pains) + 1))
    flags = report_document(report)["red_flags"]
    listed = {one["id"] for one in flags.pop("raised")}
    for names in flags.values():
        assert not listed & set(names)
        listed |= set(names)
    assert listed == set(CATALOGUE.red_flags)
    assert report_text(report)
    again = build_report(CATALOGUE, told)
    assert (again.matches, again.red_flags, again.scores) == (report.matches, report.red_flags, report.scores)
    _assert_few_never_lead(report)


def _assert_few_never_lead(report: Report) -> None:
    assert [match.strength for match in report.leading] == [
        match.strength for match in report.matches if match.strength in ("many", "some")
    ]
    assert list(report.leading) == list(report.matches[: len(report.leading)])
    if not any(match.profile.kind == "main" for match in report.leading):
        assert report.outcome in ("nothing-fits", "look-alike-leads")


# --- 2 Monotone -------------------------------------------------------------------------------------------------------


@settings(max_examples=4 * settings().max_examples)
@given(st.sampled_from(PROFILES), st.data())
def test_support_never_lowers_and_opposition_never_raises_the_points_of_its_profile(name, data):
    profile = CATALOGUE.profiles[name]
    criteria = sorted(
        {feature.criterion for feature in profile.feature} | {profile.gate or profile.feature[0].criterion}
    )
    states = data.draw(st.lists(st.sampled_from([True, False, None]), min_size=len(criteria), max_size=len(criteria)))
    held = dict(zip(criteria, states, strict=True))
    if profile.presumed_when:
        held[profile.presumed_when] = data.draw(st.sampled_from([True, None]))
    feature = data.draw(st.sampled_from(profile.feature))
    shared = [one for one in profile.feature if one.criterion == feature.criterion]
    complete = data.draw(st.booleans())
    before = compare(profile, Judged(held, complete=complete))
    after = compare(profile, Judged(held | {feature.criterion: True}, complete=complete))
    bands = [POINTS[one.present] for one in shared]
    if min(bands) >= 0:
        assert after.points >= before.points
        assert after.rank >= before.rank
    if max(bands) <= 0 and all(POINTS[one.excluded] == 0 or held[feature.criterion] is None for one in shared):
        assert after.points <= before.points


def _compared(told: Answers) -> Iterator[tuple[tuple[str, int | None], Match]]:
    """Every profile against every view of the answers: the whole person, or each pain."""
    judges = Judges(CATALOGUE, counted(told, CATALOGUE))
    for profile in CATALOGUE.profiles.values():
        if profile.scope == "person" or not judges.numbers:
            yield (profile.id, None), compare(profile, judges.whole)
        else:
            for number in judges.numbers:
                yield (profile.id, number), compare(profile, judges.pain(number))


def _states(match: Match) -> dict[str, str]:
    return {finding.feature.id: finding.state for finding in match.findings}


@given(strategies.answers(), strategies.changes())
def test_an_answer_that_turns_one_finding_moves_the_points_its_way(told, change):
    earlier, later = dict(_compared(told)), dict(_compared(changed(told, change)))
    for view in earlier.keys() & later.keys():
        before, after = earlier[view], later[view]
        old, new = _states(before), _states(after)
        turned = [feature for feature in before.profile.feature if old[feature.id] != new[feature.id]]
        if len(turned) != 1 or before.gate != after.gate or new[turned[0].id] != "present":
            continue
        event("one finding turned present")
        if POINTS[turned[0].present] > 0:
            assert after.points >= before.points, (view, turned[0].id, change)
        elif old[turned[0].id] == "unknown":
            assert after.points <= before.points, (view, turned[0].id, change)


@given(strategies.answers(), strategies.changes())
def test_an_answer_that_only_supports_never_lowers_the_place_of_its_profile(told, change):
    """Whatever else it may do, it is looked at where it turns findings of one profile alone, to its good."""
    earlier, later = dict(_compared(told)), dict(_compared(changed(told, change)))
    if earlier.keys() != later.keys():
        return
    moved = {name for (name, pain), before in earlier.items() if before.findings != later[name, pain].findings}
    if len(moved) != 1:
        return
    (name,) = moved
    for (one, pain), before in earlier.items():
        after = later[one, pain]
        new = [f for f, old in zip(after.findings, before.findings, strict=True) if f.state != old.state]
        if before.gate != after.gate or any(f.state != "present" or POINTS[f.feature.present] <= 0 for f in new):
            return
        if any(old.state == "excluded" for f, old in zip(after.findings, before.findings, strict=True) if f in new):
            return
    event("one profile alone is supported")
    assert _ahead(name, changed(told, change)) <= _ahead(name, told), (name, change)


def _ahead(name: str, told: Answers) -> int:
    """How many profiles stand before this one."""
    names = [match.profile.id for match in build_report(CATALOGUE, told).matches]
    return names.index(name) if name in names else len(PROFILES)


# --- 3 Unknown is neutral ---------------------------------------------------------------------------------------------


@given(strategies.answers(), st.data())
def test_taking_an_answer_away_never_turns_a_finding_into_its_opposite(told, data):
    answers_given = strategies.given(told)
    if not answers_given:
        return
    removed = data.draw(st.sampled_from(answers_given))
    earlier, later = dict(_compared(told)), dict(_compared(changed(told, removed)))
    for view, before in earlier.items():
        old, new = _states(before), _states(later[view])
        opposite = [name for name in old if {old[name], new[name]} == {"present", "excluded"}]
        assert not opposite, (view, opposite, removed)


# --- 4 Order-free -----------------------------------------------------------------------------------------------------


def _told(report: Report, number: Callable[[int], int] = lambda pain: pain) -> dict[str, Any]:
    """What a report says, in an order of its own, with the pains renumbered."""
    told = report_document(report)
    flags = told["red_flags"]
    for one in flags["raised"]:
        one["pain"] = one["pain"] and number(one["pain"])
    flags["raised"].sort(key=lambda one: (one["id"], one["pain"] or 0))
    for match, found in zip(told["matches"], report.matches, strict=True):
        match["pains"] = sorted(map(number, match["pains"]))
        match["gate"] = found.gate
        match["missing"] = sorted(found.missing)
        for state in ("present", "excluded", "unknown"):
            match[state].sort()
    return told


@given(strategies.answers(), st.randoms(use_true_random=False))
def test_options_keys_and_pains_in_any_order_give_the_same_report(told, chance):
    order = chance.sample(range(len(told.pains)), len(told.pains))
    plain = document(told)
    moved = {
        "pains": [_shuffled(plain["pains"][old], chance) for old in order],
        "person": _shuffled(plain["person"], chance),
    }
    first = build_report(CATALOGUE, parse(plain, CATALOGUE))
    second = build_report(CATALOGUE, parse(moved, CATALOGUE))
    assert _told(second, lambda pain: order[pain - 1] + 1) == _told(first)


def _shuffled(answers: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    names = chance.sample(sorted(answers), len(answers))
    return {
        name: {key: chance.sample(values, len(values)) for key, values in answers[name].items()}
        if isinstance(answers[name], dict)
        else answers[name]
        for name in names
    }


class _Backwards:
    """A content folder whose files are listed the other way round."""

    def __init__(self, path: Any) -> None:
        self.path = path
        self.name = path.name

    def __truediv__(self, name: str) -> "_Backwards":
        return _Backwards(self.path / name)

    def iterdir(self) -> Iterator["_Backwards"]:
        return (_Backwards(path) for path in sorted(self.path.iterdir(), key=lambda path: path.name, reverse=True))

    def __getattr__(self, name: str) -> Any:
        return getattr(self.path, name)


@cache
def _rearranged_content() -> Catalogue:
    """The content read from files in another order, and kept in another order."""
    read = load(_Backwards(files("questionnaire") / "content"))
    return replace(
        read,
        criteria=_reversed(read.criteria),
        profiles=_reversed({name: _rearranged(profile) for name, profile in read.profiles.items()}),
        red_flags=_reversed(read.red_flags),
    )


def _reversed(mapping: Any) -> dict[Any, Any]:
    return dict(reversed(mapping.items()))


def _rearranged(profile: Profile) -> Profile:
    return profile.model_copy(update={"feature": profile.feature[::-1], "must_ask": profile.must_ask[::-1]})


@given(strategies.answers())
def test_content_in_any_order_gives_the_same_report(told):
    assert _told(build_report(_rearranged_content(), told)) == _told(build_report(CATALOGUE, told))


@given(strategies.answers())
def test_place_age_and_time_alone_bring_no_short_note_to_the_front(told):
    general = [
        {name: answer for name, answer in answers.items() if CATALOGUE.items[name].general}
        for answers in (told.person, *told.pains)
    ]
    matches = build_report(CATALOGUE, Answers(general[0], tuple(general[1:]))).matches
    assert not [match.profile.id for match in matches if match.leads and match.profile.kind == "look-alike"]


# --- 6 Red flags stay -------------------------------------------------------------------------------------------------


def _raised(told: Answers) -> set[tuple[str, int | None]]:
    """What is raised; a flag that a stronger one speaks for is raised as well."""
    flags = build_report(CATALOGUE, told).red_flags
    return {(one.flag.id, one.pain) for one in (*flags.raised, *flags.replaced)}


def _inputs(flag: str) -> set[str]:
    """The items that a flag reads, and those that decide whether they are asked."""
    found, pending = set(), set(READINGS[flag])
    while pending:
        link_id = pending.pop()
        found.add(link_id)
        item = CATALOGUE.items[link_id]
        for condition in (item.enable_when, CATALOGUE.pages[item.page].enable_when):
            pending |= {test.item for test in leaves(condition)} - found
    return found


@given(strategies.answers(), strategies.changes(), st.data())
def test_a_raised_flag_stays_unless_its_own_inputs_change(told, change, data):
    answers_given = strategies.given(told)
    if answers_given and data.draw(st.booleans()):
        change = data.draw(st.sampled_from(answers_given))
    before, after = _raised(told), _raised(changed(told, change))
    event(f"{min(len(before), 3)} or more flags raised")
    lost = {(name, pain) for name, pain in before - after if change.link_id not in _inputs(name)}
    assert not lost, (lost, change)


@given(strategies.answers(), st.integers(0, 2))
def test_another_pain_takes_no_flag_away(told, place):
    if len(told.pains) == 3:
        return
    more = Answers(told.person, (*told.pains, told.pains[place % len(told.pains)] if told.pains else {}))
    assert {name for name, _ in _raised(told)} <= {name for name, _ in _raised(more)}


# --- 7 Mirrored sides -------------------------------------------------------------------------------------------------


def _mirrored(answers: AnswerSet) -> dict[str, Answer]:
    areas = CATALOGUE.body.areas

    def other_side(values: frozenset[str]) -> frozenset[str]:
        return frozenset(areas[value].mirror if value in areas else value for value in values)

    return {
        link_id: Chosen(other_side(answer.yes), other_side(answer.no))
        if isinstance(answer, Chosen) and CATALOGUE.items[link_id].option_source == "body"
        else answer
        for link_id, answer in answers.items()
    }


@given(strategies.answers())
def test_mirrored_sides_give_the_same_report(told):
    mirror = Answers(_mirrored(told.person), tuple(map(_mirrored, told.pains)))
    assert _told(build_report(CATALOGUE, mirror)) == _told(build_report(CATALOGUE, told))

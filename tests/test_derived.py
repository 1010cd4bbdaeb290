"""Derived values: intervals that hold whatever the unknown answers are; and nothing is read that is not listed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaire.catalogue.criteria import Interval
from questionnaire.catalogue.readings import READ_BY_DERIVED, READ_BY_SCORE
from questionnaire.matching.answers import Answers
from questionnaire.matching.derived import DERIVED, LONGEST
from questionnaire.matching.documents import parse
from questionnaire.matching.facts import View
from questionnaire.matching.judge import Judge
from questionnaire.matching.scores import SCORES
from tests import strategies
from tests.strategies import CATALOGUE

NOTHING_ELSE = {"other-areas": {"yes": ["none"], "no": "rest"}}


def _derived(name, *pains, **person):
    told = parse(
        {"person": {key.replace("_", "-"): value for key, value in person.items()}, "pains": list(pains)}, CATALOGUE
    )
    return DERIVED[name](View(CATALOGUE, told.person, told.pains))


def _area(*names):
    return {"areas": {"yes": list(names), "no": "rest"}}


@pytest.mark.parametrize(
    ("since", "low", "high"),
    [
        ("under-1-day", 0, 0.02),
        ("days", 0.03, 0.45),
        ("2-6-weeks", 0.46, 1.39),
        ("6-weeks-3-months", 1.4, 2.99),
        ("3-6-months", 3, 5.99),
        ("6-12-months", 6, 11.99),
        ("1-5-years", 12, 59.99),
        ("over-5-years", 60, LONGEST),
    ],
)
def test_months_are_the_bin_that_was_chosen(since, low, high):
    assert _derived("months", {"since": since}) == pytest.approx((low, high))


def test_every_answer_to_how_long_is_a_bin():
    for value in CATALOGUE.items["since"].values():
        known = _derived("months", {"since": value})
        assert (known is None) == (value == "not-sure")


def test_months_of_several_pains_are_those_of_the_oldest():
    assert _derived("months", {"since": "days"}, {"since": "1-5-years"}) == pytest.approx((12, 59.99))
    assert _derived("months", {"since": "1-5-years"}, {}) == pytest.approx((12, LONGEST))
    assert _derived("months", {}, {}) is None


@pytest.mark.parametrize(
    ("pain", "expected"),
    [
        ({}, None),
        ({"feels": ["burning"]}, (1, 7)),
        ({"feels": ["burning"], "sensations": ["none"]}, (1, 2)),
        ({"feels": ["none"], "sensations": ["none"]}, (0, 0)),
        (
            {"feels": ["burning", "electric"], "sensations": ["numb", "tingling", "touch-hurts", "cold-hurts", "itch"]},
            (7, 7),
        ),
        ({"feels": {"yes": ["aching"], "no": "rest"}}, (0, 5)),
    ],
)
def test_nerve_sensations_count_what_is_known_and_what_may_be(pain, expected):
    assert _derived("nerve-sensations", pain) == expected


@pytest.mark.parametrize(
    ("pain", "expected"),
    [
        ({}, None),
        ({"limb-changes": ["color"]}, (1, 4)),
        ({"limb-changes": {"yes": ["color", "temperature"], "no": "rest"}}, (1, 2)),
        ({"limb-changes": ["none"], "sensations": ["none"]}, (0, 0)),
    ],
)
def test_crps_categories_count_kinds_not_signs(pain, expected):
    assert _derived("crps-categories", pain) == expected


@pytest.mark.parametrize(
    ("age", "pain", "expected"),
    [
        (None, {}, None),
        (30, {"since": "1-5-years"}, (1, 5)),
        (30, {"since": "1-5-years", "began": ["gradual"], "back-pattern": ["exercise-helps"]}, (3, 5)),
        (70, {"since": "days", "began": ["sudden"], "back-pattern": ["none"]}, (0, 0)),
        (70, {"since": "days", "began": ["sudden", "gradual"], "back-pattern": ["none"]}, (0, 1)),
        (None, {"back-pattern": ["exercise-helps", "rest-does-not-help", "late-night-better-up"]}, (3, 5)),
    ],
)
def test_inflammatory_back_items_are_counted_as_far_as_known(age, pain, expected):
    assert _derived("inflammatory-back", pain, age=age) == expected


@pytest.mark.parametrize(
    ("age", "pain", "expected"),
    [
        (50, {"since": "1-5-years"}, (50 - 59.99 / 12, 49)),
        (50, {}, None),
        (None, {"since": "1-5-years"}, None),
        (None, {"back-pattern": ["began-before-45"]}, (0, 44)),
        (60, {"back-pattern": ["began-before-45"]}, (0, 44)),
        (46, {"since": "1-5-years", "back-pattern": ["began-before-45"]}, (46 - 59.99 / 12, 44)),
        (19, {"since": "over-5-years"}, (0, 14)),
        (40, {"since": "1-5-years", "back-pattern": ["began-before-45"]}, (40 - 59.99 / 12, 39)),
        (70, {"since": "1-5-years", "back-pattern": ["began-before-45"]}, None),
    ],
)
def test_the_age_at_onset_is_as_sharp_as_the_answers(age, pain, expected):
    known = _derived("onset-age", pain, age=age)
    assert known is None if expected is None else known == pytest.approx(expected)


def test_widespread_pain_index_is_open_until_every_place_was_asked():
    assert _derived("wpi", _area("lower-back")) == (1, 19)
    assert _derived("wpi", {"areas": ["lower-back"]}, **NOTHING_ELSE) == (1, 19)
    assert _derived("wpi", _area("lower-back"), **{"other-areas": NOTHING_ELSE["other-areas"]}) == (1, 1)
    assert _derived("wpi", _area("lower-back"), _area("neck-back"), **NOTHING_ELSE) == (2, 2)
    assert _derived("wpi") is None


def test_two_places_of_one_index_area_count_once():
    names = [area.id for area in CATALOGUE.body.areas.values() if area.wpi == "neck"]
    assert len(names) > 1
    assert _derived("wpi", _area(*names), **NOTHING_ELSE) == (1, 1)


def test_all_over_is_five_regions_and_leaves_the_index_open():
    assert _derived("regions", {"areas": ["all-over"]}) == (5, 5)
    assert _derived("regions", other_areas=["all-over"]) == (5, 5)
    assert _derived("regions", _area("lower-back"), **NOTHING_ELSE) == (1, 1)
    assert _derived("regions", _area("jaw-left"), **NOTHING_ELSE) == (0, 0)
    assert _derived("regions", _area("lower-back")) == (1, 5)


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        ({}, None),
        ({"fatigue": "2"}, (2, 11)),
        (
            {"fatigue": "3", "unrefreshed": "3", "foggy": "3", "six_month": ["headaches", "belly-cramps", "low-mood"]},
            (12, 12),
        ),
        ({"fatigue": "0", "unrefreshed": "0", "foggy": "0", "six_month": ["none"]}, (0, 0)),
        ({"fatigue": "not-sure", "unrefreshed": "1", "foggy": "1", "six_month": ["none"]}, (2, 5)),
    ],
)
def test_the_symptom_scale_adds_what_is_known(person, expected):
    assert _derived("sss", **person) == expected


def test_areas_and_pains_are_counted():
    assert _derived("painful-areas", _area("lower-back", "neck-back")) == (2, 2)
    assert _derived("painful-areas", {"areas": ["lower-back"]}) == (1, len(CATALOGUE.body.areas))
    assert _derived("painful-areas", {}) is None
    assert _derived("pains") == (0, 0)
    assert _derived("pains", {}, {}) == (2, 2)


# --- Intervals hold whatever the unknown answers are ------------------------------------------------------------------


@pytest.mark.long
@given(strategies.answers(), st.data())
def test_knowing_less_never_narrows_a_value(told, data):
    answers_given = strategies.given(told)
    if not answers_given:
        return
    less = strategies.changed(told, data.draw(st.sampled_from(answers_given)))
    for name, derive in DERIVED.items():
        known, wider = (derive(View(CATALOGUE, some.person, some.pains)) for some in (told, less))
        if known is None or wider is None:
            continue
        assert known.low <= known.high
        assert wider.low <= known.low, name
        assert known.high <= wider.high, name


# --- What is read -----------------------------------------------------------------------------------------------------


class _Recorder(Judge):
    """A judge that writes down which items were looked at."""

    def answers_to(self, link_id):
        self.__dict__.setdefault("seen", set()).add(link_id)
        return super().answers_to(link_id)

    def any_chosen(self, link_id, values):
        self.__dict__.setdefault("seen", set()).add(link_id)
        return super().any_chosen(link_id, values)

    def each_pain(self):
        for pain in self.pains:
            one = _Recorder(self.catalogue, self.person, (pain,))
            one.__dict__["seen"] = self.__dict__.setdefault("seen", set())
            yield one


def _read(compute, told: Answers) -> set[str]:
    recorder = _Recorder(CATALOGUE, told.person, told.pains)
    compute(recorder)
    return recorder.__dict__.get("seen", set())


def _full() -> tuple[Answers, ...]:
    return (Answers({}, ({},)), *strategies.case_answers())


@pytest.mark.parametrize("name", DERIVED)
def test_a_derived_value_reads_exactly_the_items_that_are_listed(name):
    read = set().union(*(_read(DERIVED[name], told) for told in _full()))
    assert read == set(READ_BY_DERIVED[name])


@pytest.mark.parametrize("name", SCORES)
def test_a_score_reads_exactly_the_items_that_are_listed(name):
    read = set().union(*(_read(SCORES[name], told) for told in _full()))
    assert read == set(READ_BY_SCORE[name])


def test_every_derived_value_and_score_is_listed():
    assert READ_BY_DERIVED.keys() == DERIVED.keys()
    assert READ_BY_SCORE.keys() == SCORES.keys()
    assert isinstance(_derived("pains", {}), Interval)

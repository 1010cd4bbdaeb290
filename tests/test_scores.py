"""Published scoring rules, against their published test vectors."""

import tomllib
from pathlib import Path

import pytest

from questionnaire.matching.documents import parse
from questionnaire.matching.report import build_report
from questionnaire.matching.scores import SCORES

DATA = tomllib.loads((Path(__file__).parent / "cases" / "scores.toml").read_text(encoding="utf-8"))
SYMPTOMS = ("headaches", "belly-cramps", "low-mood")


def _scores(catalogue, document):
    report = build_report(catalogue, parse(document, catalogue))
    assert [score.id for score in report.scores] == list(SCORES)
    return {score.id: score for score in report.scores}


def _person(vector):
    ratings = dict(zip(("fatigue", "unrefreshed", "foggy"), map(str, vector["symptoms"]), strict=False))
    ticked = [name for name, rating in zip(SYMPTOMS, vector["symptoms"][3:], strict=True) if rating]
    return ratings | {"six-month": {"yes": ticked or ["none"], "no": "rest"}}


@pytest.mark.parametrize("place", ["first", "all"])
@pytest.mark.parametrize("vector", DATA["fibromyalgia"], ids=range(1, 10))
def test_the_2016_fibromyalgia_rule_gives_the_published_vectors(vector, place, catalogue):
    areas = catalogue.body.areas.values()
    assert set(vector["places"]) <= {area.wpi for area in areas}
    marked = [area.id for name in vector["places"] for area in areas if area.wpi == name]
    if place == "first":
        marked = [next(area.id for area in areas if area.wpi == name) for name in vector["places"]]
    pain = {"areas": {"yes": marked, "no": "rest"}, "since": vector["since"]}
    person = _person(vector) | {"other-areas": {"yes": ["none"], "no": "rest"}}
    score = _scores(catalogue, {"person": person, "pains": [pain]})["fibromyalgia-2016"]
    assert score.parts == {name: vector[name] for name in ("wpi", "sss", "regions")}
    assert score.value == vector["wpi"] + vector["sss"]
    assert score.met is vector["met"]


@pytest.mark.parametrize("vector", DATA["fibromyalgia"], ids=range(1, 10))
def test_places_told_with_another_pain_or_as_other_places_count_alike(vector, catalogue):
    areas = catalogue.body.areas.values()
    marked = [next(area.id for area in areas if area.wpi == name) for name in vector["places"]]
    first, second, third = marked[::3], marked[1::3], marked[2::3]
    pains = [{"areas": {"yes": part, "no": "rest"}, "since": vector["since"]} for part in (first, second)]
    person = _person(vector) | {"other-areas": {"yes": third, "no": "rest"}}
    score = _scores(catalogue, {"person": person, "pains": pains})["fibromyalgia-2016"]
    assert score.parts["wpi"] == vector["wpi"]
    assert score.met is vector["met"]


def test_the_2016_rule_is_unknown_while_its_parts_are(catalogue):
    vector = DATA["fibromyalgia"][0]
    areas = [next(area.id for area in catalogue.body.areas.values() if area.wpi == name) for name in vector["places"]]
    pain = {"areas": {"yes": areas, "no": "rest"}, "since": vector["since"]}
    score = _scores(catalogue, {"pains": [pain]})["fibromyalgia-2016"]
    assert score.met is None
    assert score.value is None
    assert score.parts["sss"] is None


@pytest.mark.parametrize("case", DATA["case"], ids=lambda case: case["score"])
def test_a_score_is_computed_exactly(case, catalogue):
    score = _scores(catalogue, case["answers"])[case["score"]]
    assert score.value == case.get("value")
    assert score.met is case.get("met")


def test_each_score_has_a_met_an_unmet_and_an_unknown_vector():
    seen = {name: {case.get("met") for case in DATA["case"] if case["score"] == name} for name in SCORES}
    seen["fibromyalgia-2016"] = {vector["met"] for vector in DATA["fibromyalgia"]} | {None}
    without_threshold = {"effect-on-life": {None}}
    assert seen == {name: {True, False, None} for name in SCORES} | without_threshold

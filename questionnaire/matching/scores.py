"""Published scoring rules, computed exactly: each gives its parts, a value, and whether the rule is met."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from questionnaire.catalogue.criteria import Interval, ScoreName
from questionnaire.catalogue.kleene import every, opposite, some
from questionnaire.matching.derived import crps_categories, months, regions, sss, wpi
from questionnaire.matching.facts import View


@dataclass(frozen=True)
class Score:
    """A computed score. `value` is None when too little is known; `met` is None when unknown or without a threshold."""

    id: ScoreName
    value: float | None
    met: bool | None
    parts: dict[str, float | None]


def fibromyalgia_2016(view: View) -> Score:
    """2016 revised criteria, self-report part (Wolfe 2016): four of five regions, severity, and three months.

    Severity: WPI >= 7 and SSS >= 5, or WPI 4 to 6 and SSS >= 9. The value is WPI + SSS, 0 to 31.
    """
    places, symptoms, spread, lasted = wpi(view), sss(view), regions(view), months(view)
    severity = some(
        (
            every((_at_least(places, 7), _at_least(symptoms, 5))),
            every((_at_least(places, 4), _at_most(places, 6), _at_least(symptoms, 9))),
        )
    )
    met = every((_at_least(spread, 4), severity, _at_least(lasted, 3)))
    parts = {"wpi": _exact(places), "sss": _exact(symptoms), "regions": _exact(spread)}
    return Score("fibromyalgia-2016", _sum(parts["wpi"], parts["sss"]), met, parts)


def cook_2011(view: View) -> Score:
    """Stenosis history cluster (Cook 2011): one point each for both sides, leg worse than back, pain walking or
    standing, relief sitting, age over 48. Four or five of five is met.

    Judged for each pain that goes into a buttock or along a leg; the one with most points counts. Feet alone are no leg
    pain, and an arm that hurts too leaves open which limb is the worse.
    """
    along = frozenset(view.catalogue.body.sets["leg-length"]) | {"buttock-left", "buttock-right"}
    scores = [_cook_points(pain, along) for pain in view.each_pain() if pain.any_chosen("areas", along)]
    none: dict[str, bool | None] = dict.fromkeys(("both-sides", "leg-worse", "upright", "sitting", "over-48"))
    return _counted(
        "cook-2011", max(scores, key=lambda points: list(points.values()).count(True), default=none), least=4
    )


def _cook_points(pain: View, along: frozenset[str]) -> dict[str, bool | None]:
    sides = [frozenset(area for area in along if area.endswith(side)) for side in ("-left", "-right")]
    arm = pain.any_chosen("areas", frozenset(pain.catalogue.body.sets["shoulder-arm"]))
    return {
        "both-sides": every(pain.any_chosen("areas", side) for side in sides),
        "leg-worse": None if arm else pain.chosen("worse-part", "limb"),
        "upright": some((pain.chosen("effect-walking", "worse"), pain.chosen("effect-standing", "worse"))),
        "sitting": pain.any_chosen("effect-sitting", frozenset({"gone", "better"})),
        "over-48": _above(pain.numbers("age")[0], 48),
    }


def crps_symptoms(view: View) -> Score:
    """Symptom categories of the Budapest criteria that are reported, of four; three or four is met (Harden 2010)."""
    known = crps_categories(view)
    met = _at_least(known, 3)
    low = None if known is None else known.low
    asked = None if known is None else 4 - (known.high - known.low)
    return Score("crps-symptoms", low, met, {"reported": low, "asked": asked})


def effect_on_life(view: View) -> Score:
    """Mean of average pain (strongest of the pains), spoilt joy and stopped activity, each 0 to 10. Own questions."""
    strengths = [number for number in view.numbers("pain-average") if number is not None]
    parts = {
        "pain-average": max(strengths) if strengths else None,
        "spoils-joy": view.numbers("spoils-joy")[0],
        "stops-doing": view.numbers("stops-doing")[0],
    }
    known = [number for number in parts.values() if number is not None]
    mean = float(round(Fraction(sum(map(Fraction, known)), 3), 1)) if len(known) == len(parts) else None
    return Score("effect-on-life", mean, None, parts)


def chronic_pain(view: View) -> Score:
    """Pain on most days or every day in the past three months (definition of the NHIS, Lucas 2024)."""
    return Score("chronic-pain", None, _most_days(view, "pain-how-often"), {})


def high_impact_pain(view: View) -> Score:
    """Chronic pain that limits life or work on most days or every day (definition of the NHIS, Lucas 2024)."""
    met = every((_most_days(view, "pain-how-often"), _most_days(view, "pain-limits")))
    return Score("high-impact-pain", None, met, {})


SCORES: dict[ScoreName, Callable[[View], Score]] = {
    "fibromyalgia-2016": fibromyalgia_2016,
    "cook-2011": cook_2011,
    "crps-symptoms": crps_symptoms,
    "effect-on-life": effect_on_life,
    "chronic-pain": chronic_pain,
    "high-impact-pain": high_impact_pain,
}


def _most_days(view: View, link_id: str) -> bool | None:
    return some((view.chosen(link_id, "most-days"), view.chosen(link_id, "every-day")))


def _counted(name: ScoreName, points: dict[str, bool | None], *, least: int) -> Score:
    known = list(points.values())
    reached, possible = known.count(True), len(known) - known.count(False)
    met = True if reached >= least else None if possible >= least else False
    value = None if all(point is None for point in known) else float(reached)
    parts = {key: None if point is None else float(point) for key, point in points.items()}
    return Score(name, value, met, parts)


def _at_least(known: Interval | None, limit: float) -> bool | None:
    if known is None:
        return None
    return True if known.low >= limit else False if known.high < limit else None


def _at_most(known: Interval | None, limit: float) -> bool | None:
    return None if known is None else opposite(_at_least(known, limit + 1))


def _above(number: float | None, limit: float) -> bool | None:
    return None if number is None else number > limit


def _exact(known: Interval | None) -> float | None:
    return known.low if known is not None and known.low == known.high else None


def _sum(*values: float | None) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) else None

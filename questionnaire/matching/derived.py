"""Derived values: numbers computed from the answers in view, as intervals that hold whatever is unknown."""

from collections.abc import Callable, Iterable

from questionnaire.catalogue.criteria import DerivedName, Interval
from questionnaire.catalogue.kleene import some
from questionnaire.catalogue.readings import CRPS_CATEGORIES, NERVE_SENSATIONS
from questionnaire.matching.answers import Chosen
from questionnaire.matching.facts import View

# Months at which each answer to "how long" begins. The bins are cut at 2 and 6 weeks and 3, 6, 12 and 60 months.
SINCE_MONTHS: dict[str, float] = {
    "under-1-day": 0.0,
    "days": 0.03,
    "2-6-weeks": 0.46,
    "6-weeks-3-months": 1.4,
    "3-6-months": 3.0,
    "6-12-months": 6.0,
    "1-5-years": 12.0,
    "over-5-years": 60.0,
}
_STARTS = list(SINCE_MONTHS.values())
LONGEST = 1200.0
OPEN = Interval(0.0, LONGEST)

# Regions of the 2016 fibromyalgia criteria: jaw, chest and abdomen are left out (Wolfe 2016).
REGIONS: dict[str, frozenset[str]] = {
    "left-upper": frozenset({"shoulder-girdle-left", "upper-arm-left", "lower-arm-left"}),
    "right-upper": frozenset({"shoulder-girdle-right", "upper-arm-right", "lower-arm-right"}),
    "left-lower": frozenset({"hip-left", "upper-leg-left", "lower-leg-left"}),
    "right-lower": frozenset({"hip-right", "upper-leg-right", "lower-leg-right"}),
    "axial": frozenset({"neck", "upper-back", "lower-back"}),
}


def months(view: View) -> Interval | None:
    """Months that the pain (the oldest in view) has lasted."""
    spans = [_span(answer) for answer in view.answers_to("since")]
    if not spans or all(span == OPEN for span in spans):
        return None
    return Interval(max(span.low for span in spans), max(span.high for span in spans))


def _span(answer: object) -> Interval:
    start = SINCE_MONTHS.get(answer) if isinstance(answer, str) else None
    if start is None:
        return OPEN
    later = [other for other in _STARTS if other > start]
    return Interval(start, later[0] - 0.01 if later else LONGEST)


def nerve_sensations(view: View) -> Interval | None:
    """How many of the seven nerve-type sensations are there, 0 to 7."""
    return _count(view.chosen(link_id, value) for link_id, value in NERVE_SENSATIONS)


def crps_categories(view: View) -> Interval | None:
    """How many of the four symptom categories are there, 0 to 4; unasked ones stay possible."""
    return _count(
        some(view.chosen(link_id, value) for link_id, value in options) for options in CRPS_CATEGORIES.values()
    )


def inflammatory_back(view: View) -> Interval | None:
    """How many of the five expert items of inflammatory back pain hold, 0 to 5 (Sieper 2009)."""
    return _count(
        (
            _under(onset_age(view), 40),
            _gradual(view),
            view.chosen("back-pattern", "exercise-helps"),
            view.chosen("back-pattern", "rest-does-not-help"),
            view.chosen("back-pattern", "late-night-better-up"),
        )
    )


def _gradual(view: View) -> bool | None:
    """Whether it crept in: known only when just one of gradual and sudden is ticked."""
    gradual, sudden = view.chosen("began", "gradual") is True, view.chosen("began", "sudden") is True
    return gradual if gradual != sudden else None


def _under(known: Interval | None, limit: float) -> bool | None:
    if known is None:
        return None
    if known.high < limit:
        return True
    return False if known.low >= limit else None


def onset_age(view: View) -> Interval | None:
    """Age in years when the oldest pain in view began. Answers that contradict each other say nothing."""
    age, lasted = view.numbers("age")[0], months(view)
    early = view.chosen("back-pattern", "began-before-45") is True
    if age is None or lasted is None:
        return Interval(0, 44) if early else None
    known = Interval(max(0.0, age - lasted.high / 12), age - lasted.low / 12)
    if not early:
        return known
    return Interval(known.low, min(known.high, 44)) if known.low <= 44 else None


def wpi(view: View) -> Interval | None:
    """Widespread Pain Index, 0 to 19: areas that hurt, over all pains and other places (Wolfe 2016)."""
    areas = {area.wpi for area in view.catalogue.body.areas.values() if area.wpi}
    return _marked_count(view, [frozenset({name}) for name in sorted(areas)])


def regions(view: View) -> Interval | None:
    """How many of the five regions hurt, 0 to 5; pain all over counts as five (Wolfe 2016)."""
    if any(view.chosen(link_id, "all-over") for link_id in ("areas", "other-areas")):
        return Interval(5, 5)
    return _marked_count(view, list(REGIONS.values()))


def _marked_count(view: View, targets: list[frozenset[str]]) -> Interval | None:
    """How many targets (sets of Widespread Pain Index areas) are marked in the pains or in other places."""
    marked = {
        view.catalogue.body.areas[value].wpi
        for link_id in ("areas", "other-areas")
        for answer in view.answers_to(link_id)
        if isinstance(answer, Chosen)
        for value in answer.yes
        if value in view.catalogue.body.areas
    }
    found = sum(bool(target & marked) for target in targets)
    if _all_places_known(view):
        return Interval(found, found)
    return Interval(found, len(targets)) if found else None


def _all_places_known(view: View) -> bool:
    """Whether each unmarked place is known not to hurt: every map and the question about other places were answered."""
    answers = [*view.answers_to("areas"), *view.answers_to("other-areas")]
    return len(answers) > 1 and all(isinstance(answer, Chosen) and bool(answer.no) for answer in answers)


def sss(view: View) -> Interval | None:
    """Symptom Severity Scale, 0 to 12: three ratings of 0 to 3 and three symptoms of one point (Wolfe 2016)."""
    ratings = [view.numbers(name)[0] for name in ("fatigue", "unrefreshed", "foggy")]
    symptoms = [view.chosen("six-month", name) for name in ("headaches", "belly-cramps", "low-mood")]
    if all(known is None for known in (*ratings, *symptoms)):
        return None
    low = sum(rating or 0 for rating in ratings) + symptoms.count(True)
    unknown = 3 * ratings.count(None) + symptoms.count(None)
    return Interval(low, low + unknown)


def painful_areas(view: View) -> Interval | None:
    """How many areas are marked in view."""
    return _count(view.chosen("areas", area) for area in view.catalogue.body.areas)


def pains(view: View) -> Interval | None:
    """How many pains are in view."""
    return Interval(len(view.pains), len(view.pains))


def _count(found: Iterable[bool | None]) -> Interval | None:
    """How many are true: at least the known ones, at most those and the unknown ones. None when nothing is known."""
    values = list(found)
    if all(value is None for value in values):
        return None
    return Interval(values.count(True), len(values) - values.count(False))


DERIVED: dict[DerivedName, Callable[[View], Interval | None]] = {
    "months": months,
    "nerve-sensations": nerve_sensations,
    "crps-categories": crps_categories,
    "inflammatory-back": inflammatory_back,
    "regions": regions,
    "wpi": wpi,
    "sss": sss,
    "painful-areas": painful_areas,
    "pains": pains,
    "onset-age": onset_age,
}

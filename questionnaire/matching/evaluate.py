"""Accuracy over cases: where the expected profile comes, what leads wrongly, and which urgency is raised."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from questionnaire.catalogue.catalogue import Catalogue
from questionnaire.catalogue.flags import RANK
from questionnaire.matching.cases import LEVELS, Case
from questionnaire.matching.report import Report, build_report


@dataclass(frozen=True)
class Outcome:
    """What became of a case: the report, and the place of the expected profile among all matches, counted from 1."""

    case: Case
    report: Report
    place: int | None

    @property
    def leader(self) -> str | None:
        """The profile that leads."""
        return self.report.leading[0].profile.id if self.report.leading else None

    @property
    def raised(self) -> str:
        """The highest urgency raised; a crisis counts as an emergency."""
        ranks = [RANK[one.flag.urgency] for one in self.report.red_flags.raised]
        return LEVELS[max(ranks, default=0)]

    def wrong_mains(self, *, least: Sequence[str]) -> list[str]:
        """Main profiles that are neither expected nor allowed and reach one of the strengths."""
        fine = self.case.expected | self.case.allowed
        return [
            match.profile.id
            for match in self.report.matches
            if match.profile.kind == "main" and match.strength in least and match.profile.id not in fine
        ]


def judge_case(case: Case, catalogue: Catalogue) -> Outcome:
    """Build the report of a case and find the place of the expected profile (the best of them)."""
    report = build_report(catalogue, case.answers)
    order = [match.profile.id for match in report.matches]
    places = [order.index(name) + 1 for name in case.expected if name in order]
    return Outcome(case, report, min(places, default=None))


def evaluate(cases: Iterable[Case], catalogue: Catalogue) -> dict[str, Any]:
    """Figures over the cases, shares between 0 and 1, None where no case bears on one."""
    outcomes = [judge_case(case, catalogue) for case in cases]
    return {
        "overall": _overall(outcomes),
        "urgency": _urgency(outcomes),
        "profiles": _profiles(outcomes),
        "misses": [miss for outcome in outcomes for miss in _misses(outcome)],
    }


def _overall(outcomes: list[Outcome]) -> dict[str, Any]:
    inside = [outcome for outcome in outcomes if outcome.case.expected]
    outside = [outcome for outcome in outcomes if not outcome.case.expected]
    calm = [outcome for outcome in outcomes if outcome.case.urgency in ("none", "soon")]
    bounded = [outcome for outcome in outcomes if outcome.case.urgency_max is not None]
    return {
        "n": len(outcomes),
        "top1": _share(outcome.place == 1 for outcome in inside),
        "top3": _share(outcome.place is not None and outcome.place <= 3 for outcome in inside),
        "lead": _share(outcome.leader in outcome.case.expected for outcome in inside),
        "false_lead": _share(_leads_falsely(outcome) for outcome in outside),
        "false_many": _share(bool(outcome.wrong_mains(least=("many",))) for outcome in outside),
        "over_triage": _share(LEVELS.index(outcome.raised) >= 2 for outcome in calm),
        "too_low": _share(LEVELS.index(outcome.raised) < LEVELS.index(outcome.case.urgency) for outcome in bounded),
        "too_high": _share(_is_too_high(outcome) for outcome in bounded),
    }


def _is_too_high(outcome: Outcome) -> bool:
    most = outcome.case.urgency_max
    return most is not None and LEVELS.index(outcome.raised) > LEVELS.index(most)


def _leads_falsely(outcome: Outcome) -> bool:
    return outcome.leader is not None and outcome.leader in outcome.wrong_mains(least=("some", "many"))


def _urgency(outcomes: list[Outcome]) -> dict[str, Any]:
    shares: dict[str, Any] = {}
    for level in reversed(LEVELS[1:]):
        due = [outcome for outcome in outcomes if outcome.case.urgency == level]
        shares[level] = _share(LEVELS.index(outcome.raised) >= LEVELS.index(level) for outcome in due)
    pairs = Counter((outcome.case.urgency, outcome.raised) for outcome in outcomes)
    shares["confusion"] = {due: {raised: pairs[due, raised] for raised in LEVELS} for due in LEVELS}
    return shares


def _profiles(outcomes: list[Outcome]) -> dict[str, Any]:
    names = sorted({name for outcome in outcomes for name in outcome.case.expected})
    figures = {}
    for name in names:
        mine = [outcome for outcome in outcomes if name in outcome.case.expected]
        figures[name] = {
            "n": len(mine),
            "top1": _share(outcome.place == 1 for outcome in mine),
            "top3": _share(outcome.place is not None and outcome.place <= 3 for outcome in mine),
        }
    return figures


def _misses(outcome: Outcome) -> list[dict[str, Any]]:
    """What went wrong in a case, with the reasons: each entry names the case and the kind of miss."""
    case, kinds = outcome.case, []
    if case.expected and outcome.place != 1:
        kinds.append("not-first")
    if case.expected and outcome.leader not in case.expected:
        kinds.append("does-not-lead")
    if not case.expected and _leads_falsely(outcome):
        kinds.append("false-lead")
    if not case.expected and outcome.wrong_mains(least=("many",)):
        kinds.append("false-many")
    if LEVELS.index(outcome.raised) < LEVELS.index(case.urgency):
        kinds.append("under-triage")
    if LEVELS.index(case.urgency) < 2 <= LEVELS.index(outcome.raised):
        kinds.append("over-triage")
    if _is_too_high(outcome):
        kinds.append("too-high")
    first = [{"profile": m.profile.id, "strength": m.strength, "points": m.points} for m in outcome.report.matches[:3]]
    flags = [one.flag.id for one in outcome.report.red_flags.raised]
    return [
        {
            "id": case.id,
            "kind": kind,
            "expected": sorted(case.expected),
            "place": outcome.place,
            "first": first,
            "raised": flags,
        }
        for kind in kinds
    ]


def _share(hits: Iterable[bool]) -> float | None:
    counted = list(hits)
    return sum(counted) / len(counted) if counted else None

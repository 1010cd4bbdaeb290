"""Compares answers with profiles: features become findings, groups become points, points become a strength word."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from questionnaire.catalogue.profiles import POINTS, Feature, Profile
from questionnaire.matching.judge import Judge

State = Literal["present", "excluded", "unknown"]
Strength = Literal["many", "some", "few", "not-compared"]
ORDER: dict[Strength, int] = {"many": 3, "some": 2, "few": 1, "not-compared": 0}
Gate = Literal["open", "presumed", "unanswered", "closed"]


@dataclass(frozen=True)
class Finding:
    """A feature judged by the answers. `points` is its band in that state; `counts` is false when its group has a
    stronger finding.
    """

    feature: Feature
    state: State
    points: int
    counts: bool = True

    @property
    def direction(self) -> Literal["fits", "against", "open"]:
        """How it is listed: it fits, it does not fit, or it was not asked (or says nothing either way)."""
        if self.points == 0:
            return "open"
        return "fits" if self.points > 0 else "against"


@dataclass(frozen=True)
class Match:
    """A profile with all its findings. `pains` are the pains it fits best, counted from 1; empty for the whole person.

    `points` above zero are halved while the gate is unanswered. "Many" is not said without the `missing` items, nor
    while less than half of what could support it was answered.
    `specific` are the points of what speaks for it apart from place, age and time; `entered` tells that its gate was
    opened by more than these.
    """

    profile: Profile
    strength: Strength
    points: float
    specific: float
    maximum: int
    gate: Gate
    entered: bool
    pains: tuple[int, ...]
    findings: tuple[Finding, ...]
    missing: tuple[str, ...]

    @property
    def leads(self) -> bool:
        """Whether it is strong enough to be shown first."""
        return ORDER[self.strength] >= ORDER["some"]

    @property
    def rank(self) -> tuple[int, float]:
        """What orders matches: strength word, then points, of which what is specific counts twice."""
        return (ORDER[self.strength], self.points + self.specific)


def compare(profile: Profile, judge: Judge, known: Mapping[str, Finding] | None = None) -> Match:
    """One profile against one view of the answers. Findings in `known` (by feature) are taken over, not judged."""
    kept = known or {}
    judged = tuple(kept.get(feature.id) or _find(feature, judge) for feature in profile.feature)
    findings = _weighed(judged)
    points = sum(finding.points for finding in findings if finding.counts)
    gate = _gate(profile, judge, findings)
    missing = tuple(name for name in profile.must_ask if not _known(judge, name))
    specific = _specific(findings, judge)
    return Match(
        profile=profile,
        strength=_strength(profile, points, gate, complete=not missing and _mostly_known(profile, findings)),
        points=min(points, points / 2) if gate == "unanswered" else float(points),
        specific=specific / 2 if gate == "unanswered" else float(specific),
        maximum=profile.maximum,
        gate=gate,
        entered=gate == "open" and bool(profile.gate) and judge.general.criterion(profile.gate or "") is not True,
        pains=(),
        findings=findings,
        missing=missing,
    )


def _specific(findings: tuple[Finding, ...], judge: Judge) -> int:
    """The points of what speaks for the pattern and does not already follow from place, age and time alone: of each
    group the strongest such support, whether or not a more general one counts in its stead.
    """
    groups: dict[str, int] = {}
    for finding in findings:
        known = groups.get(finding.feature.group, 0)
        if finding.points > known and judge.general.criterion(finding.feature.criterion) is not (
            finding.state == "present"
        ):
            groups[finding.feature.group] = finding.points
    return sum(groups.values())


def _find(feature: Feature, judge: Judge) -> Finding:
    held = judge.criterion(feature.criterion)
    if held is None:
        return Finding(feature, "unknown", 0)
    if held:
        return Finding(feature, "present", POINTS[feature.present])
    return Finding(feature, "excluded", POINTS[feature.excluded])


def _weighed(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Mark the one finding of each group that counts: its strongest support, else its strongest opposition."""
    best: dict[str, Finding] = {}
    for finding in findings:
        if finding.points:
            first = best.setdefault(finding.feature.group, finding)
            if first.points < finding.points > 0 or finding.points < first.points < 0:
                best[finding.feature.group] = finding
    return tuple(
        replace(finding, counts=False) if finding.points and finding is not best[finding.feature.group] else finding
        for finding in findings
    )


def _mostly_known(profile: Profile, findings: tuple[Finding, ...]) -> bool:
    """Whether most of what decides was answered: groups with at least half of all the points that can support it."""
    answered = {finding.feature.group for finding in findings if finding.state != "unknown"}
    return 2 * sum(profile.most[group] for group in answered) >= profile.maximum


def _gate(profile: Profile, judge: Judge, findings: tuple[Finding, ...]) -> Gate:
    if profile.gate is None:
        return "open"
    held = judge.criterion(profile.gate)
    if held is not None:
        return "open" if held else "closed"
    opposed = any(finding.points < 0 and finding.counts for finding in findings)
    if profile.presumed_when and not opposed and judge.criterion(profile.presumed_when) is True:
        return "presumed"
    return "unanswered"


def _strength(profile: Profile, points: int, gate: Gate, *, complete: bool) -> Strength:
    if gate == "closed":
        return "not-compared"
    if gate == "unanswered" or points < profile.some:
        return "few"
    capped = profile.cap is not None or gate == "presumed" or not complete
    return "some" if points < profile.many or capped else "many"


def _known(judge: Judge, link_id: str) -> bool:
    """Whether an item has an answer other than "not sure"."""
    item = judge.catalogue.items[link_id]
    unknown = [option.value for option in item.option if option.unknown]
    return judge.answered(link_id) and not any(judge.chosen(link_id, value) is True for value in unknown)

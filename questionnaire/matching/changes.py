"""What would change this: single answers that would move a profile's strength word, worded as something to notice."""

from collections.abc import Iterator
from dataclasses import dataclass

from questionnaire.catalogue.catalogue import Catalogue
from questionnaire.catalogue.criteria import CriterionRef
from questionnaire.catalogue.profiles import Feature
from questionnaire.catalogue.questions import Item
from questionnaire.catalogue.readings import items_read
from questionnaire.matching.answers import Answer, Answers, Chosen
from questionnaire.matching.compare import ORDER, Finding, Match, Strength, compare
from questionnaire.matching.judge import Judges

MOST = 2


@dataclass(frozen=True)
class Change:
    """One answer that would move a match. `feature` is what it is about, `strength` the word that would follow.

    `answered` says that the feature was judged already, so that only another answer would move it.
    """

    item: Item
    value: str
    feature: Feature
    strength: Strength
    answered: bool


def find_changes(match: Match, catalogue: Catalogue, told: Answers, asked: frozenset[str]) -> tuple[Change, ...]:
    """The one or two changes that move the strength word most: open questions first, then the stronger move.

    `told` are the counted answers; only items in `asked` are considered, since nobody can notice what is not asked.
    """
    found = sorted(_moves(match, catalogue, told, asked), key=lambda move: (move.answered, -_distance(match, move)))
    by_feature = {move.feature.id: move for move in reversed(found)}
    chosen = sorted(by_feature.values(), key=found.index)
    return tuple(chosen[:MOST])


def _distance(match: Match, change: Change) -> int:
    return abs(ORDER[change.strength] - ORDER[match.strength])


def _moves(match: Match, catalogue: Catalogue, told: Answers, asked: frozenset[str]) -> Iterator[Change]:
    pain = match.pains[0] if match.pains else None
    touched = _features_by_item(catalogue, match.profile.id)
    for link_id in sorted(touched):
        item = catalogue.items[link_id]
        if link_id not in asked or item.warning or item.option_source or item.type not in ("choice", "multiple"):
            continue
        scope = pain if item.scope == "pain" else None
        if item.scope == "pain" and scope is None:
            continue
        known = told.of(scope).get(link_id)
        for value, answer in _alternatives(item, known):
            changed = Judges(catalogue, told.with_changes(scope, {link_id: answer}))
            judge = changed.whole if pain is None else changed.pain(pain)
            other = compare(match.profile, judge, _untouched(match, touched[link_id]))
            if other.strength != match.strength:
                moved = _moved(match, other, touched[link_id])
                if moved is not None and moved.ask is not None:
                    yield Change(item, value, moved, other.strength, _state(match, moved) != "unknown")


def _untouched(match: Match, touched: frozenset[str]) -> dict[str, Finding]:
    """The findings that a change leaves as they are."""
    return {finding.feature.id: finding for finding in match.findings if finding.feature.id not in touched}


def _state(match: Match, feature: Feature) -> str:
    return next(finding.state for finding in match.findings if finding.feature.id == feature.id)


def _moved(match: Match, other: Match, touched: frozenset[str]) -> Feature | None:
    """The feature whose finding differs most between two comparisons."""
    before = {finding.feature.id: finding.points for finding in match.findings}
    differing = [finding for finding in other.findings if finding.points != before[finding.feature.id]]
    best = max(differing, key=lambda finding: abs(finding.points - before[finding.feature.id]), default=None)
    return best.feature if best is not None and best.feature.id in touched else None


def _alternatives(item: Item, known: Answer | None) -> Iterator[tuple[str, Answer]]:
    """Each answer that differs from the known one by one choice."""
    for value in item.substance():
        if item.type == "choice" and value != known:
            yield value, value
        elif item.type == "multiple":
            ticked = known if isinstance(known, Chosen) else Chosen()
            if value not in ticked.yes:
                alone = {option.value for option in item.option if option.exclusive}
                yield value, Chosen((ticked.yes - alone) | {value}, ticked.no - {value})


def _features_by_item(catalogue: Catalogue, profile_id: str) -> dict[str, frozenset[str]]:
    """link_id → ids of the profile's features that it can change."""
    touched: dict[str, set[str]] = {}
    for feature in catalogue.profiles[profile_id].feature:
        for link_id in items_read(catalogue, CriterionRef(criterion=feature.criterion)):
            touched.setdefault(link_id, set()).add(feature.id)
    return {link_id: frozenset(features) for link_id, features in touched.items()}

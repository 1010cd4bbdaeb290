"""Judges criteria by the facts: True, False, or None when not enough is known."""

from collections.abc import Sequence
from typing import Protocol

from questionnaire.catalogue.criteria import (
    AllOf,
    AnyOf,
    CouldBe,
    Criterion,
    CriterionRef,
    DerivedName,
    DerivedTest,
    Expression,
    Interval,
    ItemTest,
    Not,
    OnePain,
    ScoreName,
    ScoreTest,
)
from questionnaire.catalogue.kleene import every, opposite, some


class Facts(Protocol):
    """What a criterion may ask of the answers in view (one pain, or all of them)."""

    def any_chosen(self, link_id: str, values: frozenset[str]) -> bool | None:
        """Whether one of the options is chosen in any pain in view; None when that is not known."""

    def numbers(self, link_id: str) -> tuple[float | None, ...]:
        """The number given, one entry per pain in view (one entry for a person item)."""

    def answered(self, link_id: str) -> bool:
        """Whether there is any answer, "not sure" included."""

    def derived(self, name: DerivedName) -> Interval | None:
        """The derived value, None when nothing is known of it."""

    def score_met(self, name: ScoreName) -> bool | None:
        """Whether the published rule is met."""

    def criterion(self, criterion_id: str) -> bool | None:
        """What another criterion gives for the same view."""

    def one_by_one(self) -> "Sequence[Facts]":
        """The same facts, seen for one pain after the other; as they are when no pain was told."""

    def silence_counts(self, expression: Expression) -> bool:
        """Whether what is unknown was asked, or never will be, so that silence counts as "could be"."""


def holds(expression: Expression, facts: Facts) -> bool | None:
    """Judge an expression by the facts: True, False, or None for unknown."""
    held: bool | None
    match expression:
        case ItemTest():
            held = _item_holds(expression, facts)
        case DerivedTest():
            held = _within(facts.derived(expression.derived), expression.limits)
        case ScoreTest():
            held = facts.score_met(expression.score)
        case CriterionRef():
            held = facts.criterion(expression.criterion)
        case AllOf():
            held = every(holds(part, facts) for part in expression.all_of)
        case AnyOf():
            held = some(holds(part, facts) for part in expression.any_of)
        case Not():
            held = opposite(holds(expression.negated, facts))
        case CouldBe():
            held = holds(expression.could_be, facts)
            held = True if held is None and facts.silence_counts(expression.could_be) else held
        case OnePain():
            held = some(holds(expression.one_pain, pain) for pain in facts.one_by_one())
    return held


def criterion_holds(criterion: Criterion, facts: Facts) -> bool | None:
    """Judge a criterion: unknown unless what it needs is true."""
    if criterion.needs is not None and holds(criterion.needs, facts) is not True:
        return None
    return holds(criterion.when, facts)


def _item_holds(test: ItemTest, facts: Facts) -> bool | None:
    if test.count_at_least or test.all:
        found = [facts.any_chosen(test.item, value) for value in test.single_values]
        return _count_holds(found, test.count_at_least or len(found))
    if test.any:
        return facts.any_chosen(test.item, test.value_set)
    if test.none:
        return opposite(facts.any_chosen(test.item, test.value_set))
    limits = test.limits
    if limits is None:
        return facts.answered(test.item)
    return some(_number_within(number, limits) for number in facts.numbers(test.item))


def _count_holds(found: list[bool | None], least: int) -> bool | None:
    if found.count(True) >= least:
        return True
    return None if len(found) - found.count(False) >= least else False


def _number_within(number: float | None, limits: Interval) -> bool | None:
    return None if number is None else limits.low <= number <= limits.high


def _within(known: Interval | None, limits: Interval | None) -> bool | None:
    if known is None or limits is None:
        return None
    if limits.low <= known.low and known.high <= limits.high:
        return True
    return False if known.high < limits.low or known.low > limits.high else None

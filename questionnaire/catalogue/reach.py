"""Whether an expression can ever be true (or false): found by looking for one consistent set of answers.

Answers to different items are taken as free; what one item can hold at once is respected. So "cannot" is certain,
while "can" may still need answers that nobody gives together, or mean that there were too many ways to look at.
"""

from collections.abc import Iterator
from itertools import product

from questionnaire.catalogue.catalogue import Catalogue
from questionnaire.catalogue.criteria import (
    AllOf,
    AnyOf,
    CouldBe,
    CriterionRef,
    DerivedTest,
    Expression,
    Interval,
    ItemTest,
    Not,
    OnePain,
    ScoreTest,
)

# One way to make an expression true: (test, wanted truth) pairs that must hold together.
Way = tuple[tuple[ItemTest | DerivedTest | ScoreTest, bool], ...]
_MOST_WAYS = 20_000
_LIMITS: dict[str, Interval] = {
    "months": Interval(0, 1200),
    "nerve-sensations": Interval(0, 7),
    "crps-categories": Interval(0, 4),
    "inflammatory-back": Interval(0, 5),
    "regions": Interval(0, 5),
    "wpi": Interval(0, 19),
    "sss": Interval(0, 12),
    "painful-areas": Interval(0, 98),
    "pains": Interval(0, 3),
    "onset-age": Interval(0, 110),
}


def can_be(expression: Expression, wanted: bool, catalogue: Catalogue) -> bool:
    """Whether some answers make the expression true (`wanted`) or false (not `wanted`)."""
    for number, way in enumerate(_ways(expression, wanted, catalogue)):
        if number >= _MOST_WAYS or _consistent(way, catalogue):
            return True
    return False


def can_hold_on(expression: Expression, link_ids: frozenset[str], catalogue: Catalogue) -> bool:
    """Whether answers to these items alone can make the expression true."""
    for number, way in enumerate(_ways(expression, True, catalogue)):
        asked = all(test.item in link_ids for test, held in way if isinstance(test, ItemTest) and held)
        if number >= _MOST_WAYS or (asked and _consistent(way, catalogue)):
            return True
    return False


def criterion_can_be(criterion_id: str, wanted: bool, catalogue: Catalogue) -> bool:
    """The same for a criterion, with what it needs."""
    return can_be(CriterionRef(criterion=criterion_id), wanted, catalogue)


def _ways(expression: Expression, wanted: bool, catalogue: Catalogue) -> Iterator[Way]:
    match expression:
        case Not():
            yield from _ways(expression.negated, not wanted, catalogue)
        case CouldBe() if wanted:
            yield ()
        case CouldBe():
            yield from _ways(expression.could_be, wanted, catalogue)
        case OnePain():
            yield from _ways(expression.one_pain, wanted, catalogue)
        case CriterionRef():
            criterion = catalogue.criteria[expression.criterion]
            needs = ((),) if criterion.needs is None else _ways(criterion.needs, True, catalogue)
            for first in needs:
                for second in _ways(criterion.when, wanted, catalogue):
                    yield first + second
        case AllOf() | AnyOf():
            yield from _ways_of_several(expression, wanted, catalogue)
        case _:
            yield ((expression, wanted),)


def _ways_of_several(expression: AllOf | AnyOf, wanted: bool, catalogue: Catalogue) -> Iterator[Way]:
    inner = expression.all_of if isinstance(expression, AllOf) else expression.any_of
    if isinstance(expression, AllOf) == wanted:
        for combined in product(*(list(_ways(part, wanted, catalogue)) for part in inner)):
            yield tuple(pair for way in combined for pair in way)
    else:
        for part in inner:
            yield from _ways(part, wanted, catalogue)


def _consistent(way: Way, catalogue: Catalogue) -> bool:
    items: dict[str, list[tuple[ItemTest, bool]]] = {}
    ranges: dict[str, Interval] = {}
    for test, wanted in way:
        if isinstance(test, ItemTest):
            items.setdefault(test.item, []).append((test, wanted))
        elif isinstance(test, DerivedTest):
            known = ranges.get(test.derived, _LIMITS[test.derived])
            narrowed = _narrowed(known, test.limits, wanted)
            if narrowed.low > narrowed.high:
                return False
            ranges[test.derived] = narrowed
    return all(_item_consistent(link_id, tests, catalogue) for link_id, tests in items.items())


def _narrowed(known: Interval, limits: Interval | None, wanted: bool) -> Interval:
    if limits is None:
        return known
    if wanted:
        return Interval(max(known.low, limits.low), min(known.high, limits.high))
    if limits.high == float("inf"):
        return Interval(known.low, min(known.high, limits.low - 0.01))
    if limits.low == float("-inf"):
        return Interval(max(known.low, limits.high + 0.01), known.high)
    return known


def _item_consistent(link_id: str, tests: list[tuple[ItemTest, bool]], catalogue: Catalogue) -> bool:
    item = catalogue.items[link_id]
    if any(test.limits is not None for test, _ in tests):
        known = Interval(item.min if item.min is not None else 0, item.max if item.max is not None else 9)
        for test, wanted in tests:
            known = _narrowed(known, test.limits, wanted)
        return known.low <= known.high
    must, must_not = _demands(tests)
    if item.type == "multiple":
        alone = {option.value for option in item.option if option.exclusive}
        crowded = any(demand <= alone for demand in must) and any(not demand & alone for demand in must)
        return not crowded and all(demand - must_not for demand in must)
    allowed = set(item.values()) - must_not
    for demand in must:
        allowed &= demand
    return bool(allowed) or not item.option


def _demands(tests: list[tuple[ItemTest, bool]]) -> tuple[list[frozenset[str]], frozenset[str]]:
    """Sets of which at least one value must be chosen, and values that must not be."""
    must: list[frozenset[str]] = []
    must_not: set[str] = set()
    for test, wanted in tests:
        if test.exists:
            continue
        chosen = wanted != bool(test.none)
        if chosen and test.all:
            must += [frozenset({value}) for value in test.all]
        elif chosen:
            must.append(frozenset(test.values()))
        elif not test.all and not test.count_at_least:
            must_not |= set(test.values())
    return must, frozenset(must_not)

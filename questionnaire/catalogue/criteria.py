"""Criteria: the one language for asking, features, gates and red flags. Three-valued (Kleene): True, False, None.

It can compare answers, derived values and scores, and combine them; it holds no expressions as text and runs no code.
"""

from collections.abc import Iterable, Iterator
from typing import Annotated, Any, Literal, NamedTuple, Protocol, Union

from pydantic import Discriminator, Field, Tag, model_validator

from questionnaire.catalogue.words import Content, Id

DerivedName = Literal[
    "months",
    "nerve-sensations",
    "crps-categories",
    "inflammatory-back",
    "regions",
    "wpi",
    "sss",
    "painful-areas",
    "pains",
    "onset-age",
]
ScoreName = Literal[
    "fibromyalgia-2016", "cook-2011", "crps-symptoms", "effect-on-life", "chronic-pain", "high-impact-pain"
]
Scope = Literal["person", "pain"]


class Interval(NamedTuple):
    """What is known of a number: it lies between `low` and `high`, both included."""

    low: float
    high: float


class Facts(Protocol):
    """What a criterion may ask of the answers in view (one pain, or all of them)."""

    def chosen(self, link_id: str, value: str) -> bool | None:
        """Whether the option is chosen in any pain in view; None when that is not known."""

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


class _Bounds(Content):
    at_least: float | None = None
    at_most: float | None = None
    between: tuple[float, float] | None = None

    def limits(self) -> Interval | None:
        """The closed range that is asked for, None when no bound is given."""
        if self.between is not None:
            return Interval(*self.between)
        if self.at_least is None and self.at_most is None:
            return None
        low = float("-inf") if self.at_least is None else self.at_least
        return Interval(low, float("inf") if self.at_most is None else self.at_most)


class ItemTest(_Bounds):
    """A test on one item: options chosen, how many, a number's range, or that there is an answer at all."""

    item: Id
    any: tuple[str, ...] = ()
    all: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    count_at_least: int | None = Field(default=None, ge=1)
    exists: Literal[True] | None = None

    @model_validator(mode="after")
    def _one_test(self) -> "ItemTest":
        tests = [bool(self.any), bool(self.all), bool(self.none), self.limits() is not None, bool(self.exists)]
        if sum(tests) != 1:
            raise ValueError("give exactly one of any, all, none, at_least/at_most, between, exists")
        if self.count_at_least and not self.any:
            raise ValueError("`count_at_least` goes with `any`")
        return self

    def values(self) -> tuple[str, ...]:
        """The option values this test names."""
        return self.any + self.all + self.none


class DerivedTest(_Bounds):
    """A range test on a derived value."""

    derived: DerivedName

    @model_validator(mode="after")
    def _has_bounds(self) -> "DerivedTest":
        if self.limits() is None:
            raise ValueError("a derived value needs at_least, at_most or between")
        return self


class ScoreTest(Content):
    """True when a published scoring rule is met."""

    score: ScoreName


class CriterionRef(Content):
    """The result of another criterion."""

    criterion: Id


class AllOf(Content):
    """True when all parts are true, false when one is false."""

    all_of: tuple["Expression", ...] = Field(min_length=1)


class AnyOf(Content):
    """True when one part is true, false when all are false."""

    any_of: tuple["Expression", ...] = Field(min_length=1)


class Not(Content):
    """The opposite; unknown stays unknown."""

    negated: "Expression" = Field(alias="not")


_KINDS = {
    "item": "item",
    "derived": "derived",
    "score": "score",
    "criterion": "criterion",
    "all_of": "all_of",
    "any_of": "any_of",
    "not": "not",
}


def _kind(value: Any) -> str | None:
    keys = value if isinstance(value, dict) else getattr(type(value), "model_fields", {})
    return next((kind for key, kind in _KINDS.items() if key in keys or (key == "not" and "negated" in keys)), None)


Expression = Annotated[
    Union[
        Annotated[ItemTest, Tag("item")],
        Annotated[DerivedTest, Tag("derived")],
        Annotated[ScoreTest, Tag("score")],
        Annotated[CriterionRef, Tag("criterion")],
        Annotated[AllOf, Tag("all_of")],
        Annotated[AnyOf, Tag("any_of")],
        Annotated[Not, Tag("not")],
    ],
    Discriminator(
        _kind,
        custom_error_type="expression",
        custom_error_message="an expression has one of the keys item, derived, score, criterion, all_of, any_of, not",
    ),
]
for _model in (AllOf, AnyOf, Not):
    _model.model_rebuild()


class Criterion(Content):
    """A named yes/no test. Unless `needs` is true it is unknown."""

    id: Id
    scope: Scope
    needs: Expression | None = None
    when: Expression


def holds(expression: Expression, facts: Facts) -> bool | None:
    """Judge an expression by the facts: True, False, or None for unknown."""
    match expression:
        case ItemTest():
            return _item_holds(expression, facts)
        case DerivedTest():
            return _within(facts.derived(expression.derived), expression.limits())
        case ScoreTest():
            return facts.score_met(expression.score)
        case CriterionRef():
            return facts.criterion(expression.criterion)
        case AllOf():
            return every(holds(part, facts) for part in expression.all_of)
        case AnyOf():
            return some(holds(part, facts) for part in expression.any_of)
        case Not():
            return opposite(holds(expression.negated, facts))


def criterion_holds(criterion: Criterion, facts: Facts) -> bool | None:
    """Judge a criterion: unknown unless what it needs is true."""
    if criterion.needs is not None and holds(criterion.needs, facts) is not True:
        return None
    return holds(criterion.when, facts)


def every(values: Iterable[bool | None]) -> bool | None:
    """Kleene "and"."""
    unknown = False
    for value in values:
        if value is False:
            return False
        unknown = unknown or value is None
    return None if unknown else True


def some(values: Iterable[bool | None]) -> bool | None:
    """Kleene "or"."""
    return opposite(every(opposite(value) for value in values))


def opposite(value: bool | None) -> bool | None:
    """Kleene "not"."""
    return None if value is None else not value


def parts(expression: Expression) -> Iterator[Expression]:
    """The expression and everything inside it, references not followed."""
    yield expression
    match expression:
        case AllOf():
            inner: tuple[Expression, ...] = expression.all_of
        case AnyOf():
            inner = expression.any_of
        case Not():
            inner = (expression.negated,)
        case _:
            inner = ()
    for part in inner:
        yield from parts(part)


def _item_holds(test: ItemTest, facts: Facts) -> bool | None:
    if test.exists:
        return facts.answered(test.item)
    limits = test.limits()
    if limits is not None:
        return some(_number_within(number, limits) for number in facts.numbers(test.item))
    found = (facts.chosen(test.item, value) for value in test.values())
    if test.count_at_least:
        return _count_holds(list(found), test.count_at_least)
    if test.all:
        return every(found)
    return some(found) if test.any else opposite(some(found))


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

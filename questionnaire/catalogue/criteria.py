"""Criteria: the one language for asking, features, gates and red flags, as data.

It can compare answers, derived values and scores, and combine them; it holds no expressions as text and runs no code.
`holding` judges it.
"""

from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, Any, Literal, NamedTuple

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


class _Bounds(Content):
    at_least: float | None = None
    at_most: float | None = None
    between: tuple[float, float] | None = None

    @cached_property
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
        tests = [bool(self.any), bool(self.all), bool(self.none), self.limits is not None, bool(self.exists)]
        if sum(tests) != 1:
            raise ValueError("give exactly one of any, all, none, at_least/at_most, between, exists")
        if self.count_at_least and not self.any:
            raise ValueError("`count_at_least` goes with `any`")
        return self

    def values(self) -> tuple[str, ...]:
        """The option values this test names."""
        return self.any + self.all + self.none

    @cached_property
    def value_set(self) -> frozenset[str]:
        """The option values this test names, as a set."""
        return frozenset(self.values())

    @cached_property
    def single_values(self) -> tuple[frozenset[str], ...]:
        """The option values this test names, each as a set of its own."""
        return tuple(frozenset({value}) for value in self.values())


class DerivedTest(_Bounds):
    """A range test on a derived value."""

    derived: DerivedName

    @model_validator(mode="after")
    def _has_bounds(self) -> "DerivedTest":
        if self.limits is None:
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


class CouldBe(Content):
    """True unless the part is known to be false. Only red flags may say this: for a danger, silence counts as "could
    be". Never of a warning sign.
    """

    could_be: "Expression"


class OnePain(Content):
    """True when the part holds of one and the same pain, seen from the person too: what was told of one pain is never
    put together with what was told of another.
    """

    one_pain: "Expression"


_KINDS = ("item", "derived", "score", "criterion", "all_of", "any_of", "not", "could_be", "one_pain")


def _kind(value: Any) -> str | None:
    keys = value if isinstance(value, dict) else getattr(type(value), "model_fields", {})
    return next((kind for kind in _KINDS if kind in keys or (kind == "not" and "negated" in keys)), None)


Expression = Annotated[
    Annotated[ItemTest, Tag("item")]
    | Annotated[DerivedTest, Tag("derived")]
    | Annotated[ScoreTest, Tag("score")]
    | Annotated[CriterionRef, Tag("criterion")]
    | Annotated[AllOf, Tag("all_of")]
    | Annotated[AnyOf, Tag("any_of")]
    | Annotated[Not, Tag("not")]
    | Annotated[CouldBe, Tag("could_be")]
    | Annotated[OnePain, Tag("one_pain")],
    Discriminator(
        _kind,
        custom_error_type="expression",
        custom_error_message=f"an expression has one of the keys {', '.join(_KINDS)}",
    ),
]
for _model in (AllOf, AnyOf, Not, CouldBe, OnePain):
    _model.model_rebuild()


class Criterion(Content):
    """A named yes/no test. Unless `needs` is true it is unknown."""

    id: Id
    scope: Scope
    needs: Expression | None = None
    when: Expression


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
        case CouldBe():
            inner = (expression.could_be,)
        case OnePain():
            inner = (expression.one_pain,)
        case _:
            inner = ()
    for part in inner:
        yield from parts(part)

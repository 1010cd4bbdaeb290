"""Profiles: a condition as features with strengths, sources and words; and look-alikes, which are short ones."""

from datetime import date
from functools import cached_property
from typing import Literal

from pydantic import Field, model_validator

from questionnaire.catalogue.criteria import Criterion, Scope
from questionnaire.catalogue.words import Content, Id, Words

Band = Literal["strong", "moderate", "weak", "none", "weak-against", "moderate-against", "strong-against"]
Basis = Literal["published", "criteria", "consensus", "editorial"]
POINTS: dict[Band, int] = {
    "strong": 3,
    "moderate": 2,
    "weak": 1,
    "none": 0,
    "weak-against": -1,
    "moderate-against": -2,
    "strong-against": -3,
}
# The strongest band a basis allows: what no published figure or criteria set supports weighs little.
STRONGEST: dict[Basis, int] = {"published": 3, "criteria": 3, "consensus": 2, "editorial": 1}


class LikelihoodRatio(Content):
    """A published likelihood ratio with its 95 % interval and the number of people studied."""

    value: float = Field(gt=0)
    low: float | None = None
    high: float | None = None
    n: int | None = None
    reference: Id


class Feature(Content):
    """A criterion with its strength in one profile, its sources, and its words for people.

    Of a group only the strongest support counts; an opposing finding counts only when nothing in the group supports.
    """

    id: Id
    criterion: Id
    group: Id
    present: Band
    excluded: Band = "none"
    lr_positive: LikelihoodRatio | None = None
    lr_negative: LikelihoodRatio | None = None
    basis: Basis
    references: tuple[Id, ...] = Field(min_length=1)
    reason: str = Field(min_length=1)
    fits: Words | None = None
    against: Words | None = None
    ask: Words | None = None

    @model_validator(mode="after")
    def _has_words_and_a_basis(self) -> "Feature":
        bands = (POINTS[self.present], POINTS[self.excluded])
        if max(bands) > 0 and (self.fits is None or self.ask is None):
            raise ValueError("a supporting band needs the sentences `fits` and `ask`")
        if min(bands) < 0 and self.against is None:
            raise ValueError("an opposing band needs the sentence `against`")
        if bands == (0, 0):
            raise ValueError("a feature with no band in either direction changes nothing")
        allowed = STRONGEST[self.basis]
        if max(abs(band) for band in bands) > allowed:
            raise ValueError(f"basis {self.basis} allows at most {allowed} points")
        return self


class Claim(Content):
    """One statement of the education text with its sources."""

    about: Literal[
        "what-it-is", "outlook", "often-noticed", "what-helps", "tells-apart", "clinician-may-check", "help-fast"
    ]
    text: Words
    references: tuple[Id, ...] = Field(min_length=1)


class Question(Content):
    """A question to take to the appointment."""

    text: Words


class Overlap(Content):
    """Another profile that people often have as well."""

    profile: Id
    text: Words
    references: tuple[Id, ...] = Field(min_length=1)


class Profile(Content):
    """A condition. `some` and `many` are the points at which the strength words begin."""

    id: Id
    name: Words
    medical_name: Words
    scope: Scope
    gate: Id | None = None
    gate_closed: Words | None = None
    gate_unanswered: Words | None = None
    gate_reason: str | None = None
    presumed_when: Id | None = None
    cap: Literal["some"] | None = None
    must_ask: tuple[Id, ...] = ()
    some: int = Field(gt=0)
    many: int = Field(gt=0)
    thresholds_reason: str = Field(min_length=1)
    reviewed: date
    next_review: date
    references: tuple[Id, ...] = Field(min_length=1)
    summary: Words
    claim: tuple[Claim, ...] = ()
    question: tuple[Question, ...] = ()
    often_with: tuple[Overlap, ...] = ()
    criterion: tuple[Criterion, ...] = ()
    feature: tuple[Feature, ...] = Field(min_length=1)
    kind: Literal["main", "look-alike"] = "main"

    @model_validator(mode="after")
    def _is_consistent(self) -> "Profile":
        gate_words = (self.gate_closed, self.gate_unanswered, self.gate_reason)
        if self.gate is not None and None in gate_words:
            raise ValueError("a gate needs `gate_closed`, `gate_unanswered` and `gate_reason`")
        if self.gate is None and (any(gate_words) or self.presumed_when):
            raise ValueError("words for a gate, but no `gate`")
        if self.some >= self.many:
            raise ValueError("`some` must be below `many`")
        ids = [feature.id for feature in self.feature]
        if len(set(ids)) != len(ids):
            raise ValueError("two features have the same id")
        return self

    @cached_property
    def groups(self) -> dict[str, tuple[Feature, ...]]:
        """Group name → its features."""
        names = dict.fromkeys(feature.group for feature in self.feature)
        return {name: tuple(f for f in self.feature if f.group == name) for name in names}

    def told_about(self, about: str) -> str:
        """The first statement about this, empty when there is none."""
        return next((claim.text for claim in self.claim if claim.about == about), "")

    @cached_property
    def most(self) -> dict[str, int]:
        """Group name → the strongest support that it can give."""
        return {
            name: max(0, *(max(POINTS[f.present], POINTS[f.excluded]) for f in features))
            for name, features in self.groups.items()
        }

    @cached_property
    def maximum(self) -> int:
        """The most points the features can give: the strongest support of each group."""
        return sum(self.most.values())

"""Red flags: signs that need care whatever matches, with their urgency, action and sources."""

from typing import Literal

from pydantic import Field

from questionnaire.catalogue.criteria import Criterion, Expression, Scope
from questionnaire.catalogue.words import Content, Id, Words

Urgency = Literal["emergency", "crisis", "same-day", "soon"]
# Emergency and crisis rank alike: neither may hide the other, and both are shown when both are raised.
RANK: dict[Urgency, int] = {"emergency": 3, "crisis": 3, "same-day": 2, "soon": 1}


class RedFlag(Content):
    """One warning sign. `precaution`: no figure is published, it is asked because missing it is worse.

    `replaces` names gentler flags of the same sign, which are silent when this one is raised. `private`: told only
    where it was asked, and on paper only if the person agrees. `full_path_only` admits that an item it reads is not on
    the short path.
    """

    id: Id
    urgency: Urgency
    scope: Scope
    title: Words
    cause: Words
    action: Words
    steps: tuple[Words, ...] = Field(default=(), max_length=3)
    when: Expression
    replaces: tuple[Id, ...] = ()
    private: bool = False
    criterion: tuple[Criterion, ...] = ()
    full_path_only: bool = False
    basis: Literal["published", "criteria", "consensus", "precaution"]
    reason: str = Field(min_length=1)
    references: tuple[Id, ...] = Field(min_length=1)

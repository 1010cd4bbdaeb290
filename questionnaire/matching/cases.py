"""Cases: people with a stated diagnosis, as answers and what is expected of them."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from questionnaire.catalogue.catalogue import Catalogue
from questionnaire.matching.answers import Answers
from questionnaire.matching.documents import parse

LEVELS = ("none", "soon", "same-day", "emergency")


class CaseError(ValueError):
    """A case that cannot be read; says which line and why."""


@dataclass(frozen=True)
class Case:
    """A person with a stated diagnosis: what they said, the profiles expected (empty: no main profile should lead),
    main profiles that may lead without being wrong, the least urgency to raise, and the most (None: not judged).
    """

    id: str
    answers: Answers
    expected: frozenset[str]
    allowed: frozenset[str]
    urgency: str
    urgency_max: str | None = None


def read_cases(lines: Iterable[str], catalogue: Catalogue) -> list[Case]:
    """Read cases from JSON lines.

    Raises:
        CaseError: for the first line that is not a case, with its number.
    """
    cases = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            cases.append(_case(json.loads(line), catalogue))
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise CaseError(f"line {number}: {error}") from error
    return cases


def _case(data: dict[str, Any], catalogue: Catalogue) -> Case:
    expected = frozenset(data["expected"]) - {"none"}
    named = expected | set(data.get("allowed", ()))
    for name in sorted(named - set(catalogue.profiles)):
        raise KeyError(f'no profile "{name}"')
    return Case(
        id=str(data["id"]),
        answers=parse(data["answers"], catalogue),
        expected=expected,
        allowed=frozenset(data.get("allowed", ())),
        urgency=_level(data.get("urgency")),
        urgency_max=_level(data["urgency_max"]) if "urgency_max" in data else None,
    )


def _level(urgency: str | None) -> str:
    """The level of a stated urgency; a crisis counts as an emergency."""
    level = "emergency" if urgency == "crisis" else urgency or LEVELS[0]
    if level not in LEVELS:
        raise KeyError(f'no urgency "{urgency}"')
    return level

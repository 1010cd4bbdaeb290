"""What is asked next, what counts, and how far the person is: all derived from the answers on each call.

An item is *asked* when its conditions hold. An answer is *counted* unless a condition is known to be false: then the
question no longer applies, and the answer is kept but set aside until it applies again. A warning sign always counts.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn

from questionnaire.catalogue.catalogue import Catalogue
from questionnaire.catalogue.criteria import Expression
from questionnaire.catalogue.holding import holds
from questionnaire.catalogue.kleene import every
from questionnaire.catalogue.questions import Item, Page
from questionnaire.matching.answers import Answer, Answers, AnswerSet
from questionnaire.matching.facts import View


class _Asking(View):
    """Facts for conditions of asking, which read items only."""

    def derived(self, name: str) -> None:
        raise TypeError(f"conditions for asking read no derived values ({name})")

    def score_met(self, name: str) -> None:
        raise TypeError(f"conditions for asking read no scores ({name})")

    def criterion(self, criterion_id: str) -> None:
        raise TypeError(f"conditions for asking read no criteria ({criterion_id})")

    def one_by_one(self) -> NoReturn:
        raise TypeError("conditions for asking tell no pains apart")

    def silence_counts(self, expression: Expression) -> bool:
        raise TypeError(f"conditions for asking know no silence ({expression})")


@dataclass(frozen=True)
class Place:
    """A page in the journey: for the person, or for one pain counted from 1."""

    page: Page
    pain: int | None


def counted(answers: Answers, catalogue: Catalogue) -> Answers:
    """The answers without those to questions that do not apply."""
    person: dict[str, Answer] = {}
    pains: list[dict[str, Answer]] = [{} for _ in answers.pains]
    for part in catalogue.parts:
        for page in catalogue.pages_of(part):
            for item in page.item:
                targets = (
                    list(zip(answers.pains, pains, strict=True)) if item.scope == "pain" else [(answers.person, person)]
                )
                for given, kept in targets:
                    if item.link_id in given:
                        seen = (kept,) if item.scope == "pain" else tuple(pains)
                        if item.warning or _applies(item, page, _Asking(catalogue, person, seen)) is not False:
                            kept[item.link_id] = given[item.link_id]
    return Answers(person, tuple(pains))


def asked_items(page: Page, counted_answers: Answers, pain: int | None, catalogue: Catalogue) -> tuple[Item, ...]:
    """The items of a page that are asked, given the counted answers."""
    seen: tuple[AnswerSet, ...] = counted_answers.pains if pain is None else (counted_answers.of(pain),)
    view = _Asking(catalogue, counted_answers.person, seen)
    return tuple(item for item in page.item if not item.retired and _applies(item, page, view) is True)


def journey(
    counted_answers: Answers, catalogue: Catalogue, *, short: bool, pains: int | None = None
) -> Iterator[Place]:
    """The pages of this person's path, in order. `pains` is how many pains are told (at least one is asked about)."""
    number = max(1, len(counted_answers.pains) if pains is None else pains)
    for part in catalogue.parts:
        for pain in range(1, number + 1) if part.scope == "pain" else (None,):
            for page in catalogue.pages_of(part):
                if any(on_path(item, short=short) for item in asked_items(page, counted_answers, pain, catalogue)):
                    yield Place(page, pain)


def on_path(item: Item, *, short: bool) -> bool:
    """Whether the item belongs to the path taken."""
    return item.short_path or not short


def _applies(item: Item, page: Page, view: _Asking) -> bool | None:
    conditions = (page.enable_when, item.enable_when)
    return every(holds(condition, view) for condition in conditions if condition is not None)

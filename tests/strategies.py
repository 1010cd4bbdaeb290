"""Hypothesis strategies for whatever the form can produce, and for what published cases look like."""

import json
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

from hypothesis import strategies as st

from questionnaire.catalogue.catalogue import Catalogue
from questionnaire.catalogue.load import load
from questionnaire.catalogue.questions import Item
from questionnaire.matching.answers import MAX_PAINS, Answer, Answers, AnswerSet, Chosen, Rows, chosen, rows_of
from questionnaire.matching.documents import parse

CASES = Path(__file__).parent / "cases"
CATALOGUE: Catalogue = load()


class Change(NamedTuple):
    """One answer given (or, when None, taken away) by the person (None) or for a pain counted from 1."""

    pain: int | None
    link_id: str
    answer: Answer | None


@cache
def case_answers() -> tuple[Answers, ...]:
    """The answers of all stored cases: people as they are, with most rules in play."""
    lines = [line for name in ("development", "own") for line in (CASES / f"{name}.jsonl").read_text().splitlines()]
    return tuple(parse(json.loads(line)["answers"], CATALOGUE) for line in lines if line.strip())


@cache
def answer_to(item: Item) -> st.SearchStrategy[Answer]:
    """Any answer that the item takes."""
    match item.type:
        case "boolean":
            return st.booleans()
        case "choice":
            return st.sampled_from(item.values())
        case "multiple":
            return _ticked(item)
        case "integer":
            return st.integers(int(item.min or 0), int(item.max or 0))
        case "rows":
            return rows(item, st.sampled_from(["a", "some words", "été"]))
        case _:
            return st.sampled_from(["a", "some words", "été"])


def rows(item: Item, texts: st.SearchStrategy[str]) -> st.SearchStrategy[Rows]:
    """Any rows, with these texts; some cells are left empty."""
    cells = {
        column.id: st.none() | (st.sampled_from(column.values()) if column.option else texts) for column in item.column
    }
    return st.lists(st.fixed_dictionaries(cells), max_size=4).map(partial(rows_of, item)).filter(bool)


@cache
def ticks(item: Item) -> st.SearchStrategy[frozenset[str]]:
    """The boxes of a list that a person may tick together."""
    together = st.frozensets(st.sampled_from([o.value for o in item.option if not o.exclusive]), min_size=1, max_size=6)
    alone = [option.value for option in item.option if option.exclusive]
    if not alone:
        return together
    return st.one_of(together, together, together, st.sampled_from(alone).map(lambda value: frozenset({value})))


def _ticked(item: Item) -> st.SearchStrategy[Answer]:
    always = [option.value for option in item.option if not option.offered_for]
    some_of = st.frozensets(st.sampled_from([o.value for o in item.option if not o.exclusive]), max_size=6)
    return st.one_of(
        ticks(item).map(partial(chosen, item)),
        ticks(item).map(partial(chosen, item, offered=always)),
        ticks(item).map(Chosen),
        st.tuples(some_of, some_of).map(lambda told: Chosen(told[0], told[1] - told[0])).filter(_says_something),
    )


def _says_something(answer: Chosen) -> bool:
    return bool(answer.yes or answer.no)


@st.composite
def answer_sets(draw: st.DrawFn, scope: str, most: int = 12) -> AnswerSet:
    """Answers to some of the items about the person, or about one pain."""
    items = [item for item in CATALOGUE.items.values() if item.scope == scope]
    asked = draw(st.lists(st.sampled_from(items), max_size=most, unique_by=lambda item: item.link_id))
    return {item.link_id: draw(answer_to(item)) for item in asked}


@st.composite
def answers(draw: st.DrawFn) -> Answers:
    """Answers of a person with no to three pains: freely made up, or a stored case with some answers changed."""
    if draw(st.booleans()):
        pains = draw(st.lists(answer_sets("pain"), max_size=MAX_PAINS))
        return Answers(draw(answer_sets("person")), tuple(pains))
    told = draw(st.sampled_from(case_answers()))
    for change in draw(st.lists(changes(), max_size=4)):
        told = changed(told, change)
    return told


@st.composite
def changes(draw: st.DrawFn) -> Change:
    """An answer to any item, for the person or for a pain that may not be told yet."""
    item = draw(st.sampled_from(tuple(CATALOGUE.items.values())))
    pain = None if item.scope == "person" else draw(st.integers(1, MAX_PAINS))
    return Change(pain, item.link_id, draw(answer_to(item)))


def changed(told: Answers, change: Change) -> Answers:
    """The answers after a change; a change to a pain that is not told goes to the last one, or is dropped."""
    pain = change.pain
    if pain is not None:
        pain = min(pain, len(told.pains))
        if pain == 0:
            return told
    return told.with_changes(pain, {change.link_id: change.answer})


def given(told: Answers) -> list[Change]:
    """Each answer given, as the change that takes it away, in a fixed order."""
    return [
        Change(pain, link_id, None)
        for pain in (None, *range(1, len(told.pains) + 1))
        for link_id in sorted(told.of(pain))
    ]


class Judged:
    """Facts for weighing alone: each criterion as told, every item answered or none."""

    def __init__(self, held: dict[str, bool | None], *, complete: bool) -> None:
        self.catalogue = CATALOGUE
        self.held = held
        self.complete = complete

    @property
    def general(self) -> "Judged":
        """Nothing follows from place, age and time alone."""
        return Judged({}, complete=False)

    def criterion(self, name: str) -> bool | None:
        """Whether a criterion holds, as told."""
        return self.held.get(name)

    def answered(self, link_id: str) -> bool:
        """Whether the needed items are answered."""
        return self.complete

    def chosen(self, link_id: str, value: str) -> bool | None:
        """Nothing was answered with "not sure"."""
        return False

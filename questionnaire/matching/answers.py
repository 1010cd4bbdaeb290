"""Answers: what a person said, about themselves and about each pain."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from questionnaire.catalogue.questions import Item

MAX_PAINS = 3


@dataclass(frozen=True)
class Chosen:
    """Answer to a multiple choice: options known to be so, and known not to be so. What is in neither is unknown."""

    yes: frozenset[str] = frozenset()
    no: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Rows:
    """Answer to an item of rows: for each row (column id, text or option value), in the order of the columns.

    What is empty is absent: cells and whole rows.
    """

    rows: tuple[tuple[tuple[str, str], ...], ...]

    def characters(self, item: Item) -> int:
        """How long all texts are together, in code points."""
        texts = {column.id for column in item.text_columns}
        return sum(len(cell) for row in self.rows for name, cell in row if name in texts)


Answer = Chosen | Rows | str | int | float | bool
AnswerSet = Mapping[str, Answer]


@dataclass(frozen=True)
class Answers:
    """All answers: `person` and one set for each pain, main pain first; each maps link_id to its answer."""

    person: AnswerSet = field(default_factory=dict)
    pains: tuple[AnswerSet, ...] = ()

    @property
    def scopes(self) -> tuple[int | None, ...]:
        """None for the person, then the number of each pain."""
        return (None, *range(1, len(self.pains) + 1))

    def of(self, pain: int | None) -> AnswerSet:
        """The answers of one pain, counted from 1, or of the person. Empty for a pain that does not exist."""
        if pain is None:
            return self.person
        return self.pains[pain - 1] if pain <= len(self.pains) else {}

    def with_changes(self, pain: int | None, changes: Mapping[str, Answer | None]) -> "Answers":
        """A copy with some answers set, or taken away where the change is None."""
        changed = {**self.of(pain), **changes}
        kept = {link_id: answer for link_id, answer in changed.items() if answer is not None}
        if pain is None:
            return replace(self, person=kept)
        pains = [*self.pains, *({} for _ in range(pain - len(self.pains)))]
        pains[pain - 1] = kept
        return replace(self, pains=tuple(pains))


def ticked(answers: AnswerSet, link_id: str) -> frozenset[str]:
    """The options of a multiple choice that are known to be so."""
    answer = answers.get(link_id)
    return answer.yes if isinstance(answer, Chosen) else frozenset()


def rows_of(item: Item, rows: Iterable[Mapping[str, str | None]]) -> Rows | None:
    """The answer that these rows give, each a mapping of column id to text or value; None when all are empty."""
    filled = (
        tuple((column.id, cell) for column in item.column if (cell := (row.get(column.id) or "").strip()))
        for row in rows
    )
    kept = tuple(row for row in filled if row)
    return Rows(kept) if kept else None


def chosen(item: Item, ticked: Iterable[str], *, offered: Iterable[str] | None = None) -> Chosen:
    """The answer that ticking `ticked` in a form gives.

    A closed list says "no" to every other option that was offered; an open one only through an exclusive option
    such as "none of these".
    """
    yes = frozenset(ticked)
    rest = frozenset(item.substance() if offered is None else offered) & frozenset(item.substance()) - yes
    rest -= item.left_open(yes)
    exclusive = [option for option in item.option if option.value in yes and option.exclusive]
    if any(option.unknown for option in exclusive):
        return Chosen(yes)
    if any(option.leaves_rest_open for option in item.option if option.value in yes):
        return Chosen(yes)
    return Chosen(yes, rest if exclusive or item.list == "closed" else frozenset())

"""What the answers say, seen for one pain or for the whole person: chosen, not chosen, or unknown."""

from collections.abc import Iterator
from dataclasses import dataclass

from questionnaire.catalogue.catalogue import Catalogue
from questionnaire.catalogue.kleene import some
from questionnaire.catalogue.questions import Item
from questionnaire.matching.answers import Answer, AnswerSet, Chosen


@dataclass(frozen=True)
class View:
    """Counted answers in view: the person's, and those of one pain or of all of them."""

    catalogue: Catalogue
    person: AnswerSet
    pains: tuple[AnswerSet, ...]

    def answers_to(self, link_id: str) -> tuple[Answer | None, ...]:
        """One entry for a person item; one for each pain in view for a pain item."""
        if self.catalogue.items[link_id].scope == "person":
            return (self.person.get(link_id),)
        return tuple(pain.get(link_id) for pain in self.pains)

    def each_pain(self) -> Iterator["View"]:
        """The same facts, seen for one pain after the other."""
        return (View(self.catalogue, self.person, (pain,)) for pain in self.pains)

    def answered(self, link_id: str) -> bool:
        """Whether there is any answer, "not sure" included."""
        return any(answer is not None for answer in self.answers_to(link_id))

    def chosen(self, link_id: str, value: str) -> bool | None:
        """Whether the option is chosen in any pain in view."""
        return self.any_chosen(link_id, frozenset({value}))

    def any_chosen(self, link_id: str, values: frozenset[str]) -> bool | None:
        """Whether one of the options is chosen in any pain in view; None when that is not known."""
        item = self.catalogue.items[link_id]
        if item.scope == "person":
            return _any_chosen(item, self.person.get(link_id), values)
        return some(_any_chosen(item, pain.get(link_id), values) for pain in self.pains) if self.pains else None

    def numbers(self, link_id: str) -> tuple[float | None, ...]:
        """The number given, one entry per pain in view; a choice whose values are numbers counts as one."""
        return tuple(_number(answer) for answer in self.answers_to(link_id)) or (None,)


def _any_chosen(item: Item, answer: Answer | None, values: frozenset[str]) -> bool | None:
    if answer is None:
        return None
    if isinstance(answer, Chosen):
        if not values.isdisjoint(answer.yes):
            return True
        return False if values <= answer.no or values <= answer.no | item.exclusives else None
    given = str(answer).lower() if isinstance(answer, bool) else answer
    if given in values:
        return True
    return None if given in item.unknowns else False


def _number(answer: Answer | None) -> float | None:
    if isinstance(answer, str):
        return float(answer) if answer.isdigit() else None
    return float(answer) if isinstance(answer, int | float) and not isinstance(answer, bool) else None

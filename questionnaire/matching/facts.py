"""What the answers say, seen for one pain or for the whole person: chosen, not chosen, or unknown."""

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

    def answered(self, link_id: str) -> bool:
        """Whether there is any answer, "not sure" included."""
        return any(answer is not None for answer in self.answers_to(link_id))

    def chosen(self, link_id: str, value: str) -> bool | None:
        """Whether the option is chosen in any pain in view."""
        item = self.catalogue.items[link_id]
        found = self.answers_to(link_id)
        return some(_is_chosen(item, answer, value) for answer in found) if found else None

    def numbers(self, link_id: str) -> tuple[float | None, ...]:
        """The number given, one entry per pain in view; a choice whose values are numbers counts as one."""
        return tuple(_number(answer) for answer in self.answers_to(link_id)) or (None,)


def _is_chosen(item: Item, answer: Answer | None, value: str) -> bool | None:
    if answer is None:
        return None
    if isinstance(answer, Chosen):
        return True if value in answer.yes else _not_chosen(item, answer, value)
    given = str(answer).lower() if isinstance(answer, bool) else answer
    if given == value:
        return True
    option = item.find(str(given))
    return None if option is not None and option.unknown else False


def _not_chosen(item: Item, answer: Chosen, value: str) -> bool | None:
    option = item.find(value)
    if option is not None and option.exclusive:
        return False
    return False if value in answer.no else None


def _number(answer: Answer | None) -> float | None:
    if isinstance(answer, str):
        return float(answer) if answer.isdigit() else None
    return float(answer) if isinstance(answer, int | float) and not isinstance(answer, bool) else None

"""Answers documents: plain data in and out. Reading refuses, in words, whatever the questions do not offer."""

import math
from collections.abc import Iterable, Mapping
from typing import Any

from questionnaire.catalogue.catalogue import Catalogue
from questionnaire.catalogue.questions import Item
from questionnaire.catalogue.words import nearest
from questionnaire.matching.answers import MAX_PAINS, Answer, Answers, Chosen, Rows, chosen
from questionnaire.matching.rows import holds_half_a_character, plain_rows, read_rows


class AnswersError(ValueError):
    """A document that does not fit the questions. `problems` has one sentence for each thing that is wrong."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(self.problems))


def parse(document: Any, catalogue: Catalogue) -> Answers:
    """Read an answers document, `{"person": {...}, "pains": [{...}]}`.

    Raises:
        AnswersError: naming each unknown link_id, value or type, with the nearest known name.
    """
    if not isinstance(document, Mapping):
        raise AnswersError(['the document must be an object with "person" and "pains"'])
    problems = [
        f'unknown key "{key}"{nearest(str(key), ("person", "pains"))}'
        for key in document
        if key not in ("person", "pains")
    ]
    person, pains = document.get("person", {}), document.get("pains", [])
    if not isinstance(pains, list):
        raise AnswersError([*problems, '"pains" must be a list of objects'])
    if len(pains) > MAX_PAINS:
        problems.append(f"at most {MAX_PAINS} pains can be told, here are {len(pains)}")
    reader = _Reader(catalogue, problems)
    answers = Answers(
        person=reader.answer_set(person, "person", "person"),
        pains=tuple(reader.answer_set(pain, "pain", f"pain {number}") for number, pain in enumerate(pains, 1)),
    )
    if problems:
        raise AnswersError(problems)
    return answers


def document(answers: Answers) -> dict[str, Any]:
    """The answers as plain data: what `parse` reads."""
    return {
        "person": {link_id: _plain(answer) for link_id, answer in answers.person.items()},
        "pains": [{link_id: _plain(answer) for link_id, answer in pain.items()} for pain in answers.pains],
    }


def _plain(answer: Answer) -> Any:
    if isinstance(answer, Chosen):
        return {"yes": sorted(answer.yes), "no": sorted(answer.no)}
    return plain_rows(answer) if isinstance(answer, Rows) else answer


class _Reader:
    def __init__(self, catalogue: Catalogue, problems: list[str]) -> None:
        self.catalogue = catalogue
        self.problems = problems

    def answer_set(self, given: Any, scope: str, place: str) -> dict[str, Answer]:
        if not isinstance(given, Mapping):
            self.problems.append(f"{place}: must be an object of answers")
            return {}
        known = [item.link_id for item in self.catalogue.items.values() if item.scope == scope]
        answers: dict[str, Answer] = {}
        for link_id, value in given.items():
            item = self.catalogue.items.get(link_id)
            if item is None or item.scope != scope:
                self.problems.append(f'{place}: unknown link_id "{link_id}"{nearest(str(link_id), known)}')
            elif value is not None:
                answer = self._answer(item, value, f"{place}: {link_id}")
                if answer is not None:
                    answers[link_id] = answer
        return answers

    def _answer(self, item: Item, value: Any, place: str) -> Answer | None:
        problem: str | None = None
        match item.type:
            case "multiple":
                return self._multiple(item, value, place)
            case "rows":
                rows, problems = read_rows(item, value)
                self.problems += [f"{place}: {problem}" for problem in problems]
                return rows
            case "boolean" if not isinstance(value, bool):
                problem = "must be true or false"
            case "choice" if not isinstance(value, str):
                problem = "must be one value as a string"
            case "choice" if value not in item.values():
                problem = f'unknown value "{value}"{nearest(value, item.values())}'
            case "text":
                problem = _text_problem(item, value)
            case "integer":
                if value == "not-sure":
                    return None
                problem = _number_problem(item, value)
        if problem:
            self.problems.append(f"{place}: {problem}")
            return None
        answer: Answer = value
        return answer

    def _multiple(self, item: Item, value: Any, place: str) -> Chosen | None:
        given = {"yes": value} if isinstance(value, list) else value
        if not isinstance(given, Mapping) or set(given) - {"yes", "no"}:
            self.problems.append(f'{place}: must be a list of values, or {{"yes": [...], "no": [...]}}')
            return None
        yes, no = given.get("yes", []), given.get("no", [])
        named = self._values(item, yes, f'{place} "yes"')
        alone = [option.value for option in item.option if option.exclusive and option.value in named]
        if alone and len(named) > 1:
            self.problems.append(f'{place}: "{alone[0]}" cannot stand with another answer')
        if no == "rest":
            return chosen(_closed(item), named)
        refused = self._values(item, no, f'{place} "no"')
        both = sorted(named & refused)
        if both:
            self.problems.append(f'{place}: "{both[0]}" is both yes and no')
        if alone:
            implied = chosen(item, alone)
            return Chosen(named, refused | implied.no)
        return Chosen(named, refused) if named or refused else None

    def _values(self, item: Item, values: Any, place: str) -> frozenset[str]:
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            self.problems.append(f"{place}: must be a list of values")
            return frozenset()
        for value in values:
            if value not in item.values():
                self.problems.append(f'{place}: unknown value "{value}"{nearest(value, item.values())}')
        return frozenset(values) & frozenset(item.values())


def _closed(item: Item) -> Item:
    """The item as a closed list: `"no": "rest"` says that every option was considered."""
    return item.model_copy(update={"list": "closed"})


def _text_problem(item: Item, value: Any) -> str | None:
    if not isinstance(value, str):
        return "must be text"
    size = len(value.encode("utf-8", errors="surrogatepass"))
    if holds_half_a_character(value):
        return "holds half a character (a lone surrogate)"
    return f"is {size} bytes long, at most {item.max_bytes} fit" if size > (item.max_bytes or 0) else None


def _number_problem(item: Item, value: Any) -> str | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return "must be a number"
    if not -math.inf < value < math.inf:
        return f"must be a number, not {value}"
    if item.type == "integer" and value % 1:
        return "must be a whole number"
    low, high = item.min or 0, item.max or 0
    return None if low <= value <= high else f"{value} is not between {low:g} and {high:g}"

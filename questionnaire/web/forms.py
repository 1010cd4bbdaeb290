"""Turns items into a form, and what was sent into answers. Nothing is changed by a form with errors."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Field, StringField, TextAreaField

from questionnaire.catalogue.options import AnswerOption
from questionnaire.catalogue.questions import Item
from questionnaire.matching.answers import Answer, AnswerSet, Chosen, Rows, chosen, rows_of
from questionnaire.matching.rows import plain_rows
from questionnaire.web.entry_rules import exclusive, in_range, required, short_enough
from questionnaire.web.fields import Boxes, Choices, RowsField, clean
from questionnaire.web.stamps import Stamp, StampedForm
from questionnaire.web.words import words

NOT_SURE = "not-sure"


@dataclass(frozen=True)
class Shown:
    """An item on a page: its field, and the options offered."""

    item: Item
    field: Field
    options: tuple[AnswerOption, ...]


class PageForm(StampedForm):
    """The form of one page."""

    shown: tuple[Shown, ...] = ()

    def add_rows(self, link_id: str) -> int:
        """Add empty rows to an item of rows; how many there are more now."""
        found = [shown.field for shown in self.shown if shown.item.link_id == link_id]
        return sum(field.add() for field in found if isinstance(field, RowsField))

    def problems(self) -> list[tuple[str, str]]:
        """(id of the control, words) for each error, in the order of the page."""
        return [problem for shown in self.shown for problem in _problems(shown)]


def page_form(
    items: Sequence[Item], answers: AnswerSet, stamp: Stamp | None = None, sent: MultiDict[str, str] | None = None
) -> PageForm:
    """A form for these items, filled with what was sent, or else with the answers there are."""
    offered = {item.link_id: _offered(item, answers) for item in items}
    fields = {item.link_id: _field(item, offered[item.link_id]) for item in items}
    kind = type("Form", (PageForm,), fields)
    data = {item.link_id: _as_data(item, answers.get(item.link_id)) for item in items}
    form: PageForm = kind(formdata=sent, data=data, meta={"csrf_context": stamp})
    form.shown = tuple(Shown(item, form[item.link_id], offered[item.link_id]) for item in items)
    return form


def answers_in(form: PageForm) -> dict[str, Answer | None]:
    """link_id → the answer sent, None where nothing was chosen. Call only on a valid form."""
    return {shown.item.link_id: _as_answer(shown) for shown in form.shown}


def first_control(item: Item) -> str:
    """The id of the first control of an item, for links that lead to its question."""
    if item.type == "rows":
        column = item.column[0]
        return f"{item.link_id}-0-{column.id}{'-0' if column.option else ''}"
    return f"{item.link_id}-0" if item.option or item.is_scale else item.link_id


def _problems(shown: Shown) -> Iterator[tuple[str, str]]:
    if isinstance(shown.field, RowsField):
        yield from shown.field.problems()
    for error in shown.field.errors:
        if not isinstance(error, dict):  # the errors of a row are told at its cells
            yield first_control(shown.item), str(error)


def fingerprint(items: Iterable[Item], answers: AnswerSet) -> str:
    """A short mark of the answers to these items."""
    shape = repr([(item.link_id, _as_data(item, answers.get(item.link_id))) for item in items])
    return hashlib.sha256(shape.encode(errors="replace")).hexdigest()[:12]


def _offered(item: Item, answers: AnswerSet) -> tuple[AnswerOption, ...]:
    """The options to offer: those for the areas marked, those for everybody, and those already chosen."""
    given = answers.get(item.link_id)
    ticked = given.yes if isinstance(given, Chosen) else {str(given)}
    marked = answers.get("areas")
    areas = marked.yes if isinstance(marked, Chosen) else frozenset()
    return tuple(
        option
        for option in item.option
        if option.value in ticked
        or (not option.retired and (not option.offered_for or not areas or areas & set(option.offered_for)))
    )


def _field(item: Item, options: tuple[AnswerOption, ...]) -> Any:
    label = words(item.text)
    match item.type:
        case "rows":
            return RowsField(item)
        case "boolean":
            return BooleanField(label)
        case "text":
            return TextAreaField(label, filters=[clean], validators=[short_enough(item)])
        case "integer" if not item.is_scale:
            return StringField(label, filters=[clean], validators=[in_range(item)])
    return _choosing(item, label, [option.value for option in options])


def _choosing(item: Item, label: str, choices: list[str]) -> Any:
    checks: list[Any] = [required(item)] if item.required else []
    if item.type == "multiple":
        return Boxes(label, validators=[*checks, exclusive(item)], choices=choices)
    if item.is_scale:
        choices = [*(str(number) for number in range(int(item.min or 0), int(item.max or 0) + 1)), NOT_SURE]
    return Choices(label, validators=checks, choices=choices, validate_choice=False)


def _as_data(item: Item, answer: Answer | None) -> Any:
    if isinstance(answer, Chosen):
        return sorted(answer.yes)
    if isinstance(answer, Rows):
        return plain_rows(answer)
    if answer is None:
        return [] if item.type in ("multiple", "rows") else None
    return answer if isinstance(answer, bool) else str(answer)


def _as_answer(shown: Shown) -> Answer | None:
    item, data = shown.item, shown.field.data
    match item.type:
        case "multiple":
            offered = [option.value for option in shown.options]
            return chosen(item, data, offered=offered) if data else None
        case "rows":
            # A tick alone cannot be taken away again, so a row without a word says nothing.
            written = [row for row in data if any(row[column.id] for column in item.text_columns)]
            return rows_of(item, written)
        case "boolean":
            return bool(data)
        case "integer":
            return int(data) if data and data != NOT_SURE else None
        case _:
            return str(data) if data else None

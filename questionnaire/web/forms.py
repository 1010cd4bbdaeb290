"""Turns items into a form, and what was sent into answers. Nothing is changed by a form with errors."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.widgets import CheckboxInput, ListWidget

from questionnaire.catalogue.catalogue import Catalogue
from questionnaire.catalogue.questions import AnswerOption, Item
from questionnaire.matching.answers import Answer, AnswerSet, Chosen, chosen
from questionnaire.web.entry_rules import exclusive, in_range, required, short_enough
from questionnaire.web.words import words

NOT_SURE = "not-sure"
_CONTROLS = {code: None for code in (*range(32), *range(127, 160)) if code not in (9, 10, 13)}
_CONTROLS |= dict.fromkeys((*range(0xD800, 0xE000), 0xFFFE, 0xFFFF))


class Boxes(SelectMultipleField):
    """Checkboxes for a multiple choice."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def pre_validate(self, form: FlaskForm) -> None:
        """Refuse what is not offered, in plain words."""
        if any(value not in self.choices for value in self.data or ()):
            raise ValidationError(gettext("Please choose from the answers on this page"))


class Choices(RadioField):
    """Radio buttons; choosing none is fine unless the item is required."""

    def pre_validate(self, form: FlaskForm) -> None:
        """Refuse what is not offered, in plain words."""
        if self.data is not None and self.data not in self.choices:
            raise ValidationError(gettext("Please choose from the answers on this page"))


@dataclass(frozen=True)
class Shown:
    """An item on a page: its field, and the options offered."""

    item: Item
    field: Field
    options: tuple[AnswerOption, ...]


class EmptyForm(FlaskForm):
    """A button and nothing else."""


class PageForm(FlaskForm):
    """The form of one page. `seen` marks the answers it was drawn with, to notice a page that is out of date."""

    seen = HiddenField()
    shown: tuple[Shown, ...] = ()

    @property
    def out_of_time(self) -> bool:
        """Whether only the form's token is at fault: nothing the person typed."""
        token = self._fields.get("csrf_token")
        return token is not None and bool(token.errors)

    def problems(self) -> list[tuple[str, str]]:
        """(id of the control, words) for each error, in the order of the page."""
        return [(first_control(shown.item), str(error)) for shown in self.shown for error in shown.field.errors]


def page_form(catalogue: Catalogue, items: Sequence[Item], answers: AnswerSet) -> PageForm:
    """A form for these items, filled with what was sent, or else with the answers there are."""
    offered = {item.link_id: _offered(item, answers) for item in items}
    fields = {item.link_id: _field(item, offered[item.link_id]) for item in items}
    kind = type("Form", (PageForm,), fields)
    form: PageForm = kind(data={item.link_id: _as_data(item, answers.get(item.link_id)) for item in items})
    form.shown = tuple(Shown(item, form[item.link_id], offered[item.link_id]) for item in items)
    return form


def answers_in(form: PageForm) -> dict[str, Answer | None]:
    """link_id → the answer sent, None where nothing was chosen. Call only on a valid form."""
    return {shown.item.link_id: _as_answer(shown) for shown in form.shown}


def first_control(item: Item) -> str:
    """The id of the first control of an item, for links that lead to its question."""
    return f"{item.link_id}-0" if item.option or item.is_scale else item.link_id


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
    choices = [option.value for option in options]
    checks: list[Any] = [required(item)] if item.required else []
    match item.type:
        case "multiple":
            return Boxes(label, validators=[*checks, exclusive(item)], choices=choices)
        case "choice":
            return Choices(label, validators=checks, choices=choices, validate_choice=False)
        case "boolean":
            return BooleanField(label)
        case "text":
            return TextAreaField(label, filters=[_clean], validators=[short_enough(item)])
        case _ if item.is_scale:
            steps = [str(number) for number in range(int(item.min or 0), int(item.max or 0) + 1)]
            return Choices(label, validators=checks, choices=[*steps, NOT_SURE], validate_choice=False)
        case _:
            return StringField(label, filters=[_clean], validators=[in_range(item)])


def _as_data(item: Item, answer: Answer | None) -> Any:
    if isinstance(answer, Chosen):
        return sorted(answer.yes)
    if answer is None:
        return [] if item.type == "multiple" else None
    return answer if isinstance(answer, bool) else str(answer)


def _as_answer(shown: Shown) -> Answer | None:
    item, data = shown.item, shown.field.data
    match item.type:
        case "multiple":
            offered = [option.value for option in shown.options]
            return chosen(item, data, offered=offered) if data else None
        case "boolean":
            return bool(data)
        case "integer":
            return int(data) if data and data != NOT_SURE else None
        case _:
            return str(data) if data else None


def _clean(text: str | None) -> str | None:
    return text.translate(_CONTROLS).replace("\r\n", "\n").strip() if text else text

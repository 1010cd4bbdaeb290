"""The controls a form is made of: boxes, radio buttons, and rows of cells. Each refuses what is not offered."""

import re
from collections.abc import Iterable
from typing import Any

from flask_babel import gettext
from wtforms import Field, FieldList, Form, FormField, RadioField, SelectMultipleField, StringField, ValidationError
from wtforms.utils import unset_value
from wtforms.widgets import CheckboxInput, ListWidget

from questionnaire.catalogue.options import Column
from questionnaire.catalogue.questions import Item
from questionnaire.web.entry_rules import cell_short_enough, characters_left, rows_short_enough
from questionnaire.web.words import words

# Empty rows on a first visit, empty rows kept after what is told, and rows that one press of the button adds.
FIRST, SPARE, MORE = 3, 2, 3
# Letters left in all rows when the page begins to tell it.
NEARLY = 200
_CONTROLS = {code: None for code in (*range(32), *range(127, 160)) if code not in (9, 10, 13)}
_CONTROLS |= dict.fromkeys((*range(0xD800, 0xE000), 0xFFFE, 0xFFFF))


class Boxes(SelectMultipleField):
    """Checkboxes for a multiple choice."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def pre_validate(self, form: Form) -> None:
        """Refuse what is not offered, in plain words."""
        if any(value not in self.choices for value in self.data or ()):
            raise ValidationError(gettext("Please choose from the answers on this page"))


class Choices(RadioField):
    """Radio buttons; choosing none is fine unless the item is required."""

    def pre_validate(self, form: Form) -> None:
        """Refuse what is not offered, in plain words."""
        if self.data is not None and self.data not in self.choices:
            raise ValidationError(gettext("Please choose from the answers on this page"))


class RowsField(FieldList):
    """Rows of cells, as many as were sent or are told and some empty ones; never more than the item takes."""

    def __init__(self, item: Item, **how: Any) -> None:
        most = item.max_rows or FIRST
        super().__init__(
            FormField(_row_form(item)),
            words(item.text),
            validators=[rows_short_enough(item)],
            min_entries=min(FIRST, most),
            max_entries=most,
            **how,
        )
        self.item = item
        self.sent = 0

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        """What was sent counts alone: an answer from before fills no cell that was sent empty."""
        super().process(formdata, unset_value if formdata else data, extra_filters)
        self.sent = len(self.entries)
        filled = [place for place, row in enumerate(self.data, 1) if any(row.values())]
        self._grow(max(filled, default=0) + SPARE)

    def add(self) -> int:
        """Add empty rows to those that were sent, as far as they fit; how many there are more now."""
        self._grow(self.sent + MORE)
        return len(self.entries) - self.sent

    def _grow(self, number: int) -> None:
        while len(self.entries) < min(number, self.max_entries):
            self.append_entry()

    @property
    def left(self) -> int:
        """How many characters all rows may still take; below zero: how many they are over."""
        return characters_left(self.item, self.data)

    @property
    def is_nearly_full(self) -> bool:
        """Whether the page tells how much room is left."""
        return self.left <= NEARLY

    def problems(self) -> Iterable[tuple[str, str]]:
        """(id of the control, words) for each error in a cell, row after row."""
        for row in self.entries:
            for cell in row:
                control = f"{cell.id}-0" if isinstance(cell, Choices) else cell.id
                yield from ((control, str(error)) for error in cell.errors)

    def _extract_indices(self, prefix: str, formdata: Iterable[str]) -> Iterable[int]:
        """All rows up to the last one sent. Rows that no page shows, such as the thousandth, are not read."""
        name = re.compile(rf"{re.escape(prefix)}-([0-9]{{1,3}})-")
        sent = [int(found[1]) for key in formdata if (found := name.match(key))]
        return range(max((place for place in sent if place < self.max_entries), default=-1) + 1)


def _row_form(item: Item) -> type[Form]:
    """The form of one row."""
    return type("RowForm", (Form,), {column.id: _cell(column) for column in item.column})


def _cell(column: Column) -> Field:
    if column.type == "choice":
        return Choices(words(column.text), choices=list(column.values()), validate_choice=False)
    return StringField(words(column.text), filters=[clean_line], validators=[cell_short_enough(column)])


def clean(text: str | None) -> str | None:
    """A text as it is kept: without control characters, and without space around it."""
    return text.translate(_CONTROLS).replace("\r\n", "\n").strip() if text else text


def clean_line(text: str | None) -> str | None:
    """The same for a text of one line."""
    cleaned = clean(text)
    return re.sub(r"[\t\n\r]+", " ", cleaned) if cleaned else cleaned

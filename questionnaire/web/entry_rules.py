"""What may be entered: rules for single fields, each with plain words for what is wrong and how to mend it."""

from collections.abc import Callable, Iterable, Mapping

from flask_babel import gettext, ngettext
from flask_wtf import FlaskForm
from wtforms import Field, ValidationError

from questionnaire.catalogue.options import Column
from questionnaire.catalogue.questions import Item
from questionnaire.matching.answers import rows_of
from questionnaire.web.words import words

Rule = Callable[[FlaskForm, Field], None]


def required(item: Item) -> Rule:
    """Something must be chosen."""

    def check(form: FlaskForm, field: Field) -> None:
        if not field.data:
            several = item.type == "multiple"
            raise ValidationError(
                gettext("Tick what you have, or “None of these”") if several else gettext("Choose one answer")
            )

    return check


def exclusive(item: Item) -> Rule:
    """Answers such as "none of these" stand alone."""
    alone = {option.value: option.text for option in item.option if option.exclusive}

    def check(form: FlaskForm, field: Field) -> None:
        for value in field.data or ():
            if value in alone and len(set(field.data)) > 1:
                raise ValidationError(
                    gettext(
                        "You ticked “%(alone)s” and something else. Please choose one or the other",
                        alone=words(alone[value]),
                    )
                )

    return check


def short_enough(item: Item) -> Rule:
    """Own words are limited by bytes of UTF-8."""
    limit = item.max_bytes or 0

    def check(form: FlaskForm, field: Field) -> None:
        size = len((field.data or "").encode())
        if size > limit:
            raise ValidationError(
                gettext("This is too long. Please take away about %(letters)s letters", letters=size - limit)
            )

    return check


def cell_short_enough(column: Column) -> Rule:
    """The words of a cell are limited by characters."""
    limit = column.max_characters or 0

    def check(form: FlaskForm, field: Field) -> None:
        over = len(field.data or "") - limit
        if over > 0:
            text = ngettext(
                "This is too long. Please take away %(num)s letter",
                "This is too long. Please take away %(num)s letters",
                over,
            )
            raise ValidationError(text)

    return check


def rows_short_enough(item: Item) -> Rule:
    """All rows together are limited by characters."""

    def check(form: FlaskForm, field: Field) -> None:
        over = -characters_left(item, field.data)
        if over > 0:
            text = ngettext(
                "All rows together are too long. Please take away %(num)s letter",
                "All rows together are too long. Please take away %(num)s letters",
                over,
            )
            raise ValidationError(text)

    return check


def characters_left(item: Item, rows: Iterable[Mapping[str, str | None]]) -> int:
    """How many characters all rows may still take; below zero: how many they are over."""
    told = rows_of(item, rows)
    return (item.max_characters or 0) - (told.characters(item) if told else 0)


def in_range(item: Item) -> Rule:
    """A whole number between the limits of the item."""
    low, high = int(item.min or 0), int(item.max or 0)

    def check(form: FlaskForm, field: Field) -> None:
        if not field.data:
            return
        if not field.data.isascii() or not field.data.isdigit() or len(field.data) > 9:
            raise ValidationError(gettext("Type only the number, like 54"))
        if not low <= int(field.data) <= high:
            raise ValidationError(gettext("Type a number from %(low)s to %(high)s", low=low, high=high))

    return check

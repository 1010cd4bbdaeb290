"""Parts, pages and items: what is asked, of whom, when, and in which words."""

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import Literal

from pydantic import Field, PositiveInt, model_validator

from questionnaire.catalogue.criteria import Expression, Scope
from questionnaire.catalogue.options import AnswerOption, Column
from questionnaire.catalogue.words import Content, Id, Words

# Letters of an answer that still stands beside others on a small phone.
BRIEF = 10
ItemType = Literal["boolean", "choice", "multiple", "integer", "text", "rows"]


class Item(Content):
    """One question. Its `link_id` names the form control, the answer and the FHIR item; its `short_text` heads the
    answer in a clinician's note (FHIR SDC: shortText). A `confidential` answer is on paper only if the person says yes
    to the item named in `shared_by`; a `general` one says little of which pattern it is (place, age, time); a `retired`
    item is asked no longer, and only read in older documents.
    """

    link_id: Id
    type: ItemType
    text: Words
    short_text: Words | None = None
    help: Words | None = None
    list: Literal["closed", "open"] | None = None
    required: bool = False
    short_path: bool = False
    for_the_record: bool = False
    warning: bool = False
    general: bool = False
    confidential: bool = False
    shared_by: Id | None = None
    retired: bool = False
    enable_when: Expression | None = None
    min: float | None = None
    max: float | None = None
    unit: Words | None = None
    low_label: Words | None = None
    high_label: Words | None = None
    max_bytes: int | None = None
    max_rows: PositiveInt | None = None
    max_characters: PositiveInt | None = None
    row_text: Words | None = None
    column: tuple[Column, ...] = ()
    option_source: Literal["body"] | None = None
    option: tuple[AnswerOption, ...] = ()
    scope: Scope = "person"
    page: str = ""

    @model_validator(mode="after")
    def _fits_its_type(self) -> "Item":
        chooses = self.type in ("choice", "multiple")
        if chooses != bool(self.option):
            raise ValueError(f"an item of type {self.type} {'needs' if chooses else 'takes no'} options")
        if (self.type == "multiple") != (self.list is not None):
            raise ValueError("`list` (open or closed) belongs to items of type multiple")
        if (self.type == "text") != (self.max_bytes is not None):
            raise ValueError("`max_bytes` belongs to items of type text")
        if self.shared_by is not None and not self.confidential:
            raise ValueError("`shared_by` belongs to confidential items")
        if self.type == "integer" and (self.min is None or self.max is None):
            raise ValueError("a number needs `min` and `max`")
        return self

    @model_validator(mode="after")
    def _fits_its_rows(self) -> "Item":
        given = [bool(part) for part in (self.column, self.row_text, self.max_rows, self.max_characters)]
        if self.type != "rows" and any(given):
            raise ValueError("`column`, `row_text`, `max_rows` and `max_characters` belong to items of type rows")
        if self.type == "rows" and not all(given):
            raise ValueError("an item of type rows needs `column`, `row_text`, `max_rows` and `max_characters`")
        if self.type == "rows" and not self.text_columns:
            raise ValueError("an item of type rows needs a column of type text")
        names = [column.id for column in self.column]
        for name in names:
            if names.count(name) > 1:
                raise ValueError(f'two columns are called "{name}"')
        return self

    @cached_property
    def text_columns(self) -> tuple[Column, ...]:
        """The columns that take own words."""
        return tuple(column for column in self.column if column.type == "text")

    def values(self) -> tuple[str, ...]:
        """All option values, in order."""
        return tuple(option.value for option in self.option)

    @cached_property
    def exclusives(self) -> frozenset[str]:
        """The values that stand alone: "none", "not sure" and the like. Known not to be so once another is ticked."""
        return frozenset(option.value for option in self.option if option.exclusive)

    @cached_property
    def unknowns(self) -> frozenset[str]:
        """The values that count as no answer for rules."""
        return frozenset(option.value for option in self.option if option.unknown)

    def find(self, value: str) -> AnswerOption | None:
        """The option with this value."""
        return self._by_value.get(value)

    @cached_property
    def _by_value(self) -> dict[str, AnswerOption]:
        return {option.value: option for option in self.option}

    @property
    def is_scale(self) -> bool:
        """Whether it is a short scale of whole numbers, shown as a row of choices."""
        return self.type == "integer" and self.low_label is not None

    @property
    def is_brief(self) -> bool:
        """Whether its few answers are so short that they stand side by side; "not sure" stands below them."""
        known = [option for option in self.option if not option.unknown]
        return (
            self.type == "choice"
            and len(known) <= 4
            and all(len(option.text) <= BRIEF and not (option.hint or option.heading) for option in known)
        )

    def substance(self) -> tuple[str, ...]:
        """The values that say something about the person today: without "none", "not sure" and retired ones."""
        return tuple(o.value for o in self.option if not (o.exclusive or o.unknown or o.retired))

    def left_open(self, ticked: Iterable[str]) -> frozenset[str]:
        """The options of today that a ticked, retired value may have meant: nobody knows."""
        meant = (self._by_value[value].stands_for for value in ticked if value in self._by_value)
        return frozenset(value for values in meant for value in values)


class Page(Content):
    """One screen with one topic. `why` says in one line why it is asked. `before_warnings`: it tells how urgent a sign
    is that was just ticked, so it is asked before a warning interrupts.
    """

    id: Id
    title: Words | None = None
    intro: Words | None = None
    why: Words
    kind: Literal["questions", "body-map", "read-back"] = "questions"
    before_warnings: bool = False
    enable_when: Expression | None = None
    item: tuple[Item, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _has_a_heading(self) -> "Page":
        if self.title is None and len(self.item) != 1:
            raise ValueError("a page with several items needs a `title`")
        return self

    @property
    def heading(self) -> str:
        """The h1: the page's title, or its only question."""
        return self.title or self.item[0].text


class Part(Content):
    """A stretch of the journey, named in the progress line and introduced on its first page."""

    id: Id
    title: Words
    intro: Words | None = None
    scope: Scope
    pages: tuple[Id, ...]


class Flow(Content):
    """`questionnaire.toml`: the version, who signed it (nobody: empty) and when, and the parts in order."""

    version: str
    reviewed_by: str = ""
    reviewed_on: date | None = None
    part: tuple[Part, ...]

    @model_validator(mode="after")
    def _is_signed_whole(self) -> "Flow":
        if bool(self.reviewed_by.strip()) != (self.reviewed_on is not None):
            raise ValueError("a signature has both: `reviewed_by` with a name, and `reviewed_on` with the day")
        return self

"""What one answer is chosen or put together from: answer options, and the columns of an item of rows."""

from typing import Literal

from pydantic import PositiveInt, model_validator

from questionnaire.catalogue.words import Content, Id, Words


class AnswerOption(Content):
    """One answer to choose. `unknown` options count as not answered for rules; red flags may still read them.
    `short_text` says the same in a clinician's note (FHIR SDC: shortText). A `retired` one is offered no longer, and
    only read in older documents, where it `stands_for` options of today of which nobody knows which one was meant.
    """

    value: Id
    text: Words
    short_text: Words | None = None
    hint: Words | None = None
    heading: Words | None = None
    exclusive: bool = False
    unknown: bool = False
    leaves_rest_open: bool = False
    for_the_record: bool = False
    offered_for: tuple[str, ...] = ()
    retired: bool = False
    stands_for: tuple[str, ...] = ()


class Column(Content):
    """One cell of every row: own words of at most `max_characters`, or a choice. Where rows are told in a line, an
    option is told by its `short_text`, and one without stays unsaid.
    """

    id: Id
    text: Words
    short_text: Words | None = None
    type: Literal["text", "choice"]
    max_characters: PositiveInt | None = None
    option: tuple[AnswerOption, ...] = ()

    @model_validator(mode="after")
    def _fits_its_type(self) -> "Column":
        if (self.type == "choice") != bool(self.option):
            raise ValueError(f"a column of type {self.type} {'takes no' if self.option else 'needs'} options")
        if (self.type == "text") != (self.max_characters is not None):
            raise ValueError("`max_characters` belongs to columns of type text")
        for value in self.values():
            if self.values().count(value) > 1:
                raise ValueError(f'the value "{value}" stands twice')
        return self

    def values(self) -> tuple[str, ...]:
        """All option values, in order."""
        return tuple(option.value for option in self.option)

    def find(self, value: str | None) -> AnswerOption | None:
        """The option with this value."""
        return next((option for option in self.option if option.value == value), None)

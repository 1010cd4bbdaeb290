"""What was asked once and is asked no longer: read in older documents as what it meant, never guessed."""

from datetime import date
from typing import Any

from pydantic import Field

from questionnaire.catalogue.problems import Problem
from questionnaire.catalogue.words import Content, Id, Words, nearest

FILE = "retired.toml"


class RetiredValue(Content):
    """An option that older documents hold. `stands_for` are the options of today it may have meant; empty: it says
    nothing of them. `text` is what was asked, `reason` why it is asked in another way now.
    """

    item: Id
    value: Id
    text: Words
    short_text: Words | None = None
    stands_for: tuple[Id, ...] = ()
    since: date
    reason: str = Field(min_length=1)


class RetiredItem(Content):
    """A question that older documents hold the answer to; it is printed on behalf of `page`, and read by no rule."""

    link_id: Id
    page: Id
    text: Words
    short_text: Words | None = None
    max_bytes: int
    since: date
    reason: str = Field(min_length=1)


class Retired:
    """The retired values and items, as they are laid into the tables of the pages before these are typed."""

    def __init__(self, values: list[RetiredValue], items: list[RetiredItem]) -> None:
        self._values = values
        self._items = items

    def items_of(self, page_id: str) -> list[dict[str, Any]]:
        """The tables of the items that a page once asked: words, kept for the record."""
        return [
            {
                "link_id": one.link_id,
                "type": "text",
                "text": one.text,
                "short_text": one.short_text,
                "max_bytes": one.max_bytes,
                "for_the_record": True,
                "retired": True,
            }
            for one in self._items
            if one.page == page_id
        ]

    def add_values(self, item: dict[str, Any]) -> list[Problem]:
        """Append an item's retired values to its options; what they stand for must be offered today."""
        values = [one for one in self._values if one.item == item.get("link_id")]
        if not values:
            return []
        options = item.setdefault("option", [])
        known = [str(option.get("value")) for option in options]
        options += [
            {
                "value": one.value,
                "text": one.text,
                "short_text": one.short_text,
                "stands_for": list(one.stands_for),
                "retired": True,
            }
            for one in values
        ]
        return [
            Problem(FILE, f'value "{one.value}" stands_for', f'no option "{value}"{nearest(value, known)}')
            for one in values
            for value in one.stands_for
            if value not in known
        ]

    def unused(self, items: list[str], pages: list[str]) -> list[Problem]:
        """Values of items, and items of pages, that do not exist."""
        return [
            Problem(FILE, f'value "{one.value}" item', f'no item "{one.item}"{nearest(one.item, items)}')
            for one in self._values
            if one.item not in items
        ] + [
            Problem(FILE, f'question "{one.link_id}" page', f'no page "{one.page}"{nearest(one.page, pages)}')
            for one in self._items
            if one.page not in pages
        ]

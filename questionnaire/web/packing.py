"""Packs answers into short lists of numbers and back, so that the longest journey fits in the cookies.

Options are named by their place. A fingerprint of all items and red flags guards against reading them with others.
"""

import hashlib
import json
from typing import Any

from questionnaire.catalogue.catalogue import Catalogue
from questionnaire.catalogue.questions import Item
from questionnaire.matching.answers import Answer, Answers, AnswerSet, Chosen, Rows, chosen, rows_of

Packed = list[Any]


class Packer:
    """Packs and unpacks the answers to one catalogue's items."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._items = list(catalogue.items.values())
        self._places = {item.link_id: place for place, item in enumerate(self._items)}
        shape: list[object] = [
            [
                *(item.link_id, item.type, item.list, *item.values(), sorted(item.exclusives)),
                *([column.id, column.type, *column.values()] for column in item.column),
            ]
            for item in self._items
        ]
        shape.append(sorted(catalogue.red_flags))
        self.fingerprint = hashlib.sha256(json.dumps(shape).encode()).hexdigest()[:8]

    def pack(self, answers: Answers) -> Packed:
        """One list for the person and one for each pain."""
        return [self._pack_set(answers.person), *(self._pack_set(pain) for pain in answers.pains)]

    def unpack(self, packed: Packed) -> Answers:
        """The answers that were packed with the same fingerprint."""
        person, *pains = (self._unpack_set(one) for one in packed)
        return Answers(person, tuple(pains))

    def _pack_set(self, answers: AnswerSet) -> Packed:
        packed: Packed = []
        for link_id, answer in answers.items():
            place = self._places[link_id]
            packed += [place, _pack(self._items[place], answer)]
        return packed

    def _unpack_set(self, packed: Packed) -> dict[str, Answer]:
        pairs = zip(packed[::2], packed[1::2], strict=True)
        return {self._items[place].link_id: _unpack(self._items[place], value) for place, value in pairs}


def _pack(item: Item, answer: Answer) -> Any:
    if isinstance(answer, Chosen):
        yes, implied = _mask(item, answer.yes), chosen(item, answer.yes).no
        return yes if answer.no == implied else f"{yes}/{_mask(item, answer.no)}"
    if isinstance(answer, Rows):
        return [_pack_row(item, dict(row)) for row in answer.rows]
    return item.values().index(str(answer)) if item.type == "choice" else answer


def _unpack(item: Item, value: Any) -> Answer:
    if item.type == "multiple":
        yes, _, no = value.partition("/")
        ticked = _unmask(item, yes)
        return Chosen(ticked, _unmask(item, no)) if no else chosen(item, ticked)
    if item.type == "choice":
        return item.values()[value]
    if item.type == "rows":
        return rows_of(item, [_unpack_row(item, row) for row in value]) or Rows(())
    answer: Answer = value
    return answer


def _pack_row(item: Item, row: dict[str, str]) -> Packed:
    """One entry for each column: the text, or the place of the option counted from 1; empty ones are "" and 0."""
    return [
        ("", *column.values()).index(row.get(column.id, "")) if column.option else row.get(column.id, "")
        for column in item.column
    ]


def _unpack_row(item: Item, row: Packed) -> dict[str, str]:
    cells = zip(item.column, row, strict=True)
    return {column.id: column.values()[cell - 1] if column.option else cell for column, cell in cells if cell}


def _mask(item: Item, values: frozenset[str]) -> str:
    return f"{sum(1 << place for place, value in enumerate(item.values()) if value in values):x}"


def _unmask(item: Item, mask: str) -> frozenset[str]:
    bits = int(mask, 16)
    return frozenset(value for place, value in enumerate(item.values()) if bits >> place & 1)

"""Answers of rows as plain data, an object for each row. Refuses, in words, what the columns do not take."""

import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from questionnaire.catalogue.options import Column
from questionnaire.catalogue.questions import Item
from questionnaire.catalogue.words import nearest
from questionnaire.matching.answers import Rows, rows_of


def read_rows(item: Item, value: Any) -> tuple[Rows | None, list[str]]:
    """The answer, and what is wrong with it: each problem names its row and column. None when nothing is told."""
    if not isinstance(value, list) or not all(isinstance(row, Mapping) for row in value):
        return None, ['must be a list of rows, each an object such as {"' + item.column[0].id + '": ...}']
    problems = [
        f"row {number}: {problem}" for number, row in enumerate(value, 1) for problem in _row_problems(item, row)
    ]
    if problems:
        return None, problems
    rows = rows_of(item, value)
    return (rows, list(_size_problems(item, rows))) if rows else (None, [])


def plain_rows(rows: Rows) -> list[dict[str, str]]:
    """The answer as plain data: what `read_rows` reads."""
    return [dict(row) for row in rows.rows]


def holds_half_a_character(text: str) -> bool:
    """Whether there is a lone surrogate in it, which no file and no page can hold."""
    return any(0xD800 <= ord(letter) <= 0xDFFF for letter in text)


def _row_problems(item: Item, row: Mapping[Any, Any]) -> Iterator[str]:
    columns = {column.id: column for column in item.column}
    for name, cell in row.items():
        if name not in columns:
            yield f'unknown column "{name}"{nearest(str(name), columns)}'
        elif cell not in (None, ""):
            column = columns[name]
            problem = _text_problem(column, cell) if column.type == "text" else _choice_problem(column, cell)
            if problem:
                yield f"{name}: {problem}"


def _text_problem(column: Column, cell: Any) -> str | None:
    if not isinstance(cell, str):
        return "must be text"
    if holds_half_a_character(cell):
        return "holds half a character (a lone surrogate)"
    if any(unicodedata.category(letter) == "Cc" for letter in cell):
        return "must be one line, without control characters"
    size, most = len(cell.strip()), column.max_characters or 0
    return f"is {size} characters long, at most {most} fit" if size > most else None


def _choice_problem(column: Column, cell: Any) -> str | None:
    if not isinstance(cell, str):
        return "must be one value as a string"
    if cell not in column.values():
        return f'unknown value "{cell}"{nearest(cell, column.values())}'
    return None


def _size_problems(item: Item, rows: Rows) -> Iterator[str]:
    if len(rows.rows) > (item.max_rows or 0):
        yield f"at most {item.max_rows} rows fit, here are {len(rows.rows)}"
    size = rows.characters(item)
    if size > (item.max_characters or 0):
        yield f"all rows together are {size} characters long, at most {item.max_characters} fit"

"""Reads what the command line is given: texts of any Unicode encoding that names itself, and JSON without doubles."""

import codecs
import json
from typing import IO, Any

# UTF-32 first: its mark begins with that of UTF-16. PowerShell writes UTF-16; other programs of Windows mark UTF-8.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class TwiceError(ValueError):
    """A key that stands twice in one JSON object."""


def read_text(file: IO[bytes]) -> str:
    """The text of a file: in UTF-8, unless a byte order mark says otherwise.

    Raises:
        UnicodeDecodeError: when it is something else.
    """
    data = file.read()
    return data.decode(next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8"))


def read_json(file: IO[bytes]) -> Any:
    """The JSON document of a file.

    Raises:
        TwiceError: when a key stands twice in one object, because the last would silently win.
        ValueError: when it is no JSON, or of no known encoding.
        RecursionError: for lists in lists in lists.
    """
    return json.loads(read_text(file), object_pairs_hook=_once)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise TwiceError(key)
        found[key] = value
    return found

"""The coverage table beside the cases: which people must raise each red flag, and which ordinary ones must not."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from questionnaire.catalogue.catalogue import Catalogue
from questionnaire.catalogue.remarks import Remark
from questionnaire.catalogue.words import nearest

FOLDER = Path("tests/cases/coverage")


def read_ways(folder: Path) -> list[dict[str, Any]]:
    """Every way of telling a danger, or of being near one, in the order of the files; each knows its `file`.

    Raises:
        ValueError: for a file that is no TOML.
    """
    return [
        {"file": path.name, **way}
        for path in sorted(folder.glob("*.toml"))
        for way in tomllib.loads(path.read_text(encoding="utf-8")).get("way", [])
    ]


def uncovered(catalogue: Catalogue, folder: Path) -> Iterator[Remark]:
    """Red flags without a row that raises them or without one of ordinary people, and rows about no flag."""
    raises: set[str] = set()
    silent: set[str] = set()
    for way in read_ways(folder):
        raises |= set(way["raises"])
        silent |= set(way["silent"])
        for name in sorted({*way["raises"], *way["silent"]} - set(catalogue.red_flags)):
            key = f'way "{way["what"]}"'
            yield Remark(f"{folder}/{way['file']}", key, f'no red flag "{name}"{nearest(name, catalogue.red_flags)}')
    for name in catalogue.red_flags:
        file = catalogue.file_of("red_flag", name)
        if name not in raises:
            yield Remark(file, "coverage", f'no row of {folder} must raise it: add one with raises = ["{name}"]')
        if name not in silent:
            message = f'no row of {folder} must not raise it: add an ordinary person with silent = ["{name}"]'
            yield Remark(file, "coverage", message)

"""Content files as they are read: tables, with named sets of areas written out, and mistakes told in words."""

import tomllib
from collections.abc import Iterable, Mapping
from importlib.resources.abc import Traversable
from typing import Any, NamedTuple

from pydantic import ValidationError

from questionnaire.catalogue.body import Body
from questionnaire.catalogue.problems import Problem
from questionnaire.catalogue.words import Content, nearest

Table = dict[str, Any]


class Source(NamedTuple):
    """A parsed content file: its path below the content folder, and its tables."""

    file: str
    tables: Table


class Files:
    """The files of a content folder. A file that is missing, empty or no TOML is a problem, and reads as no tables."""

    def __init__(self, root: Traversable, problems: list[Problem]) -> None:
        self._root = root
        self._problems = problems

    def folder(self, name: str) -> list[Source]:
        """Every TOML file of a folder, by name."""
        folder = self._root / name
        names = sorted(file.name for file in folder.iterdir()) if folder.is_dir() else []
        return [self.read(f"{name}/{file}") for file in names if file.endswith(".toml")]

    def read(self, file: str) -> Source:
        """One file, by its path below the root."""
        path = self._root
        for step in file.split("/"):
            path = path / step
        try:
            tables = tomllib.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return self._refused(file, "the file is missing")
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            return self._refused(file, f"not valid TOML: {error}")
        return Source(file, tables) if tables else self._refused(file, "the file is empty")

    def _refused(self, file: str, message: str) -> Source:
        self._problems.append(Problem(file, "", message))
        return Source(file, {})


def expanded(source: Source, body: Body, problems: list[Problem]) -> Source:
    """The source with each "@set" in a list replaced by its area ids."""

    def expand(value: Any, key: str) -> Any:
        if isinstance(value, dict):
            return {name: expand(inner, f"{key} {name}".strip()) for name, inner in value.items()}
        if not isinstance(value, list):
            return value
        return [one for inner in value for one in members(inner, key)]

    def members(value: Any, key: str) -> Iterable[Any]:
        if not (isinstance(value, str) and value.startswith("@")):
            return [expand(value, key)]
        areas = body.sets.get(value[1:])
        if areas is None:
            hint = nearest(value[1:], body.sets)
            problems.append(Problem(source.file, key, f'unknown set of areas "{value}"{hint}'))
        return areas or ()

    return Source(source.file, expand(source.tables, ""))


def explained(error: ValidationError, source: Source) -> list[Problem]:
    """What a type refused, told with the key in words and the nearest known name."""
    problems = []
    for detail in error.errors():
        key = _key(detail["loc"], source.tables)
        message = detail["msg"].removeprefix("Value error, ")
        if detail["type"] == "extra_forbidden":
            name = str(detail["loc"][-1])
            message = f'unknown key "{name}"{nearest(name, _field_names())}'
        elif detail["type"] == "literal_error":
            given = str(detail["input"])
            message = f'"{given}" is not allowed here: {message}'
        problems.append(Problem(source.file, key, message))
    return problems


def _field_names() -> set[str]:
    return {name for content in Content.__subclasses__() for name in content.model_fields}


def _key(location: tuple[int | str, ...], tables: Table) -> str:
    """A location in words: list positions become the id of the table at that place."""
    words = [_name(tables)] if _name(tables) else []
    value: Any = tables
    for step in location:
        if isinstance(value, Mapping) and step in value:
            value = value[step]
            words.append(str(step))
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
            words.append(_name(value) or f"#{step + 1}")
        elif isinstance(step, str) and step == location[-1]:
            words.append(step)
    return " ".join(words)


def _name(table: Any) -> str:
    if not isinstance(table, Mapping):
        return ""
    name = next((table[key] for key in ("link_id", "value", "id", "about", "area") if key in table), "")
    return f'"{name}"' if name else ""

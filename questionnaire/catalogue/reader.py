"""Tables of content files made into typed content; what is wrong is gathered, and each id is taken once."""

from importlib.resources.abc import Traversable
from typing import Any, TypeVar

from pydantic import ValidationError

from questionnaire.catalogue.problems import Problem
from questionnaire.catalogue.reading import Files, Source, Table, explained
from questionnaire.catalogue.words import Content, nearest

Model = TypeVar("Model", bound=Content)


class Reader:
    """Reads below `root`; `problems` grows with what is wrong, `origin` tells the file of each id."""

    def __init__(self, root: Traversable) -> None:
        self.problems: list[Problem] = []
        self.files = Files(root, self.problems)
        self.origin: dict[tuple[str, str], str] = {}
        self._claimed: set[tuple[str, str, str]] = set()

    def one(self, model: type[Model], source: Source, name: str | None = None) -> Model | None:
        """The file or table as one `model`, or None with its faults told; a file's `id` must be its `name`."""
        if not source.tables:
            return None
        try:
            made = model.model_validate(source.tables)
        except ValidationError as error:
            self.problems += explained(error, source)
            return None
        if name is not None and source.tables["id"] != name:
            self.problem(source.file, "id", f'the id must be the file\'s name, "{name}"')
        return made

    def list(self, model: type[Model], source: Source, key: str, beside: str = "") -> list[Model]:
        """The tables named `key`; `beside` is the other name that the file may hold."""
        for unknown in set(source.tables) - {key, beside}:
            self.problem(source.file, unknown, f"unknown key{nearest(unknown, [key])}")
        made = []
        if not isinstance(source.tables.get(key, []), list):
            self.problem(source.file, key, f"each one starts with [[{key}]], not with [{key}]")
        for table in listed(source.tables.get(key)):
            one = self.one(model, Source(source.file, table))
            if one is not None:
                made.append(one)
                self.claim(key, _identity(table), source.file)
        return made

    def claim(self, kind: str, name: str, file: str) -> None:
        """Take an id for a file; a second one of the same kind is a problem."""
        first = self.origin.setdefault((kind, name), file)
        if first != file or (kind, name, file) in self._claimed:
            self.problem(file, f'{kind} "{name}"', f"the id is already used in {first}")
        self._claimed.add((kind, name, file))

    def problem(self, file: str, key: str, message: str) -> None:
        """Note what is wrong with a key of a file."""
        self.problems.append(Problem(file, key, message))


def listed(value: Any) -> list[Any]:
    """The value when it is a list; anything else is left for the types to refuse."""
    return value if isinstance(value, list) else []


def _identity(table: Table) -> str:
    """What makes a table unique in its list: its id, or the item and value it is about."""
    return str(table.get("id") or " ".join(str(table[key]) for key in ("item", "value", "link_id") if key in table))

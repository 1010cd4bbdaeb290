"""Reads every content file once into a `Catalogue`, or raises `ContentError` with every problem found."""

import tomllib
from collections.abc import Iterable, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, NamedTuple, TypeVar

from pydantic import ValidationError

from questionnaire.catalogue.body import Body, BodyPart, BodyRow, build_body
from questionnaire.catalogue.catalogue import Catalogue
from questionnaire.catalogue.checks import cross_check
from questionnaire.catalogue.criteria import Criterion
from questionnaire.catalogue.flags import RedFlag
from questionnaire.catalogue.problems import ContentError, Problem
from questionnaire.catalogue.profiles import Profile
from questionnaire.catalogue.questions import Flow, Item, Page
from questionnaire.catalogue.references import Reference
from questionnaire.catalogue.regions import Region
from questionnaire.catalogue.scores import ScoreWords
from questionnaire.catalogue.words import Content, nearest

Table = dict[str, Any]
Model = TypeVar("Model", bound=Content)


class Source(NamedTuple):
    """A parsed content file: its path below the content folder, and its tables."""

    file: str
    tables: Table


def load(root: Traversable | None = None) -> Catalogue:
    """Read the content below `root` (the package's own by default).

    Raises:
        ContentError: listing every problem with file, key and the nearest known name.
    """
    return _Loader(root or files("questionnaire") / "content").catalogue()


class _Loader:
    def __init__(self, root: Traversable) -> None:
        self.root = root
        self.problems: list[Problem] = []
        self.origin: dict[tuple[str, str], str] = {}

    def catalogue(self) -> Catalogue:
        body = self._body()
        flow = self._one(Flow, self._read("questionnaire.toml"))
        pages = self._pages(flow, body)
        profiles, criteria = self._profiles(body)
        flags = self._list(RedFlag, _expanded(self._read("red-flags.toml"), body, self.problems), "red_flag")
        scores = self._list(ScoreWords, self._read("scores.toml"), "score")
        references = self._list(Reference, self._read("references.toml"), "reference")
        regions = [self._one(Region, source) for source in self._folder("regions")]
        self._stop_on_problems()
        assert flow is not None
        catalogue = Catalogue(
            version=flow.version,
            parts=flow.part,
            pages={page.id: page for page in pages},
            items={item.link_id: item for page in pages for item in page.item},
            body=body,
            criteria={criterion.id: criterion for criterion in criteria},
            profiles={profile.id: profile for profile in profiles},
            red_flags={flag.id: flag for flag in flags},
            scores={score.id: score for score in scores},
            regions={region.id: region for region in regions if region},
            references={reference.id: reference for reference in references},
        )
        self.problems += cross_check(catalogue, self.origin)
        self._stop_on_problems()
        return catalogue

    def _stop_on_problems(self) -> None:
        if self.problems:
            raise ContentError(self.problems)

    def _body(self) -> Body:
        source = self._read("body.toml")
        rows = self._list(BodyRow, source, "row")
        return build_body(tuple(self._list(BodyPart, source, "part")), tuple(rows))

    def _pages(self, flow: Flow | None, body: Body) -> list[Page]:
        sources = {source.file: source for source in self._folder("pages")}
        pages = []
        for part in flow.part if flow else ():
            for page_id in part.pages:
                source = sources.pop(f"pages/{page_id}.toml", None)
                if source is None:
                    known = (file[6:-5] for file in sources)
                    self._problem("questionnaire.toml", f'part "{part.id}" pages', f'no page "{page_id}"{nearest(page_id, known)}')
                    continue
                tables = _expanded(source, body, self.problems).tables
                for item in tables.get("item", ()):
                    item |= {"scope": part.scope, "page": page_id}
                    if item.get("option_source") == "body":
                        item["option"] = _area_options(body) + item.get("option", [])
                page = self._one(Page, Source(source.file, tables), page_id)
                pages += [page] if page else []
        for file in sources:
            self._problem(file, "id", "no part in questionnaire.toml lists this page")
        for page in pages:
            for item in page.item:
                self._claim("item", item.link_id, f"pages/{page.id}.toml")
        return pages

    def _profiles(self, body: Body) -> tuple[list[Profile], list[Criterion]]:
        criteria = []
        for source in self._folder("criteria"):
            criteria += self._list(Criterion, _expanded(source, body, self.problems), "criterion")
        profiles = []
        for folder, kind in (("profiles", "main"), ("look-alikes", "look-alike")):
            for source in self._folder(folder):
                tables = _expanded(source, body, self.problems).tables | {"kind": kind}
                name = source.file.rpartition("/")[2].removesuffix(".toml")
                profile = self._one(Profile, Source(source.file, tables), name)
                if profile is None:
                    continue
                self._claim("profile", profile.id, source.file)
                for criterion in profile.criterion:
                    self._claim("criterion", criterion.id, source.file)
                profiles.append(profile)
                criteria += profile.criterion
        return profiles, criteria

    def _folder(self, name: str) -> list[Source]:
        folder = self.root / name
        names = sorted(file.name for file in folder.iterdir()) if folder.is_dir() else []
        return [self._read(f"{name}/{file}") for file in names if file.endswith(".toml")]

    def _read(self, file: str) -> Source:
        path = self.root
        for step in file.split("/"):
            path = path / step
        try:
            return Source(file, tomllib.loads(path.read_text(encoding="utf-8")))
        except FileNotFoundError:
            self._problem(file, "", "the file is missing")
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            self._problem(file, "", f"not valid TOML: {error}")
        return Source(file, {})

    def _one(self, model: type[Model], source: Source, name: str | None = None) -> Model | None:
        if not source.tables:
            return None
        try:
            made = model.model_validate(source.tables)
        except ValidationError as error:
            self.problems += _explained(error, source, model)
            return None
        if name is not None and source.tables["id"] != name:
            self._problem(source.file, "id", f'the id must be the file\'s name, "{name}"')
        return made

    def _list(self, model: type[Model], source: Source, key: str) -> list[Model]:
        for unknown in set(source.tables) - {key, "part", "row"}:
            self._problem(source.file, unknown, f"unknown key{nearest(unknown, [key])}")
        made = []
        for table in source.tables.get(key, []):
            one = self._one(model, Source(source.file, table))
            if one is not None:
                made.append(one)
                self._claim(key, str(table["id"]), source.file)
        return made

    def _claim(self, kind: str, name: str, file: str) -> None:
        first = self.origin.setdefault((kind, name), file)
        if first != file or (kind, name, file) in self._claimed:
            self._problem(file, f'{kind} "{name}"', f"the id is already used in {first}")
        self._claimed.add((kind, name, file))

    @property
    def _claimed(self) -> set[tuple[str, str, str]]:
        return self.__dict__.setdefault("_claims", set())

    def _problem(self, file: str, key: str, message: str) -> None:
        self.problems.append(Problem(file, key, message))


def _area_options(body: Body) -> list[Table]:
    return [{"value": area.id, "text": area.text} for area in body.areas.values()]


def _expanded(source: Source, body: Body, problems: list[Problem]) -> Source:
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


def _explained(error: ValidationError, source: Source, model: type[Content]) -> list[Problem]:
    problems = []
    for detail in error.errors():
        key = _key(detail["loc"], source.tables)
        message = detail["msg"].removeprefix("Value error, ")
        if detail["type"] == "extra_forbidden":
            name = str(detail["loc"][-1])
            message = f'unknown key "{name}"{nearest(name, _field_names(model))}'
        elif detail["type"] == "literal_error":
            given = str(detail["input"])
            message = f'"{given}" is not allowed here: {message}'
        problems.append(Problem(source.file, key, message))
    return problems


def _field_names(model: type[Content]) -> set[str]:
    names: set[str] = set()
    pending = [model, *Content.__subclasses__()]
    for content in pending:
        names |= set(content.model_fields)
    return names


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
    name = next((table[key] for key in ("link_id", "value", "id", "about") if key in table), "")
    return f'"{name}"' if name else ""

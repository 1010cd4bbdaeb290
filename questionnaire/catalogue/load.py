"""Reads every content file once into a `Catalogue`, or raises `ContentError` with every problem found."""

from collections.abc import Iterable
from dataclasses import replace
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Protocol, TypeVar

from questionnaire.catalogue.body import Body, BodyPart, BodyRow, build_body
from questionnaire.catalogue.catalogue import Catalogue
from questionnaire.catalogue.checks import cross_check
from questionnaire.catalogue.criteria import Criterion
from questionnaire.catalogue.figure import Figure, figure_problems
from questionnaire.catalogue.flags import RedFlag
from questionnaire.catalogue.glossary import GlossaryWord
from questionnaire.catalogue.people import Person
from questionnaire.catalogue.plain import PlainWords
from questionnaire.catalogue.problems import ContentError
from questionnaire.catalogue.profiles import Profile
from questionnaire.catalogue.questions import Flow, Page
from questionnaire.catalogue.reader import Reader, listed
from questionnaire.catalogue.reading import Source, Table, expanded
from questionnaire.catalogue.readings import items_read, signs_wanted
from questionnaire.catalogue.references import Reference
from questionnaire.catalogue.regions import Region
from questionnaire.catalogue.retired import Retired, RetiredItem, RetiredValue
from questionnaire.catalogue.scores import ScoreWords
from questionnaire.catalogue.words import nearest


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


Named = TypeVar("Named", bound=_HasId)


def load(root: Traversable | None = None) -> Catalogue:
    """Read the content below `root` (the package's own by default).

    Raises:
        ContentError: listing every problem with file, key and the nearest known name.
    """
    return _Loader(root or files("questionnaire") / "content").catalogue()


class _Loader(Reader):
    def catalogue(self) -> Catalogue:
        body = self._body()
        figure = self._figure(body)
        flow = self.one(Flow, self.files.read("questionnaire.toml"))
        pages = self._pages(flow, body)
        profiles, criteria = self._profiles(body)
        flags = self._red_flags(body)
        criteria += [criterion for flag in flags for criterion in flag.criterion]
        scores = self.list(ScoreWords, self.files.read("scores.toml"), "score")
        references = self.list(Reference, self.files.read("references.toml"), "reference")
        glossary = self.list(GlossaryWord, self.files.read("glossary.toml"), "word")
        plain_words = self.one(PlainWords, self.files.read("plain-words.toml"))
        people = [self.one(Person, source, _stem(source.file)) for source in self.files.folder("people")]
        regions = [self.one(Region, source, _stem(source.file)) for source in self.files.folder("regions")]
        self._stop_on_problems()
        assert flow is not None
        assert figure is not None
        assert plain_words is not None
        catalogue = Catalogue(
            version=flow.version,
            reviewed_by=flow.reviewed_by,
            reviewed_on=flow.reviewed_on,
            parts=flow.part,
            pages=_by_id(pages),
            items={item.link_id: item for page in pages for item in page.item},
            body=body,
            figure=figure,
            criteria=_by_id(criteria),
            profiles=_by_id(profiles),
            red_flags=_by_id(flags),
            scores={score.id: score for score in scores},
            regions=_by_id(region for region in regions if region),
            references=_by_id(references),
            plain_words=plain_words,
            glossary=_by_id(glossary),
            people=_by_id(person for person in people if person),
            origin=self.origin,
            flag_reads={},
            flag_signs={},
        )
        self.problems += cross_check(catalogue)
        self._stop_on_problems()
        return replace(
            catalogue,
            flag_reads={flag.id: items_read(catalogue, flag.when) for flag in flags},
            flag_signs={flag.id: signs_wanted(catalogue, flag.when) for flag in flags},
        )

    def _stop_on_problems(self) -> None:
        if self.problems:
            raise ContentError(self.problems)

    def _body(self) -> Body:
        source = self.files.read("body.toml")
        rows, parts = (
            self.list(BodyRow, source, "row", beside="part"),
            self.list(BodyPart, source, "part", beside="row"),
        )
        known = [part.id for part in parts]
        for row in rows:
            if row.part not in known:
                self.problem(source.file, f'row "{row.id}" part', f'no part "{row.part}"{nearest(row.part, known)}')
        return build_body(tuple(parts), tuple(rows))

    def _figure(self, body: Body) -> Figure | None:
        figure = self.one(Figure, self.files.read("figure.toml"))
        if figure is not None:
            self.problems += figure_problems(figure, body)
        return figure

    def _pages(self, flow: Flow | None, body: Body) -> list[Page]:
        sources = {source.file: source for source in self.files.folder("pages")}
        retired = self._retired()
        pages = []
        for part in flow.part if flow else ():
            for page_id in part.pages:
                source = sources.pop(f"pages/{page_id}.toml", None)
                if source is None:
                    hint = nearest(page_id, (file[6:-5] for file in sources))
                    self.problem("questionnaire.toml", f'part "{part.id}" pages', f'no page "{page_id}"{hint}')
                    continue
                tables = expanded(source, body, self.problems).tables
                tables["item"] = listed(tables.get("item")) + retired.items_of(page_id)
                for item in filter(_is_table, tables["item"]):
                    item |= {"scope": part.scope, "page": page_id}
                    if item.get("option_source") == "body":
                        item["option"] = _area_options(body) + listed(item.get("option"))
                    self.problems += retired.add_values(item)
                page = self.one(Page, Source(source.file, tables), page_id)
                pages += [page] if page else []
        for file in sources if flow else ():
            self.problem(file, "id", "no part in questionnaire.toml lists this page")
        for page in pages:
            for item in page.item:
                self.claim("item", item.link_id, f"pages/{page.id}.toml")
        asked = [item.link_id for page in pages for item in page.item]
        self.problems += retired.unused(asked, [page.id for page in pages]) if not self.problems else []
        return pages

    def _retired(self) -> Retired:
        source = self.files.read("retired.toml")
        values = self.list(RetiredValue, source, "value", beside="question")
        return Retired(values, self.list(RetiredItem, source, "question", beside="value"))

    def _profiles(self, body: Body) -> tuple[list[Profile], list[Criterion]]:
        criteria = []
        for source in self.files.folder("criteria"):
            criteria += self.list(Criterion, expanded(source, body, self.problems), "criterion")
        profiles = []
        for folder, kind in (("profiles", "main"), ("look-alikes", "look-alike")):
            for source in self.files.folder(folder):
                if not source.tables:
                    continue
                tables = expanded(source, body, self.problems).tables | {"kind": kind}
                profile = self.one(Profile, Source(source.file, tables), _stem(source.file))
                if profile is None:
                    continue
                self.claim("profile", profile.id, source.file)
                for criterion in profile.criterion:
                    self.claim("criterion", criterion.id, source.file)
                profiles.append(profile)
                criteria += profile.criterion
        return profiles, criteria

    def _red_flags(self, body: Body) -> list[RedFlag]:
        flags = []
        for source in self.files.folder("red-flags"):
            flag = self.one(RedFlag, expanded(source, body, self.problems), _stem(source.file))
            if flag is not None:
                flags.append(flag)
                for criterion in flag.criterion:
                    self.claim("criterion", criterion.id, source.file)
        return flags


def _by_id(content: Iterable[Named]) -> dict[str, Named]:
    return {one.id: one for one in content}


def _stem(file: str) -> str:
    return file.rpartition("/")[2].removesuffix(".toml")


def _is_table(value: Any) -> bool:
    return isinstance(value, dict)


def _area_options(body: Body) -> list[Table]:
    return [{"value": area.id, "text": area.text} for area in body.areas.values()]

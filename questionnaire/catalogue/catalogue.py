"""The catalogue: all content, typed and indexed by id. Everything later reads this and nothing else of the content."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from questionnaire.catalogue.body import Body
from questionnaire.catalogue.criteria import Criterion, ScoreName
from questionnaire.catalogue.figure import Figure
from questionnaire.catalogue.flags import RedFlag
from questionnaire.catalogue.glossary import GlossaryWord
from questionnaire.catalogue.people import Person
from questionnaire.catalogue.plain import PlainWords
from questionnaire.catalogue.profiles import Profile
from questionnaire.catalogue.questions import Item, Page, Part
from questionnaire.catalogue.references import Reference
from questionnaire.catalogue.regions import Region
from questionnaire.catalogue.scores import ScoreWords


@dataclass(frozen=True)
class Catalogue:
    """All content. Mappings keep the order of the journey where there is one, and are sorted by id elsewhere.

    `origin` gives the file of each (kind, id), `flag_reads` the link_ids that each red flag reads,
    `flag_signs` the warning signs (link_id, option value) that each asks for.
    """

    version: str
    reviewed_by: str
    reviewed_on: date | None
    parts: tuple[Part, ...]
    pages: Mapping[str, Page]
    items: Mapping[str, Item]
    body: Body
    figure: Figure
    criteria: Mapping[str, Criterion]
    profiles: Mapping[str, Profile]
    red_flags: Mapping[str, RedFlag]
    scores: Mapping[ScoreName, ScoreWords]
    regions: Mapping[str, Region]
    references: Mapping[str, Reference]
    plain_words: PlainWords
    glossary: Mapping[str, GlossaryWord]
    people: Mapping[str, Person]
    origin: Mapping[tuple[str, str], str]
    flag_reads: Mapping[str, frozenset[str]]
    flag_signs: Mapping[str, tuple[tuple[str, str], ...]]

    def file_of(self, kind: str, name: str) -> str:
        """The content file of a criterion, profile, page, person, red flag or other piece of content."""
        folders = {"page": "pages", "person": "people", "region": "regions", "red_flag": "red-flags"}
        single = {
            "body": "body.toml",
            "score": "scores.toml",
            "part": "questionnaire.toml",
            "word": "glossary.toml",
        }
        known = single.get(kind) or self.origin.get((kind, name))
        return known or f"{folders.get(kind, kind)}/{name}.toml"

    def pages_of(self, part: Part) -> Iterator[Page]:
        """The pages of a part, in order."""
        return (self.pages[page_id] for page_id in part.pages)

    def part_of(self, page: Page) -> Part:
        """The part that holds a page."""
        return next(part for part in self.parts if page.id in part.pages)

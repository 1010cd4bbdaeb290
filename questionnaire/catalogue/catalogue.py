"""The catalogue: all content, typed and indexed by id. Everything later reads this and nothing else of the content."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from questionnaire.catalogue.body import Body
from questionnaire.catalogue.criteria import Criterion, ScoreName
from questionnaire.catalogue.figure import Figure
from questionnaire.catalogue.flags import RedFlag
from questionnaire.catalogue.people import Person
from questionnaire.catalogue.plain import PlainWords
from questionnaire.catalogue.profiles import Profile
from questionnaire.catalogue.questions import Item, Page, Part
from questionnaire.catalogue.references import Reference
from questionnaire.catalogue.regions import Region
from questionnaire.catalogue.scores import ScoreWords


@dataclass(frozen=True)
class Catalogue:
    """All content. Mappings keep the order of the journey where there is one, and are sorted by id elsewhere."""

    version: str
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
    people: Mapping[str, Person]

    @cached_property
    def person_items(self) -> tuple[Item, ...]:
        """Items asked once."""
        return tuple(item for item in self.items.values() if item.scope == "person")

    @cached_property
    def pain_items(self) -> tuple[Item, ...]:
        """Items asked for each pain."""
        return tuple(item for item in self.items.values() if item.scope == "pain")

    def pages_of(self, part: Part) -> Iterator[Page]:
        """The pages of a part, in order."""
        return (self.pages[page_id] for page_id in part.pages)

    def part_of(self, page: Page) -> Part:
        """The part that holds a page."""
        return next(part for part in self.parts if page.id in part.pages)

"""The person's route: which page comes before and after which, and where each lives. All derived from the visit."""

from bisect import bisect_left
from dataclasses import dataclass

from flask import url_for

from questionnaire.catalogue.catalogue import Catalogue
from questionnaire.catalogue.questions import Item, Page, Part
from questionnaire.matching.answers import MAX_PAINS
from questionnaire.matching.asking import Place, asked_items, counted, journey, on_path
from questionnaire.web.places import can_be_swapped
from questionnaire.web.session import Visit


@dataclass(frozen=True)
class Progress:
    """Where a page stands: "Part 3 of 7: This pain", with several pains "Pain 2 of 2"; whether it opens its part."""

    number: int
    of: int
    part: Part
    pain: int | None
    pains: int
    minutes: int
    opens: bool


# Seconds a tired person takes for one page, to say honestly how long it still takes.
SECONDS_A_PAGE = 25


class Route:
    """The pages of a visit in order. After the last pain comes the question about another one."""

    def __init__(self, catalogue: Catalogue, visit: Visit) -> None:
        self.catalogue = catalogue
        self.visit = visit
        self.told = counted(visit.answers, catalogue)
        self.pains = max(1, len(visit.answers.pains))
        places = journey(self.told, catalogue, short=visit.short, pains=self.pains)
        self.places = [place for place in places if self._needed(place)]
        self._orders = [self._order(place.page, place.pain) for place in self.places]

    def items(self, page: Page, pain: int | None) -> tuple[Item, ...]:
        """The items of a page that are asked on this path."""
        asked = asked_items(page, self.told, pain, self.catalogue)
        return tuple(item for item in asked if on_path(item, short=self.visit.short))

    def progress(self, page: Page, pain: int | None) -> Progress:
        """The progress line of a page."""
        part = self.catalogue.part_of(page)
        number, of = self.step(part)
        here = self._order(page, pain)
        left = sum(self._order(place.page, place.pain) >= here for place in self.places)
        return Progress(
            number=number,
            of=of,
            part=part,
            pain=pain,
            pains=self.pains,
            minutes=max(1, round(left * SECONDS_A_PAGE / 60)),
            opens=Place(page, pain) == next((one for one in self.places if one.page.id in part.pages), None),
        )

    def step(self, part: Part) -> tuple[int, int]:
        """The number of a part, and of how many: the parts with a question on this path, whatever is answered.

        The check page, a part without questions of its own, is the last.
        """
        parts = self.catalogue.parts
        present = [one for one in parts if not one.pages or self._has_questions(one)]
        reached = parts[: parts.index(part) + 1]
        return sum(one in reached for one in present), len(present)

    def newly_asked(self, before: "Route") -> list[Place]:
        """The places with a question that was not asked before a change, and that has no answer yet."""
        known = {(place.pain, item.link_id) for place in before.places for item in before.items(place.page, place.pain)}
        return [
            place
            for place in self.places
            if place.page.kind != "read-back"
            and any(
                (place.pain, item.link_id) not in known and item.link_id not in self.told.of(place.pain)
                for item in self.items(place.page, place.pain)
            )
        ]

    def place_at(self, number: int) -> Place | None:
        """The page with this number on the route, counted from 1."""
        return self.places[number - 1] if 1 <= number <= len(self.places) else None

    def number_of(self, place: Place) -> int:
        """The number of a page; for one that is not on the route, of the page that stands in its place."""
        return bisect_left(self._orders, self._order(place.page, place.pain)) + 1

    def address(self, place: Place) -> str:
        """Where a page lives: its number on this person's route, which tells nothing of what was answered."""
        number = self.number_of(place)
        return url_for("questions.step", number=number) if number <= len(self.places) else url_for("check.show")

    def name_of(self, where: str) -> str:
        """The heading of the page at an address of this route; empty when there is none."""
        place = self._place_of(where)
        return place.page.heading if place is not None else ""

    def first(self) -> str:
        """The address of the first page."""
        return self.address(self.places[0])

    def unanswered_required(self) -> Place | None:
        """The first page with a question that must be answered and is not."""
        for place in self.places:
            for item in self.items(place.page, place.pain):
                if item.required and item.link_id not in self.told.of(place.pain):
                    return place
        return None

    def after(self, page: Page, pain: int | None) -> str:
        """The address that follows a page, which itself may have dropped off the route."""
        here = self._order(page, pain)
        following = next((place for place in self.places if self._order(place.page, place.pain) > here), None)
        if pain is not None and (following is None or following.pain is None) and self.pains < MAX_PAINS:
            return url_for("pains.show")
        return self.address(following) if following else url_for("check.show")

    def before(self, page: Page, pain: int | None) -> str:
        """The address that comes before a page."""
        here = self._order(page, pain)
        earlier = [place for place in self.places if self._order(place.page, place.pain) < here]
        if not earlier:
            return url_for("start.show")
        if pain is None and earlier[-1].pain is not None and self.pains < MAX_PAINS:
            return url_for("pains.show")
        return self.address(earlier[-1])

    def ahead(self, where: str, *, here_too: bool) -> frozenset[str]:
        """The items without an answer on the pages after an address (`here_too`: and on its own page), none when it is
        no page of this route: all has been asked then.
        """
        here = self._place_of(where)
        if here is None:
            return frozenset()
        later = self.places[self.places.index(here) + (not here_too) :]
        return frozenset(
            item.link_id
            for place in later
            for item in self.items(place.page, place.pain)
            if item.link_id not in self.told.of(place.pain)
        )

    def last_of_pain(self, pain: int) -> str:
        """The last page of a pain."""
        return self.address(next(place for place in reversed(self.places) if place.pain == pain))

    def after_pains(self) -> str:
        """The first page after all pains."""
        last = max(number for number, place in enumerate(self.places) if place.pain is not None)
        return self.address(self.places[last + 1]) if last + 1 < len(self.places) else url_for("check.show")

    def last(self) -> str:
        """The last page."""
        return self.address(self.places[-1])

    def _place_of(self, where: str) -> Place | None:
        return next((place for place in self.places if self.address(place) == where), None)

    def _order(self, page: Page, pain: int | None) -> tuple[int, int, int]:
        parts = self.catalogue.parts
        part = self.catalogue.part_of(page)
        return (parts.index(part), pain or 0, part.pages.index(page.id))

    def _has_questions(self, part: Part) -> bool:
        pages = self.catalogue.pages_of(part)
        return any(on_path(item, short=self.visit.short) for page in pages for item in page.item)

    def _needed(self, place: Place) -> bool:
        """The read-back is left out when left and right cannot have been mixed up."""
        return place.page.kind != "read-back" or can_be_swapped(self.told.of(place.pain), self.catalogue)

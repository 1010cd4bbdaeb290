"""The places that were marked: in words, sorted by side, and the same places on the other side."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import gettext, ngettext

from questionnaire.catalogue.catalogue import Catalogue
from questionnaire.matching.answers import AnswerSet, Chosen, ticked
from questionnaire.web.words import mid_sentence, words


@dataclass(frozen=True)
class ReadBack:
    """The marked areas, and their names by side."""

    areas: list[str]
    left: tuple[str, ...]
    right: tuple[str, ...]
    middle: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether no place is marked."""
        return not (self.left or self.right or self.middle)


def marked_areas(answers: AnswerSet, catalogue: Catalogue) -> list[str]:
    """The ids of the marked areas of a pain, in the order of the list."""
    marked = ticked(answers, "areas")
    return [area for area in catalogue.body.areas if area in marked]


def read_back(answers: AnswerSet, catalogue: Catalogue) -> ReadBack:
    """The marked places of a pain, in the order of the list."""
    marked = ticked(answers, "areas")
    areas = [catalogue.body.areas[area] for area in marked_areas(answers, catalogue)]
    everywhere = (gettext("All over the body"),) if "all-over" in marked else ()
    return ReadBack(
        areas=[area.id for area in areas],
        left=tuple(words(area.text) for area in areas if area.side == "left"),
        right=tuple(words(area.text) for area in areas if area.side == "right"),
        middle=tuple(words(area.text) for area in areas if area.side == "middle") + everywhere,
    )


def places_in_short(answers: AnswerSet, catalogue: Catalogue, most: int = 4) -> str:
    """The first places in one line, with the number of others. A pair is named once, so that no side seems left out."""
    names = list(_names(answers, catalogue))
    if not names:
        return gettext("place not marked")
    line = "; ".join(names[:most])
    more = len(names) - most
    if more <= 0:
        return line
    return ngettext("%(line)s and %(num)s more place", "%(line)s and %(num)s more places", more, line=line)


def can_be_swapped(answers: AnswerSet, catalogue: Catalogue) -> bool:
    """Whether there is something to read back: no place at all, or places that differ between the sides."""
    marked = ticked(answers, "areas")
    return not marked or marked != mirrored(marked, catalogue)


def swapped(answers: AnswerSet, catalogue: Catalogue) -> Chosen | None:
    """The places with left and right changed over."""
    given = answers.get("areas")
    if not isinstance(given, Chosen):
        return None
    return Chosen(mirrored(given.yes, catalogue), mirrored(given.no, catalogue))


def mirrored(marked: frozenset[str], catalogue: Catalogue) -> frozenset[str]:
    """The same values with each place on its other side."""
    areas = catalogue.body.areas
    return frozenset(areas[value].mirror if value in areas else value for value in marked)


def _names(answers: AnswerSet, catalogue: Catalogue) -> Iterator[str]:
    marked = ticked(answers, "areas")
    if "all-over" in marked:
        yield gettext("all over the body")
    for area in catalogue.body.areas.values():
        pair = area.side != "middle" and area.mirror in marked
        if area.id in marked and not (pair and area.side == "right"):
            yield mid_sentence(words(area.row.both if pair and area.row.both else area.text))

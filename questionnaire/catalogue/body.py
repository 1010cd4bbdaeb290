"""The body as areas a person can mark: ids, sides, words, Widespread Pain Index area, and named sets for rules."""

from dataclasses import dataclass
from typing import Literal

from pydantic import model_validator

from questionnaire.catalogue.words import Content, Id, Words

Side = Literal["left", "right", "middle"]
MIRROR: dict[Side, Side] = {"left": "right", "right": "left", "middle": "middle"}


class BodyPart(Content):
    """A heading of the list of areas."""

    id: Id
    text: Words


class BodyRow(Content):
    """One row of the list: an area in the middle, a pair of sided areas, or both. The words are whole names; `both`
    names the pair at once.
    """

    id: Id
    part: Id
    view: Literal["front", "back", "both", "back and sole", "both and sole"]
    medical: str
    wpi: Id | None = None
    sets: tuple[Id, ...] = ()
    middle: Words | None = None
    left: Words | None = None
    right: Words | None = None
    both: Words | None = None

    @model_validator(mode="after")
    def _has_words(self) -> "BodyRow":
        if len({self.left is None, self.right is None, self.both is None}) == 2:
            raise ValueError("a row has `left`, `right` and `both`, or none of them")
        if self.middle is None and self.left is None:
            raise ValueError("a row needs `middle`, or `left` and `right`")
        return self


@dataclass(frozen=True)
class Area:
    """One markable place. `mirror` is its twin on the other side (itself in the middle)."""

    id: str
    row: BodyRow
    side: Side
    text: str
    wpi: str | None
    mirror: str


@dataclass(frozen=True)
class Body:
    """All parts, rows and areas, and `sets`: name → area ids, also as name-left and name-right."""

    parts: tuple[BodyPart, ...]
    rows: tuple[BodyRow, ...]
    areas: dict[str, Area]
    sets: dict[str, tuple[str, ...]]


def build_body(parts: tuple[BodyPart, ...], rows: tuple[BodyRow, ...]) -> Body:
    """Derive the areas and sets from the rows."""
    areas = {area.id: area for row in rows for area in _areas(row)}
    names = dict.fromkeys(name for row in rows for name in row.sets)
    sets: dict[str, tuple[str, ...]] = {}
    for name in names:
        members = [area for area in areas.values() if name in area.row.sets]
        sets[name] = tuple(area.id for area in members)
        for side in ("left", "right"):
            sets[f"{name}-{side}"] = tuple(area.id for area in members if area.side == side)
    return Body(parts, rows, areas, sets)


def _areas(row: BodyRow) -> list[Area]:
    words: dict[Side, str | None] = {"middle": row.middle, "left": row.left, "right": row.right}
    return [
        Area(
            id=_area_id(row, side),
            row=row,
            side=side,
            text=text,
            wpi=row.wpi if row.wpi is None or not _sided_wpi(row) else f"{row.wpi}-{side}",
            mirror=_area_id(row, MIRROR[side]),
        )
        for side, text in words.items()
        if text is not None
    ]


def _area_id(row: BodyRow, side: Side) -> str:
    return row.id if side == "middle" else f"{row.id}-{side}"


# Areas of the Widespread Pain Index that exist once; all others exist left and right (Wolfe 2016).
_UNSIDED_WPI = {"neck", "chest", "abdomen", "upper-back", "lower-back"}


def _sided_wpi(row: BodyRow) -> bool:
    return row.wpi not in _UNSIDED_WPI

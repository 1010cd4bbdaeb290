"""The drawing of the body as data: what “look closer” shows, the outlines, and one shape for each area and view."""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from questionnaire.catalogue.body import Body
from questionnaire.catalogue.problems import Problem
from questionnaire.catalogue.words import Content, Id, Words, nearest

View = Literal["front", "back"]
ARROWS = ("up", "down", "left", "right")
FILE = "figure.toml"

# What `view` of a row in body.toml means for the drawing: the soles hang beside the legs in the back view.
_VIEWS_OF_ROW: dict[str, frozenset[View]] = {
    "front": frozenset({"front"}),
    "back": frozenset({"back"}),
    "both": frozenset({"front", "back"}),
    "back and sole": frozenset({"back"}),
    "both and sole": frozenset({"front", "back"}),
}

Whole = Annotated[int, Field(ge=0)]
Box = tuple[Whole, Whole, Whole, Whole]
Curves = Annotated[str, StringConstraints(pattern=r"^M[-0-9 MLCZlcz]+$")]


class Zoom(Content):
    """A part to look at closely: x, y, width and height of it in the front and in the back."""

    id: Id
    text: Words
    front: Box
    back: Box


class Half(Content):
    """The right half of a view's outline and its thin lines; the left half is the mirror image about `midline`."""

    view: View
    midline: Whole
    outline: Curves
    detail: Curves


class Shape(Content):
    """An area in one view: closed outlines, the largest circle inside, where a number stands, where arrow keys lead."""

    area: Id
    view: View
    path: Curves
    centre: tuple[Whole, Whole]
    size: Whole
    number: tuple[Whole, Whole] | None = None
    up: Id | None = None
    down: Id | None = None
    left: Id | None = None
    right: Id | None = None

    @property
    def arrows(self) -> dict[str, str]:
        """Arrow → area, for the arrows that lead somewhere."""
        return {arrow: area for arrow in ARROWS if (area := getattr(self, arrow)) is not None}


class Figure(Content):
    """The whole drawing. The first zoom is the whole body."""

    width: Whole
    height: Whole
    zoom: tuple[Zoom, ...]
    half: tuple[Half, ...]
    shape: tuple[Shape, ...]

    @cached_property
    def shapes(self) -> dict[str, tuple[Shape, ...]]:
        """Area → its shapes, the front first."""
        names = dict.fromkeys(shape.area for shape in self.shape)
        return {name: tuple(shape for shape in self.shape if shape.area == name) for name in names}

    def largest(self, areas: Iterable[str]) -> Shape | None:
        """The shape with the most room for a number, or None when no area is given."""
        marked = set(areas)
        return max((shape for shape in self.shape if shape.area in marked), key=lambda shape: shape.size, default=None)


def figure_problems(figure: Figure, body: Body) -> Iterator[Problem]:
    """Where the drawing and the list of places disagree, and arrows that lead nowhere."""
    drawn = Counter((shape.area, shape.view) for shape in figure.shape)
    for area in body.areas.values():
        for view in sorted(_VIEWS_OF_ROW[area.row.view] - {view for name, view in drawn if name == area.id}):
            yield Problem(FILE, f'shape "{area.id}"', f"body.toml has this area, but the {view} does not show it")
    for (name, view), times in drawn.items():
        known = body.areas.get(name)
        if known is None:
            yield Problem(FILE, f'shape "{name}"', f"body.toml has no such area{nearest(name, body.areas)}")
        elif view not in _VIEWS_OF_ROW[known.row.view]:
            yield Problem(FILE, f'shape "{name}"', f'drawn in the {view}, but body.toml says "{known.row.view}"')
        if times > 1:
            yield Problem(
                FILE, f'shape "{name}"', f"drawn {times} times in the {view}, but one shape holds all outlines"
            )
    for shape in figure.shape:
        there = {name for name, view in drawn if view == shape.view}
        for arrow, name in shape.arrows.items():
            if name not in there:
                hint = nearest(name, there)
                yield Problem(FILE, f'shape "{shape.area}" {arrow}', f'the {shape.view} shows no area "{name}"{hint}')

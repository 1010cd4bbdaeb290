"""Check your answers: everything that was said, with links to change it that come back here."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext

from questionnaire.catalogue.questions import Item, Page, Part
from questionnaire.matching.answers import MAX_PAINS
from questionnaire.matching.asking import Place
from questionnaire.web import trail
from questionnaire.web.guards import Answered, past_safety
from questionnaire.web.lines import anchor, line_of, lines
from questionnaire.web.places import places_in_short
from questionnaire.web.route import Route
from questionnaire.web.words import answer_words, words

blueprint = Blueprint("check", __name__)


@dataclass(frozen=True)
class Row:
    """A question with its answer in words (empty: not answered), and where to change it.

    `one_by_one`: each word of the answer stands on a line of its own.
    """

    anchor: str
    name: str
    question: str
    answer: tuple[str, ...]
    change: str
    confidential: bool
    one_by_one: bool = False


@dataclass(frozen=True)
class Section:
    """A part of the journey, for the person or for one pain."""

    title: str
    places: str
    rows: tuple[Row, ...]
    remove: str | None


@blueprint.route("/check", methods=["GET", "POST"])
@past_safety
def show(route: Route) -> Answered:
    """Everything, part by part; and on to the summary."""
    if request.method == "POST":
        return redirect(url_for("results.show"), 303)
    trail.be_at(route, None)
    trail.take_waiting(route)
    part = route.catalogue.parts[-1]
    number, of = route.step(part)
    numbers = count(1)
    return render_template(
        "questions/check.html",
        sections=[one for part in route.catalogue.parts for one in _sections(route, part, numbers) if one.rows],
        notes=trail.take_notes(),
        back=route.last(),
        number=number,
        of=of,
        part=part,
        can_add=len(route.visit.answers.pains) < MAX_PAINS,
    )


def _sections(route: Route, part: Part, numbers: Iterator[int]) -> list[Section]:
    if not part.pages:
        return []
    if part.scope == "person":
        return [Section(words(part.title), "", _rows(route, part, None, numbers), None)]
    several = len(route.visit.answers.pains) > 1
    return [
        Section(
            title=gettext("Pain %(number)s", number=number) if several else words(part.title),
            places=places_in_short(route.visit.answers.of(number), route.catalogue),
            rows=_rows(route, part, number, numbers),
            remove=url_for("pains.remove", number=number) if several else None,
        )
        for number in range(1, route.pains + 1)
    ]


def _rows(route: Route, part: Part, pain: int | None, numbers: Iterator[int]) -> tuple[Row, ...]:
    return tuple(
        _row(route, page, item, pain, anchor(number))
        for (page, item), number in zip(lines(route, part, pain), numbers, strict=False)
    )


def _row(route: Route, page: Page, item: Item, pain: int | None, line: str) -> Row:
    """The link leads to the question by its number on its page, and comes back to this line."""
    asked = route.items(page, pain) or page.item
    number = asked.index(item) + 1 if item in asked else 1
    place = "main" if page.kind == "body-map" else f"question-{number}"
    answer = answer_words(item, route.told.of(pain).get(item.link_id))
    if answer and item.shared_by:
        answer = [gettext("Answered, not shown here")]
    return Row(
        anchor=line,
        name=line_of(item.link_id, pain),
        question=words(item.text),
        answer=tuple(answer),
        change=f"{route.address(Place(page, pain))}?from=check&question={number}#{place}",
        confidential=item.confidential,
        one_by_one=item.type == "rows",
    )

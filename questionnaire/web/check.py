"""Check your answers: everything that was said, with links to change it that come back here."""

from dataclasses import dataclass, replace

from flask import Blueprint, redirect, render_template, session, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from questionnaire.catalogue.questions import Item, Page, Part
from questionnaire.matching.answers import MAX_PAINS
from questionnaire.matching.asking import Place
from questionnaire.web.forms import EmptyForm, first_control
from questionnaire.web.guards import past_safety
from questionnaire.web.places import places_in_short
from questionnaire.web.route import Route, address, line_of
from questionnaire.web.session import keep
from questionnaire.web.words import answer_words, words

blueprint = Blueprint("check", __name__)


@dataclass(frozen=True)
class Row:
    """A question with its answer in words (empty: not answered), and where to change it.

    `one_by_one`: each word of the answer stands on a line of its own.
    """

    anchor: str
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


@blueprint.get("/check")
@past_safety
def show(route: Route) -> str:
    """Everything, part by part."""
    keep(replace(route.visit, here=url_for("check.show")))
    session.pop("waiting", None)
    part = route.catalogue.parts[-1]
    number, of = route.step(part)
    return render_template(
        "questions/check.html",
        form=EmptyForm(),
        sections=[section for part in route.catalogue.parts for section in _sections(route, part) if section.rows],
        notes=session.pop("notes", []),
        back=route.last(),
        number=number,
        of=of,
        part=part,
        can_add=len(route.visit.answers.pains) < MAX_PAINS,
    )


@blueprint.post("/check")
def go_on() -> Response:
    """On to the summary."""
    return redirect(url_for("results.show"), 303)


def _sections(route: Route, part: Part) -> list[Section]:
    if not part.pages:
        return []
    if part.scope == "person":
        return [Section(words(part.title), "", _rows(route, part, None), None)]
    several = len(route.visit.answers.pains) > 1
    return [
        Section(
            title=gettext("Pain %(number)s", number=number) if several else words(part.title),
            places=places_in_short(route.visit.answers.of(number), route.catalogue),
            rows=_rows(route, part, number),
            remove=url_for("pains.remove", number=number) if several else None,
        )
        for number in range(1, route.pains + 1)
    ]


def _rows(route: Route, part: Part, pain: int | None) -> tuple[Row, ...]:
    """Each question that is asked, and each counted answer to one that is not."""
    told = route.told.of(pain)
    return tuple(
        _row(route, page, item, pain)
        for page in route.catalogue.pages_of(part)
        if page.kind != "read-back"
        for item in page.item
        if item in route.items(page, pain) or item.link_id in told
    )


def _row(route: Route, page: Page, item: Item, pain: int | None) -> Row:
    """The link names the question only where everybody is asked it: to be asked a follow-up tells an answer."""
    always = page.enable_when is None and item.enable_when is None
    about = f"&about={item.link_id}" if always else ""
    control = "main" if page.kind == "body-map" else first_control(item)
    change = f"{address(Place(page, pain))}?from=check{about}#{control}"
    answer = answer_words(item, route.told.of(pain).get(item.link_id))
    if answer and item.shared_by:
        answer = [gettext("Answered, not shown here")]
    return Row(
        anchor=line_of(item.link_id, pain),
        question=words(item.text),
        answer=tuple(answer),
        change=change,
        confidential=item.confidential,
        one_by_one=item.type == "rows",
    )

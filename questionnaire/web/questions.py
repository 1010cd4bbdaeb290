"""The question pages, one after the other by their number on this person's route: show, take answers, and send on."""

from flask import Blueprint, abort, redirect, request, url_for
from flask_babel import gettext

from questionnaire.matching.answers import Answers
from questionnaire.matching.asking import Place
from questionnaire.web import drafts, trail
from questionnaire.web.drawing import draw, draw_as_sent, form_of
from questionnaire.web.guards import Answered
from questionnaire.web.route import Route
from questionnaire.web.session import begin, current_visit, loss, the_catalogue, the_kept
from questionnaire.web.stamps import sent_stamp
from questionnaire.web.taking import take
from questionnaire.web.warnings import interruption

blueprint = Blueprint("questions", __name__)


@blueprint.route("/step/<int:number>", methods=["GET", "POST"])
def step(number: int) -> Answered:
    """The page with this number on the route, counted from 1."""
    visit = current_visit()
    if visit is None:
        return _without_visit()
    route = Route(the_catalogue(), visit)
    interrupted = interruption(route)
    if interrupted is not None:
        return interrupted
    if request.method == "POST":
        return take(route, number)
    place = route.place_at(number)
    return _show(route, place) if place is not None else redirect(url_for("check.show"), 303)


def _show(route: Route, place: Place) -> Answered:
    required = route.unanswered_required()
    if required is not None and route.catalogue.part_of(place.page) is not route.catalogue.parts[0]:
        return redirect(route.address(required), 303)
    trail.be_at(route, place)
    notes = trail.take_notes()
    sent = drafts.held(place.page.id, route.visit.pain_id(place.pain))
    if sent is not None:
        return draw_as_sent(route, place, sent, notes)
    return draw(route, place, form_of(route, place), notes)


def _without_visit() -> Answered:
    """The answers are gone. On a person's own device what was just sent is shown again, so that nothing typed is lost;
    after leaving, and on a device of many, it is not.
    """
    if request.method == "GET":
        return redirect(url_for("start.show", gone=loss() or "missing"), 303)
    if loss() == "unreadable":
        abort(503)
    stamp = sent_stamp()
    page = the_catalogue().pages.get(stamp.page) if stamp is not None else None
    if stamp is None or page is None or not stamp.own or stamp.visit in the_kept().left:
        return redirect(url_for("start.show", gone=loss() or "missing"), 303)
    visit = begin(short=True, device="own", answers=Answers(pains=({},) if stamp.pain else ()))
    place = Place(page, 1 if stamp.pain else None)
    return draw_as_sent(Route(the_catalogue(), visit), place, request.form, [_gone(), _again()])


def _gone() -> str:
    return gettext("Your earlier answers are no longer here. They are erased after a time, to keep them private.")


def _again() -> str:
    return gettext("Please press Continue again.")

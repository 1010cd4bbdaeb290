"""Adding and removing pains: "do you have another, different pain?", up to three."""

from dataclasses import replace

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from questionnaire.catalogue.questions import Part
from questionnaire.matching.answers import MAX_PAINS, Answers
from questionnaire.matching.asking import Place
from questionnaire.web import trail
from questionnaire.web.guards import Answered, visiting
from questionnaire.web.places import places_in_short
from questionnaire.web.route import Route
from questionnaire.web.session import Visit, keep, the_catalogue
from questionnaire.web.stamps import Stamp, StampedForm, sent_stamp, stamp_for
from questionnaire.web.warnings import Sign, interruption, red_flags_of, still_shown, warnings_in

blueprint = Blueprint("pains", __name__)

# What the forms of this module are stamped with, in the place of a page.
PAINS, REMOVE = "pains", "remove"


@blueprint.route("/pains", methods=["GET", "POST"])
@visiting
def show(visit: Visit) -> Answered:
    """Is there another, different pain? Then begin it, or go on."""
    route = Route(the_catalogue(), visit)
    interrupted = interruption(route)
    if interrupted is not None:
        return interrupted
    stamp = stamp_for(visit, PAINS, seen=str(visit.pain_ids))
    if request.method == "GET":
        return _draw(route, StampedForm(formdata=None, meta={"csrf_context": stamp}))
    if sent_stamp() != stamp:
        trail.leave_notes([gettext("Please press the button again.")])
        return redirect(trail.this_address(), 303)
    if request.form.get("another-pain") == "yes" and route.pains < MAX_PAINS:
        return _begin_another(visit, route)
    if request.args.get("from") == "check":
        return redirect(url_for("check.show"), 303)
    return redirect(route.after_pains(), 303)


def _begin_another(visit: Visit, route: Route) -> Response:
    pains = [*visit.answers.pains, *({} for _ in range(route.pains + 1 - len(visit.answers.pains)))]
    ids = (*visit.pain_ids, visit.next_pain_id)
    kept = keep(replace(visit, answers=replace(visit.answers, pains=tuple(pains)), pain_ids=ids))
    first = the_catalogue().pages[_pain_part().pages[0]]
    return redirect(Route(the_catalogue(), kept).address(Place(first, len(ids))), 303)


@blueprint.route("/pains/<int:number>/remove", methods=["GET", "POST"])
@visiting
def remove(visit: Visit, number: int) -> Answered:
    """Ask once, then take a pain away; the others move up and keep their answers. The form tells which pain it is."""
    if request.method == "POST":
        return _remove(visit, sent_stamp())
    if not 1 <= number <= len(visit.answers.pains):
        return redirect(url_for("check.show"), 303)
    form = StampedForm(formdata=None, meta={"csrf_context": stamp_for(visit, REMOVE, visit.pain_id(number))})
    places = places_in_short(visit.answers.of(number), the_catalogue())
    lost = _lost_warnings(visit, number)
    return render_template("questions/remove_pain.html", form=form, number=number, places=places, lost=lost)


def _remove(visit: Visit, stamp: Stamp | None) -> Response:
    known = stamp is not None and (stamp.visit, stamp.page) == (visit.id, REMOVE)
    pain = visit.pain_of(stamp.pain) if stamp is not None and known else None
    if pain is None or pain > len(visit.answers.pains):
        trail.leave_notes([gettext("Nothing was removed: that pain is no longer here.")])
        return redirect(url_for("check.show"), 303)
    answers = _without(visit, pain)
    ids = tuple(one for one in visit.pain_ids if one != visit.pain_id(pain)) or (visit.next_pain_id,)
    shown = still_shown(the_catalogue(), visit, answers)
    keep(replace(visit, answers=answers, pain_ids=ids, shown=shown))
    trail.leave_notes([gettext("Pain %(number)s is removed.", number=pain)])
    return redirect(url_for("check.show"), 303)


def _without(visit: Visit, number: int) -> Answers:
    left = tuple(pain for place, pain in enumerate(visit.answers.pains, 1) if place != number)
    return replace(visit.answers, pains=left)


def _lost_warnings(visit: Visit, number: int) -> list[Sign]:
    """The warnings that only this pain raises: they would go with it."""
    kept = {one.flag.id for one in red_flags_of(the_catalogue(), _without(visit, number)).raised}
    return [one for one in warnings_in(red_flags_of(the_catalogue(), visit.answers)) if one.id not in kept]


def _draw(route: Route, form: StampedForm) -> str:
    told = [places_in_short(pain, the_catalogue()) for pain in route.visit.answers.pains]
    part = _pain_part()
    number, of = route.step(part)
    return render_template(
        "questions/pains.html",
        form=form,
        told=told,
        full=route.pains >= MAX_PAINS,
        notes=trail.take_notes(),
        back=url_for("check.show") if request.args.get("from") == "check" else route.last_of_pain(route.pains),
        number=number,
        of=of,
        part=part,
    )


def _pain_part() -> Part:
    return next(part for part in the_catalogue().parts if part.scope == "pain")

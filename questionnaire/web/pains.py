"""Adding and removing pains: "do you have another, different pain?", up to three."""

from dataclasses import replace

from flask import Blueprint, abort, redirect, render_template, request, session, url_for
from flask_babel import gettext
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import StringField

from questionnaire.catalogue.questions import Part
from questionnaire.matching.answers import MAX_PAINS, Answers
from questionnaire.web.forms import EmptyForm
from questionnaire.web.guards import visiting
from questionnaire.web.places import places_in_short
from questionnaire.web.route import Route
from questionnaire.web.session import Visit, keep, the_catalogue
from questionnaire.web.warnings import Sign, red_flags_of, still_shown, warnings_in

blueprint = Blueprint("pains", __name__)


class PainsForm(FlaskForm):
    """Another pain, yes or no."""

    another = StringField(name="another-pain")


@blueprint.get("/pains")
@visiting
def show(visit: Visit) -> str:
    """Is there another, different pain?"""
    return _draw(visit, PainsForm())


@blueprint.post("/pains")
@visiting
def choose(visit: Visit) -> Response | str:
    """Begin the next pain, or go on."""
    form = PainsForm()
    if not form.validate_on_submit():
        return _draw(visit, form, note=gettext("Please press the button again."))
    route = Route(the_catalogue(), visit)
    if form.another.data == "yes" and route.pains < MAX_PAINS:
        pains = [*visit.answers.pains, *({} for _ in range(route.pains + 1 - len(visit.answers.pains)))]
        keep(replace(visit, answers=replace(visit.answers, pains=tuple(pains))))
        first = next(page.id for page in the_catalogue().pages_of(_pain_part()))
        return redirect(url_for("questions.pain_page", number=route.pains + 1, page_id=first), 303)
    if request.args.get("from") == "check":
        return redirect(url_for("check.show"), 303)
    return redirect(route.after_pains(), 303)


@blueprint.route("/pains/<int:number>/remove", methods=["GET", "POST"])
@visiting
def remove(visit: Visit, number: int) -> Response | str:
    """Ask once, then take a pain away; the others move up and keep their answers."""
    if not 1 <= number <= len(visit.answers.pains):
        abort(404)
    form = EmptyForm()
    if not form.validate_on_submit():
        places = places_in_short(visit.answers.of(number), the_catalogue())
        lost = _lost_warnings(visit, number)
        return render_template("questions/remove_pain.html", form=form, number=number, places=places, lost=lost)
    answers = _without(visit, number)
    keep(replace(visit, answers=answers, shown=still_shown(the_catalogue(), visit, answers)))
    session["notes"] = [gettext("Pain %(number)s is removed.", number=number)]
    return redirect(url_for("check.show"), 303)


def _without(visit: Visit, number: int) -> Answers:
    left = tuple(pain for place, pain in enumerate(visit.answers.pains, 1) if place != number)
    return replace(visit.answers, pains=left)


def _lost_warnings(visit: Visit, number: int) -> list[Sign]:
    """The warnings that only this pain raises: they would go with it."""
    kept = {one.flag.id for one in red_flags_of(the_catalogue(), _without(visit, number)).raised}
    return [one for one in warnings_in(red_flags_of(the_catalogue(), visit.answers)) if one.id not in kept]


def _draw(visit: Visit, form: PainsForm, note: str | None = None) -> str:
    route = Route(the_catalogue(), visit)
    told = [places_in_short(pain, the_catalogue()) for pain in visit.answers.pains]
    part = _pain_part()
    number, of = route.step(part)
    return render_template(
        "questions/pains.html",
        form=form,
        told=told,
        full=route.pains >= MAX_PAINS,
        notes=[*session.pop("notes", []), *([note] if note else [])],
        back=url_for("check.show") if request.args.get("from") == "check" else route.last_of_pain(route.pains),
        number=number,
        of=of,
        part=part,
    )


def _pain_part() -> Part:
    return next(part for part in the_catalogue().parts if part.scope == "pain")

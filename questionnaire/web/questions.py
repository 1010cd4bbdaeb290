"""The question pages, for the person and for each pain: show, take answers, and send on."""

from dataclasses import replace

from flask import Blueprint, abort, redirect, render_template, request, session, url_for
from flask_babel import gettext, ngettext

from questionnaire.matching.answers import MAX_PAINS, Answer, Answers
from questionnaire.matching.asking import Place
from questionnaire.web.forms import PageForm, answers_in, fingerprint, page_form
from questionnaire.web.guards import Answered
from questionnaire.web.onward import dropped_note, from_check, last_pain_note, line_on_check, onward
from questionnaire.web.places import mirrored, read_back, swapped
from questionnaire.web.route import Route, address
from questionnaire.web.session import TooLargeError, Visit, current_visit, keep, loss, the_catalogue
from questionnaire.web.warnings import still_shown

blueprint = Blueprint("questions", __name__)

ADULT = 18


@blueprint.route("/questions/<page_id>", methods=["GET", "POST"])
def person_page(page_id: str) -> Answered:
    """A page about the person."""
    return _page(page_id, None)


@blueprint.route("/pains/<int:number>/<page_id>", methods=["GET", "POST"])
def pain_page(number: int, page_id: str) -> Answered:
    """A page about one pain."""
    return _page(page_id, number)


def _page(page_id: str, pain: int | None) -> Answered:
    catalogue = the_catalogue()
    page = catalogue.pages.get(page_id)
    if page is None or (catalogue.part_of(page).scope == "pain") != (pain is not None):
        abort(404)
    if pain is not None and not 1 <= pain <= MAX_PAINS:
        abort(404)
    place = Place(page, pain)
    visit = current_visit()
    if visit is None:
        return _without_visit(place)
    route = Route(catalogue, visit)
    if pain is not None and pain > route.pains:
        return redirect(url_for("pains.show"), 303)
    if request.method == "GET":
        return _show(route, place)
    return _take_read_back(route, place) if page.kind == "read-back" else _take(route, place)


def _without_visit(place: Place) -> Answered:
    """The answers are gone. What was just sent is shown again, so that nothing typed is lost."""
    if request.method == "GET":
        return redirect(url_for("start.show", gone=loss() or "missing"), 303)
    visit = Visit(device="shared", answers=Answers(pains=({},) * (place.pain or 0)))
    keep(visit)
    form = page_form(the_catalogue(), place.page.item, {})
    return _draw(Route(the_catalogue(), visit), place, form, [_gone(), _again()])


def _show(route: Route, place: Place) -> Answered:
    required = route.unanswered_required()
    if required is not None and route.catalogue.part_of(place.page) is not route.catalogue.parts[0]:
        return redirect(address(required), 303)
    if place not in route.places:
        return redirect(route.after(place.page, place.pain), 303)
    keep(replace(route.visit, here=address(place)))
    items = route.items(place.page, place.pain)
    known = route.visit.answers.of(place.pain)
    form = page_form(route.catalogue, items, known)
    form.seen.data = fingerprint(items, known)
    return _draw(route, place, form, session.pop("notes", []))


def _take(route: Route, place: Place) -> Answered:
    known = route.visit.answers.of(place.pain)
    items = route.items(place.page, place.pain) or place.page.item
    form = page_form(route.catalogue, items, known)
    if place.page.kind == "body-map" and "mirror" in request.form:
        return _with_the_other_side(route, place, form)
    if "more-rows" in request.form:
        return _with_more_rows(route, place, form)
    valid = form.validate_on_submit()
    if _is_minor(form) and not form.out_of_time:
        return redirect(url_for("start.adults"), 303)
    if not valid:
        return _draw(route, place, form, [_again()] if form.out_of_time and not form.problems() else [])
    notes = [_stale_note()] if form.seen.data not in ("", None, fingerprint(items, known)) else []
    answers = route.visit.answers.with_changes(place.pain, answers_in(form))
    return _save(route, place, form, answers, notes)


def _with_the_other_side(route: Route, place: Place, form: PageForm) -> str:
    """The map as it was sent, with both sides ticked. Nothing is saved before the person goes on."""
    field = form[place.page.item[0].link_id]
    marked = frozenset(field.data)
    field.data = sorted(marked | mirrored(marked, route.catalogue))
    more = len(field.data) - len(marked)
    told = ngettext(
        "We marked %(num)s more place on the other side.", "We marked %(num)s more places on the other side.", more
    )
    return _draw(route, place, form, [told if more else gettext("There is nothing more to mark on the other side.")])


def _with_more_rows(route: Route, place: Place, form: PageForm) -> str:
    """The page as it was sent, with more empty rows. Nothing is saved before the person goes on."""
    more = form.add_rows(request.form["more-rows"])
    told = ngettext("There is %(num)s more row now.", "There are %(num)s more rows now.", more)
    return _draw(route, place, form, [told if more else gettext("All rows that we can take are here.")])


def _save(route: Route, place: Place, form: PageForm, answers: Answers, notes: list[str]) -> Answered:
    changed = replace(route.visit, answers=answers, shown=still_shown(route.catalogue, route.visit, answers))
    try:
        keep(changed)
    except TooLargeError:
        return _draw(route, place, form, [_too_long()]), 413
    target = onward(Route(route.catalogue, changed), place, before=route)
    session["notes"] = notes + dropped_note(route, answers) + last_pain_note(place, target)
    return redirect(target, 303)


def _take_read_back(route: Route, place: Place) -> Answered:
    form = page_form(route.catalogue, (), {})
    if not form.validate_on_submit():
        return _draw(route, place, form, [_again()])
    if request.form.get("sides-ok") == "swap":
        changes: dict[str, Answer | None] = {"areas": swapped(route.visit.answers.of(place.pain), route.catalogue)}
        session["notes"] = [gettext("We swapped left and right. Is it right now?")]
        target = request.script_root + request.full_path.rstrip("?")
    else:
        changes = {"sides-ok": "yes"}
        target = onward(route, place, before=route)
    keep(replace(route.visit, answers=route.visit.answers.with_changes(place.pain, changes)))
    return redirect(target, 303)


def _draw(route: Route, place: Place, form: PageForm, notes: list[str]) -> str:
    templates = {"questions": "page", "body-map": "body_map", "read-back": "read_back"}
    page, pain = place.page, place.pain
    before = route.before(page, pain)
    return render_template(
        f"questions/{templates[page.kind]}.html",
        page=page,
        form=form,
        problems=form.problems(),
        notes=notes,
        progress=route.progress(page, pain),
        back=line_on_check(route, place, route) if from_check() else before,
        choose_places=f"{before}?from=check" if from_check() else before,
        body=route.catalogue.body,
        figure=route.catalogue.figure,
        pain=pain,
        read_back=read_back(route.visit.answers.of(pain), route.catalogue) if page.kind == "read-back" else None,
    )


def _gone() -> str:
    return gettext("Your earlier answers are no longer here. They are erased after a time, to keep them private.")


def _again() -> str:
    return gettext("Please press Continue again.")


def _is_minor(form: PageForm) -> bool:
    age = form.data.get("age") or ""
    return age.isascii() and age.isdigit() and len(age) <= 2 and int(age) < ADULT


def _stale_note() -> str:
    return gettext("This page was changed in another window. We kept the answer you gave last.")


def _too_long() -> str:
    return gettext("Your answers are too long together. Please shorten what you wrote.")

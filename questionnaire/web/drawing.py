"""Draws a page of questions: the form with the answers there are, or as it was sent."""

from flask import render_template
from flask_babel import gettext, ngettext
from werkzeug.datastructures import MultiDict

from questionnaire.matching.asking import Place
from questionnaire.web import drafts, trail
from questionnaire.web.forms import PageForm, fingerprint, page_form
from questionnaire.web.onward import from_check, line_on_check
from questionnaire.web.places import mirrored, read_back
from questionnaire.web.route import Route
from questionnaire.web.stamps import Stamp, stamp_for

_TEMPLATES = {"questions": "page", "body-map": "body_map", "read-back": "read_back"}
ADULT = 18


def stamp_of(route: Route, place: Place) -> Stamp:
    """The stamp for a page as it stands now. The read-back shows the places, so it is marked with them."""
    known = route.visit.answers.of(place.pain)
    items = [route.catalogue.items["areas"]] if place.page.kind == "read-back" else place.page.item
    return stamp_for(route.visit, place.page.id, route.visit.pain_id(place.pain), fingerprint(items, known))


def form_of(route: Route, place: Place, sent: MultiDict[str, str] | None = None) -> PageForm:
    """The form of a page, filled with what was sent, or else with the answers there are."""
    if place.page.kind == "read-back":
        return page_form((), {}, stamp_of(route, place), sent)
    items = route.items(place.page, place.pain) or place.page.item
    return page_form(items, route.visit.answers.of(place.pain), stamp_of(route, place), sent)


def asks_for_more(place: Place, sent: MultiDict[str, str]) -> bool:
    """Whether the form was sent to be drawn with more: the other side of the body, or empty rows."""
    return "more-rows" in sent or (place.page.kind == "body-map" and "mirror" in sent)


def draw_as_sent(route: Route, place: Place, sent: MultiDict[str, str], notes: list[str]) -> str:
    """The page as it was sent, with what was asked for or with its problems. Nothing of it is saved."""
    form = form_of(route, place, sent)
    if asks_for_more(place, sent):
        more = _with_more_rows if "more-rows" in sent else _with_the_other_side
        return draw(route, place, form, [*notes, more(route, place, form, sent)])
    form.validate()
    if is_minor(form):
        drafts.let_go()
        return render_template("start/adults.html", change=route.address(place))
    return draw(route, place, form, notes)


def draw(route: Route, place: Place, form: PageForm, notes: list[str]) -> str:
    """The page with this form."""
    page, pain = place.page, place.pain
    before = route.before(page, pain)
    return render_template(
        f"questions/{_TEMPLATES[page.kind]}.html",
        page=page,
        form=form,
        problems=form.problems(),
        notes=notes,
        progress=route.progress(page, pain),
        back=line_on_check(route, place, route) if from_check() else before,
        choose_places=f"{before}?from=check" if from_check() else before,
        action=trail.this_address(),
        body=route.catalogue.body,
        figure=route.catalogue.figure,
        pain=pain,
        read_back=read_back(route.visit.answers.of(pain), route.catalogue) if page.kind == "read-back" else None,
    )


def is_minor(form: PageForm) -> bool:
    """Whether an age below 18 was typed."""
    age = form.data.get("age") or ""
    return age.isascii() and age.isdigit() and len(age) <= 2 and int(age) < ADULT


def _with_the_other_side(route: Route, place: Place, form: PageForm, _: MultiDict[str, str]) -> str:
    field = form[place.page.item[0].link_id]
    marked = frozenset(field.data)
    field.data = sorted(marked | mirrored(marked, route.catalogue))
    more = len(field.data) - len(marked)
    told = ngettext(
        "We marked %(num)s more place on the other side.", "We marked %(num)s more places on the other side.", more
    )
    return told if more else gettext("There is nothing more to mark on the other side.")


def _with_more_rows(_: Route, __: Place, form: PageForm, sent: MultiDict[str, str]) -> str:
    more = form.add_rows(sent["more-rows"])
    told = ngettext("There is %(num)s more row now.", "There are %(num)s more rows now.", more)
    return told if more else gettext("All rows that we can take are here.")

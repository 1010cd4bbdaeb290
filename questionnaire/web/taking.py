"""Takes what a page of questions was answered: saved when it is sound, shown again when it is not.

A form tells by its stamp which page it shows, of which visit and pain, and which answers it was drawn with. One of
another visit is not looked at; one that is older than the answers there are is shown again before it counts.
"""

from dataclasses import replace

from flask import redirect, request, url_for
from flask_babel import gettext

from questionnaire.matching.answers import Answer, Answers
from questionnaire.matching.asking import Place
from questionnaire.web import drafts, trail
from questionnaire.web.drawing import asks_for_more, draw_as_sent, form_of, is_minor, stamp_of
from questionnaire.web.forms import answers_in
from questionnaire.web.guards import Answered
from questionnaire.web.onward import dropped_note, last_pain_note, onward
from questionnaire.web.places import swapped
from questionnaire.web.route import Route
from questionnaire.web.session import TooLargeError, keep
from questionnaire.web.stamps import Stamp, sent_stamp
from questionnaire.web.warnings import still_shown


def take(route: Route, number: int) -> Answered:
    """Take the form that was sent to the page with this number: the form says which page it shows."""
    stamp = sent_stamp()
    if stamp is not None and stamp.visit != route.visit.id:
        trail.leave_notes([gettext("That page belonged to an earlier visit. Nothing of it was kept.")])
        return redirect(trail.this_address(), 303)
    place = _place_of(route, stamp) if stamp is not None else route.place_at(number)
    if place is None:
        trail.leave_notes([gettext("That page was about something that is no longer here. Nothing of it was kept.")])
        return redirect(url_for("check.show"), 303)
    if stamp is None:
        return again(route, place, [gettext("Please press Continue again.")])
    if place.page.kind == "read-back":
        return _take_read_back(route, place, stamp)
    return _take(route, place, stamp)


def again(route: Route, place: Place, notes: list[str], status: int = 200) -> Answered:
    """The page as it was sent, once more: as an answer to a GET where what was sent can wait, else at once."""
    trail.be_at(route, place)
    if status == 200 and drafts.hold(route.visit, place.page.id, route.visit.pain_id(place.pain)):
        trail.leave_notes(notes)
        return redirect(_here(route, place), 303)
    return draw_as_sent(route, place, request.form, notes), status


def _here(route: Route, place: Place) -> str:
    query = request.query_string.decode("ascii", "ignore")
    return f"{route.address(place)}?{query}" if query else route.address(place)


def _place_of(route: Route, stamp: Stamp) -> Place | None:
    """The page that a form of this visit shows; None when its pain was removed."""
    page = route.catalogue.pages.get(stamp.page)
    pain = route.visit.pain_of(stamp.pain) if stamp.pain else None
    return Place(page, pain) if page is not None and (pain is not None or not stamp.pain) else None


def _take(route: Route, place: Place, stamp: Stamp) -> Answered:
    form = form_of(route, place, request.form)
    if asks_for_more(place, request.form):
        return again(route, place, [])
    if not form.validate() or is_minor(form):
        return again(route, place, [])
    changes = answers_in(form)
    known = route.visit.answers.of(place.pain)
    is_new = any(known.get(name) != answer for name, answer in changes.items())
    if is_new and stamp != stamp_of(route, place):
        return again(route, place, [_changed_meanwhile()])
    return _save(route, place, route.visit.answers.with_changes(place.pain, changes))


def _save(route: Route, place: Place, answers: Answers) -> Answered:
    changed = replace(route.visit, answers=answers, shown=still_shown(route.catalogue, route.visit, answers))
    try:
        kept = keep(changed)
    except TooLargeError:
        return again(route, place, [_too_long()], 413)
    drafts.let_go()
    now = Route(route.catalogue, kept)
    target = onward(now, place, before=route)
    trail.leave_notes(dropped_note(route, answers) + last_pain_note(place, now))
    return redirect(target, 303)


def _take_read_back(route: Route, place: Place, stamp: Stamp) -> Answered:
    """Right as it is, or left and right changed over. Of places that were changed meanwhile nothing is said yet."""
    here = _here(route, place)
    if stamp != stamp_of(route, place):
        trail.leave_notes([gettext("The places were changed meanwhile. Please look again.")])
        return redirect(here, 303)
    swap = request.form.get("sides-ok") == "swap"
    places = swapped(route.visit.answers.of(place.pain), route.catalogue) if swap else None
    changes: dict[str, Answer | None] = {"areas": places} if swap else {"sides-ok": "yes"}
    kept = keep(replace(route.visit, answers=route.visit.answers.with_changes(place.pain, changes)))
    if not swap:
        return redirect(onward(Route(route.catalogue, kept), place, before=route), 303)
    trail.leave_notes([gettext("We swapped left and right. Is it right now?")])
    return redirect(here, 303)


def _changed_meanwhile() -> str:
    return gettext(
        "This page was changed in another window. Here is what you sent just now; it is not kept yet. "
        "Check it, and press Continue."
    )


def _too_long() -> str:
    return gettext("Your answers are too long together. Please shorten what you wrote.")

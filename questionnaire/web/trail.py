"""Where a person is, and what the next page has to tell or to do: kept apart from the answers, so that a page that is
only looked at writes none.
"""

from collections.abc import Iterable

from flask import request, session, url_for

from questionnaire.matching.asking import Place
from questionnaire.web.route import Route
from questionnaire.web.session import the_kept

CHECK = "check"
# Names the form that was sent and waits for the page where the person is.
DRAFT = "draft"


def this_address() -> str:
    """The address of this request with its query, as the site's own links have it."""
    return request.script_root + request.full_path.rstrip("?")


def leave_notes(notes: Iterable[str]) -> None:
    """Tell these on the next page."""
    told = list(notes)
    if told:
        session["notes"] = told


def take_notes() -> list[str]:
    """What was left to tell."""
    notes: list[str] = session.pop("notes", [])
    return notes


def be_at(route: Route, place: Place | None) -> None:
    """The person is at a page of questions now; None: at the check page or beyond. What was sent to another page and
    waited to be shown there is no longer wanted.
    """
    where = CHECK if place is None else _mark(route, place)
    if session.get("here") != where:
        session["here"] = where
        session.pop(DRAFT, None)


def here(route: Route) -> str:
    """The address of the page where the person was last; empty when there is none."""
    where = session.get("here", "")
    if where == CHECK:
        return url_for("check.show")
    place = _place(route, where)
    return route.address(place) if place is not None else ""


def wait_for(route: Route, places: Iterable[Place]) -> None:
    """Show these pages before the check page comes back."""
    session["waiting"] = [_mark(route, place) for place in places]


def take_waiting(route: Route) -> set[Place]:
    """The pages that waited to be shown."""
    marks = session.pop("waiting", [])
    return {place for mark in marks if (place := _place(route, mark)) is not None}


def interrupt(address: str) -> None:
    """Show new warnings first at this address. That stays with the answers: a page that loads late must not undo it."""
    the_kept().change("interrupted", address)


def is_interrupted(address: str) -> bool:
    """Whether warnings are shown first at this address."""
    visit = the_kept().visit
    return visit is not None and _without_anchor(visit.get("interrupted", "")) == address


def go_on(address: str) -> str:
    """The warnings at this address were seen: where to go on, the same page with the line that it led to."""
    visit = the_kept().visit
    target: str = visit.get("interrupted", "") if visit is not None else ""
    return target if _without_anchor(target) == address else address


def _without_anchor(address: str) -> str:
    return address.partition("#")[0]


def _mark(route: Route, place: Place) -> str:
    return f"{place.page.id}:{route.visit.pain_id(place.pain)}"


def _place(route: Route, mark: str) -> Place | None:
    """The page of a mark, None when there is none or its pain was removed."""
    page_id, _, pain_id = mark.partition(":")
    page = route.catalogue.pages.get(page_id)
    if page is None or not pain_id.isdigit():
        return None
    pain = route.visit.pain_of(int(pain_id)) if int(pain_id) else None
    return Place(page, pain) if pain is not None or pain_id == "0" else None

"""Pages by the names that content gives them, `/questions/<page>` and `/pains/<number>/<page>`: addresses have none."""

import re
from collections.abc import Mapping

from flask import Flask

from questionnaire.matching.asking import Place
from questionnaire.web.route import Route
from questionnaire.web.session import Visit, current_visit, the_catalogue
from questionnaire.web.warnings import SEEN

INTERRUPTION = "/interruption"
_NAMED = re.compile(r"/(?:questions|pains/(\d))/([a-z0-9-]+)(.*)")


def address_of(app: Flask, cookies: Mapping[str, str], name: str) -> str:
    """Where a named page lives for the person with these cookies; any other address as it is."""
    found = _NAMED.fullmatch(name)
    page = app.extensions["catalogue"].pages.get(found[2]) if found else None
    if found is None or page is None:
        return name
    with _request(app, cookies):
        visit = current_visit()
        assert visit is not None, f"nobody is asked {name}"
        return Route(the_catalogue(), visit).address(Place(page, int(found[1]) if found[1] else None)) + found[3]


def name_of(app: Flask, cookies: Mapping[str, str], stamp: str) -> str | None:
    """The name of the page that a form with this stamp shows, None for a form of another kind."""
    content = app.session_interface.sealer.open("page", stamp)
    if content is None or not content["page"]:
        return None
    if content["page"] == SEEN:
        return INTERRUPTION
    if content["page"] not in app.extensions["catalogue"].pages:
        return None
    if not content["pain"]:
        return f"/questions/{content['page']}"
    with _request(app, cookies):
        visit = current_visit()
        return f"/pains/{visit.pain_of(content['pain'])}/{content['page']}" if isinstance(visit, Visit) else None


def name_at(app: Flask, cookies: Mapping[str, str], address: str) -> str:
    """The name of the page that lives at an address for the person with these cookies; query and fragment stay."""
    found = re.fullmatch(r"/step/(\d+)(.*)", address)
    if found is None:
        return address
    with _request(app, cookies):
        visit = current_visit()
        place = Route(the_catalogue(), visit).place_at(int(found[1])) if visit is not None else None
        if place is None:
            return address
        return f"{f'/pains/{place.pain}' if place.pain else '/questions'}/{place.page.id}{found[2]}"


def _request(app: Flask, cookies: Mapping[str, str]):
    sent = "; ".join(f"{name}={value}" for name, value in cookies.items())
    return app.test_request_context("/", headers={"Cookie": sent})

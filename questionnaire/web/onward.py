"""Where a page leads once it is answered: a warning, new questions, the check page or the next one; and its notes."""

from flask import request, url_for
from flask_babel import gettext

from questionnaire.matching.answers import MAX_PAINS, Answers
from questionnaire.matching.asking import Place, counted
from questionnaire.web import trail
from questionnaire.web.lines import line_anchor
from questionnaire.web.route import Route
from questionnaire.web.warnings import unseen_warnings
from questionnaire.web.words import words

# A note travels in the cookie, so it stays short.
MOST_NAMED = 3


def onward(route: Route, place: Place, before: Route) -> str:
    """Where to go after a page: new warnings are shown there first. Back to the check page when the person came from
    there.
    """
    target = _back_to_check(route, place, before) if from_check() else route.after(place.page, place.pain)
    if not _tells_how_urgent(route, target) and unseen_warnings(route, "" if from_check() else route.address(place)):
        trail.interrupt(target)
    return target


def _tells_how_urgent(route: Route, target: str) -> bool:
    """Whether the next page asks, for the first time, what decides how urgent a sign is."""
    return any(
        place.page.before_warnings
        and target.partition("?")[0] == route.address(place)
        and not any(item.link_id in route.told.of(place.pain) for item in route.items(place.page, place.pain))
        for place in route.places
    )


def _back_to_check(route: Route, place: Place, before: Route) -> str:
    """The line on the check page; first what changes called for: the read-back of places, and new questions.

    What a change calls for waits in the trail, page after page, until the check page is seen.
    """
    called = route.newly_asked(before)
    if place.page.kind == "body-map":
        called = [one for one in route.places if one.pain == place.pain and one.page.kind == "read-back"] + called
    waiting = {*trail.take_waiting(route), *called} - {place}
    following = [one for one in route.places if one in waiting]
    if not following:
        return line_on_check(route, place, before)
    trail.wait_for(route, following)
    return f"{route.address(following[0])}?from=check"


def line_on_check(route: Route, place: Place, before: Route) -> str:
    """The line that the person came from; else the first that changed, or the first. The read-back has no line."""
    if place.page.kind == "read-back":
        return url_for("check.show", _anchor=line_anchor(route, "areas", place.pain))
    names = [item.link_id for item in route.items(place.page, place.pain) or place.page.item]
    now, earlier = route.visit.answers.of(place.pain), before.visit.answers.of(place.pain)
    number = request.args.get("question", type=int) or 0
    came_from = names[number - 1 : number] if number else []
    changed = [name for name in names if now.get(name) != earlier.get(name)]
    return url_for("check.show", _anchor=line_anchor(route, [*came_from, *changed, *names][0], place.pain))


def from_check() -> bool:
    """Whether the person came from the check page."""
    return request.args.get("from") == "check"


def last_pain_note(place: Place, route: Route) -> list[str]:
    """Told once, on the page after the third pain."""
    is_last = place.pain == MAX_PAINS and place == [one for one in route.places if one.pain == MAX_PAINS][-1]
    if not is_last or from_check():
        return []
    return [
        gettext("You told us about three pains. That is the most we can take. You can write about others at the end.")
    ]


def dropped_note(route: Route, answers: Answers) -> list[str]:
    """Which answers no longer fit after a change: they are set aside and come back if the question does."""
    after = counted(answers, route.catalogue)
    dropped = [
        words(route.catalogue.items[link_id].text)
        for scope in route.told.scopes
        for link_id in route.told.of(scope)
        if link_id in answers.of(scope) and link_id not in after.of(scope)
    ]
    if not dropped:
        return []
    names = " · ".join(dropped[:MOST_NAMED]) + (" …" if len(dropped) > MOST_NAMED else "")
    return [gettext("Changed. These answers no longer fit, so we set them aside: %(names)s", names=names)]

"""Who may see a page: somebody with a visit, and for most pages past the safety questions."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from flask import redirect, url_for
from werkzeug.wrappers import Response

from questionnaire.web.route import Route
from questionnaire.web.session import Visit, current_visit, loss, the_catalogue
from questionnaire.web.warnings import interruption

Answered = Response | str | tuple[str, int]
P = ParamSpec("P")


def visiting(view: Callable[Concatenate[Visit, P], Answered]) -> Callable[P, Answered]:
    """A view that needs a visit, given to it first; without one it leads to the start page, which says why."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> Answered:
        visit = current_visit()
        if visit is None:
            return redirect(url_for("start.show", gone=loss() or "missing"), 303)
        return view(visit, *args, **kwargs)

    return guarded


def past_safety(view: Callable[Concatenate[Route, P], Answered]) -> Callable[P, Answered]:
    """A view that needs the safety questions answered, given the route; otherwise it leads to the first of them. New
    warnings are shown in its place.
    """

    @visiting
    @wraps(view)
    def guarded(visit: Visit, /, *args: P.args, **kwargs: P.kwargs) -> Answered:
        route = Route(the_catalogue(), visit)
        required = route.unanswered_required()
        if required is not None:
            return redirect(route.address(required), 303)
        return interruption(route) or view(route, *args, **kwargs)

    return guarded

"""The start page, the page for people under 18, and erasing."""

from dataclasses import dataclass

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import HiddenField, RadioField

from questionnaire.web import trail
from questionnaire.web.route import Route
from questionnaire.web.session import Device, Visit, current_visit, forget, loss, the_catalogue, the_kept
from questionnaire.web.session import begin as begin_visit
from questionnaire.web.words import words

blueprint = Blueprint("start", __name__)


class StartForm(FlaskForm):
    """How long the path is, and whose device this is: one of many, unless the person says that it is theirs. `again`
    names the earlier visit that may be erased.
    """

    path = RadioField(choices=["short", "full"], default="short", validate_choice=False)
    device = RadioField(choices=["own", "shared"], validate_choice=False)
    again = HiddenField()


@dataclass(frozen=True)
class Resume:
    """Where the person stopped, and the heading of that page (empty for the check page and the results)."""

    address: str
    heading: str


@blueprint.get("/")
def show() -> str:
    """What it is and is not, how long it takes, and one big Start."""
    visit = current_visit()
    return render_template(
        "start/start.html",
        form=StartForm(meta={"csrf": False}),
        resume=_resume(visit),
        erased=request.args.get("erased") is not None,
        loss=loss() or request.args.get("gone"),
    )


@blueprint.post("/")
def begin() -> Response:
    """Begin with the chosen path; when there are answers already, ask first. No token is needed: nobody else can change
    anything but an empty visit.
    """
    form = StartForm(meta={"csrf": False})
    path = "full" if form.path.data == "full" else "short"
    device: Device = "own" if form.device.data == "own" and not current_app.config["KIOSK"] else "shared"
    if _has_something_to_lose() and not _may_begin_again(form):
        return redirect(url_for("start.erase_question", path=path, device=device), 303)
    visit = begin_visit(short=path == "short", device=device)
    return redirect(Route(the_catalogue(), visit).first(), 303)


def _has_something_to_lose() -> bool:
    visit = current_visit()
    return loss() == "unreadable" or (visit is not None and (bool(visit.answers.person) or any(visit.answers.pains)))


def _may_begin_again(form: StartForm) -> bool:
    """Whether the person was asked about this visit. Answers that cannot be read have no name to ask about."""
    visit = current_visit()
    return form.again.data == (visit.id if visit is not None else "unreadable")


@blueprint.get("/adults")
def adults() -> str:
    """For people under 18: whom to see instead."""
    return render_template("start/adults.html", change=None)


@blueprint.get("/erase")
def erase_question() -> str:
    """Ask once; with a path and a device, before a new visit begins."""
    chosen = {name: request.args[name] for name in ("path", "device") if name in request.args}
    visit = current_visit()
    again = {**chosen, "again": visit.id if visit is not None else "unreadable"} if chosen else {}
    return render_template("start/erase.html", back=_back(), again=again)


@blueprint.post("/erase")
def erase() -> Response:
    """Erase everything. No token is needed: nobody gains by erasing, and it must never fail."""
    forget()
    return _emptied(redirect(url_for("start.show", erased=""), 303))


@blueprint.post("/leave")
def leave() -> Response:
    """The quick exit: erase everything and show a page that says nothing about pain."""
    forget()
    return _emptied(redirect(url_for("start.left"), 303))


@blueprint.post("/stay")
def stay() -> Response:
    """Somebody is still at a shared device: typing or touching, without having sent anything. Their browser runs our
    script, so it needs no header that leads back to the start while they type.
    """
    visit = current_visit()
    if visit is None:
        return Response(status=410)
    the_kept()["scripted"] = True
    return Response(status=204)


def _emptied(response: Response) -> Response:
    """Pages that the browser kept go too, where it is told over a safe connection."""
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


@blueprint.get("/leave")
def left() -> str:
    """What is left on the screen after the quick exit."""
    return render_template("start/left.html")


def _back() -> str:
    visit = current_visit()
    return (trail.here(Route(the_catalogue(), visit)) if visit is not None else "") or url_for("start.show")


def _resume(visit: Visit | None) -> Resume | None:
    route = Route(the_catalogue(), visit) if visit is not None else None
    where = trail.here(route) if route is not None else ""
    return Resume(where, words(route.name_of(where))) if route is not None and where else None

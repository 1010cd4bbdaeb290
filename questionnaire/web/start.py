"""The start page, the page for people under 18, and erasing."""

from dataclasses import dataclass

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import RadioField

from questionnaire.web.forms import EmptyForm
from questionnaire.web.route import Route
from questionnaire.web.session import Visit, current_visit, forget, keep, loss, the_catalogue
from questionnaire.web.words import words

blueprint = Blueprint("start", __name__)


class StartForm(FlaskForm):
    """How long the path is, and whose device this is."""

    path = RadioField(choices=["short", "full"], default="short", validate_choice=False)
    device = RadioField(choices=["own", "shared"], validate_choice=False)


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
    """Begin anew with the chosen path. No token is needed: there is nothing yet that a stranger could change."""
    form = StartForm(meta={"csrf": False})
    shared = form.device.data == "shared" or current_app.config["KIOSK"]
    visit = Visit(short=form.path.data != "full", device="shared" if shared else "own")
    forget()
    keep(visit)
    return redirect(Route(the_catalogue(), visit).first(), 303)


@blueprint.get("/adults")
def adults() -> str:
    """For people under 18: whom to see instead."""
    return render_template("start/adults.html")


@blueprint.get("/erase")
def erase_question() -> str:
    """Ask once."""
    return render_template("start/erase.html", form=EmptyForm(), back=_back())


@blueprint.post("/erase")
def erase() -> Response:
    """Erase everything. No token is needed: nobody gains by erasing, and it must never fail."""
    forget()
    return redirect(url_for("start.show", erased=""), 303)


@blueprint.post("/leave")
def leave() -> Response:
    """The quick exit: erase everything and show a page that says nothing about pain."""
    forget()
    return redirect(url_for("start.left"), 303)


@blueprint.get("/leave")
def left() -> str:
    """What is left on the screen after the quick exit."""
    return render_template("start/left.html")


def _back() -> str:
    visit = current_visit()
    return visit.here if visit and visit.here else url_for("start.show")


def _resume(visit: Visit | None) -> Resume | None:
    if visit is None or not visit.here:
        return None
    return Resume(visit.here, words(Route(the_catalogue(), visit).name_of(visit.here)))

"""About the tool, its privacy and accessibility, for clinicians; and the operator's two addresses."""

from flask import Blueprint, jsonify, render_template
from flask.wrappers import Response

from questionnaire import __version__
from questionnaire.web.session import the_catalogue

blueprint = Blueprint("about", __name__)


@blueprint.get("/about")
def about() -> str:
    """What it is for and what it is not for."""
    return render_template("about/about.html")


@blueprint.get("/privacy")
def privacy() -> str:
    """What happens to the answers."""
    return render_template("about/privacy.html")


@blueprint.get("/accessibility")
def accessibility() -> str:
    """How it can be used, and what is not tested."""
    return render_template("about/accessibility.html")


@blueprint.get("/clinicians")
def clinicians() -> str:
    """How to read a summary."""
    return render_template("about/clinicians.html")


@blueprint.get("/healthz")
def health() -> Response:
    """For monitoring: answers when the content is loaded."""
    return jsonify(status="ok", profiles=len(the_catalogue().profiles))


@blueprint.get("/version")
def version() -> Response:
    """Version of the program and of the questions."""
    return jsonify(program=__version__, questions=the_catalogue().version)

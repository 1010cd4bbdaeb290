"""About the tool, its privacy and accessibility, for clinicians; and the operator's three addresses."""

from flask import Blueprint, current_app, jsonify, render_template
from flask.wrappers import Response

from questionnaire import __version__
from questionnaire.web.readiness import Files
from questionnaire.web.refusals import Refusal, note
from questionnaire.web.sealing import Sealer
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
def health() -> tuple[Response, int]:
    """For monitoring: whether the content is loaded, and every template and static file is there."""
    files: Files = current_app.extensions["files"]
    missing = files.missing()
    if missing:
        note(Refusal(f"missing: {', '.join(missing)}"))
        return jsonify(status="broken", missing=missing), 503
    return jsonify(status="ok", profiles=len(the_catalogue().profiles)), 200


@blueprint.get("/readyz")
def ready() -> tuple[Response, int]:
    """For whoever sends people here: healthy, and answers can be sealed and opened again."""
    sealer: Sealer = current_app.extensions["sealer"]
    answer, status = health()
    if status == 200 and sealer.open("answers", sealer.seal("answers", {"ready": 1})) != {"ready": 1}:
        note(Refusal("answers cannot be sealed"))
        return jsonify(status="broken", missing=[]), 503
    return answer, status


@blueprint.get("/version")
def version() -> Response:
    """Version of the program and of the questions."""
    return jsonify(program=__version__, questions=the_catalogue().version)

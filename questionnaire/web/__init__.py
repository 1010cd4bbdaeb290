"""The site: one module per part of it. `create_app` puts them together."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask, current_app, request
from flask_babel import Babel
from jinja2 import StrictUndefined

from questionnaire.catalogue.catalogue import Catalogue
from questionnaire.catalogue.load import load
from questionnaire.catalogue.words import nearest
from questionnaire.matching.people import people_answers
from questionnaire.web import about, check, errors, lessons, pains, patterns, questions, results, start, trail, warnings
from questionnaire.web.assets import add_assets
from questionnaire.web.cookies import MINUTE, TEN_MINUTES, SealedCookies
from questionnaire.web.logs import keep_log
from questionnaire.web.packing import Packer
from questionnaire.web.proxies import stand_behind
from questionnaire.web.readiness import Files
from questionnaire.web.route import Route
from questionnaire.web.sealing import Sealer
from questionnaire.web.security import protect
from questionnaire.web.session import current_visit, the_catalogue
from questionnaire.web.settings import SettingsError, read_settings
from questionnaire.web.titles import neutral_title
from questionnaire.web.words import add_filters, standing

_PACKAGE = Path(__file__).resolve().parent.parent
LONGEST_BODY = 64 * 1024
# After so many seconds without a touch a waiting-room tablet asks whether somebody is still there.
KIOSK_ASKS_AFTER = 120


def create_app(settings: Mapping[str, Any] | None = None, catalogue: Catalogue | None = None) -> Flask:
    """The application, with settings from the environment and then from `settings`.

    Raises:
        ContentError: when the content does not fit together.
        SettingsError: when a setting is wrong, or PRODUCTION is set without SECRET_KEY.
    """
    app = Flask("questionnaire", template_folder=str(_beside("templates")), static_folder=str(_beside("static")))
    known = read_settings(settings or {})
    app.config.update(known.as_config())
    app.config.update(MAX_CONTENT_LENGTH=LONGEST_BODY, MAX_FORM_PARTS=2_000)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    content = catalogue or load()
    app.extensions["catalogue"] = content
    app.extensions["people"] = people_answers(content)
    app.extensions["packer"] = Packer(content)
    app.extensions["region"] = _region(content, known.region)
    app.extensions["sealer"] = Sealer([known.secret_key, *known.secret_key_fallbacks])
    app.extensions["files"] = Files(app)
    app.session_interface = SealedCookies(app.extensions["sealer"])
    Babel(app, locale_selector=lambda: request.accept_languages.best_match(["en"]), default_timezone=known.tz)
    stand_behind(app, proxies=known.trusted_proxies, folder=known.script_name)
    keep_log(app)
    protect(app)
    add_assets(app)
    add_filters(app)
    errors.add_error_pages(app)
    for module in (start, questions, warnings, pains, check, results, lessons, about, patterns):
        app.register_blueprint(module.blueprint)
    app.context_processor(_on_every_page)
    return app


def _on_every_page() -> dict[str, Any]:
    """The line about warning signs, whether there is something to erase, and whether this is a waiting-room tablet."""
    visit = current_visit()
    raised = []
    if visit is not None:
        route = Route(the_catalogue(), visit)
        raised = warnings.warnings_in(warnings.red_flags_so_far(route, trail.here(route), here_too=True))
    return {
        "banner": raised,
        "has_answers": visit is not None,
        "shared_device": visit is not None and visit.device == "shared",
        "standing": standing(the_catalogue()),
        "kiosk": current_app.config["KIOSK"],
        "neutral_title": neutral_title,
        "asks_after": KIOSK_ASKS_AFTER if current_app.config["KIOSK"] else TEN_MINUTES - MINUTE,
    }


def _region(catalogue: Catalogue, name: str) -> Any:
    if name not in catalogue.regions:
        known = ", ".join(catalogue.regions)
        raise SettingsError(f'REGION is "{name}", but must be one of: {known}{nearest(name, catalogue.regions)}')
    return catalogue.regions[name]


def _beside(folder: str) -> Path:
    """A folder of the installed package, or the one beside it in a checkout."""
    inside = _PACKAGE / folder
    return inside if inside.is_dir() else _PACKAGE.parent / folder

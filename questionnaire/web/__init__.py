"""The site: one module per part of it. `create_app` puts them together."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask, current_app, request
from flask_babel import Babel
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from questionnaire.catalogue.catalogue import Catalogue
from questionnaire.catalogue.load import load
from questionnaire.catalogue.words import nearest
from questionnaire.matching.people import people_answers
from questionnaire.web import about, check, errors, lessons, pains, patterns, questions, results, start, trail, warnings
from questionnaire.web.assets import add_assets
from questionnaire.web.cookies import MINUTE, TEN_MINUTES, SealedCookies
from questionnaire.web.packing import Packer
from questionnaire.web.route import Route
from questionnaire.web.sealing import Sealer
from questionnaire.web.security import protect
from questionnaire.web.session import current_visit, the_catalogue
from questionnaire.web.titles import neutral_title
from questionnaire.web.words import add_filters, standing

_PACKAGE = Path(__file__).resolve().parent.parent
LONGEST_BODY = 64 * 1024
# After so many seconds without a touch a waiting-room tablet asks whether somebody is still there.
KIOSK_ASKS_AFTER = 120
SETTINGS = ("SECRET_KEY", "SECRET_KEY_FALLBACKS", "REGION", "PRODUCTION", "INSECURE_HTTP", "TRUSTED_PROXIES", "KIOSK")


def create_app(settings: Mapping[str, Any] | None = None, catalogue: Catalogue | None = None) -> Flask:
    """The application, with settings from the environment and then from `settings`.

    Raises:
        ContentError: when the content does not fit together.
        RuntimeError: when a setting is wrong, or PRODUCTION is set without SECRET_KEY.
    """
    app = Flask("questionnaire", template_folder=str(_beside("templates")), static_folder=str(_beside("static")))
    app.config.update(_settings(settings or {}))
    app.config.update(MAX_CONTENT_LENGTH=LONGEST_BODY, MAX_FORM_PARTS=2_000)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    content = catalogue or load()
    app.extensions["catalogue"] = content
    app.extensions["people"] = people_answers(content)
    app.extensions["packer"] = Packer(content)
    app.extensions["region"] = _region(content, app.config["REGION"])
    fallbacks = [key.strip() for key in str(app.config["SECRET_KEY_FALLBACKS"]).split(",") if key.strip()]
    app.session_interface = SealedCookies(Sealer([app.config["SECRET_KEY"], *fallbacks]))
    Babel(app, locale_selector=lambda: request.accept_languages.best_match(["en"]))
    if app.config["TRUSTED_PROXIES"]:
        number = int(app.config["TRUSTED_PROXIES"])
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=number, x_proto=number, x_host=number)  # type: ignore[method-assign]
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
        "shared_seconds": TEN_MINUTES + 5,
    }


def _settings(given: Mapping[str, Any]) -> dict[str, Any]:
    known: dict[str, Any] = {name: os.environ.get(name, "") for name in SETTINGS}
    known.update(given)
    for flag in ("PRODUCTION", "INSECURE_HTTP", "KIOSK"):
        known[flag] = str(known[flag]).lower() in ("1", "true", "yes")
    known["REGION"] = known["REGION"] or "us"
    if known["TRUSTED_PROXIES"] and not str(known["TRUSTED_PROXIES"]).isdigit():
        raise RuntimeError("TRUSTED_PROXIES must be a whole number: how many proxies stand before this program")
    known["OWN_KEY"] = not known["SECRET_KEY"]
    if known["OWN_KEY"] and known["PRODUCTION"]:
        raise RuntimeError("PRODUCTION is set, so SECRET_KEY must be set too: a long random text that stays the same")
    if known["PRODUCTION"] and len(known["SECRET_KEY"]) < 32:
        raise RuntimeError("SECRET_KEY is too short: use at least 32 random characters")
    known["SECRET_KEY"] = known["SECRET_KEY"] or secrets.token_urlsafe(32)
    return known


def _region(catalogue: Catalogue, name: str) -> Any:
    if name not in catalogue.regions:
        known = ", ".join(catalogue.regions)
        raise RuntimeError(f'REGION is "{name}", but must be one of: {known}{nearest(name, catalogue.regions)}')
    return catalogue.regions[name]


def _beside(folder: str) -> Path:
    """A folder of the installed package, or the one beside it in a checkout."""
    inside = _PACKAGE / folder
    return inside if inside.is_dir() else _PACKAGE.parent / folder

"""Whether the site is whole: every template that a page is drawn from, and every file that a template names."""

import re
from pathlib import Path

from flask import Flask
from jinja2 import TemplateSyntaxError, meta

# What the views draw; what these include or extend is found in them. A test compares the list with the views.
DRAWN = (
    "about/about.html",
    "about/accessibility.html",
    "about/clinicians.html",
    "about/privacy.html",
    "errors/error.html",
    "errors/insecure.html",
    "lessons/glossary.html",
    "lessons/index.html",
    "lessons/person.html",
    "lessons/profile.html",
    "patterns/patterns.html",
    "questions/body_map.html",
    "questions/check.html",
    "questions/help.html",
    "questions/interruption.html",
    "questions/page.html",
    "questions/pains.html",
    "questions/read_back.html",
    "questions/remove_pain.html",
    "results/results.html",
    "start/adults.html",
    "start/erase.html",
    "start/left.html",
    "start/start.html",
)
_STATIC = re.compile(r"url_for\('static', filename='([^']+)'\)")


class Files:
    """The files that the site needs, listed once at start."""

    def __init__(self, app: Flask) -> None:
        self._broken: set[str] = set()
        needed, statics, waiting = set(DRAWN), set(), list(DRAWN)
        while waiting:
            includes, files = self._named_in(app, waiting.pop())
            statics |= files
            waiting += includes - needed
            needed |= includes
        self._paths = {f"templates/{name}": Path(str(app.template_folder), name) for name in needed}
        self._paths |= {f"static/{name}": Path(str(app.static_folder), name) for name in statics}

    def missing(self) -> list[str]:
        """The files that are not there now, and the templates that could not be read at start."""
        return sorted(self._broken | {name for name, path in self._paths.items() if not path.is_file()})

    def _named_in(self, app: Flask, template: str) -> tuple[set[str], set[str]]:
        """The templates and the static files that a template names."""
        try:
            source = Path(str(app.template_folder), template).read_text(encoding="utf-8")
            tree = app.jinja_env.parse(source)
        except (OSError, UnicodeDecodeError, TemplateSyntaxError):
            self._broken.add(f"templates/{template}")
            return set(), set()
        return {name for name in meta.find_referenced_templates(tree) if name}, set(_STATIC.findall(source))

"""`python -m tests.pictures [folder]` draws every page and state: phone, desk, light, dark, and results on paper."""

import re
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from questionnaire.web import create_app, patterns
from tests import chromium, programs
from tests.hosting import serve
from tests.states import STATES, question_pages
from tests.visitor import Visitor

FOLDER = Path(__file__).parent / "pictures"
WIDTHS = (390, 1280)
SCHEMES = ("light", "dark")
PAPERS = ("A4", "Letter")


def draw(folder, wanted=""):
    """Pictures of every page and state whose name holds `wanted`; returns how many files were made."""
    app = create_app({"SECRET_KEY": "for-pictures-only-and-long-enough-to-be-one"})
    if "patterns" not in app.blueprints:
        app.register_blueprint(patterns.blueprint)
    pages = {f"question {name}": page for name, page in question_pages(app).items()}
    pages |= {name: state(app) for name, state in STATES.items() if wanted in name}
    if wanted in "patterns":
        app.config["TESTING"] = True
        pages["patterns"] = Visitor(app).open("/patterns")
    folder.mkdir(parents=True, exist_ok=True)
    made = 0
    with serve(app) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=programs.find("chromium"), args=list(chromium.FLAGS))
        tab = browser.new_page(reduced_motion="reduce")
        for name, page in pages.items():
            if wanted in name:
                made += _draw(tab, site, page, folder / _file_name(name))
        browser.close()
    return made


def _draw(tab, site, page, stem):
    address = f"{site}{page.path}"
    tab.route(address, lambda route: route.fulfill(body=page.html, content_type="text/html; charset=utf-8"))
    tab.goto(address)
    tab.unroute(address)
    made = 0
    for width in WIDTHS:
        tab.set_viewport_size({"width": width, "height": 844})
        for scheme in SCHEMES:
            tab.emulate_media(color_scheme=scheme, media="screen")
            tab.screenshot(path=f"{stem}-{width}-{scheme}.png", full_page=True)
            made += 1
    if page.path == "/results":
        tab.emulate_media(color_scheme="light", media="print")
        for paper in PAPERS:
            tab.pdf(
                path=f"{stem}-{paper.lower()}.pdf", format=paper, prefer_css_page_size=False, print_background=False
            )
            made += 1
    return made


def _file_name(name):
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def main():
    """Draw into the folder that was named, or into `tests/pictures`."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    print(f"{draw(folder)} pictures in {folder}")


if __name__ == "__main__":
    main()

"""axe finds nothing on any page or state, in any theme and width, with and without scripts; nothing scrolls sideways.

Each page is loaded without its scripts and judged by all rules, that for small targets too, in light, dark and forced
colours, each at 320 and at 1280 px. Where parts are folded away, all are opened: the page is judged once more as a
whole, and what was opened is judged in each of these ways, as nothing else has changed. Then the page is loaded with
its scripts. If they change anything in its tree, all of that is repeated; if not, it is the same page, and was judged.

axe waits by timers, which never ring in a page whose scripts are switched off. So scripts are off while a page loads,
and on when axe runs: those of the page have then been passed over for good. Nothing else could show the difference, as
no page and no style sheet asks whether scripts may run.
"""

import re
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from questionnaire.catalogue.load import load
from tests.browser.showing import show
from tests.states import STATES, configured, question_pages
from tests.visitor import Visitor

pytestmark = pytest.mark.browser

CATALOGUE = load()
LESSONS = (*CATALOGUE.profiles, *(f"people/{person}" for person in CATALOGUE.people))
THEMES = {
    "light": {"color_scheme": "light", "forced_colors": "none"},
    "dark": {"color_scheme": "dark", "forced_colors": "none"},
    "forced colours": {"color_scheme": "light", "forced_colors": "active"},
}
SIZES = ({"width": 320, "height": 640}, {"width": 1280, "height": 800})
_VIOLATIONS = """async (selector) => {
  const rules = {'target-size': {enabled: true}};
  const {violations} = await axe.run(selector, {rules, resultTypes: ['violations']});
  const places = (one) => one.nodes.slice(0, 3).map((node) => node.target).join(', ');
  return violations.map((one) => `${one.id}: ${one.help}: ${places(one)}`);
}"""
_OPEN_ALL = """() => {
  const closed = [...document.querySelectorAll('details:not([open])')];
  for (const one of closed) one.open = one.dataset.opened = true;
  return closed.length > 0;
}"""
_TREE = "document.documentElement.outerHTML"
_WIDTH = "document.documentElement.scrollWidth"


def _components(app):
    with configured(app, TESTING=True):
        return Visitor(app).open("/patterns")


PAGES = {
    **{f"question {name}": lambda app, name=name: question_pages(app)[name] for name in CATALOGUE.pages},
    **STATES,
    **{f"learn {name}": lambda app, name=name: Visitor(app).open(f"/learn/{name}") for name in LESSONS},
    "all components": _components,
}
# What comes up only after something is done on a page with scripts: the page, and what is done.
BY_SCRIPT = {
    "a meaning in place": ("learn, one pattern", "document.querySelector('a.word').click()"),
    "letters left": (
        "question own-words",
        """for (const field of document.querySelectorAll('textarea')) {
          field.value = 'a'.repeat(Number(field.dataset.limit) + 3);
          field.dispatchEvent(new Event('input', {bubbles: true}));
        }""",
    ),
    "a place under the pointer": (
        "places, marked",
        "document.querySelector('.shapes path').dispatchEvent(new PointerEvent('pointerover', {bubbles: true}))",
    ),
    "are you still there?": ("waiting-room tablet", "document.querySelector('dialog').showModal()"),
}


def _load(tab, site, page, *, scripts):
    wire = tab.context.new_cdp_session(tab)
    wire.send("Emulation.setScriptExecutionDisabled", {"value": not scripts})
    try:
        show(tab, site, page)
    finally:
        wire.detach()
    tab.evaluate(AXE_SCRIPT)


def _problems(tab, shown, part="html"):
    """What is wrong in any theme and width with a part of the page, and whether the page is too wide."""
    for size in SIZES:
        tab.set_viewport_size(size)
        for theme, media in THEMES.items():
            tab.emulate_media(**media)
            where = f"{shown}, {theme}, {size['width']} px"
            yield from (f"{where}: {found}" for found in tab.evaluate(_VIOLATIONS, part))
            width = tab.evaluate(_WIDTH)
            if width > size["width"]:
                yield f"{where}: {width} px wide"


def _all_problems(tab, shown):
    """What is wrong as it is shown, and with every part opened."""
    yield from _problems(tab, shown)
    if tab.evaluate(_OPEN_ALL):
        yield from (f"{shown}, opened: {found}" for found in tab.evaluate(_VIOLATIONS, "html"))
        yield from _problems(tab, f"{shown}, opened", "[data-opened]")


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_wrong_with_any_page_or_state(app, site, tab, name):
    page = PAGES[name](app)
    _load(tab, site, page, scripts=False)
    served = tab.evaluate(_TREE)
    problems = [*_all_problems(tab, "without scripts")]
    _load(tab, site, page, scripts=True)
    if tab.evaluate(_TREE) != served:
        problems += _all_problems(tab, "with scripts")
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize("name", BY_SCRIPT)
def test_nothing_is_wrong_with_what_a_script_shows(app, site, tab, name):
    page, done = BY_SCRIPT[name]
    _load(tab, site, PAGES[page](app), scripts=True)
    before = tab.evaluate("document.body.innerText")
    tab.evaluate(done)
    assert tab.evaluate("document.body.innerText") != before, "something comes up"
    problems = [*_problems(tab, name)]
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize("scripts", [False, True])
def test_scripts_run_only_where_they_may(app, site, tab, scripts):
    _load(tab, site, question_pages(app)["where"], scripts=scripts)
    assert (tab.locator("label.shape").count() == 0) is scripts
    assert (tab.locator(".shapes [role=checkbox]").count() > 0) is scripts


def test_no_page_or_style_sheet_asks_whether_scripts_may_run(app):
    files = [*Path(app.template_folder).rglob("*.html"), *Path(app.static_folder).rglob("*.css")]
    assert len(files) > 20
    for file in files:
        assert not re.search("<noscript|scripting", file.read_text("utf-8")), file.name


def test_axe_would_find_what_is_wrong(tab):
    tab.set_content(
        """<html><body><img src='x'><p style='width: 2000px'>wide</p>
        <details><summary>Folded away</summary><input></details></body></html>"""
    )
    tab.evaluate(AXE_SCRIPT)
    problems = "\n".join(_all_problems(tab, "bad"))
    for found in (
        "bad, light, 320 px: image-alt",
        "bad, light, 320 px: document-title",
        "bad, dark, 320 px: 20",
        "bad, opened: label",
        "bad, opened, forced colours, 1280 px: label",
    ):
        assert found in problems
    assert "bad, light, 320 px: label" not in problems

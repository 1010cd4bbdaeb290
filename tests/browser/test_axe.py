"""axe finds nothing on any page or state, in any theme and width, with and without scripts; nothing scrolls sideways.

Each page is loaded without its scripts and judged by all rules, that for small targets too, at 320 and at 1280 px.
Where parts are folded away, all are opened, and the page is judged once more as a whole at 320 px, what was opened also
at 1280 px, as nothing else has changed. Dark and forced colours change colours alone, as a test of the style sheets
shows, so in them the rules about colours are judged, with every part opened; at both widths where these show other
words. Then the page is loaded with its scripts. If they change anything in its tree, all of that is repeated; if not,
it is the same page, and was judged.

axe waits by timers, which never ring in a page whose scripts are switched off. So scripts are off while a page loads,
and on when axe runs: those of the page have then been passed over for good. Nothing else could show the difference, as
no page and no style sheet asks whether scripts may run.
"""

import re
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from tests.browser.showing import show
from tests.states import STATES, configured, question_pages
from tests.strategies import CATALOGUE
from tests.visitor import Visitor

pytestmark = pytest.mark.browser

LESSONS = (*CATALOGUE.profiles, *(f"people/{person}" for person in CATALOGUE.people))
THEMES = {
    "light": {"color_scheme": "light", "forced_colors": "none"},
    "dark": {"color_scheme": "dark", "forced_colors": "none"},
    "forced colours": {"color_scheme": "light", "forced_colors": "active"},
}
SIZES = ({"width": 320, "height": 640}, {"width": 1280, "height": 800})
SMALL, LARGE = SIZES
# `preload` reads the style sheets anew for a rule about turned screens, which no width or opened part can change.
ALL_RULES = {"rules": {"target-size": {"enabled": True}}}
ALL_BUT_SHEETS = {**ALL_RULES, "preload": False}
COLOUR_RULES = {"runOnly": ["cat.color"], "preload": False}
_VIOLATIONS = """async ([selector, options]) => {
  const {violations} = await axe.run(selector, {...options, resultTypes: ['violations']});
  const places = (one) => one.nodes.slice(0, 3).map((node) => node.target).join(', ');
  return violations.map((one) => `${one.id}: ${one.help}: ${places(one)}`);
}"""
_OPEN_ALL = """() => {
  const closed = [...document.querySelectorAll('details:not([open])')];
  for (const one of closed) one.open = one.dataset.opened = true;
  return closed.length > 0;
}"""
_TREE = "document.documentElement.outerHTML"
_WORDS = "document.body.innerText"
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


def _judged(tab, shown, size, theme="light", *, part="html", options=ALL_RULES):
    """What is wrong with a part of the page in one width and theme, by these rules."""
    tab.set_viewport_size(size)
    tab.emulate_media(**THEMES[theme])
    where = f"{shown}, {theme}, {size['width']} px"
    return [f"{where}: {found}" for found in tab.evaluate(_VIOLATIONS, [part, options])]


def _too_wide(tab, shown):
    """In which width and theme the page is wider than the screen."""
    for size in SIZES:
        tab.set_viewport_size(size)
        for theme, media in THEMES.items():
            tab.emulate_media(**media)
            width = tab.evaluate(_WIDTH)
            if width > size["width"]:
                yield f"{shown}, {theme}, {size['width']} px: {width} px wide"


def _colour_problems(tab, shown):
    """What is wrong with colours in dark and in forced colours, at each width that shows other words."""
    seen = set()
    for size in SIZES:
        tab.set_viewport_size(size)
        words = tab.evaluate(_WORDS)
        if words not in seen:
            yield from _judged(tab, shown, size, "dark", options=COLOUR_RULES)
            yield from _judged(tab, shown, size, "forced colours", options=COLOUR_RULES)
        seen.add(words)


def _all_problems(tab, shown):
    """What is wrong as it is shown, and with every part opened."""
    yield from _judged(tab, shown, SMALL)
    yield from _judged(tab, shown, LARGE, options=ALL_BUT_SHEETS)
    yield from _too_wide(tab, shown)
    if tab.evaluate(_OPEN_ALL):
        shown = f"{shown}, opened"
        yield from _judged(tab, shown, SMALL, options=ALL_BUT_SHEETS)
        yield from _judged(tab, shown, LARGE, part="[data-opened]", options=ALL_BUT_SHEETS)
        yield from _too_wide(tab, shown)
    yield from _colour_problems(tab, shown)


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
    before = tab.evaluate(_WORDS)
    tab.evaluate(done)
    assert tab.evaluate(_WORDS) != before, "something comes up"
    problems = [*_all_problems(tab, name)]
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


@pytest.mark.parametrize("asked", ["prefers-color-scheme: dark", "forced-colors: active"])
def test_dark_and_forced_colours_change_colours_alone(app, asked):
    """So what holds in light for names, order and sizes holds in these; lines may grow, which hides nothing."""
    said = [
        said
        for file in Path(app.static_folder).rglob("*.css")
        for block in re.findall(rf"@media[^{{]*\({asked}\) \{{\n(.*?)\n  \}}", file.read_text("utf-8"), re.DOTALL)
        for inside in re.findall(r"\{([^{}]*)\}", block)
        for said in re.findall(r"([a-z0-9-]+):\s*([^;]+)", inside)
    ]
    assert len(said) >= 10
    lines = r"(border(-bottom)?|border-width|outline|outline-offset|stroke-width)"
    colours = r"(--[a-z0-9-]+|color|background|fill|stroke|border-(left-)?color|forced-color-adjust)"
    assert [name for name, _ in said if not re.fullmatch(f"{lines}|{colours}", name)] == []
    values = [value.strip() for name, value in said if re.fullmatch(colours, name)]
    assert [value for value in values if not re.fullmatch(r"#[0-9a-f]+|[A-Z][A-Za-z]+|none", value)] == []


def test_axe_would_find_what_is_wrong(tab):
    tab.set_content(
        """<html><style>@media (prefers-color-scheme: dark) { .weak { color: #eee; background: #fff } }
        @media (max-width: 600px) { .wide { display: none } }</style>
        <body><img src='x'><p style='width: 2000px'>wide</p><p class='weak'>weak</p><p class='wide'>only if wide</p>
        <details><summary>Folded away</summary><input></details></body></html>"""
    )
    tab.evaluate(AXE_SCRIPT)
    problems = "\n".join(_all_problems(tab, "bad"))
    for found in (
        "bad, light, 320 px: image-alt",
        "bad, light, 320 px: document-title",
        "bad, dark, 320 px: 20",
        "bad, opened, light, 320 px: label",
        "bad, opened, light, 1280 px: label",
        "bad, opened, dark, 320 px: color-contrast",
        "bad, opened, dark, 1280 px: color-contrast",
    ):
        assert found in problems
    assert "bad, light, 320 px: label" not in problems
    assert "bad, opened, light, 320 px: color-contrast" not in problems

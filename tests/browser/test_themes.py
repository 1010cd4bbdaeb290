"""Contrast by the style sheet in light and dark, what is shown in forced colours, and large text."""

import re
from pathlib import Path

import pytest

from tests.browser.showing import show
from tests.states import STATES, question_pages

pytestmark = pytest.mark.browser

TEXT, STRONG_TEXT, CONTROL = 4.5, 7, 3
URGENCIES = ("now", "today", "crisis", "soon")
# (what is seen, on what, at least)
PAIRS = [
    *(("ink", ground, STRONG_TEXT) for ground in ("paper", "card", "accent-tint", "error-tint")),
    *(("ink", f"{urgency}-tint", STRONG_TEXT) for urgency in URGENCIES),
    *(
        (text, ground, TEXT)
        for text in ("ink-soft", "accent", "accent-strong", "visited", "error")
        for ground in ("paper", "card")
    ),
    *((text, "accent-tint", TEXT) for text in ("accent", "accent-strong", "ink-soft", "visited")),
    *(("on-accent", ground, TEXT) for ground in ("accent", "accent-strong")),
    ("error", "error-tint", TEXT),
    *((urgency, f"{urgency}-tint", TEXT) for urgency in URGENCIES),
    *(("on-urgent", urgency, TEXT) for urgency in URGENCIES),
    *(("on-pain", f"pain-{pain}", TEXT) for pain in (1, 2, 3)),
    *((edge, ground, CONTROL) for edge in ("edge", "focus", "accent", "error") for ground in ("paper", "card")),
    *((urgency, "paper", CONTROL) for urgency in URGENCIES),
    *(("figure-outline", ground, CONTROL) for ground in ("card", "figure")),
    *((f"pain-{pain}", ground, CONTROL) for pain in (1, 2, 3) for ground in ("card", "figure")),
    ("halo", "focus", CONTROL),
]
LARGE_TEXT = ("danger-nerves", "strength", "results")
_TOKENS = """() => {
  const names = new Set();
  const read = (rules) => {
    for (const rule of rules) {
      if (rule.style) for (const name of rule.style) if (name.startsWith('--')) names.add(name);
      if (rule.cssRules) read(rule.cssRules);
    }
  };
  for (const sheet of document.styleSheets) read(sheet.cssRules);
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries([...names].map((name) => [name.slice(2), style.getPropertyValue(name).trim()]));
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_and_controls_have_enough_contrast(tab, site, scheme):
    tab.emulate_media(color_scheme=scheme, forced_colors="none")
    tab.goto(f"{site}/privacy")
    tokens = tab.evaluate(_TOKENS)
    weak = []
    for seen, ground, needed in PAIRS:
        ratio = contrast(tokens[seen], tokens[ground])
        if ratio < needed:
            weak.append(f"{seen} on {ground}: {ratio:.2f}, not {needed}")
    assert not weak, f"{scheme}: {'; '.join(weak)}"


def test_dark_changes_every_colour_of_light(tab, site):
    """A colour that is forgotten in the dark scheme would be seen as on paper."""
    seen = {}
    for scheme in ("light", "dark"):
        tab.emulate_media(color_scheme=scheme, forced_colors="none")
        tab.goto(f"{site}/privacy")
        seen[scheme] = {name: value for name, value in tab.evaluate(_TOKENS).items() if value.startswith("#")}
    assert len(seen["light"]) >= 30
    assert [name for name, value in seen["light"].items() if seen["dark"][name] == value] == []


def test_the_drawing_falls_back_to_the_same_colours_as_the_tokens(app):
    """`map.css` repeats tokens, so that it works alone; the repeated values are the real ones."""
    folder = Path(app.static_folder)
    tokens = dict(
        re.findall(r"--([a-z0-9-]+): (#[0-9a-f]+)", (folder / "site.css").read_text("utf-8").split("@media")[0])
    )
    repeated = re.findall(r"var\(--([a-z0-9-]+), (#[0-9a-f]+)\)", (folder / "map.css").read_text("utf-8"))
    assert repeated
    assert [(name, value) for name, value in repeated if tokens[name] != value] == []


def test_what_is_chosen_shows_without_the_page_s_own_colours(app, site, tab):
    """A ticked box and one that is not must differ when the system's colours are forced on both."""
    tab.emulate_media(color_scheme="light", forced_colors="active")
    tab.set_viewport_size({"width": 390, "height": 800})
    show(tab, site, question_pages(app)["danger-nerves"])
    box = tab.locator(".options .option").nth(1)
    box.scroll_into_view_if_needed()
    tab.mouse.move(0, 0)
    empty = box.screenshot()
    box.locator("input").check()
    tab.evaluate("document.activeElement.blur()")
    tab.mouse.move(0, 0)
    assert box.screenshot() != empty
    tab.emulate_media(forced_colors="none")


@pytest.mark.parametrize("name", LARGE_TEXT)
def test_four_times_the_text_does_not_scroll_sideways(app, site, tab, name):
    """The browser's own text size, four times as large on a screen of 320 px: harder than zoom."""
    tab.emulate_media(color_scheme="light", forced_colors="none")
    tab.set_viewport_size({"width": 320, "height": 640})
    page = STATES["results, overlap"](app) if name == "results" else question_pages(app)[name]
    wire = tab.context.new_cdp_session(tab)
    wire.send("Page.setFontSizes", {"fontSizes": {"standard": 64, "fixed": 52}})
    show(tab, site, page)
    tab.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    size = tab.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")
    wide = tab.evaluate(
        """() => document.documentElement.scrollWidth <= 320 ? [] :
          [...document.querySelectorAll('main *, header *, footer *')]
          .filter((one) => one.getBoundingClientRect().right > 321 && !one.closest('.hidden'))
          .map((one) => one.outerHTML.slice(0, 90) + Math.round(one.getBoundingClientRect().right)).slice(0, 8)"""
    )
    wire.send("Page.setFontSizes", {"fontSizes": {"standard": 16, "fixed": 13}})
    assert size == 72
    assert not wide, f"{name}: {wide}"


def contrast(one, other):
    """Ratio of two colours (WCAG 2)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour):
    digits = colour.removeprefix("#")
    digits = "".join(2 * digit for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_contrast_is_computed_as_published():
    assert contrast("#fff", "#000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)

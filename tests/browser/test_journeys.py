"""From the start to the results by touch on a phone, and by keyboard at a desk; what the short path costs in taps."""

from urllib.parse import urlsplit

import pytest

from questionnaire.catalogue.load import load
from tests.browser.body import tap_place
from tests.browser.test_keyboard import Keyboard
from tests.visitor import VISITS

pytestmark = pytest.mark.browser

CATALOGUE = load()
# The aim is 60 taps. What every question costs today may not grow.
MOST_SCREENS, MOST_TAPS = 20, 74
# A textbook pain from the low back down one leg, with one tick for each list.
TEXTBOOK = VISITS["one-pattern"] | {
    "areas": ["lower-back", "buttock-left", "thigh-back-left", "calf-left"],
    "feels": ["shooting"],
    "sensations": ["numb"],
    "worse-with": ["lifting"],
    "another-pain": "no",
}
_QUESTIONS = """() => {
  const found = {};
  for (const one of document.querySelector('.continue').form.elements) {
    if (!one.name || one.type === 'hidden' || one.type === 'submit' || one.form.id === 'views') continue;
    (found[one.name] ??= {type: one.type, values: []}).values.push(one.value);
  }
  return found;
}"""


class Finger:
    """Taps through the pages; counts screens and taps, and keys typed on the screen's own keyboard."""

    def __init__(self, page):
        self.page = page
        self.screens, self.taps, self.typed = {}, 0, 0

    @property
    def path(self):
        """The path of the page in view."""
        return urlsplit(self.page.url).path

    def tap(self, selector):
        """One tap; the place must be big enough for a finger."""
        place = self.page.locator(selector).first
        place.scroll_into_view_if_needed()
        place.tap()
        self.taps += 1

    def go_on(self):
        """One tap on the main button, to the next screen."""
        path, before = self.path, sum(self.screens.values())
        with self.page.expect_navigation():
            self.tap("button.continue")
        self.screens[path] = self.taps - before

    def answer(self, answers):
        """Answer everything that this page asks."""
        for name, question in self.page.evaluate(_QUESTIONS).items():
            given = answers.get(name, _first(question))
            if name == "areas":
                self.mark(given)
            elif question["type"] in ("radio", "checkbox"):
                for value in [given] if isinstance(given, str) else given:
                    self.tap(f'input[name="{name}"][value="{value}"]')
            else:
                self.tap(f"#{name}")
                self.page.keyboard.type(given)
                self.typed += len(given)

    def mark(self, areas):
        """Tap places on the drawing, turning it over when a place is not in view."""
        for area in areas:
            name = CATALOGUE.body.areas[area].text
            if tap_place(self.page, name):
                self.taps += 1
                continue
            other = self.page.locator("input[name=view]:not(:checked)").get_attribute("id")
            self.tap(f"#{other}")
            assert tap_place(self.page, name), f"{name} cannot be tapped"
            self.taps += 1

    def walk(self, answers):
        """Answer page after page to the results."""
        for _ in range(60):
            if self.path == "/results":
                return
            if self.path not in ("/check", "/help-now") and not self.path.endswith("/check-places"):
                self.answer(answers)
            self.go_on()
        raise AssertionError(f"never came to the results: {self.screens}")


def _first(question):
    """An answer where the visit gives none: "none of these" if there is one, else the first."""
    calm = [value for value in question["values"] if value in ("none", "no")]
    return {"textarea": "My own words", "text": "54"}.get(question["type"]) or (calm or question["values"])[0]


@pytest.fixture
def finger(browser, site):
    """A phone that is touched."""
    context = browser.new_context(
        base_url=site,
        viewport={"width": 390, "height": 844},
        has_touch=True,
        is_mobile=True,
        device_scale_factor=2,
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.goto("/")
    yield Finger(page)
    context.close()


def test_the_short_path_by_touch_takes_few_screens_and_taps(finger):
    """Every question is answered, the places on the drawing."""
    finger.tap("#path-short")
    finger.tap("#device-own")
    finger.go_on()
    finger.walk(TEXTBOOK)
    screens, taps = len(finger.screens), finger.taps
    print(f"\nshort path, one pain: {screens} screens, {taps} taps, {finger.typed} letters typed: {finger.screens}")
    text = finger.page.locator("main").inner_text()
    assert "Your answers share many features with" in text
    assert CATALOGUE.profiles["herniated-disc-lumbar"].name in text
    assert screens <= MOST_SCREENS, finger.screens
    assert taps <= MOST_TAPS, finger.screens


def test_the_full_path_by_touch_comes_to_the_results(finger):
    finger.tap("#path-full")
    finger.tap("#device-shared")
    finger.go_on()
    finger.walk(VISITS["overlap"] | {"another-pain": "no"})
    assert finger.page.locator("h1").inner_text() == "What your answers show"
    print(f"\nfull path, one pain: {len(finger.screens)} screens, {finger.taps} taps")
    finger.page.locator(".pattern summary").first.tap()
    assert finger.page.locator(".pattern .reasons").first.is_visible()
    with finger.page.expect_navigation():
        finger.page.locator(".exit").tap()
    assert finger.path == "/leave"


def test_at_a_desk_with_the_keyboard_and_the_drawing(browser, site):
    """With JavaScript the drawing is one stop of the Tab key; arrows move on it and the space bar marks."""
    context = browser.new_context(base_url=site, viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(15_000)
    keyboard = Keyboard(page)
    try:
        page.goto("/")
        keyboard.choose("path", "short")
        keyboard.go_on()
        for name in ("danger-now", "danger-nerves", "danger-body"):
            keyboard.tick(name, "none")
            keyboard.go_on()
        keyboard.choose("self-harm", "no")
        keyboard.go_on()
        keyboard.focus(name="age")
        page.keyboard.type("54")
        keyboard.go_on()
        while keyboard.path().startswith("/questions/"):
            keyboard.go_on()
        assert keyboard.path() == "/pains/1/where"
        marked = _mark_by_arrows(page)
        while keyboard.path() != "/results":
            if keyboard.path().endswith("/strength"):
                keyboard.choose("pain-average", "7")
            keyboard.go_on()
        assert page.locator("h1").inner_text() == "What your answers show"
        assert page.locator("section:has(#where-title) .told li").all_inner_texts() == [marked.lower()]
        keyboard.focus(tag="button", text="Print this page")
        keyboard.press("Enter", tag="a", text="Erase my answers")
        keyboard.go_on()
        assert "Your answers are erased." in page.locator("main").inner_text()
    finally:
        context.close()


def _mark_by_arrows(page):
    page.wait_for_selector(".shapes")
    role = "() => document.activeElement.getAttribute('role')"
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate(role) == "checkbox":
            break
    for key in ("ArrowDown", "ArrowDown", "ArrowLeft"):
        page.keyboard.press(key)
    page.keyboard.press(" ")
    (marked,) = page.locator(".chosen li").all_inner_texts()
    page.keyboard.press("Escape")
    assert page.evaluate("() => document.activeElement.className") == "continue", "Escape leads on"
    with page.expect_navigation():
        page.keyboard.press("Enter")
    return marked

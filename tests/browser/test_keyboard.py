"""The whole journey with a keyboard alone, and without JavaScript."""

import re

import pytest

pytestmark = pytest.mark.browser

_FOCUSED = """() => {
  const one = document.activeElement;
  const seen = (element) => {
    const style = getComputedStyle(element);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  };
  const box = one.getBoundingClientRect();
  return {
    id: one.id, name: one.name ?? "", value: one.value ?? "", tag: one.tagName.toLowerCase(),
    text: one.textContent.trim(),
    class: one.className, type: one.type ?? "", checked: one.checked ?? false,
    visible: [one, ...(one.labels ?? [])].some(seen) && box.bottom > 0 && box.top < innerHeight,
  };
}"""


@pytest.fixture
def keyboard(browser, site):
    """A page of the site without JavaScript, used with keys only."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800}, base_url=site)
    page = context.new_page()
    page.set_default_timeout(15_000)
    yield Keyboard(page)
    context.close()


class Keyboard:
    """Moves the focus with Tab until it is where it should be; each stop on the way must show the focus."""

    def __init__(self, page):
        self.page = page

    def path(self):
        """The path of the page in view."""
        return re.sub(r"^https?://[^/]+|[?#].*$", "", self.page.url)

    def focus(self, **wanted):
        """Tab to the control with these properties."""
        for _ in range(320):
            self.page.keyboard.press("Tab")
            now = self.page.evaluate(_FOCUSED)
            assert now["tag"] == "body" or now["visible"], f"{self.path()}: the focus does not show on {now}"
            if all(value in now[key].split() if key == "class" else now[key] == value for key, value in wanted.items()):
                return now
        raise AssertionError(f"{self.path()}: Tab never comes to {wanted}")

    def press(self, key, **wanted):
        """Tab to a control and press a key that may lead to another page."""
        self.focus(**wanted)
        before = self.page.url
        with self.page.expect_navigation():
            self.page.keyboard.press(key)
        return before

    def tick(self, name, *values):
        """Tick boxes of a list; the page is read from its top for each."""
        for value in values:
            self.focus(name=name, value=value)
            self.page.keyboard.press("Space")
            assert self.page.evaluate(_FOCUSED)["checked"]

    def choose(self, name, value):
        """Choose one answer: Tab to the group, then arrows."""
        self.focus(name=name)
        self.page.keyboard.press("Space")
        for _ in range(15):
            if self.page.evaluate(_FOCUSED)["value"] == value:
                break
            self.page.keyboard.press("ArrowDown")
        now = self.page.evaluate(_FOCUSED)
        assert (now["value"], now["checked"]) == (value, True)

    def go_on(self):
        """Press the main button."""
        self.press("Enter", tag="button", type="submit", **{"class": "continue"})


def _pain(keyboard, number, places):
    assert keyboard.path() == f"/pains/{number}/where"
    keyboard.tick("areas", *places)
    keyboard.go_on()
    while keyboard.path() != "/pains" and keyboard.path().startswith("/pains/"):
        if keyboard.path().endswith("/history"):
            keyboard.choose("since", "1-5-years")
        if keyboard.path().endswith("/strength"):
            keyboard.choose("pain-worst", "7")
        keyboard.go_on()


def test_three_pains_from_start_to_results_and_erase_with_keys_only(keyboard):
    page = keyboard.page
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate(_FOCUSED)["class"] == "skip", "the first stop skips to the main part"
    keyboard.go_on()
    for name in ("danger-now", "danger-nerves", "danger-body"):
        assert keyboard.path() == f"/questions/{name}"
        keyboard.tick(name, "none")
        keyboard.go_on()
    keyboard.choose("self-harm", "no")
    keyboard.go_on()
    keyboard.focus(name="age")
    page.keyboard.type("54")
    keyboard.go_on()
    while keyboard.path().startswith("/questions/"):
        keyboard.go_on()
    _pain(keyboard, 1, ["neck-back", "shoulder-left"])
    keyboard.choose("another-pain", "yes")
    keyboard.go_on()
    _pain(keyboard, 2, ["palm-left", "palm-right"])
    keyboard.choose("another-pain", "yes")
    keyboard.go_on()
    _pain(keyboard, 3, ["lower-belly-left"])
    for _ in range(12):
        if keyboard.path() == "/check":
            break
        keyboard.go_on()
    assert keyboard.path() == "/check"
    assert "Pain 3" in page.locator("main").inner_text()
    keyboard.go_on()
    assert keyboard.path() == "/results"
    assert page.locator("h1").inner_text() == "What your answers show"
    keyboard.press("Enter", tag="a", text="Erase my answers")
    keyboard.go_on()
    assert keyboard.path() == "/"
    assert "Your answers are erased." in page.locator("main").inner_text()


def test_errors_can_be_reached_and_mended_with_keys_only(keyboard):
    page = keyboard.page
    page.goto("/")
    keyboard.go_on()
    keyboard.go_on()
    assert page.title().startswith("Error: ")
    keyboard.focus(tag="a", text=page.locator(".error-summary a").inner_text())
    page.keyboard.press("Enter")
    page.wait_for_url("**/questions/danger-now#danger-now-0")
    assert page.evaluate(_FOCUSED)["id"] == "danger-now-0", "the line of the summary leads to the field"
    page.keyboard.press("Space")
    keyboard.go_on()
    assert keyboard.path() == "/help-now"
    keyboard.go_on()
    assert keyboard.path() == "/questions/danger-nerves"

"""People who use the pages: one by touch, one by keys alone. Both know the same few moves."""

from abc import ABC, abstractmethod
from urllib.parse import urlsplit

from questionnaire.web import create_app
from tests.browser.test_map import _way
from tests.conftest import SECRET
from tests.naming import name_of
from tests.strategies import CATALOGUE

# Opens the stamps of pages, to name them; it serves nobody.
NAMES = create_app({"SECRET_KEY": SECRET, "REGION": "us"}, CATALOGUE)
FIGURE = CATALOGUE.figure
MAIN_BUTTON = "button.continue"
MOST_STOPS = 320
# What has the focus: whether it is the one looked for, and whether the focus can be seen on it, its label or its ring.
_FOCUSED = """wanted => {
  const one = document.activeElement;
  const outlined = (element) => {
    const style = getComputedStyle(element);
    return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  };
  const ringed = one.matches('.shapes path') && [...document.querySelectorAll('.shapes .ring')]
    .every((ring) => ring.getAttribute('d') === one.getAttribute('d'));
  const box = one.getBoundingClientRect();
  return {
    found: one.matches(wanted), nowhere: one === document.body, html: one.outerHTML.slice(0, 120),
    value: one.value ?? '', checked: one.checked ?? one.getAttribute('aria-checked') === 'true',
    area: one.dataset.area ?? '',
    visible: (ringed || [one, ...(one.labels ?? [])].some(outlined)) && box.bottom > 0 && box.top < innerHeight,
  };
}"""
# A place inside a shape's box at which no other shape lies over it.
_ON_TOP = """shape => {
  const {left, top, width, height} = shape.getBoundingClientRect();
  const parts = [.5, .3, .7, .1, .9];
  for (const y of parts.map((part) => part * height)) for (const x of parts.map((part) => part * width)) {
    if (document.elementFromPoint(left + x, top + y) === shape) return {x, y};
  }
}"""


class Traveller(ABC):
    """The moves that a journey is made of."""

    def __init__(self, page):
        self.page = page

    @property
    def path(self):
        """The name of the page of questions in view (`tests/naming.py`), of another its path."""
        stamp = self.page.evaluate("document.querySelector('[name=stamp]')?.value")
        cookies = {one["name"]: one["value"] for one in self.page.context.cookies()}
        return (stamp and name_of(NAMES, cookies, stamp)) or urlsplit(self.page.url).path

    @abstractmethod
    def choose(self, name, value):
        """Choose one answer of several."""

    @abstractmethod
    def tick(self, name, value):
        """Tick a box, or take its tick away."""

    @abstractmethod
    def write(self, name, text):
        """Write into a field, over what stands there."""

    @abstractmethod
    def mark(self, area):
        """Mark a place of the body."""

    @abstractmethod
    def press(self, selector):
        """Press a button, a link or the heading of a folded part."""

    def follow(self, selector):
        """Press what leads to another page, or to another place of this one."""
        with self.page.expect_navigation():
            self.press(selector)

    def go_on(self):
        """Press the main button."""
        self.follow(MAIN_BUTTON)

    def _is_chosen(self, name, value):
        return self.page.locator(_control(name, value)).is_checked()

    def _type(self, text):
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)


class Finger(Traveller):
    """Taps; counts the taps of each screen, and the letters typed on the screen's own keyboard."""

    def __init__(self, page):
        super().__init__(page)
        self.taps, self.typed = [], 0
        self._tapped = 0

    def choose(self, name, value):
        """One tap, none where it is chosen already."""
        if not self._is_chosen(name, value):
            self.press(_control(name, value))

    def tick(self, name, value):
        """One tap."""
        self.press(_control(name, value))

    def write(self, name, text):
        """One tap, and letters."""
        self.press(f"#{name}")
        self._type(text)
        self.typed += len(text)

    def mark(self, area):
        """One tap on the drawing, which is turned over when the place is not in view."""
        shapes = self.page.locator(f'.shapes [role=checkbox][data-area="{area}"], label.shape[for="area-{area}"] path')
        if not shapes.filter(visible=True).count():
            self.press("input[name=view]:not(:checked)")
        shape = shapes.filter(visible=True).first
        shape.scroll_into_view_if_needed()
        self._tap(shape, shape.evaluate(_ON_TOP))
        assert self._is_chosen("areas", area)

    def press(self, selector):
        """One tap."""
        self._tap(self.page.locator(selector).first)

    def follow(self, selector):
        """One tap, the last on this screen."""
        super().follow(selector)
        self.taps.append(self._tapped)
        self._tapped = 0

    def _tap(self, place, position=None):
        place.scroll_into_view_if_needed()
        place.tap(position=position)
        self._tapped += 1


class Keyboard(Traveller):
    """Moves the focus with Tab until it is where it should be; at each stop on the way the focus must show."""

    def choose(self, name, value):
        """Tab to the group, then arrows."""
        now = self._focus(f'input[name="{name}"]')
        self.page.keyboard.press("Space")
        for _ in range(15):
            if now["value"] == value:
                break
            self.page.keyboard.press("ArrowDown")
            now = self._now("input")
        assert self._is_chosen(name, value)

    def tick(self, name, value):
        """Tab to the box, then the space bar."""
        before = self._focus(_control(name, value))
        self.page.keyboard.press("Space")
        assert self._is_chosen(name, value) is not before["checked"]

    def write(self, name, text):
        """Tab to the field, then letters."""
        self._focus(f"#{name}")
        self._type(text)

    def mark(self, area):
        """Arrows and the space bar on the drawing, which is one stop of the Tab key; without scripts, in the list."""
        if not self.page.locator(".shapes").count():
            self.tick("areas", area)
            return
        view = FIGURE.shapes[area][0].view
        now = self._focus(f".shapes .in-{view} > [role=checkbox]")
        arrows = {place: one.arrows for place, shapes in FIGURE.shapes.items() for one in shapes if one.view == view}
        for key in _way(arrows, now["area"], {area}):
            self.page.keyboard.press(f"Arrow{key.capitalize()}")
            self._now(".shapes path")
        self.page.keyboard.press("Space")
        assert self._is_chosen("areas", area)
        self.page.keyboard.press("Escape")
        assert self._now(MAIN_BUTTON)["found"], "Escape leads on"

    def press(self, selector):
        """Tab to it, then Enter."""
        self._focus(selector)
        self.page.keyboard.press("Enter")

    def stops(self):
        """Whatever Tab comes to, from here to the end of the page."""
        found = []
        while len(found) < MOST_STOPS:
            self.page.keyboard.press("Tab")
            now = self._now("*")
            if now["nowhere"]:
                break
            found.append(now["html"])
        return found

    def _focus(self, selector):
        for _ in range(MOST_STOPS):
            now = self._now(selector)
            if now["found"]:
                return now
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{self.path}: Tab never comes to {selector}")

    def _now(self, selector):
        now = self.page.evaluate(_FOCUSED, selector)
        assert now["nowhere"] or now["visible"], f"{self.path}: the focus does not show on {now['html']}"
        return now


def _control(name, value):
    return f'input[name="{name}"][value="{value}"]'

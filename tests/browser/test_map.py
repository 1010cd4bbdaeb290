"""The body map: drawing and list always agree, whatever is pressed, and the form sends exactly what is ticked."""

from urllib.parse import parse_qs

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from questionnaire.catalogue.load import load
from tests.browser.body import ONTO_A_PATH, tap_place
from tests.visitor import Visitor

pytestmark = pytest.mark.browser

CATALOGUE = load()
AREAS = list(CATALOGUE.body.areas)
ALONE = [option.value for option in CATALOGUE.items["areas"].option if option.exclusive]
SHAPES = sum(len(shapes) for shapes in CATALOGUE.figure.shapes.values())
_STATE = """() => {
  const boxes = [...document.querySelectorAll('.map input[type=checkbox]')];
  const lit = document.querySelector('.chosen-shapes');
  return {
    ticked: boxes.filter((box) => box.checked).map((box) => box.value),
    drawn: [...document.querySelectorAll('.shapes [role=checkbox]')].map((path) =>
      [path.getAttribute('aria-label'), path.getAttribute('aria-checked') === 'true']),
    lit: lit.childElementCount,
    listed: [...document.querySelectorAll('.chosen li')].map((item) => item.textContent),
    heading: document.querySelector('#chosen-title').textContent,
    sent: new FormData(document.querySelector('.map').closest('form')).getAll('areas'),
  };
}"""


def _at_the_map(app, browser, site, **how):
    visitor = Visitor(app)
    visitor.start(path="short")
    visitor.walk(until="/pains/1/where")
    context = browser.new_context(base_url=site, reduced_motion="reduce", **how)
    context.add_cookies([{"name": "answers", "value": visitor.cookie, "url": site}])
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.goto("/pains/1/where")
    page.wait_for_selector(".shapes")
    return page


@pytest.fixture(scope="module")
def desk(app, browser, site):
    """The map of somebody at a desk: front and back at once."""
    page = _at_the_map(app, browser, site, viewport={"width": 1280, "height": 900})
    yield page
    page.context.close()


class Hands:
    """Presses what is named, in the ways a person has, and knows what must be ticked afterwards."""

    def __init__(self, page):
        self.page = page
        self.past = []
        self.ticked = set()

    def press(self, way, area):
        """One toggle."""
        self.past.append(set(self.ticked))
        alone = area in ALONE
        if area in self.ticked:
            self.ticked.discard(area)
        else:
            self.ticked = {area} if alone else (self.ticked - set(ALONE)) | {area}
        if alone or way == "list":
            self.page.locator(f"input[name=areas][value={area}] + label:not(.shape)").click()
        elif way == "keys":
            self._shape(area).focus()
            self.page.keyboard.press(" ")
        else:
            self._shape(area).dispatch_event("click")

    def undo(self):
        """The last change is taken back."""
        self.page.locator(".undo").click()
        if self.past:
            self.ticked = self.past.pop()

    def clear(self):
        """Everything is taken away."""
        self.page.locator(".clear").click()
        if self.ticked:
            self.past.append(set(self.ticked))
        self.ticked = set()

    def _shape(self, area):
        name = CATALOGUE.body.areas[area].text
        return self.page.locator(f'.shapes [role=checkbox][aria-label="{name}"]').first


STEPS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["shape", "keys", "list"]), st.sampled_from(AREAS)),
        st.tuples(st.sampled_from(["shape", "keys", "list"]), st.sampled_from(AREAS[:4])),
        st.tuples(st.just("list"), st.sampled_from(ALONE)),
        st.tuples(st.sampled_from(["undo", "clear"]), st.none()),
    ),
    max_size=10,
)


def _agree(page, wanted):
    state = page.evaluate(_STATE)
    names = {CATALOGUE.body.areas[area].text for area in wanted if area in CATALOGUE.body.areas}
    assert set(state["ticked"]) == wanted
    assert sorted(state["sent"]) == sorted(wanted), "the form sends exactly the ticked boxes"
    assert {name for name, checked in state["drawn"] if checked} == names, "drawing and list agree"
    assert state["lit"] == sum(checked for _, checked in state["drawn"])
    assert set(state["listed"]) == names, "the words agree"
    if names:
        assert state["heading"].startswith(f"You chose {len(names)} ")


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=STEPS)
def test_map_and_list_agree_after_any_steps(desk, steps):
    desk.reload()
    desk.wait_for_selector(".shapes")
    hands = Hands(desk)
    for way, area in steps:
        hands.press(way, area) if area else getattr(hands, way)()
        _agree(desk, hands.ticked)


def test_a_press_with_a_mouse_on_each_shape_ticks_its_own_box(desk):
    """The middle of each shape is pressed; a shape that another covers there is looked at closely."""
    desk.reload()
    desk.wait_for_selector(".shapes")
    shapes = desk.locator(".shapes [role=checkbox]")
    assert shapes.count() == SHAPES
    for number in range(SHAPES):
        shape = shapes.nth(number)
        name = shape.get_attribute("aria-label")
        at = shape.evaluate(ONTO_A_PATH)
        assert at, f"{name}: nowhere to press"
        before = shape.get_attribute("aria-checked")
        desk.mouse.click(*at)
        assert shape.get_attribute("aria-checked") != before, name
    assert sorted(desk.evaluate(_STATE)["ticked"]) == sorted(
        area for area in AREAS if len(CATALOGUE.figure.shapes[area]) % 2
    ), "each press counts once"


@pytest.mark.parametrize("view", ["front", "back"])
def test_arrow_keys_come_to_every_area(desk, view):
    desk.reload()
    desk.wait_for_selector(".shapes")
    first = desk.locator(f".shapes .in-{view} [tabindex='0']")
    assert first.count() == 1, "the drawing is one stop of the Tab key"
    first.focus()
    here = "() => document.activeElement.getAttribute('aria-label')"
    wanted = {
        CATALOGUE.body.areas[area].text
        for area, shapes in CATALOGUE.figure.shapes.items()
        for s in shapes
        if s.view == view
    }
    arrows = {
        CATALOGUE.body.areas[area].text: {key: CATALOGUE.body.areas[to].text for key, to in shape.arrows.items()}
        for area, shapes in CATALOGUE.figure.shapes.items()
        for shape in shapes
        if shape.view == view
    }
    reached, place = {desk.evaluate(here)}, desk.evaluate(here)
    while reached != wanted:
        for key in _way(arrows, place, wanted - reached):
            desk.keyboard.press(f"Arrow{key.capitalize()}")
            place = desk.evaluate(here)
            reached.add(place)
    assert reached == wanted


def _way(arrows, start, wanted):
    """The shortest list of keys that leads to one of the wanted areas."""
    ways, met = [(start, ())], {start}
    for place, keys in ways:
        if place in wanted:
            return keys
        for key, to in arrows[place].items():
            if to not in met:
                met.add(to)
                ways.append((to, (*keys, key)))
    raise AssertionError(f"no arrow leads from {start} to {sorted(wanted)}")


def test_the_two_views_together_hold_all_areas():
    assert set(CATALOGUE.figure.shapes) == set(AREAS)
    assert len(AREAS) == 98


def test_taps_on_a_phone_and_the_swap_of_the_read_back_page(app, browser, site):
    page = _at_the_map(
        app,
        browser,
        site,
        viewport={"width": 390, "height": 800},
        has_touch=True,
        is_mobile=True,
        device_scale_factor=2,
    )
    try:
        assert tap_place(page, "Left shoulder")
        page.locator("#view-back").tap()
        assert tap_place(page, "Left calf")
        page.locator(".closer > summary").tap()
        page.locator("#zoom-hand-left").tap()
        page.locator("#view-front").tap()
        assert tap_place(page, "Left thumb")
        _agree(page, {"shoulder-left", "calf-left", _area("Left thumb")})
        assert tap_place(page, "Left thumb")
        with page.expect_request(lambda one: one.method == "POST") as sent:
            page.locator(".continue").tap()
        assert sorted(parse_qs(sent.value.post_data)["areas"]) == ["calf-left", "shoulder-left"]
        page.wait_for_url("**/check-places")
        assert _sides(page) == {"On your left side": ["Left shoulder", "Left calf"]}
        page.get_by_role("button", name="Swap left and right").tap()
        page.get_by_text("We swapped left and right. Is it right now?").wait_for()
        assert _sides(page) == {"On your right side": ["Right shoulder", "Right calf"]}
        page.get_by_role("button", name="Swap left and right").tap()
        page.get_by_text("On your left side").wait_for()
        assert _sides(page) == {"On your left side": ["Left shoulder", "Left calf"]}
        page.locator(".continue").tap()
        page.wait_for_url("**/pains/1/nerve-check")
        page.goto("/pains/1/where")
        page.wait_for_selector(".shapes")
        _agree(page, {"shoulder-left", "calf-left"})
    finally:
        page.context.close()


def _area(name):
    return next(area.id for area in CATALOGUE.body.areas.values() if area.text == name)


def _sides(page):
    return {
        side.locator("dt").inner_text(): side.locator("li").all_inner_texts()
        for side in page.locator(".sides > div").all()
    }

"""The body map: drawing and list always agree, whatever is pressed, and the form sends exactly what is ticked."""

from urllib.parse import parse_qs

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.browser.body import ONTO_A_PATH, tap_place
from tests.strategies import CATALOGUE
from tests.visitor import Visitor

pytestmark = pytest.mark.browser

AREAS = list(CATALOGUE.body.areas)
ALONE = [option.value for option in CATALOGUE.items["areas"].option if option.exclusive]
NAMES = {option.value: option.text for option in CATALOGUE.items["areas"].option if option.value not in ALONE}
EVERYWHERE = [value for value in NAMES if value not in AREAS]
PHONE = {"viewport": {"width": 390, "height": 800}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
SHAPES = sum(len(shapes) for shapes in CATALOGUE.figure.shapes.values())
_STATE = """() => {
  const boxes = [...document.querySelectorAll('.map input[type=checkbox]')];
  const lit = document.querySelector('.chosen-shapes');
  return {
    ticked: boxes.filter((box) => box.checked).map((box) => box.value),
    drawn: [...document.querySelectorAll('.shapes [role=checkbox]')].map((path) =>
      [path.getAttribute('aria-label'), path.getAttribute('aria-checked') === 'true']),
    lit: lit.childElementCount,
    listed: [...document.querySelectorAll('.chip')].map((chip) => [chip.textContent, chip.getAttribute('aria-label')]),
    mirror: document.querySelector('.mirror').checkVisibility(),
    heading: document.querySelector('#chosen-title').textContent,
    sent: new FormData(document.querySelector('.map').closest('form')).getAll('areas'),
  };
}"""


def _at_the_map(app, browser, site, **how):
    visitor = Visitor(app)
    visitor.start(path="short")
    visitor.walk(until="/pains/1/where")
    context = browser.new_context(base_url=site, **{"reduced_motion": "reduce", **how})
    context.add_cookies([{"name": "answers", "value": visitor.cookie, "url": site}])
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.goto(visitor.here.address)
    if how.get("java_script_enabled", True):
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
        if area not in AREAS or way == "list":
            self.page.locator(f"input[name=areas][value={area}] + label:not(.shape)").click()
        elif way == "keys":
            self._shape(area).focus()
            self.page.keyboard.press(" ")
        else:
            self._shape(area).dispatch_event("click")

    def chip(self, number):
        """A place is taken away below the drawing; the focus goes on to the next one, or else to the heading."""
        chips = self.page.locator(".chip")
        if not chips.count():
            return
        number %= chips.count()
        name = chips.nth(number).inner_text()
        chips.nth(number).click()
        self.past.append(set(self.ticked))
        self.ticked.remove(next(value for value, text in NAMES.items() if text == name))
        left = chips.count()
        wanted = chips.nth(min(number, left - 1)).inner_text() if left else "You have not chosen a place"
        assert self.page.evaluate("document.activeElement.textContent") == wanted
        assert self.page.locator(".chosen [role=status]").inner_text() == f"Removed: {_lower(name)}. {left} chosen."

    def mirror(self):
        """The same places are marked on the other side, where there is one."""
        more = _other_sides(self.ticked) - self.ticked
        assert self.page.locator(".mirror").is_visible() == bool(more)
        if more:
            self.page.locator(".mirror").click()
            self.past.append(set(self.ticked))
            self.ticked |= more
            assert self.page.evaluate("document.activeElement.id") == "chosen-title"

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
        st.tuples(st.just("list"), st.sampled_from(ALONE + EVERYWHERE)),
        st.tuples(st.sampled_from(["mirror", "mirror", "undo", "clear"]), st.none()),
        st.tuples(st.just("chip"), st.integers(0, 20)),
    ),
    max_size=10,
)


def _agree(page, wanted):
    state = page.evaluate(_STATE)
    listed = [text for value, text in NAMES.items() if value in wanted]
    names = {CATALOGUE.body.areas[area].text for area in wanted if area in CATALOGUE.body.areas}
    assert set(state["ticked"]) == wanted
    assert sorted(state["sent"]) == sorted(wanted), "the form sends exactly the ticked boxes"
    assert {name for name, checked in state["drawn"] if checked} == names, "drawing and list agree"
    assert state["lit"] == sum(checked for _, checked in state["drawn"])
    assert sorted(state["listed"]) == sorted([text, f"Remove: {text}"] for text in listed), "the words agree"
    assert state["mirror"] == bool(_other_sides(wanted) - wanted), "another side is offered where there is one"
    if listed:
        assert state["heading"].startswith(f"You chose {len(listed)} ")


def _other_sides(ticked):
    areas = CATALOGUE.body.areas
    return {areas[value].mirror for value in ticked if value in areas}


def _lower(name):
    return name[0].lower() + name[1:]


def _move(hands, way, what):
    if isinstance(what, str):
        hands.press(way, what)
    else:
        getattr(hands, way)(*([] if what is None else [what]))


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=STEPS)
def test_map_and_list_agree_after_any_steps(desk, steps):
    desk.reload()
    desk.wait_for_selector(".shapes")
    hands = Hands(desk)
    for way, area in steps:
        _move(hands, way, area)
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
    page = _at_the_map(app, browser, site, **PHONE)
    address = page.url
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
        page.wait_for_selector(".sides")
        assert _sides(page) == {"On your left side": ["Left shoulder", "Left calf"]}
        page.get_by_role("button", name="Swap left and right").tap()
        page.get_by_text("We swapped left and right. Is it right now?").wait_for()
        assert _sides(page) == {"On your right side": ["Right shoulder", "Right calf"]}
        page.get_by_role("button", name="Swap left and right").tap()
        page.get_by_text("On your left side").wait_for()
        assert _sides(page) == {"On your left side": ["Left shoulder", "Left calf"]}
        page.locator(".continue").tap()
        page.wait_for_selector("input[name=cauda-numb]")
        page.goto(address)
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


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_each_chosen_place_is_a_button_big_enough_for_a_stiff_hand(desk, width):
    desk.set_viewport_size({"width": width, "height": 900})
    desk.reload()
    desk.wait_for_selector(".shapes")
    for area in ("lower-back", "calf-left", "calf-right"):
        desk.locator(f"#area-{area}").check()
    assert desk.get_by_role("button", name="Remove: Left calf").count() == 1
    for button in desk.locator(".chosen button:visible").all():
        box = button.bounding_box()
        assert box["height"] >= 44, button.inner_text()
        assert box["width"] >= 44
        assert box["x"] + box["width"] <= width
    sign = desk.locator(".chip").first.evaluate("chip => getComputedStyle(chip, '::after').content")
    assert sign.startswith('"\u00d7"')
    desk.set_viewport_size({"width": 1280, "height": 900})


@pytest.mark.parametrize("script", [True, False])
def test_enter_in_the_list_goes_on_and_does_not_mark_the_other_side(app, browser, site, script):
    page = _at_the_map(app, browser, site, java_script_enabled=script)
    try:
        box = page.locator("#area-calf-left")
        box.check()
        with page.expect_request(lambda one: one.method == "POST") as sent:
            box.press("Enter")
        assert "mirror" not in parse_qs(sent.value.post_data)
        page.wait_for_selector(".sides")
        assert _sides(page) == {"On your left side": ["Left calf"]}
    finally:
        page.context.close()


def test_without_script_one_button_marks_the_other_side_and_keeps_what_is_ticked(app, browser, site):
    page = _at_the_map(app, browser, site, java_script_enabled=False, **PHONE)
    try:
        for area in ("calf-left", "lower-back", "palm-right"):
            page.locator(f"#area-{area}").check()
        page.get_by_role("button", name="Mark the other side too").tap()
        page.get_by_text("We marked 2 more places on the other side.").wait_for()
        ticked = [box.get_attribute("value") for box in page.locator("input[name=areas]:checked").all()]
        assert set(ticked) == {"calf-left", "calf-right", "lower-back", "palm-left", "palm-right"}
        page.locator(".continue").tap()
        page.wait_for_selector("input[name=cauda-numb]")
    finally:
        page.context.close()


CLOSE = {
    "head": ("Your head and neck, front", "Your head and neck, back"),
    "hips": ("Your hips and groin, front", "Your hips and buttocks, back"),
    "hand-left": ("Your left hand, palm side", "Back of your left hand"),
    "hand-right": ("Your right hand, palm side", "Back of your right hand"),
    "foot-left": ("Top of your left foot", "Heel and sole of your left foot"),
    "foot-right": ("Top of your right foot", "Heel and sole of your right foot"),
}


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_a_close_view_comes_into_sight_and_says_whose_side_it_shows(app, browser, site, motion):
    page = _at_the_map(app, browser, site, reduced_motion=motion, **PHONE)
    assert set(CLOSE) == {zoom.id for zoom in CATALOGUE.figure.zoom} - {"whole"}
    try:
        assert page.locator(".close:visible").count() == 0
        page.locator(".closer > summary").tap()
        for zoom, texts in CLOSE.items():
            for view, text in zip(("front", "back"), texts, strict=True):
                page.locator(f"#view-{view}").tap()
                page.evaluate("scrollTo(0, 0)")
                page.locator("#zoom-whole").check()
                page.locator(f"#zoom-{zoom}").tap()
                page.wait_for_function(
                    """() => {
                      const {top, bottom} = document.querySelector('.stage').getBoundingClientRect();
                      return top >= 0 && bottom <= innerHeight;
                    }"""
                )
                assert page.locator(".close:visible").all_inner_texts() == [text]
                assert page.evaluate("document.activeElement.id") == f"zoom-{zoom}", "the focus stays"
    finally:
        page.context.close()


def test_two_fingers_can_enlarge_the_page_and_the_drawing(app, browser, site):
    page = _at_the_map(app, browser, site, **PHONE)
    try:
        viewport = page.locator("meta[name=viewport]").get_attribute("content")
        assert "user-scalable" not in viewport
        assert "maximum-scale" not in viewport
        blocked = """() => [document.documentElement, ...document.querySelectorAll('body, body *')]
          .map((one) => getComputedStyle(one).touchAction)
          .filter((action) => !['auto', 'manipulation'].includes(action) && !action.includes('pinch-zoom'))"""
        assert page.evaluate(blocked) == []
        page.locator(".stage").scroll_into_view_if_needed()
        wire = page.context.new_cdp_session(page)
        wire.send("Input.synthesizePinchGesture", {"x": 195, "y": 400, "scaleFactor": 2})
        assert page.evaluate("visualViewport.scale") > 1.5
    finally:
        page.context.close()

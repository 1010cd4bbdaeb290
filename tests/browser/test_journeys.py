"""Every journey by touch on a phone and by keys at a desk, with and without scripts; the taps of the short path."""

import pytest

from tests.browser.journeys import JOURNEYS, Trip
from tests.browser.travellers import Finger, Keyboard

pytestmark = pytest.mark.browser

MOST_SCREENS, MOST_TAPS = 20, 75
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
    "device_scale_factor": 2,
}
DESK = {"viewport": {"width": 1280, "height": 800}}
WAYS = {
    "touch": (Finger, PHONE),
    "keys": (Keyboard, DESK),
    "touch, no scripts": (Finger, {**PHONE, "java_script_enabled": False}),
    "keys, no scripts": (Keyboard, {**DESK, "java_script_enabled": False}),
}
# By keys without scripts each place of the body is a stop of the Tab key: only two journeys are made that way.
KEYS_ALONE = ("three-pains", "slips")


@pytest.fixture
def traveller(browser, site, request):
    """Somebody at the start page, who travels in one of the ways."""
    kind, how = WAYS[request.param]
    context = browser.new_context(base_url=site, reduced_motion="reduce", **how)
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.goto("/")
    yield kind(page)
    context.close()


@pytest.mark.parametrize(
    ("traveller", "name"),
    [(way, name) for way in WAYS for name in JOURNEYS if way != "keys, no scripts" or name in KEYS_ALONE],
    indirect=["traveller"],
)
def test_every_journey_comes_to_its_end(traveller, name):
    Trip(traveller, JOURNEYS[name]).make()


@pytest.mark.parametrize("traveller", ["touch"], indirect=True)
def test_the_short_path_takes_few_screens_and_taps(traveller):
    """Every question is answered, the places on the drawing."""
    trip = Trip(traveller, JOURNEYS["textbook"])
    trip.begin()
    trip.to_check()
    traveller.go_on()
    screens, taps = len(traveller.taps), sum(traveller.taps)
    print(f"\nshort path, one pain: {screens} screens, {taps} taps, {traveller.typed} letters typed: {traveller.taps}")
    assert screens <= MOST_SCREENS, traveller.taps
    assert taps <= MOST_TAPS, traveller.taps

"""What the script adds: meanings in place, room left in text fields, and the question of a waiting-room tablet."""

import pytest

from questionnaire.web import create_app
from tests.conftest import SECRET
from tests.hosting import serve
from tests.states import question_addresses

pytestmark = pytest.mark.browser

PATTERN = "/learn/herniated-disc-lumbar"


@pytest.fixture
def page(browser, site):
    """A phone."""
    context = browser.new_context(base_url=site, viewport={"width": 390, "height": 800})
    made = context.new_page()
    made.set_default_timeout(15_000)
    yield made
    context.close()


def test_a_medical_word_opens_its_meaning_and_escape_comes_back(page):
    page.goto(PATTERN)
    word = page.locator("a.word").first
    meaning = page.locator(f"#{word.get_attribute('data-meaning')}")
    assert not meaning.is_visible()
    word.focus()
    page.keyboard.press("Enter")
    meaning.wait_for(state="visible")
    assert page.evaluate("document.activeElement.id") == meaning.get_attribute("id"), "the meaning is read out"
    box = meaning.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    page.keyboard.press("Escape")
    meaning.wait_for(state="hidden")
    assert page.evaluate("document.activeElement.className") == "word"
    assert page.url.endswith(PATTERN)


# What a browser's own translation does to a text.
_TRANSLATE = """() => {
  const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) if (walker.currentNode.data.trim()) texts.push(walker.currentNode);
  for (const text of texts) {
    const inner = document.createElement('font');
    const outer = document.createElement('font');
    text.replaceWith(outer);
    outer.append(inner);
    inner.append(text);
  }
}"""


def test_a_medical_word_opens_its_meaning_after_the_browser_translated_the_page(page):
    page.goto(PATTERN)
    page.evaluate(_TRANSLATE)
    word = page.locator("a.word").first
    word.locator("font font").click()
    page.locator(f"#{word.get_attribute('data-meaning')}").wait_for(state="visible", timeout=3_000)
    assert page.url.endswith(PATTERN)


def test_without_script_a_medical_word_leads_to_the_glossary(browser, site):
    context = browser.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.goto(PATTERN)
    word = page.locator("a.word").first
    target = word.get_attribute("href")
    word.click()
    page.wait_for_url(f"**{target}")
    assert page.locator(f"#{target.rpartition('#')[2]}").is_visible()
    context.close()


def test_the_room_left_is_told_and_spoken_when_it_gets_short(app, site, page):
    address, cookie = question_addresses(app)["own-words"]
    page.context.add_cookies([{"name": "answers", "value": cookie, "url": site}])
    page.goto(address)
    field = page.locator("textarea").first
    line, spoken = page.locator(f"#{field.get_attribute('id')}-room"), page.locator("textarea ~ [role=status]").first
    limit = int(field.get_attribute("data-limit"))
    field.fill("")
    assert line.inner_text() == f"Room for about {limit} more letters"
    field.fill("ä" * (limit // 2 - 5))
    assert line.inner_text() == f"Room for about {limit - 2 * (limit // 2 - 5)} more letters"
    assert spoken.inner_text() == line.inner_text()
    field.fill("a" * (limit + 3))
    assert line.inner_text() == "About 3 letters too many"
    assert "over" in line.get_attribute("class")


def test_none_of_these_and_the_others_put_each_other_out(app, site, page):
    address, cookie = question_addresses(app)["danger-now"]
    page.context.add_cookies([{"name": "answers", "value": cookie, "url": site}])
    page.goto(address)
    chest, breath, none = (page.locator(f"input[value={value}]") for value in ("chest-pain", "short-of-breath", "none"))
    none.uncheck()
    chest.check()
    breath.check()
    assert not none.is_checked()
    none.check()
    assert not chest.is_checked()
    assert not breath.is_checked()
    chest.check()
    assert not none.is_checked()


@pytest.fixture
def waiting_room(catalogue):
    """The site as a waiting-room tablet shows it."""
    with serve(create_app({"SECRET_KEY": SECRET, "KIOSK": "1"}, catalogue)) as address:
        yield address


def test_a_waiting_room_tablet_asks_after_two_minutes_and_erases_after_three(waiting_room, browser):
    context = browser.new_context(base_url=waiting_room)
    page = context.new_page()
    page.clock.install()
    page.goto("/")
    page.locator("button.continue").click()
    page.wait_for_selector("input[name=danger-now]")
    asking = page.locator("dialog")
    page.clock.run_for(119_000)
    assert not asking.is_visible()
    page.clock.run_for(2_000)
    assert asking.is_visible()
    asking.locator("button").click()
    assert not asking.is_visible()
    page.clock.run_for(121_000)
    assert asking.is_visible()
    page.clock.run_for(60_000)
    page.get_by_role("heading", name="Nothing to show").wait_for()
    assert not [one for one in context.cookies() if one["name"] == "answers"]
    context.close()

"""What engines draw each in their own way."""

import pytest

from tests.visitor import VISITS, Visitor

pytestmark = pytest.mark.browser

# A list, a scale, the drawing, and a table of answers.
PAGES = (
    "And is any of this new or getting worse?",
    "Where is this pain?",
    "How strong is it, and when?",
    "Check your answers",
)
# Of each heading in view: its words, the room that its style asks for below it, and the room that there is.
_ROOM = """const shown = (one) => one.offsetHeight > 1 && getComputedStyle(one).position === 'static';
return [...document.querySelectorAll('main :is(h1, h2, h3, h4)')].filter(shown).map((heading) => {
  const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_ELEMENT);
  walker.currentNode = heading.lastElementChild ?? heading;
  while (walker.nextNode() && (heading.contains(walker.currentNode) || !shown(walker.currentNode)));
  const room = walker.currentNode.getBoundingClientRect().top - heading.getBoundingClientRect().bottom;
  return [heading.innerText, parseFloat(getComputedStyle(heading).marginBottom), room];
})"""


def test_there_is_room_under_every_heading(app, window):
    visitor = Visitor(app)
    visitor.start(path="short")
    visitor.walk(VISITS["one-pattern"])
    visitor.to_results()
    close = _close(window)
    window.carry(visitor)
    close += _close(window)
    for page in (one for one in visitor.seen if one.heading in PAGES):
        window.open(page.address)
        close += _close(window)
    assert close == []


def _close(window):
    measured = window.driver.execute_script(_ROOM)
    assert measured
    return [(words, asked, room) for words, asked, room in measured if room < asked - 1]


def test_a_medical_word_shows_its_meaning_in_place(window):
    window.open("/learn/herniated-disc-lumbar")
    word = window.driver.find_element("class name", "word")
    meaning = window.driver.find_element("id", word.get_attribute("data-meaning"))
    assert not meaning.is_displayed()
    word.click()
    assert meaning.is_displayed()
    assert window.address.endswith("/learn/herniated-disc-lumbar")

"""Every word a person reads can be translated: when each message is put in brackets, no word stands outside."""

import re

import flask_babel
import pytest

from questionnaire.web import create_app
from tests.conftest import SECRET
from tests.states import STATES, question_pages
from tests.strategies import CATALOGUE as CONTENT
from tests.visitor import VISITS, Visitor, answering, everything

OPEN, CLOSE = "\u27e6", "\u27e7"
OWN = "my own words"


def _written(item, answer):
    if item.type == "rows":
        return [cell for row in answer for name, cell in row.items() if name in [one.id for one in item.text_columns]]
    return [answer] if item.type == "text" else []


# What a demo person wrote, as the learning pages show it.
WRITTEN = [
    text
    for person in CONTENT.people.values()
    for answers in (person.answers.get("person", {}), *person.answers.get("pains", ()))
    for link_id, answer in answers.items()
    for text in _written(CONTENT.items[link_id], answer)
]
# Not to be translated: the product's name, and what a person wrote.
AS_IT_IS = re.compile("|".join(["Pain Patterns", OWN, "(word ?)+", *map(re.escape, sorted(WRITTEN, key=len)[::-1])]))
ATTRIBUTES = ("aria-label", "title", "alt", "placeholder", "content")


class Brackets:
    """Translations into a language that is English in brackets."""

    def gettext(self, message):
        """The message in brackets."""
        return f"{OPEN}{message}{CLOSE}" if message else message

    def ngettext(self, one, many, number):
        """The form for this number, in brackets."""
        return self.gettext(one if number == 1 else many)

    ugettext, ungettext = gettext, ngettext

    def pgettext(self, _context, message):
        """The message in brackets, whatever the context."""
        return self.gettext(message)


@pytest.fixture(scope="module")
def foreign(catalogue):
    """The site in that language."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flask_babel.Domain, "get_translations", lambda _self: Brackets())
        yield create_app({"SECRET_KEY": SECRET}, catalogue)


def _outside(text):
    """What stands outside of all brackets."""
    depth, found = 0, []
    for letter in text:
        depth += (letter == OPEN) - (letter == CLOSE)
        assert depth >= 0, text
        found.append("" if depth or letter == CLOSE else letter)
    return AS_IT_IS.sub("", "".join(found))


def _texts(element, path=""):
    """(where, text) of each text node and attribute that people read or hear. References are left out, and lines that
    a program reads (`pre`).
    """
    if not isinstance(element.tag, str) or "sources" in element.get("class", "").split() or "cite" in element.tag:
        return
    if element.tag == "pre":
        return
    here = f"{path}/{element.tag}"
    for name, value in element.attrib.items():
        spoken = name.startswith("data-") and " " in value
        if (name in ATTRIBUTES and element.tag != "meta") or spoken:
            yield f"{here}@{name}", value
    if element.text and element.tag not in ("script", "style"):
        yield here, element.text
    for child in element:
        yield from _texts(child, here)
        if child.tail:
            yield here, child.tail


def _untranslated(page):
    return [
        (where, " ".join(text.split())) for where, text in _texts(page.tree) if re.search(r"[^\W\d_]", _outside(text))
    ]


@pytest.mark.parametrize("name", CONTENT.pages)
def test_every_word_of_a_question_page_can_be_translated(foreign, name):
    assert _untranslated(question_pages(foreign)[name]) == []


@pytest.mark.parametrize("state", STATES)
def test_every_word_of_any_other_page_or_state_can_be_translated(foreign, state):
    assert _untranslated(STATES[state](foreign)) == []


def test_own_words_are_not_translated(foreign):
    visitor = Visitor(foreign)
    visitor.start()
    told = {**VISITS["overlap"], "matters-most": OWN, "questions": OWN, "anything-else": OWN}
    page = visitor.walk(answering(told, everything))
    assert f"{OPEN}{OWN}" not in page.html
    assert OWN in page.html
    assert _untranslated(page) == []


def test_a_word_outside_of_the_catalogue_would_be_found(foreign):
    page = Visitor(foreign).open("/about")
    page.tree.find(".//h1").text = f"{OPEN}About{CLOSE} us"
    assert [text for _, text in _untranslated(page)] == [f"{OPEN}About{CLOSE} us"]

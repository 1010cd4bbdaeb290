"""Medical words: each has a meaning in a plain sentence, and pages of patterns lead to it."""

import re

from questionnaire.catalogue.reading_grade import grade
from questionnaire.catalogue.texts import texts
from tests.visitor import words_of


def test_every_word_has_one_plain_sentence_and_is_used(catalogue):
    told = " ".join(text.words for text in texts(catalogue) if text.kind != "word").lower()
    assert len(catalogue.glossary) >= 15
    for word in catalogue.glossary.values():
        assert re.fullmatch(r"[^.!?]+\.", word.meaning), f"{word.id}: one sentence"
        assert any(form.lower() in told for form in word.forms), f"{word.id}: no text uses it"
    assert grade([word.meaning for word in catalogue.glossary.values()]) <= 8


def test_the_page_lists_every_word_by_the_alphabet_and_is_linked(catalogue, app, visitor):
    page = visitor.open("/learn/glossary")
    terms = [words_of(one) for one in page.tree.iter("dt")]
    assert terms == [word.term for word in catalogue.glossary.values()]
    assert terms == sorted(terms, key=str.lower)
    assert "/learn/glossary" in visitor.open("/learn/").links().values()


def test_the_results_lead_to_it(visitor):
    visitor.start()
    visitor.walk()
    assert "/learn/glossary" in visitor.to_results().links().values()


def test_only_the_first_use_of_a_word_is_a_link_and_its_meaning_is_on_the_page(catalogue, visitor):
    for name in catalogue.profiles:
        page = visitor.open(f"/learn/{name}")
        addresses = [a.get("href") for a in page.by_class("word")]
        assert len(set(addresses)) == len(addresses), f"{name}: a word is linked twice"
        for link in page.by_class("word"):
            word = catalogue.glossary[link.get("href").rpartition("#")[2]]
            assert words_of(link).lower() in {form.lower() for form in word.forms}
            meaning = page.by_id(link.get("data-meaning"))
            assert meaning.get("popover") is not None
            assert word.meaning in words_of(meaning)


def test_the_longest_word_is_the_one_that_is_linked(visitor):
    page = visitor.open("/learn/herniated-disc-lumbar")
    assert words_of(page.by_class("word")[0]) == "disc"
    assert all(words_of(a) != "root" for a in page.by_class("word"))

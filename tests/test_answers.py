"""Answers: documents in and out, what a ticked list says, and which answers count."""

import json
import tomllib
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaire.matching.answers import Answers, Chosen, chosen
from questionnaire.matching.asking import counted
from questionnaire.matching.documents import AnswersError, document, parse
from questionnaire.matching.facts import View
from tests import strategies
from tests.strategies import CATALOGUE

BAD = tomllib.loads((Path(__file__).parent / "cases" / "bad-documents.toml").read_text(encoding="utf-8"))["document"]
READABLE = [one for one in BAD if "not a JSON document" not in one["error"]]
LISTS = [item.link_id for item in CATALOGUE.items.values() if item.type == "multiple"]


def _view(told: Answers) -> View:
    return View(CATALOGUE, told.person, told.pains)


# --- Documents --------------------------------------------------------------------------------------------------------


@given(strategies.answers())
def test_answers_come_back_from_their_document(told):
    plain = json.loads(json.dumps(document(told)))
    read = parse(plain, CATALOGUE)
    for pain in (None, *range(1, len(told.pains) + 1)):
        assert read.of(pain).keys() == told.of(pain).keys()
        for link_id, answer in told.of(pain).items():
            again = read.of(pain)[link_id]
            if isinstance(answer, Chosen) and isinstance(again, Chosen):
                assert again.yes == answer.yes
                assert again.no >= answer.no
            else:
                assert again == answer
    assert parse(document(read), CATALOGUE) == read


@given(st.data())
def test_what_the_form_gives_comes_back_exactly(data):
    item = CATALOGUE.items[data.draw(st.sampled_from(LISTS))]
    told = {item.link_id: chosen(item, data.draw(strategies.ticks(item)))}
    answers = Answers(told, ()) if item.scope == "person" else Answers({}, (told,))
    assert parse(document(answers), CATALOGUE) == answers


@pytest.mark.parametrize("bad", READABLE, ids=lambda bad: bad["name"])
def test_a_bad_document_is_told_with_place_and_nearest_name(bad):
    with pytest.raises(AnswersError) as caught:
        parse(json.loads(bad["text"]), CATALOGUE)
    for part in bad["error"]:
        assert part.lower() in str(caught.value).lower()


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["person", "pains", "yes", "no", *CATALOGUE.items]), inner, max_size=4)
        ),
        max_leaves=12,
    )
)
def test_any_document_is_read_or_refused_in_words(plain):
    with suppress(AnswersError):
        assert document(parse(plain, CATALOGUE)).keys() == {"person", "pains"}


def test_null_and_not_sure_for_a_number_are_no_answer():
    told = parse(
        {"person": {"age": None, "spoils-joy": "not-sure", "fatigue": None}, "pains": [{"areas": None}]}, CATALOGUE
    )
    assert told == Answers({}, ({},))


def test_an_empty_document_is_nobody_with_no_pain():
    assert parse({}, CATALOGUE) == Answers()


# --- Lists ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("link_id", LISTS)
def test_a_ticked_list_says_no_to_the_rest_only_when_it_is_closed(link_id):
    item = CATALOGUE.items[link_id]
    ticked = next(option.value for option in item.option if not option.exclusive and not option.leaves_rest_open)
    answer = chosen(item, [ticked])
    rest = frozenset(item.substance()) - {ticked}
    assert answer == Chosen(frozenset({ticked}), rest if item.list == "closed" else frozenset())


@pytest.mark.parametrize("link_id", LISTS)
def test_none_of_these_says_no_to_all_and_not_sure_to_nothing(link_id):
    item = CATALOGUE.items[link_id]
    for option in item.option:
        if option.exclusive:
            no = frozenset() if option.unknown else frozenset(item.substance())
            assert chosen(item, [option.value]).no == no


def test_what_was_not_offered_stays_unknown():
    item = CATALOGUE.items["swollen-joints"]
    offered = item.substance()[:3]
    answer = chosen(item, offered[:1], offered=offered)
    assert answer.no == frozenset(offered[1:])


def test_all_over_leaves_the_other_places_open():
    item = CATALOGUE.items["areas"]
    assert chosen(item, ["all-over"]) == Chosen(frozenset({"all-over"}))
    assert chosen(item, ["all-over", "lower-back"]) == Chosen(frozenset({"all-over", "lower-back"}))


def test_a_bare_list_says_yes_and_nothing_of_the_rest():
    told = parse({"pains": [{"areas": ["lower-back"], "feels": ["burning"]}]}, CATALOGUE)
    assert told.pains[0]["areas"] == Chosen(frozenset({"lower-back"}))
    assert _view(told).chosen("areas", "neck-back") is None


def test_the_rest_can_be_refused_in_a_document():
    told = parse({"pains": [{"feels": {"yes": ["burning"], "no": "rest"}}]}, CATALOGUE)
    view = _view(told)
    assert view.chosen("feels", "burning") is True
    assert view.chosen("feels", "aching") is False
    assert view.chosen("feels", "none") is False


def test_not_sure_is_unknown_to_rules_and_known_as_itself():
    view = _view(parse({"person": {"fatigue": "not-sure", "danger-now": ["not-sure"]}}, CATALOGUE))
    assert view.chosen("fatigue", "3") is None
    assert view.chosen("fatigue", "not-sure") is True
    assert view.numbers("fatigue") == (None,)
    assert view.chosen("danger-now", "chest-pain") is None
    assert view.chosen("danger-now", "not-sure") is True


def test_over_several_pains_one_yes_is_yes_and_only_all_noes_are_no():
    pains = [{"effect-walking": value} for value in ("worse", "better")]
    assert _view(parse({"pains": pains}, CATALOGUE)).chosen("effect-walking", "worse") is True
    assert _view(parse({"pains": pains[1:] * 2}, CATALOGUE)).chosen("effect-walking", "worse") is False
    assert _view(parse({"pains": [*pains[1:], {}]}, CATALOGUE)).chosen("effect-walking", "worse") is None


# --- Counting ---------------------------------------------------------------------------------------------------------


def test_an_answer_that_no_longer_applies_is_set_aside_and_comes_back():
    told = parse({"pains": [{"areas": {"yes": ["calf-left"], "no": "rest"}, "effect-walking": "worse"}]}, CATALOGUE)
    assert "effect-walking" in counted(told, CATALOGUE).pains[0]
    head = told.with_changes(1, {"areas": chosen(CATALOGUE.items["areas"], ["head"])})
    assert "effect-walking" not in counted(head, CATALOGUE).pains[0]
    back = head.with_changes(1, {"areas": told.pains[0]["areas"]})
    assert counted(back, CATALOGUE) == counted(told, CATALOGUE)


def test_an_answer_counts_while_its_condition_is_unknown():
    told = parse({"pains": [{"effect-walking": "worse"}]}, CATALOGUE)
    assert counted(told, CATALOGUE) == told


@given(strategies.answers())
def test_counting_again_changes_nothing(told):
    once = counted(told, CATALOGUE)
    assert counted(once, CATALOGUE) == once


@given(strategies.answers(), strategies.changes())
def test_taking_a_change_back_gives_the_same_answers(told, change):
    if change.pain is not None and change.pain > len(told.pains):
        return
    before = told.of(change.pain).get(change.link_id)
    after = strategies.changed(told, change)
    assert strategies.changed(after, change._replace(answer=before)) == told

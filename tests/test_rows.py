"""Rows, such as the list of medicines: as many as are needed, told once, kept as typed, and shown one to a line."""

import json
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaire.matching.answers import Answers, Rows, rows_of
from questionnaire.matching.asking import counted
from questionnaire.matching.documents import document, parse
from questionnaire.matching.facts import View
from questionnaire.matching.report import build_report
from questionnaire.outputs.document import items_document
from questionnaire.web.words import answer_words
from tests.strategies import CATALOGUE, rows
from tests.visitor import VISITS, Visitor, words_of

ITEM = CATALOGUE.items["medicine-list"]
ADDRESS = "/questions/medicines?from=check"
TOLD = [
    {"name": "Naproxen", "dose": "500 mg twice a day", "taken": "yes", "bought": "no"},
    {"name": "St. John's wort", "bought": "yes"},
    {"name": "Duloxetine", "taken": "no", "bought": "yes"},
    {"dose": "half a pill"},
]
LINES = [
    "Naproxen, 500 mg twice a day",
    "St. John's wort (bought without prescription)",
    "Duloxetine (stopped; bought without prescription)",
    "half a pill",
]
_WALKED = {}


@pytest.fixture
def told(app):
    """Somebody at the page of medicines, on the way from the check page."""
    if "cookie" not in _WALKED:
        first = Visitor(app)
        first.start(path="short")
        first.walk(VISITS["one-pattern"])
        _WALKED["cookie"] = first.cookie
    visitor = Visitor(app)
    visitor.cookie = _WALKED["cookie"]
    visitor.open(ADDRESS)
    return visitor


def _sent(told):
    """What the form sends for these rows."""
    return {f"medicine-list-{place}-{name}": cell for place, row in enumerate(told) for name, cell in row.items()}


def _shown(page):
    """The rows of the page, as told."""
    found = {}
    for name, (value,) in page.filled().items():
        *_, place, column = name.split("-")
        found.setdefault(int(place), {})[column] = value
    return [found[place] for place in sorted(found)]


def _number(page):
    return len(page.by_class("entry"))


# --- Documents --------------------------------------------------------------------------------------------------------


@given(rows(ITEM, st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)))
def test_rows_come_back_from_their_document(answer):
    told = Answers({"medicine-list": answer})
    assert parse(json.loads(json.dumps(document(told))), CATALOGUE) == told
    assert hash(answer) == hash(replace(answer))


def test_a_document_of_rows_is_a_list_of_objects():
    plain = {"medicine-list": TOLD}
    assert document(parse({"person": plain}, CATALOGUE))["person"] == plain


def test_empty_cells_and_rows_are_absent():
    told = [{"name": " ", "dose": None}, {}, {"name": " Naproxen ", "dose": "", "taken": ""}, {"bought": None}]
    answers = parse({"person": {"medicine-list": told}}, CATALOGUE)
    assert answers.person == {"medicine-list": Rows(((("name", "Naproxen"),),))}
    assert parse({"person": {"medicine-list": [{}, {"name": ""}]}}, CATALOGUE) == Answers()


def test_the_columns_keep_their_order():
    assert rows_of(ITEM, [{"bought": "no", "name": "x"}]) == rows_of(ITEM, [{"name": "x", "bought": "no"}])


def test_lengths_are_counted_in_characters():
    told = [{"name": "\U00020000" * 75, "dose": "\u75db" * 5}] * 20
    answers = parse({"person": {"medicine-list": told}}, CATALOGUE)
    assert answers.person["medicine-list"].characters(ITEM) == 1_600


def test_items_are_printed_with_their_columns():
    printed = {item["link_id"]: item for item in items_document(CATALOGUE)}
    listed = printed["medicine-list"]
    assert (listed["max_rows"], listed["max_characters"], listed["max_bytes"]) == (25, 1_600, None)
    assert [(one["id"], one["type"], one["max_characters"]) for one in listed["columns"]] == [
        ("name", "text", 80),
        ("dose", "text", 40),
        ("taken", "choice", None),
        ("bought", "choice", None),
    ]
    assert [option["value"] for option in listed["columns"][2]["options"]] == ["yes", "no"]
    assert (printed["age"]["columns"], printed["age"]["max_rows"], printed["age"]["max_characters"]) == (None,) * 3


def test_rows_count_as_answered_and_are_said_in_the_report():
    answers = parse({"person": {"medicine-list": TOLD}}, CATALOGUE)
    told = counted(answers, CATALOGUE)
    assert View(CATALOGUE, told.person, told.pains).answered("medicine-list")
    assert [said.answer for said in build_report(CATALOGUE, answers).said] == [answers.person["medicine-list"]]


# --- The page ---------------------------------------------------------------------------------------------------------


def test_three_empty_rows_come_first_each_cell_with_its_label(told):
    page = told.here
    assert _number(page) == 3
    assert [words_of(row.find("legend")) for row in page.by_class("entry")] == [
        "Medicine 1",
        "Medicine 2",
        "Medicine 3",
    ]
    labels = {label.get("for"): words_of(label) for label in page.tree.iter("label")}
    assert labels["medicine-list-0-name"] == "Name"
    assert labels["medicine-list-2-dose"] == "How much, and how often"
    assert "25 rows" in page.text, "the limits are told before they are reached"
    assert "1,600 letters" in page.text


def test_enter_goes_on_and_adds_no_rows(told):
    form = next(form for form in told.here.tree.iter("form") if form.findall(".//*[@class='continue']"))
    buttons = [button for button in form.iter("button") if button.get("type") == "submit"]
    assert buttons[0].get("name") is None, "Enter presses the first button of a form"
    assert [words_of(button) for button in buttons] == ["Continue", "Add more rows", "Continue"]
    assert [button.get("class") for button in buttons] == ["hidden", "quiet", "continue"]


@pytest.mark.parametrize("number", [1, 3, 20, 24, 25])
def test_what_is_told_comes_back_with_two_empty_rows(told, number):
    medicines = [{"name": f"medicine {place}", "dose": "10 mg", "taken": "no"} for place in range(number)]
    page = told.send(_sent(medicines))
    line = page.by_id(urlsplit(page.address).fragment)
    assert line.find("dt").get("id") == "medicine-list-0"
    page = told.open(ADDRESS)
    assert _shown(page) == medicines
    assert _number(page) == min(25, max(3, number + 2))
    assert ("Add more rows" in page.text) == (_number(page) < 25)


def test_twenty_rows_of_eighty_characters_fit_and_one_letter_more_than_the_total_is_told(told):
    full = [{"name": "\u75db" * 79} for _ in range(20)]
    assert told.send(_sent([*full, {"name": "\u75db" * 20}])).path == "/check"
    told.open(ADDRESS)
    page = told.send(_sent([*full, {"name": "\u75db" * 20, "dose": "x"}]))
    assert page.problems == [("medicine-list-0-name", "All rows together are too long. Please take away 1 letter")]
    assert "Letters too many in all rows: 1" in page.text
    assert _shown(page)[-1] == {"name": "\u75db" * 20, "dose": "x"}, "and nothing typed is lost"


def test_the_room_left_is_told_when_it_is_nearly_used(told):
    def room(page):
        (line,) = [one for one in page.by_class("room") if one.get("id") == "medicine-list-room"]
        return None if "hidden" in line.attrib else words_of(line)

    assert room(told.here) is None
    medicines = [{"name": "x" * 80} for _ in range(17)]
    told.send(_sent(medicines))
    assert room(told.open(ADDRESS)) is None
    told.send(_sent([*medicines, {"name": "x" * 80}]))
    assert room(told.open(ADDRESS)) == "Letters left in all rows: 160"


@pytest.mark.parametrize("letter", ["x", "\u75db", "\U00020000"])
def test_a_cell_that_is_too_long_says_how_to_mend_it_and_keeps_what_was_typed(told, letter):
    medicines = [{"name": letter * 80, "dose": letter * 43, "taken": "yes"}, {"name": letter * 81}]
    page = told.send(_sent(medicines))
    assert page.problems == [
        ("medicine-list-0-dose", "This is too long. Please take away 3 letters"),
        ("medicine-list-1-name", "This is too long. Please take away 1 letter"),
    ]
    assert page.title.startswith("Error: ")
    assert _shown(page) == medicines
    for control, _ in page.problems:
        assert page.by_id(control).get("aria-describedby") == f"{control}-error"
    told.open("/check")
    assert told.open(ADDRESS).filled() == {}, "nothing was saved"


def test_more_rows_keep_what_was_typed_and_save_nothing(told):
    medicines = [{"name": "x" * 90, "taken": "no"}, {"name": "Naproxen", "dose": "500 mg"}, {"name": "a third"}]
    page = told.send({**_sent(medicines), "more-rows": "medicine-list"})
    assert page.path == "/questions/medicines"
    assert page.notes == ["There are 3 more rows now."]
    assert page.problems == []
    assert _shown(page) == medicines
    assert _number(page) == 6
    button = next(one for one in page.tree.iter("button") if one.get("name") == "more-rows")
    assert told.name_at(button.get("formaction")) == f"{ADDRESS}#medicine-list-6", "it leads to the first new row"
    told.open("/check")
    assert told.open(ADDRESS).filled() == {}
    told.send({**_sent(medicines[1:]), "more-rows": "medicine-list"})
    assert told.send({name: value for name, (value,) in told.here.filled().items()}).path == "/check"
    assert _shown(told.open(ADDRESS)) == medicines[1:]


def test_rows_end_at_the_most_that_we_take(told):
    cells = {f"medicine-list-{place}-name": "" for place in range(24)}
    page = told.send({**cells, "more-rows": "medicine-list"})
    assert page.notes == ["There is 1 more row now."]
    assert _number(page) == 25
    assert "These are all rows that we can take." in page.text
    page = told.send({**cells, "medicine-list-24-name": "", "more-rows": "medicine-list"})
    assert page.notes == ["All rows that we can take are here."]
    assert _number(page) == 25


def test_an_emptied_row_is_gone_and_the_others_move_up(told):
    told.send(_sent(TOLD))
    page = told.open(ADDRESS)
    sent = {name: value for name, (value,) in page.filled().items() if not name.startswith("medicine-list-1-")}
    told.send({**sent, "medicine-list-1-name": "", "medicine-list-1-dose": ""})
    assert _shown(told.open(ADDRESS)) == [TOLD[0], *TOLD[2:]]


def test_a_tick_without_a_word_is_no_row(told):
    told.send({"medicine-list-1-taken": "yes"})
    assert told.open(ADDRESS).filled() == {}


@pytest.mark.parametrize(
    ("sent", "rows_shown"),
    [
        ({"medicine-list-24-name": "x"}, 25),
        ({"medicine-list-25-name": "x", "medicine-list-999-dose": "x"}, 3),
        ({f"medicine-list-{'9' * 5_000}-name": "x", "medicine-list-\u00b2-name": "x", "medicine-list--1-name": "x"}, 3),
        ({"medicine-list": "x", "medicine-list-0": "x", "medicine-list-0-dragon": "x"}, 3),
    ],
)
def test_rows_and_cells_that_no_page_shows_are_not_read(told, sent, rows_shown):
    page = told.send({**sent, "medicine-list-0-taken": "dragon"})
    assert page.problems == [("medicine-list-0-taken-0", "Please choose from the answers on this page")]
    assert _number(page) == rows_shown


def test_control_characters_and_line_breaks_are_cleaned(told):
    told.send({"medicine-list-0-name": " bell\x07 null\x00\r\nnext\tline ", "medicine-list-0-dose": "\x00\n"})
    assert _shown(told.open(ADDRESS)) == [{"name": "bell null next line"}]


def test_more_rows_of_something_else_are_none(told):
    for name in ("allergies", "dragon", ""):
        page = told.send({"medicine-list-0-name": "x", "more-rows": name})
        assert _shown(page) == [{"name": "x"}]
        assert _number(page) == 3


def _line(page, name):
    return next(line for line in page.tree.iter("div") if line.find(f"dt[@id='{name}']") is not None)


# --- What others read -------------------------------------------------------------------------------------------------


def test_the_check_page_and_the_results_tell_one_medicine_in_a_line(told):
    page = told.send(_sent(TOLD))
    assert [words_of(line) for line in _line(page, "medicine-list-0").iter("li")] == LINES
    page = told.to_results()
    line = next(line for line in page.by_class("tried")[0].iter("div") if words_of(line.find("dt")) == "Medicines")
    assert words_of(line.find("dd")) == "".join(LINES)
    assert len(line.findall("dd/br")) == len(LINES) - 1


def test_a_row_with_a_choice_alone_says_that_it_is_not_named(app):
    with app.test_request_context():
        assert answer_words(ITEM, rows_of(ITEM, [{"taken": "no"}])) == ["not named (stopped)"]

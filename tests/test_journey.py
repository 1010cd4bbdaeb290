"""Whole journeys, as people make them: from the start to the results, with changes of mind on the way."""

import re
from urllib.parse import urlsplit

import pytest

from tests.naming import INTERRUPTION
from tests.visitor import CALM, VISITS, Page, Visitor, answering, everything, first_of_all, nothing, words_of

LEG = VISITS["one-pattern"]
HANDS = VISITS["look-alike-leads"]
BELLY = VISITS["nothing-fits"]


def _line_of(check: Page, address: str) -> str:
    """What the line is called that an address on the check page leads to."""
    return check.by_id(urlsplit(address).fragment).find("dt").get("id")


def _row(page, question):
    """The answer and the Change link of a line of the check page."""
    line = next(line for line in page.tree.iter("div") if words_of(line.find("dt")) == question)
    answer, change = line.findall("dd")
    return words_of(answer), change.find("a").get("href")


def _lines(page, question):
    """The answers to one question, pain by pain."""
    return [words_of(line.find("dd")) for line in page.tree.iter("div") if words_of(line.find("dt")) == question]


_WALKED = {}


def _at_check(visitor, choose=LEG, *, pains=1):
    """Bring the visitor to the check page. A journey that was made before is not made again: its cookie is taken."""
    key = (repr(choose), pains)
    if key not in _WALKED:
        first = Visitor(visitor.client.application)
        first.start()
        first.walk(choose, pains=pains)
        _WALKED[key] = first
    visitor.cookie, visitor.seen = _WALKED[key].cookie, list(_WALKED[key].seen)
    return visitor.open("/check")


def _change(visitor, question, answers):
    """Follow the Change link of a line, and send these answers."""
    visitor.open(_row(visitor.here, question)[1])
    return visitor.send({**visitor.here.filled(), **answers})


# --- Paths ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["short", "full"])
def test_skipping_everything_but_the_safety_pages_works(visitor, path):
    visitor.start(path=path)
    assert visitor.walk().path == "/check"
    page = visitor.to_results()
    assert page.path == "/results"
    assert "None of the patterns fits your answers well" in page.text
    assert "A few more answers may help" in page.text


@pytest.mark.parametrize("name", ["danger-now", "danger-nerves", "danger-body", "self-harm"])
def test_a_safety_page_cannot_be_skipped(visitor, name):
    visitor.start()
    visitor.walk(until=f"/questions/{name}")
    page = visitor.send()
    assert page.path == f"/questions/{name}"
    assert [target for target, _ in page.problems] == [f"{name}-0"]
    assert page.title.startswith("Error: ")
    assert visitor.open("/check").path == f"/questions/{name}", "nobody comes past it by the address"
    assert visitor.open("/results").path == f"/questions/{name}"


def test_the_short_path_asks_less_than_the_full_one(app):
    asked = {}
    for path in ("short", "full"):
        one = Visitor(app)
        one.start(path=path)
        one.walk(first_of_all)
        asked[path] = {page.path for page in one.seen}
    assert asked["short"] < asked["full"]
    assert {"/questions/tried", "/questions/life"} <= asked["full"] - asked["short"]
    assert "/questions/medicines" in asked["short"], "a visit needs the list of medicines"


@pytest.mark.parametrize("pains", [1, 2, 3])
def test_up_to_three_pains_can_be_told_each_complete(visitor, pains):
    told = [LEG, HANDS, BELLY][:pains]
    visitor.start()
    check = visitor.walk(told, pains=pains)
    for number in range(1, pains + 1):
        paths = [page.path for page in visitor.seen]
        assert {f"/pains/{number}/{name}" for name in ("where", "history", "feels", "strength")} <= set(paths)
    headings = [words_of(h) for h in check.tree.iter("h2")]
    assert sum(heading.startswith("Pain ") for heading in headings) == (pains if pains > 1 else 0)
    assert ("Add another pain" in check.text) == (pains < 3)
    results = visitor.to_results()
    assert len(results.by_class("told")[0].findall("li") if pains > 1 else []) == (pains if pains > 1 else 0)


def test_each_pain_keeps_its_own_answers(visitor):
    check = _at_check(visitor, [LEG, HANDS], pains=2)
    answers = _lines(check, "How long have you had this pain?")
    assert answers == ["2 to 6 weeks", "More than 5 years"]


def test_a_fourth_pain_is_not_taken(visitor):
    _at_check(visitor, pains=3)
    page = visitor.open("/pains")
    assert page.heading == "You told us about three pains"
    visitor.post("/pains", {**page.hidden(), "another-pain": "yes"})
    assert "Pain 4" not in visitor.open("/check").text


@pytest.mark.parametrize("name", VISITS)
def test_each_outcome_says_on_the_results_page_what_it_means(visitor, name):
    _at_check(visitor, VISITS[name])
    page = visitor.to_results()
    said = {
        "one-pattern": "share many features with a pattern called",
        "overlap": "More than one pattern fits parts of your answers.",
        "look-alike-leads": "What fits best is something we compare only in short. It comes first below.",
        "nothing-fits": "None of the patterns fits your answers well. That is common.",
    }
    assert [other for other, words in said.items() if words in page.text and other != "one-pattern"] == (
        [name] if name != "one-pattern" else []
    )
    assert said[name] in page.text
    assert len(page.by_class("pattern")) >= {"overlap": 2, "nothing-fits": 0}.get(name, 1)
    assert "This is not a diagnosis" in page.text
    assert "Get help at once if any of these start" in page.text


def test_the_results_give_for_each_reason_the_answer_and_a_source(visitor):
    _at_check(visitor)
    page = visitor.to_results()
    sources = page.by_class("sources")[0].findall("li")
    lists = [e for e in page.by_class("reasons") if {"fits", "against"} & set(e.get("class").split())]
    reasons = [line for one in lists for line in one.findall("li")]
    assert sources
    assert len(reasons) > 5
    for reason in reasons:
        assert "You said:" in words_of(reason)
        assert [a for a in reason.iter("a") if a.get("href").startswith("#source-")], words_of(reason)


# --- Follow-ups -------------------------------------------------------------------------------------------------------


def test_follow_ups_are_asked_only_where_they_can_matter(app):
    asked = {}
    for name, told in (("leg", VISITS["overlap"]), ("hands", HANDS), ("belly", BELLY)):
        one = Visitor(app)
        _at_check(one, told)
        asked[name] = {(page.path.rsplit("/", 1)[1], q.name) for page in one.seen for q in page.questions()}
    assert ("nerve-check", "cauda-numb") in asked["leg"]
    assert ("worse-better", "walk-relief") in asked["leg"], "walking makes it worse"
    assert ("positions", "effect-leaning-forward") in asked["leg"]
    assert ("joints", "fist") in asked["hands"]
    assert ("swelling", "swelling-since") in asked["hands"], "knobs can be seen"
    for name in ("nerve-check", "positions", "joints", "swelling", "hand", "limb", "head", "rash"):
        assert name not in {page for page, _ in asked["belly"]}
    assert not {question for _, question in asked["hands"]} & {"walk-relief", "cauda-numb", "worse-part"}
    assert not {question for _, question in asked["leg"]} & {"fist", "head-with", "finger-map"}


def test_the_cancer_drugs_page_comes_only_after_cancer_drugs(visitor):
    visitor.start()
    visitor.walk(until="/questions/events")
    assert visitor.send({"events": ["cancer-drugs"]}).path == "/questions/cancer-drugs"


# --- Progress and Back ------------------------------------------------------------------------------------------------


def test_every_page_tells_the_part_and_with_several_pains_which_pain(visitor):
    _at_check(visitor, [LEG, LEG], pains=2)
    pages = {page.path: page for page in visitor.seen}
    assert pages["/questions/danger-now"].progress == "Part 1 of 7: Safety"
    assert pages["/pains/1/where"].progress == "Part 3 of 7: This pain", "one pain so far"
    assert pages["/pains/2/where"].progress == "Part 3 of 7: Pain 2 of 2"
    assert pages["/check"].progress == "Part 7 of 7: Check your answers"
    parts = [int(page.progress.split()[1]) for page in visitor.seen if page.progress]
    assert parts == sorted(parts), "it never goes back"


@pytest.mark.parametrize(("path", "parts"), [("short", 7), ("full", 7)])
@pytest.mark.parametrize("choose", [nothing, everything])
def test_parts_are_counted_as_they_come_on_this_path(visitor, path, parts, choose):
    visitor.start(path=path)
    visitor.walk(choose)
    steps = [
        re.match(r"Part (\d) of (\d): ", page.progress).groups()
        for page in visitor.seen
        if page.path.startswith(("/questions/", "/pains/", "/check"))
    ]
    assert {int(of) for _, of in steps} == {parts}, "never fewer, never more"
    numbers = list(dict.fromkeys(int(number) for number, _ in steps))
    assert numbers == list(range(1, parts + 1)), "no part is left out"


def test_each_part_is_introduced_on_its_first_page_only(visitor, catalogue):
    visitor.start()
    visitor.walk(everything, pains=2)
    introduced = [words_of(one) for page in visitor.seen for one in page.by_class("opening")]
    assert introduced == [part.intro for part in catalogue.parts if part.pages]


def test_back_leads_to_the_page_before_without_losing_answers(visitor):
    _at_check(visitor, [LEG, HANDS], pains=2)
    answers = words_of(visitor.here.tree.find(".//main"))
    forward = [page.path for page in visitor.seen[1:-1]]
    forward.remove("/pains")  # the question before pain 2 is not asked again
    backward = [visitor.here.path]
    while visitor.here.back != "/":
        backward.append(visitor.open(visitor.here.back).path)
    assert backward == forward[::-1]
    assert words_of(visitor.open("/check").tree.find(".//main")) == answers


def test_a_page_gone_back_to_shows_what_was_answered(visitor):
    _at_check(visitor)
    page = visitor.open("/pains/1/feels")
    assert set(page.filled()["feels"]) == {"sharp", "shooting", "electric"}
    assert set(page.filled()["sensations"]) == {"numb", "tingling"}


# --- Changing answers -------------------------------------------------------------------------------------------------


def test_every_change_link_leads_to_its_question(visitor):
    check = _at_check(visitor, answering(VISITS["overlap"], first_of_all), pains=1)
    links = [a.get("href") for e in check.by_class("change") for a in e.iter("a")]
    assert len(links) > 40
    for link in links:
        page = visitor.open(link)
        assert page.path == urlsplit(visitor.name_at(link)).path
        assert page.by_id(urlsplit(link).fragment) is not None, f"{link} leads to no question"


def test_a_change_comes_back_to_the_same_line(visitor):
    _at_check(visitor)
    page = _change(visitor, "How old are you?", {"age": "43"})
    assert page.path == "/check"
    assert _line_of(page, page.address) == "age-0"
    assert _row(page, "How old are you?")[0] == "43"


def test_back_from_a_change_and_a_change_of_nothing_lead_to_the_line_too(visitor):
    check = _at_check(visitor)
    for question, line in (
        ("How old are you?", "age-0"),
        ("How long have you had this pain?", "since-1"),
    ):
        page = visitor.open(_row(check, question)[1])
        assert _line_of(check, page.back) == line
        page = visitor.send(page.filled())
        assert _line_of(page, page.address) == line


def test_changed_places_come_back_to_the_line_of_the_places(visitor):
    _at_check(visitor)
    page = _change(visitor, "Where is this pain?", {"areas": ["lower-back", "calf-left"]})
    assert page.path == "/pains/1/check-places"
    page = visitor.open(page.links()["Change the places"])
    assert visitor.name_at(page.address) == "/pains/1/where?from=check"
    visitor.send({"areas": ["lower-back", "calf-right"]})
    page = visitor.send({"sides-ok": "yes"})
    assert _line_of(page, page.address) == "areas-1"
    assert "Right calf" in _row(page, "Where is this pain?")[0]


def test_everything_that_a_change_calls_for_is_asked_before_the_check_page_comes_back(visitor):
    _at_check(visitor, BELLY)
    page = _change(visitor, "Where is this pain?", {"areas": ["lower-back", "knuckles-left", "big-toe-left"]})
    asked = []
    while page.path != "/check":
        asked.append(page.path.rsplit("/", 1)[1])
        assert "from=check" in page.address
        page = visitor.answer({"sides-ok": "yes", "cauda-numb": "no"})
    assert asked[:2] == ["check-places", "nerve-check"]
    assert {"positions", "joints"} <= set(asked)
    assert len(asked) == len(set(asked))
    page = _change(visitor, "How old are you?", {"age": "50"})
    assert page.path == "/check", "what was skipped is not asked again"


def test_the_summary_can_be_seen_from_the_top_of_the_check_page(visitor):
    page = _at_check(visitor)
    top, bottom = [button for button in page.tree.iter("button") if words_of(button) == "See my summary"]
    assert "quiet" in top.get("class")
    assert "continue" in bottom.get("class")
    assert bottom in list(page.by_id(top.get("form")).iter("button")), "both send the same form"


def test_a_change_of_one_pain_leaves_the_others(visitor):
    _at_check(visitor, [LEG, HANDS, BELLY], pains=3)
    visitor.open("/pains/2/history?from=check")
    page = visitor.send({**visitor.here.filled(), "since": "3-6-months"})
    assert _line_of(page, page.address) == "since-2"
    answers = _lines(page, "How long have you had this pain?")
    assert answers == ["2 to 6 weeks", "3 to 6 months", "1 to 5 years"]


def test_a_change_names_the_answers_set_aside_and_they_return_with_their_question(visitor):
    question = "When you walk and it hurts, what makes it stop?"
    _at_check(visitor, VISITS["overlap"])
    before = _row(visitor.here, question)[0]
    page = _change(visitor, "How is it when you walk?", {"effect-walking": "better"})
    assert page.path == "/check"
    assert len(page.notes) == 1
    assert question in page.notes[0]
    assert question not in words_of(page.by_class("section")[2])
    assert visitor.open("/check").notes == [], "it is said once"
    page = _change(visitor, "How is it when you walk?", {"effect-walking": "worse"})
    assert page.notes == []
    assert _row(page, question)[0] == before


def test_taking_an_answer_away_on_a_page_leaves_it_unanswered(visitor):
    _at_check(visitor)
    visitor.open(_row(visitor.here, "How old are you?")[1])
    filled = visitor.here.filled()
    del filled["age"]
    page = visitor.send({**filled, "age": ""})
    assert _row(page, "How old are you?")[0] == "Not answered"


def test_adding_a_pain_from_the_check_page_keeps_the_others(visitor):
    check = _at_check(visitor)
    page = visitor.open(check.links()["Add another pain"])
    assert page.back == "/check"
    page = visitor.send({"another-pain": "yes"})
    assert page.path == "/pains/2/where"
    check = visitor.walk([LEG, HANDS], pains=2)
    assert check.path == "/check"
    assert "Pain 1: lower back" in check.text
    assert "Pain 2: " in check.text


def test_no_further_pain_leads_back_to_the_check_page(visitor):
    check = _at_check(visitor)
    visitor.open(check.links()["Add another pain"])
    assert visitor.send({"another-pain": "no"}).path == "/check"


def test_removing_a_pain_asks_once_and_moves_the_others_up(visitor):
    check = _at_check(visitor, [LEG, HANDS, BELLY], pains=3)
    remove = next(link for words, link in check.links().items() if words.startswith("Remove this pain (Pain 1"))
    page = visitor.open(remove)
    assert page.heading == "Remove pain 1?"
    assert "lower back" in page.text
    assert visitor.open(page.links()["Keep it"]).text.count("Remove this pain") == 3
    visitor.open(remove)
    check = visitor.send()
    assert check.path == "/check"
    assert check.notes == ["Pain 1 is removed."]
    answers = _lines(check, "How long have you had this pain?")
    assert answers == ["More than 5 years", "1 to 5 years"]


# --- Read-back --------------------------------------------------------------------------------------------------------


def test_left_and_right_are_read_back_and_can_be_swapped_and_swapped_again(visitor):
    visitor.start()
    page = visitor.walk(LEG, until="/pains/1/check-places")
    sides = {words_of(d.find("dt")): words_of(d.find("dd")) for d in page.by_class("sides")[0].findall("div")}
    assert "Left calf" in sides["On your left side"]
    assert "On your right side" not in sides
    page = visitor.send({"sides-ok": "swap"})
    assert page.path == "/pains/1/check-places"
    assert page.notes == ["We swapped left and right. Is it right now?"]
    sides = {words_of(d.find("dt")): words_of(d.find("dd")) for d in page.by_class("sides")[0].findall("div")}
    assert "Right calf" in sides["On your right side"]
    assert "On your left side" not in sides
    page = visitor.send({"sides-ok": "swap"})
    assert "Left calf" in page.text
    assert visitor.send({"sides-ok": "yes"}).path == "/pains/1/nerve-check"
    assert set(visitor.open("/pains/1/where").filled()["areas"]) == set(LEG["areas"])


def test_the_read_back_is_left_out_when_both_sides_are_the_same(visitor):
    visitor.start()
    visitor.walk(VISITS["overlap"], until="/pains/1/where")
    assert visitor.send({"areas": ["calf-left", "calf-right", "lower-back"]}).path == "/pains/1/nerve-check"


def test_without_a_place_the_read_back_offers_first_to_choose_one(visitor):
    visitor.start()
    visitor.walk(until="/pains/1/where")
    page = visitor.send()
    assert "You did not choose a place." in page.text
    assert visitor.name_at(page.links()["Choose places"]) == "/pains/1/where"
    choices = [one for one in page.by_class("either")[0] if one.tag in ("a", "button")]
    assert [(one.get("class"), words_of(one)) for one in choices] == [
        ("button", "Choose places"),
        ("continue quiet", "Continue without a place"),
    ]
    assert visitor.send({"sides-ok": "yes"}).path == "/pains/1/history"


# --- The other side ---------------------------------------------------------------------------------------------------


def test_the_other_side_is_ticked_on_the_page_and_saved_when_the_person_goes_on(visitor):
    visitor.start()
    visitor.walk(until="/pains/1/where")
    page = visitor.send({"areas": ["calf-left", "palm-right", "lower-back", "all-over"], "mirror": "yes"})
    assert page.path == "/pains/1/where"
    assert page.notes == ["We marked 2 more places on the other side."]
    both = {"calf-left", "calf-right", "palm-left", "palm-right", "lower-back", "all-over"}
    assert set(page.filled()["areas"]) == both
    page = visitor.send({"areas": page.filled()["areas"], "mirror": "yes"})
    assert page.notes == ["There is nothing more to mark on the other side."]
    visitor.open("/questions/about-you")
    assert visitor.open("/pains/1/where").filled() == {}, "nothing was saved"
    visitor.send({"areas": sorted(both)})
    assert set(visitor.open("/pains/1/where").filled()["areas"]) == both


@pytest.mark.parametrize("areas", [[], ["lower-back"], ["not-sure"], ["all-over"], ["not-sure", "no-such-place"]])
def test_without_another_side_nothing_more_is_ticked(visitor, areas):
    visitor.start()
    visitor.walk(until="/pains/1/where")
    page = visitor.send({"areas": areas, "mirror": "yes"})
    assert page.notes == ["There is nothing more to mark on the other side."]
    assert page.filled().get("areas", []) == [value for value in areas if value != "no-such-place"]


def test_the_other_side_of_a_change_still_asks_what_it_calls_for(visitor):
    _at_check(visitor)
    visitor.open("/pains/1/where?from=check")
    page = visitor.send({"areas": ["palm-left"], "mirror": "yes"})
    assert visitor.name_at(page.address) == "/pains/1/where?from=check"
    page = visitor.send({"areas": page.filled()["areas"]})
    assert visitor.name_at(page.address) == "/pains/1/joints?from=check"


# --- Coming back, erasing, leaving ------------------------------------------------------------------------------------


def test_somebody_who_comes_back_is_welcomed_and_goes_on_where_they_were(visitor):
    visitor.start()
    visitor.walk(LEG, until="/pains/1/feels")
    page = visitor.open("/")
    assert "Welcome back" in page.text
    assert visitor.open(page.links()["Go on"]).path == "/pains/1/feels"


def test_starting_again_forgets_the_earlier_answers(visitor):
    _at_check(visitor)
    visitor.start()
    assert visitor.open("/questions/danger-now").filled() == {}
    assert visitor.open("/questions/about-you").path == "/questions/danger-now"


def test_erasing_asks_once_and_leaves_nothing(visitor):
    check = _at_check(visitor)
    page = visitor.open(check.links()["Erase my answers"])
    assert page.heading == "Erase everything?"
    assert page.links()["Keep my answers"] == "/check"
    assert visitor.open("/check").path == "/check", "asking erases nothing"
    visitor.open("/erase")
    page = visitor.send()
    assert page.path == "/"
    assert "Your answers are erased." in page.text
    assert visitor.cookie is None
    assert "Welcome back" not in visitor.open("/").text
    page = visitor.open("/check")
    assert page.path == "/"
    assert "We found no answers on this device." in page.text


def test_every_page_of_a_visit_offers_to_erase_and_to_leave_quickly(visitor):
    _at_check(visitor, answering({**LEG, "danger-now": ["chest-pain"]}))
    visitor.to_results()
    for page in visitor.seen[1:]:
        assert page.links()["Erase my answers"] == "/erase", page.address
        assert [form for form in page.tree.iter("form") if form.get("action") == "/leave"], page.address


def test_the_quick_exit_erases_everything_and_shows_a_page_without_a_word_of_pain(visitor):
    _at_check(visitor)
    page = visitor.post("/leave")
    assert page.path == "/leave"
    assert "pain" not in (page.text + page.title).lower()
    assert visitor.cookie is None


def test_a_shared_device_can_be_chosen_and_erases_too(visitor):
    visitor.start(device="shared")
    visitor.walk(LEG)
    visitor.open("/erase")
    visitor.send()
    assert visitor.cookie is None


# --- Under 18 ---------------------------------------------------------------------------------------------------------


def test_somebody_under_18_is_told_whom_to_see_instead_and_a_mistyped_age_loses_nothing(visitor):
    visitor.start()
    visitor.walk(until="/questions/about-you")
    page = visitor.send({"age": "15"})
    assert page.title.startswith("Questions, step 5"), "nor does the list of pages tell it"
    assert page.heading == "This is made for adults"
    assert "a parent, a school nurse or a doctor" in page.text
    assert "Get help at once" in page.text
    page = visitor.open(page.links()["Change my age"])
    assert page.filled().get("age", "") == ""
    assert visitor.open("/questions/danger-now").filled()["danger-now"] == ["none"]


def test_the_start_page_leads_people_under_18_to_their_page(visitor):
    assert visitor.open(visitor.open("/").links()["I am under 18"]).heading == "This is made for adults"


# --- Warning signs ----------------------------------------------------------------------------------------------------


def test_a_new_warning_sign_interrupts_once_and_stays_at_the_top_of_every_later_page(visitor):
    visitor.start()
    page = visitor.send({"danger-now": ["chest-pain"]})
    assert page.path == INTERRUPTION
    assert page.heading == "Call 911 now. Do not drive yourself."
    assert "You told us: New pain or pressure in your chest." in page.text
    assert page.links()["Call 911"] == "tel:911"
    assert page.progress == ""
    page = visitor.send()
    assert page.path == "/questions/danger-nerves"
    visitor.walk(answering({**LEG, "danger-now": ["chest-pain"]}))
    later = [page for page in visitor.seen if page.path.startswith(("/questions/danger-n", "/pains"))]
    assert all("Emergency: Call 911 now." in page.banner for page in later if page.path != "/questions/danger-now")
    assert [page.path for page in visitor.seen].count(INTERRUPTION) == 1
    assert "Emergency" in visitor.here.banner
    page = visitor.open(visitor.here.links()["See what to do"])
    assert "Call 911 now. Do not drive yourself." in words_of(page.by_class("urgent")[0]), "it can be read again"


def test_each_newly_raised_sign_interrupts_again_and_alone(visitor):
    visitor.start()
    visitor.send({"danger-now": ["chest-pain"]})
    visitor.send()
    visitor.send({"danger-nerves": ["none"]})
    page = visitor.send({"danger-body": ["red-painful-eye"]})
    assert page.path == INTERRUPTION
    assert len(page.by_class("urgent")) == 1
    assert "Today" in words_of(page.by_class("urgent")[0])
    assert "chest" not in words_of(page.by_class("urgent")[0])


@pytest.mark.parametrize(
    ("answers", "urgency", "word"),
    [
        ({"danger-now": ["chest-pain"]}, "emergency", "Emergency"),
        ({"self-harm": "plan"}, "crisis", "You are not alone"),
        ({"self-harm": "thoughts"}, "crisis", "You are not alone"),
        ({"danger-body": ["red-painful-eye"]}, "same-day", "Today"),
        ({"danger-body": ["weight-loss"]}, "soon", "Soon"),
    ],
)
def test_the_results_show_action_first_and_patterns_only_behind_a_link_when_it_is_urgent(app, answers, urgency, word):
    visitor = Visitor(app)
    _at_check(visitor, {**VISITS["overlap"], **answers})
    page = visitor.to_results()
    boxes = page.by_class("urgent")
    assert urgency in boxes[0].get("class")
    assert words_of(boxes[0]).startswith(word)
    assert page.text.index(words_of(boxes[0])[:40]) < page.text.index("Get help at once")
    assert "Nothing you ticked needs emergency care" not in page.text
    if urgency == "crisis":
        (folded,) = page.by_class("folded")
        assert folded.get("open") is None
        assert folded.findall(".//article"), "the patterns are behind the fold, and nowhere else"
        assert len(page.by_class("pattern")) == len(folded.findall(".//article"))
    if urgency == "emergency":
        assert not page.by_class("pattern")
        assert "Patterns like yours" not in page.text
        page = visitor.open(page.links()["See the rest of my summary"])
        assert page.by_class("urgent"), "the action stays first"
    assert page.by_class("pattern")


def test_emergency_and_crisis_are_both_shown_when_both_are_raised(visitor):
    _at_check(visitor, {**LEG, "danger-now": ["chest-pain"], "self-harm": "plan"})
    assert {box.get("class") for box in visitor.to_results().by_class("urgent")} == {
        "urgent emergency",
        "urgent crisis",
    }


def test_a_sign_that_only_a_later_answer_makes_matter_interrupts_then(visitor):
    visitor.start()
    visitor.walk({**LEG, "health": ["cancer-past"]}, until=INTERRUPTION)
    assert visitor.seen[-2].path == "/pains/1/history"
    assert "cancer" in visitor.here.text.lower()
    assert visitor.send().path == "/pains/1/feels", "and then the journey goes on"


def test_not_sure_about_a_warning_sign_asks_to_call_today(visitor):
    visitor.start()
    page = visitor.send({"danger-now": ["not-sure"]})
    assert page.path == INTERRUPTION
    assert "same-day" in page.by_class("urgent")[0].get("class")
    assert "Call a nurse line or your clinic today" in page.text
    visitor.send()
    visitor.walk(LEG)
    assert "Today" in visitor.here.banner
    assert visitor.to_results().by_class("pattern"), "it hides nothing"


def test_a_sign_ticked_by_mistake_can_be_taken_back(visitor):
    visitor.start()
    page = visitor.send({"danger-now": ["chest-pain"]})
    page = visitor.open(page.links()["I ticked this by mistake. Change my answer"])
    assert page.path == "/questions/danger-now"
    assert page.filled() == {"danger-now": ["chest-pain"]}
    page = visitor.send({"danger-now": ["none"]})
    assert page.path == "/questions/danger-nerves"
    assert page.banner == ""


def test_a_sign_raised_by_a_change_comes_first_and_then_back_to_the_check_page(visitor):
    _at_check(visitor)
    visitor.open("/questions/danger-now?from=check")
    page = visitor.send({"danger-now": ["chest-pain"]})
    assert page.path == INTERRUPTION
    page = visitor.send()
    assert page.path == "/check"
    assert _line_of(page, page.address) == "danger-now-0"


def test_thoughts_of_suicide_are_printed_only_if_the_person_agrees(visitor):
    _at_check(visitor, {**LEG, "self-harm": "thoughts"})
    asked = {q.name for page in visitor.seen for q in page.questions()}
    assert "share-self-harm" in asked
    calm = Visitor(visitor.client.application)
    _at_check(calm)
    assert "share-self-harm" not in {q.name for page in calm.seen for q in page.questions()}


def test_a_calm_safety_screen_is_no_reassurance(visitor):
    _at_check(visitor, {**BELLY, **CALM})
    assert "We did not ask about all of them." in visitor.to_results().text
    assert "Questionnaires miss serious causes." in visitor.here.text

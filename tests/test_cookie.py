"""The cookies that hold the answers: they fit, they come back exactly, and nobody else can read them."""

import json
import logging
import random
import re
from base64 import urlsafe_b64decode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questionnaire.matching.answers import Answers, Chosen, chosen
from questionnaire.web import create_app
from questionnaire.web.cookies import DAY, LEFT, TRAIL
from questionnaire.web.packing import Packer
from questionnaire.web.pieces import COOKIE, LARGEST, LARGEST_COOKIE, MORE
from questionnaire.web.sealing import Sealer
from questionnaire.web.squeezing import squeeze, unsqueeze
from tests.conftest import SECRET
from tests.strategies import CATALOGUE as CONTENT
from tests.strategies import rows
from tests.visitor import VISITS, Visitor, first_of_all

PACKER = Packer(CONTENT)
WORDS = "Kaninchenbau"
TEXTS = [item.link_id for item in CONTENT.items.values() if item.type == "text" and not item.retired]
MEDICINES = CONTENT.items["medicine-list"]
CHINESE, RARE, LATIN = range(0x4E00, 0x9FA0), range(0x20000, 0x2A000), range(0x61, 0x7B)
SEEDED = random.Random  # repeats itself: it fills in forms, and keeps nothing secret


def _letters(alphabet, limit, chance):
    """As many letters as fit into the limit."""
    text = ""
    while len((text + (letter := chr(chance.choice(alphabet)))).encode()) <= limit:
        text += letter
    return text


def _everything(alphabet, share, chance):
    """Answers every question: ticks this share of each list, and fills each text to its limit. Of the medicines only
    the rows of the page; `_all_medicines` tells the others.
    """

    def choose(question):
        item = CONTENT.items.get(question.name)
        if item is None or question.kind in ("text", "number", "button"):
            written = {"number": "54", "button": "yes", "text": _letters(alphabet, question.limit, chance)}
            return written[question.kind] if item else None
        if question.kind == "radio":
            # "Not sure" on a scale is kept as not answered, so it is not shown again.
            return chance.choice([value for value in question.offered if item.option or value != "not-sure"])
        if item.type == "boolean":
            return "true"
        open_to_all = [value for value in question.offered if not item.find(value).exclusive]
        return [value for value in open_to_all if chance.random() < share] or open_to_all[:1]

    return choose


def _all_medicines(alphabet, chance):
    """As many rows as there may be, filled until no letter more fits."""
    cells, left = {}, MEDICINES.max_characters
    for row in range(MEDICINES.max_rows):
        for column in MEDICINES.column:
            size = min(column.max_characters or 0, left // (MEDICINES.max_rows - row) * 2 // 3)
            if row == MEDICINES.max_rows - 1 and column.id == "dose":
                size = left
            cells[f"medicine-list-{row}-{column.id}"] = (
                chance.choice(column.values())
                if column.option
                else "".join(chr(chance.choice(alphabet)) for _ in range(size))
            )
            left -= 0 if column.option else size
    assert left == 0
    return cells


@pytest.mark.long
@pytest.mark.parametrize("share", [1, 0.5], ids=["every box", "half of the boxes"])
@pytest.mark.parametrize(
    ("alphabet", "number"), [(LATIN, 2), (CHINESE, 2), (RARE, 2)], ids=["1 byte", "3 bytes", "4 bytes"]
)
def test_the_longest_journey_fits_in_the_cookies_and_is_shown_exactly(app, alphabet, number, share):
    """In letters of 4 bytes too: nothing that the questions take is ever too long for the cookies."""
    visitor = Visitor(app)
    visitor.start()
    sent = {}
    choose = _everything(alphabet, share, SEEDED(1))

    def remember(question):
        answer = choose(question)
        if answer is not None:
            sent[visitor.here.path, question.name] = answer if isinstance(answer, list) else [answer]
        return answer

    visitor.walk(remember, pains=3)
    medicines = _all_medicines(alphabet, SEEDED(2))
    _tell_medicines(visitor, medicines)
    sent |= {("/questions/medicines", name): [cell] for name, cell in medicines.items()}
    assert len({path for path, _ in sent}) > 50, "many follow-ups are asked"
    sizes = _sizes(visitor)
    print(f"\ncookies: {sizes}, together {sum(sizes)}")
    assert len(sizes) == number + 1, "of the answers, and where the person is"
    assert max(sizes) <= LARGEST_COOKIE
    assert sum(sizes) <= LARGEST
    texts = [answer for (_, name), answer in sent.items() if name in TEXTS]
    assert sum(len(text.encode()) for answer in texts for text in answer) > 900
    for path in {path for path, _ in sent if not path.endswith("check-places")}:
        page = visitor.open(path)
        mine = {name: set(answer) for (where, name), answer in sent.items() if where == path}
        assert {name: set(answer) for name, answer in page.filled().items()} == mine, path


def _tell_medicines(visitor, medicines):
    page = visitor.open("/questions/medicines?from=check")
    kept = {name: value for name, value in page.filled().items() if not name.startswith("medicine-list")}
    assert visitor.send({**kept, **medicines}).path == "/check"


def _sizes(visitor):
    return [len(f"{name}={value}") for name, value in visitor.cookies.items()]


def test_after_the_longest_journey_the_longest_note_fits_too(app):
    visitor = Visitor(app)
    visitor.start()
    visitor.walk(_everything(CHINESE, 0.5, SEEDED(2)), pains=3)
    _tell_medicines(visitor, _all_medicines(CHINESE, SEEDED(3)))
    for number in (1, 2, 3):
        visitor.open(f"/pains/{number}/where?from=check")
        visitor.client.post(visitor.here.address, data={**visitor.here.hidden(), "areas": "genitals"})
        assert max(_sizes(visitor)) <= LARGEST_COOKIE, "the note travels in the cookies, once"
        assert sum(_sizes(visitor)) <= LARGEST
        assert "set them aside" in " ".join(visitor.open("/check").notes)


def test_what_does_not_fit_is_told_and_nothing_typed_is_lost(app, monkeypatch):
    visitor = Visitor(app)
    visitor.start(path="short")
    before = visitor.walk(VISITS["overlap"]).text
    monkeypatch.setattr("questionnaire.web.cookies.TRAIL_ROOM", LARGEST - 3_000)
    medicines = _all_medicines(CHINESE, SEEDED(7))
    page = visitor.open("/questions/medicines?from=check")
    page = visitor.send(medicines, status=413)
    assert page.notes == ["Your answers are too long together. Please shorten what you wrote."]
    assert page.filled() == {name: [cell] for name, cell in medicines.items()}
    monkeypatch.undo()
    assert visitor.open("/check").text == before, "the earlier answers are still there"


# --- Two cookies of one seal ------------------------------------------------------------------------------------------


def _with_medicines(app, alphabet, seed=5):
    """Somebody at the check page, whose answers need two cookies."""
    visitor = Visitor(app)
    visitor.start(path="short")
    visitor.walk(VISITS["overlap"])
    _tell_medicines(visitor, _all_medicines(alphabet, SEEDED(seed)))
    assert set(visitor.cookies) == {COOKIE, MORE, TRAIL}
    return visitor


@pytest.fixture(scope="module")
def two_visits(app):
    """The cookies of two visits that need two each."""
    return [_with_medicines(app, CHINESE, seed).cookies for seed in (5, 6)]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda mine, other: {COOKIE: mine[COOKIE]},
        lambda mine, other: {MORE: mine[MORE]},
        lambda mine, other: {COOKIE: mine[COOKIE], MORE: ""},
        lambda mine, other: {COOKIE: mine[COOKIE], MORE: mine[MORE][:-1]},
        lambda mine, other: {COOKIE: mine[COOKIE], MORE: other[MORE]},
        lambda mine, other: {COOKIE: other[COOKIE], MORE: mine[MORE]},
        lambda mine, other: {COOKIE: mine[MORE], MORE: mine[COOKIE]},
        lambda mine, other: {COOKIE: mine[COOKIE].rstrip("~"), MORE: mine[MORE]},
        lambda mine, other: {COOKIE: mine[COOKIE], MORE: "A" * 4_000},
    ],
    ids=["no second", "no first", "empty", "cut short", "other's second", "other's first", "swapped", "unsaid", "long"],
)
def test_two_cookies_that_do_not_belong_together_are_both_refused(app, two_visits, spoil):
    visitor = Visitor(app)
    for name, value in spoil(*two_visits).items():
        visitor.client.set_cookie(name, value)
    page = visitor.open("/check")
    assert page.path == "/"
    assert "We found no answers on this device." in page.text
    assert visitor.start().path == "/questions/danger-now", "and a new start works"
    assert set(visitor.cookies) - {LEFT} == {COOKIE, TRAIL}, "and leaves no piece of what was there"


def test_both_cookies_together_are_read(app, two_visits):
    visitor = Visitor(app)
    for name, value in two_visits[0].items():
        visitor.client.set_cookie(name, value)
    assert len(visitor.open("/check").tree.findall(".//dt[@id='medicine-list-0']/../dd/ul/li")) == 25


def test_a_visit_grows_into_two_cookies_and_shrinks_into_one(app):
    visitor = _with_medicines(app, CHINESE)
    kept = visitor.cookies[MORE]
    visitor.open("/questions/medicines?from=check")
    visitor.send({"medicine-list-0-name": "Naproxen"})
    assert set(visitor.cookies) == {COOKIE, TRAIL}
    assert visitor.open("/questions/medicines").filled() == {"medicine-list-0-name": ["Naproxen"]}
    visitor.client.set_cookie(MORE, kept)
    page = visitor.open("/questions/medicines?from=check")
    assert page.filled() == {"medicine-list-0-name": ["Naproxen"]}, "a second cookie from before is ignored"
    visitor.send({"medicine-list-0-name": "Ibuprofen"})
    assert set(visitor.cookies) == {COOKIE, TRAIL}, "and taken away with the next answer"
    visitor.open("/questions/medicines?from=check")
    visitor.send(_all_medicines(CHINESE, SEEDED(8)))
    assert set(visitor.cookies) == {COOKIE, MORE, TRAIL}


@pytest.mark.parametrize("address", ["/erase", "/leave"])
def test_erasing_and_leaving_take_both_cookies_away(app, address):
    visitor = _with_medicines(app, CHINESE)
    visitor.post(address)
    assert set(visitor.cookies) == {LEFT}, "but a random name, which is not to come back"
    assert re.fullmatch(r"[0-9a-f]{12}", visitor.cookies[LEFT])


def test_both_cookies_are_alike_but_for_their_names_and_values(app):
    visitor = _with_medicines(app, CHINESE)
    page = visitor.open("/questions/medicines")
    response = visitor.client.post(page.address, data={**page.hidden(), **_all_medicines(CHINESE, SEEDED(9))})
    first, second = (header.split("; ") for header in response.headers.getlist("Set-Cookie")[:2])
    assert [part.split("=")[0] for part in (first[0], second[0])] == [COOKIE, MORE]
    timeless = [[part for part in parts[1:] if not part.startswith("Expires")] for parts in (first, second)]
    assert timeless[0] == timeless[1]
    assert {"HttpOnly", "SameSite=Lax", "Path=/", f"Max-Age={DAY}"} <= set(second)


# --- Packing and sealing ----------------------------------------------------------------------------------------------


_TEXT = st.characters(exclude_categories=["Cs"])


def _answer(item):
    match item.type:
        case "multiple":
            return _ticked(item)
        case "choice":
            return st.sampled_from(item.values())
        case "boolean":
            return st.booleans()
        case "text":
            return st.text(_TEXT, min_size=1, max_size=(item.max_bytes or 0) // 4)
        case "rows":
            return rows(item, st.text(_TEXT, max_size=20))
    return st.integers(int(item.min), int(item.max))


@st.composite
def _ticked(draw, item):
    yes = draw(st.frozensets(st.sampled_from(item.values())))
    if draw(st.booleans()):
        return chosen(item, yes)
    return Chosen(yes, draw(st.frozensets(st.sampled_from(item.values()))) - yes)


@st.composite
def _answer_sets(draw, scope):
    items = [item for item in CONTENT.items.values() if item.scope == scope]
    return {
        item.link_id: draw(_answer(item))
        for item in draw(st.lists(st.sampled_from(items), unique_by=lambda i: i.link_id))
    }


@settings(deadline=None)
@given(st.builds(Answers, _answer_sets("person"), st.lists(_answer_sets("pain"), max_size=3).map(tuple)))
def test_any_answers_come_back_from_packing_as_they_were(answers):
    packed = json.loads(json.dumps(PACKER.pack(answers)))
    assert PACKER.unpack(packed) == answers


@settings(deadline=None)
@given(st.dictionaries(st.text(_TEXT, max_size=9), st.text(_TEXT, max_size=200), max_size=3))
def test_whatever_is_sealed_is_opened_again_only_with_its_key_and_for_its_purpose(data):
    sealed = Sealer([SECRET]).seal("answers", data)
    assert re.fullmatch(r"[\w.-]+", sealed), "only what a cookie may hold"
    assert Sealer([SECRET]).open("answers", sealed) == data
    assert Sealer(["another", SECRET]).open("answers", sealed) == data
    assert Sealer(["another"]).open("answers", sealed) is None
    assert Sealer([SECRET]).open("trail", sealed) is None


@given(st.binary(max_size=200))
def test_what_was_not_squeezed_is_not_unfolded(data):
    assert unsqueeze(data, 1_000) is None


@given(st.text(_TEXT, max_size=100))
def test_a_text_is_squeezed_and_comes_back_up_to_the_most(text):
    assert unsqueeze(squeeze(text), 100) == text
    assert unsqueeze(squeeze(text + "x" * 101), 100) is None


def test_the_same_answers_are_never_sealed_alike():
    assert Sealer([SECRET]).seal("answers", {}) != Sealer([SECRET]).seal("answers", {})


@pytest.mark.parametrize("name", TEXTS)
def test_words_over_the_limit_are_refused_kept_and_told_how_much_is_too_much(app, name):
    item = CONTENT.items[name]
    visitor = Visitor(app)
    visitor.start()
    visitor.walk()
    visitor.open(f"/questions/{item.page}?from=check")
    written = "痛" * (item.max_bytes // 3 + 4)
    page = visitor.send({name: written})
    assert [target for target, _ in page.problems] == [name]
    assert "too long" in page.problems[0][1]
    assert page.filled()[name] == [written]
    visitor.open("/check")
    assert visitor.open(f"/questions/{item.page}?from=check").filled() == {}, "nothing was saved"
    assert visitor.send({name: "痛" * (item.max_bytes // 3)}).path == "/check", "and the limit itself is allowed"


def test_the_limit_is_told_on_the_page_before_it_is_reached(app):
    visitor = Visitor(app)
    visitor.start()
    visitor.walk()
    for item in map(CONTENT.items.get, TEXTS):
        page = visitor.open(f"/questions/{item.page}")
        box = page.by_id(item.link_id)
        assert box.get("data-limit") == str(item.max_bytes)
        assert page.by_id(box.get("aria-describedby").split()[0]) is not None


# --- Flags and headers ------------------------------------------------------------------------------------------------


def _set_cookie(app, *, device="own", base="http://localhost", **more):
    response = app.test_client().post("/", data={"path": "short", "device": device}, base_url=base, **more)
    return response.headers["Set-Cookie"].split("; ")


def test_the_cookie_is_out_of_reach_for_scripts_and_other_sites(app):
    for base in ("http://localhost", "https://clinic.example"):
        cookie = _set_cookie(app, base=base)
        assert {"HttpOnly", "SameSite=Lax", "Path=/", f"Max-Age={DAY}"} <= set(cookie)
        assert not [part for part in cookie if part.startswith("Domain")]


def test_the_cookie_travels_only_over_https_except_on_this_machine(app, catalogue):
    assert "Secure" in _set_cookie(app, base="https://clinic.example")
    for base in ("http://localhost:8000", "http://127.0.0.1:8000", "http://[::1]:8000"):
        assert "Secure" not in _set_cookie(app, base=base)
    proxied = create_app({"SECRET_KEY": SECRET, "TRUSTED_PROXIES": "1"}, catalogue)
    headers = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "clinic.example", "X-Forwarded-For": "192.0.2.1"}
    assert "Secure" in _set_cookie(proxied, base="http://10.0.0.2", headers=headers)


def test_on_a_shared_device_the_cookie_ends_with_the_browser(app):
    cookie = _set_cookie(app, device="shared")
    assert not [part for part in cookie if part.startswith(("Max-Age", "Expires"))]


def test_there_is_no_cookie_before_the_start_and_then_one_for_the_answers_and_one_for_the_place(visitor):
    for address in ("/", "/about", "/privacy", "/check", "/step/1", "/healthz", "/version"):
        response = visitor.client.get(address)
        assert "Set-Cookie" not in response.headers, address
    visitor.start()
    assert set(visitor.cookies) == {COOKIE, TRAIL}


def test_nothing_in_the_cookie_can_be_read(visitor):
    visitor.start()
    visitor.walk({**VISITS["overlap"], "matters-most": WORDS})
    plain = visitor.cookie.encode()
    parts = [urlsafe_b64decode(part + b"=" * (-len(part) % 4)) for part in plain.split(b".") if part]
    assert json.loads(parts[0]) == {"alg": "dir", "enc": "A256GCM"}
    for readable in (WORDS.encode(), b"lower-back", b"packed", b"own-words", b"touched"):
        assert not any(readable in part for part in (plain, *parts[1:]))


def test_every_page_forbids_storing_framing_guessing_and_other_origins(visitor):
    visitor.start()
    visitor.walk(VISITS["overlap"])
    for address in (
        "/",
        "/check",
        "/results",
        "/step/8",
        "/about",
        "/erase",
        "/nowhere",
        "/healthz",
        "/help",
    ):
        headers = visitor.client.get(address).headers
        assert headers["Cache-Control"] == "no-store", address
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert not re.search(r"unsafe|https?:|\*", policy)
        assert "Cookie" in headers["Vary"]


def test_over_https_the_browser_is_told_to_stay_there(app):
    headers = app.test_client().get("/", base_url="https://clinic.example").headers
    assert headers["Strict-Transport-Security"].startswith("max-age=")
    assert "Strict-Transport-Security" not in app.test_client().get("/", base_url="http://localhost").headers


# --- No answers anywhere else -----------------------------------------------------------------------------------------


_PLAIN = re.compile(
    r"/[a-z/0-9-]*(\?(from=results|from=check(&question=[0-9]+)?|patterns=1|erased=|gone=[a-z]+))?(#[a-z0-9-]+)?"
)


def test_no_address_of_a_journey_holds_an_answer(visitor, catalogue):
    visitor.start()
    told = {**VISITS["overlap"], "matters-most": WORDS, "danger-now": ["chest-pain"]}
    visitor.walk(lambda question: told.get(question.name) or first_of_all(question), pains=2)
    visitor.to_results()
    for page in visitor.seen:
        for address in (page.address, *page.links().values()):
            assert not address.startswith("/") or _PLAIN.fullmatch(address.split("?v=")[0]), address
            named = [
                name for name in (*catalogue.pages, *catalogue.items) if f"{name}" in re.split(r"[/?#=&]", address)
            ]
            assert not set(named) - {"check"}, f"{address} names a question"
        for form in page.tree.iter("form"):
            assert form.get("method", "post") == "post", "an answer would show in the address"


def test_nothing_of_the_answers_is_logged_in_a_whole_journey(visitor, caplog):
    caplog.set_level(logging.DEBUG)
    visitor.start()
    visitor.walk({**VISITS["one-pattern"], "matters-most": WORDS})
    visitor.to_results()
    visitor.post("/nowhere", {"matters-most": WORDS}, status=404)
    told = [record.getMessage() for record in caplog.records if record.name not in ("asyncio", "html5lib")]
    assert len(told) == 1, "only what was refused"
    assert WORDS not in told[0]
    assert 'route=none status=404 reason="no such page"' in told[0]


@pytest.mark.parametrize("where", ["the page", "the answers", "the warning signs"])
def test_nothing_of_the_answers_is_logged_when_something_breaks(catalogue, caplog, monkeypatch, where):
    app = create_app({"SECRET_KEY": SECRET}, catalogue)
    visitor = Visitor(app)
    visitor.start()
    before = visitor.walk({**VISITS["one-pattern"], "matters-most": WORDS}).text

    def break_down(*_args, **_more):
        raise ValueError(f"could not use {WORDS} of 41 at lower-back")

    name = {
        "the page": "questionnaire.web.check.render_template",
        "the answers": "questionnaire.web.packing.Packer.unpack",
        "the warning signs": "questionnaire.web.warnings.red_flags_of",
    }[where]
    with monkeypatch.context() as broken:
        broken.setattr(name, break_down)
        page = visitor.open("/check", status=500)
    assert page.heading == "Sorry, this page did not work"
    assert "Get help at once" in page.text
    assert WORDS not in page.html
    assert caplog.records
    for record in caplog.records:
        assert WORDS not in caplog.text
        assert "lower-back" not in caplog.text
        assert "ValueError at " in record.getMessage()
        assert record.exc_info is None
    assert visitor.open("/check").text == before, "the answers are still there"

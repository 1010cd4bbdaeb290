"""Malformed and hostile requests: each ends in a clear page, keeps the answers, and changes none of them."""

import io
import zlib
from dataclasses import asdict
from functools import cache
from urllib.parse import quote_plus

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from joserfc import jwe
from joserfc.jwk import OctKey

from questionnaire.catalogue.load import load
from questionnaire.web import create_app
from questionnaire.web.cookies import DAY, TEN_MINUTES, SealedCookies
from questionnaire.web.forms import fingerprint
from questionnaire.web.pieces import LARGEST_COOKIE
from questionnaire.web.sealing import Sealer, _derive
from questionnaire.web.squeezing import squeeze
from questionnaire.web.stamps import Stamp
from tests.conftest import SECRET
from tests.states import question_pages
from tests.visitor import VISITS, Visitor, answering, audited, first_of_all

OTHER_KEY = "another-key-that-is-also-long-enough-to-be-one"
FORM = "application/x-www-form-urlencoded"
CALM_START = answering(VISITS["overlap"], first_of_all)
_WALKED = {}


@pytest.fixture
def told(app):
    """Somebody at the check page, with two pains told."""
    return _told(app)


def _told(app):
    if "cookie" not in _WALKED:
        first = Visitor(app)
        first.start()
        first.walk([CALM_START, answering(VISITS["look-alike-leads"])], pains=2)
        _WALKED["cookie"] = first.cookie
    visitor = Visitor(app)
    visitor.cookie = _WALKED["cookie"]
    return visitor


def _raw(visitor):
    """The raw answers in the visitor's cookie, None when there are none."""
    content = Sealer([SECRET]).open("answers", visitor.cookie) if visitor.cookie else None
    return visitor.app.extensions["packer"].unpack(content["packed"]) if content is not None else None


def _refused(visitor, address, data, **more):
    """Send it from the page at this address; the answers must be as before. Returns the page that came."""
    before = _raw(visitor)
    visitor.open(address)
    page = visitor.post(address, {**visitor.here.hidden(), **data} if isinstance(data, dict) else data, **more)
    assert _raw(visitor) == before
    return page


# --- Forms that no page of ours would send ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "data"),
    [
        ("/questions/about-you", {"sex-at-birth": "dragon"}),
        ("/questions/about-you", {"health": ["diabetes", "dragon"]}),
        ("/questions/about-you", {"health": "<script>alert(1)</script>"}),
        ("/questions/about-you", {"age": "seven"}),
        ("/questions/about-you", {"age": "-5"}),
        ("/questions/about-you", {"age": "54.5"}),
        ("/questions/about-you", {"age": "1e2"}),
        ("/questions/about-you", {"age": "111"}),
        ("/questions/about-you", {"age": "9" * 5000}),
        ("/questions/about-you", {"age": "٥٤"}),
        ("/questions/about-you", {"age": "²"}),
        ("/questions/danger-now", {"danger-now": ["none", "chest-pain"]}),
        ("/questions/danger-now", {"danger-now": ""}),
        ("/questions/self-harm", {"self-harm": "No"}),
        ("/questions/own-words", {"questions": "a" * 301}),
        ("/questions/own-words", {"questions": "\U0001f9b4" * 76}),
        ("/pains/1/where", {"areas": ["lower-back", "tail"]}),
        ("/pains/1/where", {"areas": ["lower-back", "not-sure"]}),
        ("/pains/1/strength", {"pain-now": "11"}),
        ("/pains/1/strength", {"pain-now": "-1"}),
        ("/pains/1/strength", {"pain-now": "07"}),
        ("/pains/1/strength", {"pain-now": "5", "pain-worst": "ten"}),
        ("/pains/2/history", {"since": "yesterday"}),
    ],
)
def test_what_is_not_offered_is_refused_with_a_clear_error(told, address, data):
    page = _refused(told, address, data)
    assert page.path == address
    assert page.problems
    assert page.title.startswith("Error: ")
    for target, words in page.problems:
        assert page.by_id(target) is not None
        assert len(words) > 10
    assert len(page.by_class("error")) == len(page.problems)


@pytest.mark.parametrize(
    "data", [{"dragon": "yes"}, {"age-0": "5"}, {"__proto__": "x"}, {"": "x"}, {"areas": "calf-left"}]
)
def test_fields_that_the_page_does_not_have_are_not_read(told, data):
    told.open("/questions/about-you?from=check")
    page = _refused(told, "/questions/about-you?from=check", told.here.filled() | data)
    assert page.path == "/check"


def test_a_repeated_field_counts_once(told):
    before = _raw(told)
    page = told.open("/questions/about-you?from=check")
    filled = {name: value * 2 for name, value in page.filled().items()}
    assert told.send(filled).path == "/check"
    assert _raw(told) == before


def test_of_two_answers_to_one_choice_the_first_counts(told):
    told.open("/pains/1/history?from=check")
    told.send({**told.here.filled(), "spread": ["stays", "moves"]})
    assert told.open("/pains/1/history").filled()["spread"] == ["stays"]


@pytest.mark.parametrize(
    "body", [b"\xff\xfe", b"matters-most=%ED%A0%80%FF", b"matters-most=%zz%", b"=&=&&=", b"\x00" * 500, b""]
)
def test_bodies_that_are_not_a_form_end_in_the_page_again(told, body):
    page = _refused(told, "/questions/own-words", body, content_type=FORM)
    assert page.path == "/questions/own-words"
    assert "Please press Continue again." in page.notes


@pytest.mark.parametrize(
    "content_type", ["application/json", "text/plain", "multipart/form-data", "multipart/form-data; boundary=x", ""]
)
def test_bodies_of_other_kinds_end_in_a_clear_page(told, content_type):
    before = _raw(told)
    address = told.address_of("/questions/own-words")
    body = b'{"questions": "?"}'
    response = told.client.post(address, data=body, content_type=content_type, follow_redirects=True)
    assert response.status_code in (200, 400)
    audited(response.get_data(as_text=True), content_type)
    assert _raw(told) == before


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("bell\x07 null\x00 escape\x1b[31m", "bell null escape[31m"),
        ("half \ud83d", "half %ED%A0%BD"),
        ("\u202eright to left\u202c", "\u202eright to left\u202c"),
        ("כואב לי הגב", "כואב לי הגב"),
        ("👩🏽‍⚕️ 🦴", "👩🏽‍⚕️ 🦴"),
        ('<b>bold</b> & "quoted"', '<b>bold</b> & "quoted"'),
        ("two\r\nlines", "two\nlines"),
        ("e\u0301 {{ 7 * 7 }} {emergency-number} %(number)s", "e\u0301 {{ 7 * 7 }} {emergency-number} %(number)s"),
    ],
)
def test_own_words_are_kept_as_written_but_for_control_characters(told, written, kept):
    told.open("/questions/own-words?from=check")
    body = "&".join(f"{name}={quote_plus(value)}" for name, value in told.here.hidden().items())
    body += "&questions=" + quote_plus(written.encode("utf-8", "surrogatepass"))
    page = told.post(told.here.address, body, content_type=FORM)
    assert page.path == "/check"
    assert _raw(told).person["questions"] == kept
    assert told.open("/questions/own-words").filled()["questions"] == [kept]


# --- Size -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("field", ["questions", "x", "stamp"])
def test_a_body_of_a_megabyte_gets_the_page_for_what_is_too_long(told, field):
    page = _refused(told, "/questions/own-words", {field: "a" * 1_000_000}, status=413)
    assert "too long" in page.text
    assert told.name_at(page.links()["Go on with my answers"]) == "/questions/own-words"


def test_ten_thousand_options_are_refused(told):
    _refused(told, "/pains/1/where", {"areas": ["calf-left"] * 10_000}, status=413)
    page = _refused(told, "/pains/1/where", {"areas": [f"a{number}" for number in range(4_000)]})
    assert page.problems
    before = _raw(told)
    told.post("/pains/1/where", {"areas": ["x"] * 2_001}, status=413, content_type="multipart/form-data")
    assert _raw(told) == before


def test_a_very_long_address_ends_in_a_clear_page(told):
    told.open("/step/" + "a" * 4_000, status=404)
    told.open("/check?" + "a" * 4_000)


# --- Where it comes from ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("token", [None, "", "wrong", "IjEi.aBc.dEf", "\x00", "ü"])
@pytest.mark.parametrize("address", ["/questions/own-words", "/pains/1/feels", "/pains/1/where", "/pains/2/strength"])
def test_without_a_valid_token_the_page_comes_back_filled_in(told, address, token):
    before = _raw(told)
    page = told.open(address)
    sent = {question.name: first_of_all(question) for question in page.questions()}
    page = told.post(address, {**({} if token is None else {"stamp": token}), **sent})
    assert page.path == address
    assert page.notes == ["Please press Continue again."]
    assert page.filled() == {name: [value] for name, value in sent.items()}
    assert _raw(told) == before
    assert told.send(page.filled()).path != address, "and pressing Continue again works"


def test_without_a_valid_token_no_pain_is_added_removed_or_swapped(told):
    before = _raw(told)
    assert "Please press the button again." in told.post("/pains", {"another-pain": "yes"}).notes
    assert "Nothing was removed: that pain is no longer here." in told.post("/pains/1/remove", {}).notes
    assert "Please press Continue again." in told.post("/pains/1/check-places", {"sides-ok": "swap"}).notes
    assert _raw(told) == before


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elsewhere.example"},
        {"Origin": "http://localhost.elsewhere.example"},
        {"Origin": "http://[::1"},
        {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Origin": "http://localhost:81"},
    ],
)
@pytest.mark.parametrize(
    "address", ["/", "/erase", "/leave", "/stay", "/questions/about-you", "/pains/1/where", "/check"]
)
def test_another_site_can_send_nothing(told, address, headers):
    before = _raw(told)
    page = told.post(address, {"path": "full", "age": "99"}, status=400, headers=headers)
    assert page.heading == "Sorry, this page did not work"
    assert _raw(told) == before


def test_our_own_pages_may_send(told):
    told.open("/questions/about-you?from=check")
    headers = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
    assert told.send(told.here.filled(), headers=headers).path == "/check"


# --- Addresses and methods --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "address"),
    [
        *[(method, "/questions/about-you") for method in ("put", "delete", "patch")],
        *[("post", address) for address in ("/help", "/about", "/privacy", "/healthz", "/version", "/adults")],
        ("delete", "/erase"),
        ("put", "/pains/1/where"),
        ("delete", "/pains/1/remove"),
    ],
)
def test_a_wrong_method_gets_its_own_page(told, method, address):
    before = _raw(told)
    response = getattr(told.client, method)(told.address_of(address), data={"age": "99"})
    assert response.status_code == 405
    assert response.headers["Allow"]
    audited(response.get_data(as_text=True), address)
    assert _raw(told) == before


@pytest.mark.parametrize(
    "address",
    [
        "/nowhere",
        "/questions/",
        "/step/",
        "/step/one",
        "/step/-1",
        "/step/1/where",
        "/step/..%2f..%2fetc%2fpasswd",
        "/step/%00",
        "/step/%ff",
        "/pains/one/remove",
        "/pains/-1/remove",
        "/static/../questionnaire/cli.py",
        "/static/nothing.css",
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_addresses_that_do_not_exist_get_the_page_for_it(told, address, method):
    if method == "post" and address.startswith("/static"):
        told.post(address, {}, status=405)
        return
    told.open("/check")
    before = _raw(told)
    page = told.open(address, status=404) if method == "get" else told.post(address, {"areas": "calf-left"}, status=404)
    assert page.links()["Go on with my answers"] == "/check"
    assert _raw(told) == before


BEYOND = ["/step/0", "/step/999", "/step/99999999999999999999", "/pains/0/remove", "/pains/3/remove"]


@pytest.mark.parametrize("address", [*BEYOND, "/pains/99999999999999999999/remove"])
def test_a_number_that_nothing_has_leads_to_the_check_page(told, address):
    before = _raw(told)
    assert told.open(address).path == "/check"
    assert told.post(address, {"areas": "calf-left"}).path == "/check"
    assert _raw(told) == before


@pytest.mark.parametrize("address", BEYOND)
def test_without_answers_such_addresses_do_no_harm_either(visitor, address):
    assert visitor.open(address).path == "/"
    assert visitor.post(address, {"sides-ok": "yes"}).path == "/"


# --- Two tabs ---------------------------------------------------------------------------------------------------------


def test_a_page_from_before_a_change_in_another_tab_is_shown_again_before_it_counts(told):
    first = told.open("/pains/1/history?from=check")
    told.open("/pains/1/history?from=check")
    told.send({**told.here.filled(), "since": "3-6-months"})
    before = _raw(told)
    page = told.post(first.address, {**first.hidden(), **first.filled(), "since": "over-5-years"})
    assert page.path == "/pains/1/history"
    assert "changed in another window" in page.notes[0]
    assert page.filled()["since"] == ["over-5-years"], "nothing typed is lost"
    assert _raw(told) == before
    told.send(page.filled())
    assert told.open("/pains/1/history").filled()["since"] == ["over-5-years"]


def test_a_stale_page_of_another_question_changes_only_its_own(told):
    stale = told.open("/pains/1/history?from=check")
    told.open("/questions/about-you?from=check")
    told.send({**told.here.filled(), "age": "33"})
    page = told.post(stale.address, {**stale.hidden(), **stale.filled()})
    assert page.notes == []
    assert told.open("/questions/about-you").filled()["age"] == ["33"]


# --- Cookies that are not ours ----------------------------------------------------------------------------------------


def _lost(app, cookie, words="We found no answers on this device."):
    """What somebody with this cookie meets: the start page with a notice, and the cookie is taken away."""
    visitor = Visitor(app)
    visitor.cookie = cookie
    page = visitor.open("/check")
    assert page.path == "/"
    assert words in page.text
    assert visitor.start().path == "/questions/danger-now", "and a new start works"
    return visitor


@pytest.mark.parametrize(
    "spoil",
    [
        lambda cookie: "",
        lambda cookie: "x",
        lambda cookie: "....",
        lambda cookie: "a.b.c.d.e",
        lambda cookie: cookie[:-1],
        lambda cookie: cookie[: len(cookie) // 2],
        lambda cookie: cookie[:60] + ("A" if cookie[60] != "A" else "B") + cookie[61:],
        lambda cookie: cookie + "A",
        lambda cookie: "A" * 4_000,
        lambda cookie: "%00%ff",
        lambda cookie: "eyJhbGciOiJub25lIn0..AAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA",
    ],
)
def test_a_forged_or_broken_cookie_is_no_cookie(told, app, spoil):
    _lost(app, spoil(told.cookie))


def _sealed(plain):
    return _sealed_bytes(squeeze(plain))


def _sealed_bytes(data, header=None):
    return jwe.encrypt_compact(header or {"alg": "dir", "enc": "A256GCM"}, data, OctKey.import_key(_derive(SECRET)))


@pytest.mark.parametrize(
    "plain", ["", "{", "null", "[]", "7", '"text"', "\xff", "[" * 2_000, '{"touched": "x"}', '{"touched": 1}' + "\x00"]
)
def test_a_cookie_with_other_content_is_no_cookie_even_when_sealed_with_the_right_key(app, plain):
    _lost(app, _sealed(plain))
    _lost(app, _sealed("a" + plain))
    _lost(app, _sealed_bytes(plain.encode()))
    _lost(app, _sealed_bytes(zlib.compress(plain.encode())))
    _lost(app, _sealed_bytes(zlib.compress(b"\xff" * 8)))


def test_a_compression_bomb_sealed_with_the_right_key_is_not_unfolded(app):
    bomb = _sealed("x" * 500_000)
    assert len(bomb) < LARGEST_COOKIE
    _lost(app, bomb)
    inner = zlib.compress(b"\x00" * 50_000_000, 9)
    double = _sealed_bytes(inner, header={"alg": "dir", "enc": "A256GCM", "zip": "DEF"})
    _lost(app, double)


def _app(catalogue, **settings):
    return create_app({"SECRET_KEY": SECRET, **settings}, catalogue)


def test_after_a_change_of_key_the_old_cookie_is_read_while_the_old_key_is_listed(told, catalogue):
    visitor = Visitor(_app(catalogue, SECRET_KEY=OTHER_KEY, SECRET_KEY_FALLBACKS=f"unused-{SECRET},{SECRET}"))
    visitor.cookie = told.cookie
    assert visitor.open("/check").text == told.open("/check").text
    visitor.open("/questions/about-you?from=check")
    assert visitor.send(visitor.here.filled()).path == "/check"
    assert Sealer([OTHER_KEY]).open("answers", visitor.cookie) is not None, "it is sealed with the new key from now on"


def test_a_page_drawn_before_a_change_of_key_is_taken_while_the_old_key_is_listed(told, catalogue):
    page = told.open("/questions/own-words?from=check")
    visitor = Visitor(_app(catalogue, SECRET_KEY=OTHER_KEY, SECRET_KEY_FALLBACKS=SECRET))
    visitor.cookie = told.cookie
    page = visitor.post(page.address, {**page.hidden(), "questions": "Will it go away?"})
    assert page.path == "/check"
    assert visitor.open("/questions/own-words").filled()["questions"] == ["Will it go away?"]


def test_with_an_unknown_key_the_answers_are_gone_and_it_says_so(told, catalogue):
    _lost(_app(catalogue, SECRET_KEY=OTHER_KEY), told.cookie)


def test_a_cookie_made_with_other_questions_is_not_misread(told, app, catalogue):
    content = Sealer([SECRET]).open("answers", told.cookie)
    content["form"] = "00000000"
    cookie = Sealer([SECRET]).seal("answers", content)
    _lost(app, cookie, "The questions were renewed since you began")


@pytest.mark.parametrize(("device", "life"), [("own", DAY), ("shared", TEN_MINUTES)])
def test_answers_end_after_a_day_or_ten_minutes_without_a_touch(catalogue, device, life):
    now = [1_800_000_000]
    app = _app(catalogue)
    app.session_interface = SealedCookies(Sealer([SECRET]), clock=lambda: now[0])
    visitor = Visitor(app)
    visitor.start(device=device)
    visitor.send({"danger-now": ["none"]})
    now[0] += life - 1
    assert visitor.open("/questions/danger-now").filled() == {"danger-now": ["none"]}
    visitor.send({"danger-now": ["none"]})
    now[0] += life - 1
    assert visitor.open("/questions/danger-nerves").path == "/questions/danger-nerves", "each answer counts as a touch"
    kept, address = visitor.cookie, visitor.here.address
    now[0] += life + 1
    page = visitor.open(address)
    assert page.path == "/"
    assert "Your answers were erased after a time, to keep them private." in page.text
    assert visitor.cookie is None
    visitor.cookie = kept
    assert "Welcome back" not in visitor.open("/").text, "a copy of the cookie is of no use either"


def test_on_a_shared_device_looking_at_a_page_is_a_touch(catalogue):
    now = [1_800_000_000]
    app = _app(catalogue)
    app.session_interface = SealedCookies(Sealer([SECRET]), clock=lambda: now[0])
    visitor = Visitor(app)
    visitor.start(device="shared")
    for _ in range(5):
        now[0] += TEN_MINUTES - 1
        assert visitor.open("/privacy").links()["Erase my answers"]


@pytest.mark.long
def test_every_page_that_is_sent_when_it_is_off_the_path_keeps_what_was_typed(app):
    for name in app.extensions["catalogue"].pages:
        page = question_pages(app)[name]
        visitor = Visitor(app)
        visitor.start(path="short")
        visitor.walk()
        content = visitor.app.session_interface.sealer.open("page", page.hidden()["stamp"])
        visit = Sealer([SECRET]).open("answers", visitor.cookie)["id"]
        stamp = Stamp(**{**content, "visit": visit, "pain": min(content["pain"], 1)})
        sealed = Sealer([SECRET]).seal("page", asdict(stamp))
        visitor.post("/step/1", {"stamp": sealed, "medicine-list-0-name": "my long list"})
        if name == "medicines":
            assert "my long list" in visitor.here.html + repr(_raw(visitor).person)


@pytest.mark.parametrize("name", ["questions", "age"])
def test_a_file_is_no_answer(told, name):
    file = (io.BytesIO(b"x"), "answer.txt")
    told.post("/questions/own-words", {name: file}, status=400)


@pytest.mark.parametrize("host", [".", ".."])
def test_a_host_that_is_no_name_is_refused_plainly(app, host):
    answer = app.test_client().get("/", headers={"Host": host})
    assert answer.status_code == 400
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(("address", "field"), [("/questions/own-words", "questions"), ("/pains/1/where", "areas")])
def test_what_is_sent_after_the_answers_ended_is_shown_again_on_ones_own_device(told, address, field):
    answers = {"questions": "Will it go away?", "areas": ["calf-left"]}
    page = told.open(address)
    told.client.delete_cookie("answers")
    page = told.post(page.address, {**page.hidden(), field: answers[field]})
    assert page.path == address
    assert any("no longer here" in note for note in page.notes)
    assert page.filled()[field] == (answers[field] if isinstance(answers[field], list) else [answers[field]])
    page = told.send(page.filled())
    assert page.path == "/questions/danger-now", "the safety pages come first"
    told.walk(until=address)
    assert told.here.filled()[field] == (answers[field] if isinstance(answers[field], list) else [answers[field]])


@pytest.mark.parametrize("stamp", [None, "", "x"])
def test_what_is_sent_without_a_visit_and_from_nowhere_leads_to_the_start(visitor, stamp):
    data = {"questions": "Will it go away?", **({} if stamp is None else {"stamp": stamp})}
    assert visitor.post("/step/3", data).path == "/"
    assert visitor.cookie is None


# --- Anything at all --------------------------------------------------------------------------------------------------

_ANYTHING = st.one_of(
    st.text(max_size=40), st.sampled_from(["none", "not-sure", "yes", "no", "0", "10", "54", "calf-left", "swap"])
)


@cache
def _content():
    return load()


@st.composite
def _requests(draw):
    catalogue = _content()
    page = draw(st.sampled_from(list(catalogue.pages.values())))
    pain = draw(st.integers(1, 4)) if catalogue.part_of(page).scope == "pain" else 0
    names = [item.link_id for item in page.item] + ["seen", "dragon", "another-pain", "more-rows", "mirror"]
    cells = [(item.link_id, column) for item in page.item for column in item.column]
    names += [f"{link_id}-{row}-{column.id}" for link_id, column in cells for row in (0, 1, 7, 24, 25)]
    offered = st.sampled_from([value for item in page.item for value in (*item.values(), item.link_id)])
    data = draw(st.dictionaries(st.sampled_from(names), st.lists(_ANYTHING | offered, max_size=4), max_size=6))
    method = draw(st.sampled_from(["post"] * 8 + ["get", "put", "delete"]))
    query = draw(st.sampled_from(["", "?from=check", "?from=elsewhere", "?from=check&question=-7"]))
    return method, f"/step/{draw(st.integers(0, 60))}{query}", page, pain, data, draw(st.booleans())


@pytest.mark.long
@settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)
@given(request=_requests())
def test_random_forms_change_at_most_the_answers_of_their_own_page(app, request):
    """The page that the stamp names, whatever the address; without a stamp none."""
    method, address, page, pain, sent, with_stamp = request
    visitor = Visitor(app)
    visitor.cookie = _told(app).cookie
    before = _raw(visitor)
    visit = Sealer([SECRET]).open("answers", visitor.cookie)["id"]
    seen = fingerprint(page.item, before.of(pain or None)) if pain <= len(before.pains) else ""
    pain_id = {0: 0, 1: 1}.get(pain, Sealer([SECRET]).open("answers", visitor.cookie)["pains"][-1] if pain == 2 else 99)
    stamp = Sealer([SECRET]).seal("page", asdict(Stamp(visit, own=True, page=page.id, pain=pain_id, seen=seen)))
    fields = [(name, value) for name, values in sent.items() for value in values]
    fields += [("stamp", stamp)] if with_stamp else []
    body = "&".join(
        f"{quote_plus(name)}={quote_plus(value.encode('utf-8', 'surrogatepass'))}" for name, value in fields
    )
    response = getattr(visitor.client, method)(address, data=body, content_type=FORM)
    assert response.status_code in (200, 303, 400, 404, 405, 413), address
    after = _raw(visitor)
    own = {item.link_id for item in page.item} | ({"areas", "sides-ok"} if page.kind == "read-back" else set())
    assert len(after.pains) == len(before.pains)
    for scope in (None, *range(1, len(before.pains) + 1)):
        mine = own if scope == (pain or None) and with_stamp and method == "post" else set()
        was, now = ({k: v for k, v in one.of(scope).items() if k not in mine} for one in (before, after))
        assert now == was

"""Two tabs, and several people at one device: no answer is lost, changed, brought back or given to another."""

import os
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from questionnaire.matching.answers import Answers
from questionnaire.matching.asking import Place
from questionnaire.web import create_app
from questionnaire.web.route import Route
from tests.conftest import SECRET
from tests.jar import Arrival, Jar, Tab
from tests.strategies import CATALOGUE
from tests.visitor import CALM

pytestmark = pytest.mark.long

APP = create_app({"SECRET_KEY": SECRET, "REGION": "us"}, CATALOGUE)
SAFETY = ("danger-now", "danger-nerves", "danger-body", "self-harm")
AREAS = ("knee-front-left", "lower-back", "neck-back")


def _address(jar: Jar, page: str, pain: int | None = None) -> str:
    with APP.test_request_context("/"):
        visit = jar.visit()
        assert visit is not None
        return Route(CATALOGUE, visit).address(Place(CATALOGUE.pages[page], pain))


class Tabs(RuleBasedStateMachine):
    """One browser. Each person's age is a number of their own, so that it is seen whose answers a page shows."""

    def __init__(self) -> None:
        super().__init__()
        self.jar = Jar(APP)
        self.people = 0
        self.tabs: list[Tab] = []
        self.coming: list[tuple[str, Arrival]] = []
        self.gone: set[str] = set()

    @initialize()
    def first(self) -> None:
        """There is somebody."""
        self.begin()

    @precondition(lambda self: self.people < 70)
    @rule()
    def begin(self) -> None:
        """Somebody begins, and answers the safety pages; an earlier visit is erased when they say so."""
        earlier = self.jar.visit()
        self.people += 1
        page = self.jar.go("POST", "/", {"path": "short", "device": "own"})
        if page.address.startswith("/erase"):
            assert earlier is not None
            assert self.jar.visit() == earlier, "asking erases nothing"
            self.jar.go("POST", "/", {"path": "short", "device": "own", "again": earlier.id})
        if earlier is not None:
            self.gone.add(earlier.id)
        for name in SAFETY:
            tab = self.jar.go("GET", _address(self.jar, name))
            self.jar.go("POST", tab.address, {"stamp": tab.stamp, name: CALM[name]})
        assert self.here.answers.person.keys() >= set(SAFETY)

    @property
    def here(self) -> Any:
        """The visit in the cookies."""
        visit = self.jar.visit()
        assert visit is not None
        return visit

    @precondition(lambda self: self.jar.visit() is not None)
    @rule(page=st.sampled_from(["about-you", "where"]), pain=st.integers(1, 3))
    def open(self, page: str, pain: int) -> None:
        """Open a page in a tab."""
        number = min(pain, len(self.here.pain_ids)) if page == "where" else None
        before = self.here
        self.tabs.append(self.jar.go("GET", _address(self.jar, page, number)))
        assert self.here == before, "looking changes nothing"

    @precondition(lambda self: self.jar.visit() is not None)
    @rule(another=st.sampled_from(["yes", "no"]))
    def another_pain(self, another: str) -> None:
        """Tell whether there is another pain."""
        tab = self.jar.go("GET", "/pains")
        self.tabs.append(tab)
        self.answer(tab, {"another-pain": another})

    @precondition(lambda self: self.tabs)
    @rule(data=st.data())
    def send(self, data: Any) -> None:
        """Send any page that was opened, whoever is there now and whatever happened since."""
        tab = data.draw(st.sampled_from(self.tabs))
        sent: dict[str, object] = {"age": str(20 + self.people)}
        if "/pains" not in tab.address:
            sent["areas"] = data.draw(st.sampled_from(AREAS))
        self.answer(tab, sent)

    def answer(self, tab: Tab, sent: dict[str, object]) -> None:
        """Send a page with these answers."""
        before = self.jar.visit()
        self.jar.go("POST", tab.address, {"stamp": tab.stamp, **sent})
        self.judge(before, self.jar.visit(), tab, sent)

    def judge(self, before: Any, after: Any, tab: Tab, sent: dict[str, object]) -> None:
        """At most what the page of this visit asks has changed, to what was sent."""
        if before is None:
            assert after is None or not after.answers.person.keys() & set(SAFETY), "nothing comes back"
            return
        if after is None or tab.visit != before.id:
            assert after == before, "a page of another visit changes nothing"
            return
        assert after.id == before.id
        assert set(before.pain_ids) <= set(after.pain_ids)
        for pain_id in (0, *before.pain_ids):
            was, now = (_answers(one, pain_id) for one in (before, after))
            changed = {name for name in was.keys() | now.keys() if was.get(name) != now.get(name)}
            assert changed <= {"age", "areas", "sex-at-birth", "who-answers"}, changed
            assert "age" not in changed or str(now.get("age", sent["age"])) == sent["age"]

    @precondition(lambda self: self.tabs and self.jar.visit() is not None)
    @rule(data=st.data(), method=st.sampled_from(["GET", "POST"]))
    def send_slowly(self, data: Any, method: str) -> None:
        """Send a page, or load it again; the answer takes its time."""
        tab = data.draw(st.sampled_from(self.tabs))
        sent = {"stamp": tab.stamp, "age": str(20 + self.people)} if method == "POST" else None
        self.coming.append((method, self.jar.send(method, tab.address.partition("#")[0], sent)))

    @precondition(lambda self: self.coming)
    @rule()
    def arrive(self) -> None:
        """What was on its way arrives: a page that was looked at changes no answer; an erased visit stays erased."""
        method, arrival = self.coming.pop(0)
        before = self.jar.visit()
        self.jar.take(arrival)
        after = self.jar.visit()
        if method == "GET":
            assert after == before
        if after is not None:
            assert after.id not in self.gone
        if before is None:
            assert after is None

    @precondition(lambda self: self.jar.visit() is not None)
    @rule(address=st.sampled_from(["/leave", "/erase"]))
    def leave(self, address: str) -> None:
        """Erase everything."""
        self.gone.add(self.here.id)
        page = self.jar.go("POST", address)
        assert self.jar.visit() is None
        assert not page.shown("age")

    @precondition(lambda self: self.jar.visit() is not None and len(self.here.answers.pains) > 1)
    @rule(twice=st.booleans(), number=st.integers(1, 3))
    def remove(self, twice: bool, number: int) -> None:
        """Remove a pain, pressing once or twice: it goes, and no other."""
        before = self.here
        pain = min(number, len(before.answers.pains))
        page = self.jar.go("GET", f"/pains/{pain}/remove")
        for _ in range(1 + twice):
            self.jar.go("POST", page.address, {"stamp": page.stamp})
        kept = [one for one in before.pain_ids if one != before.pain_id(pain)]
        assert list(self.here.pain_ids) == kept
        for pain_id in kept:
            assert _answers(self.here, pain_id) == _answers(before, pain_id)

    @invariant()
    def nobody_sees_the_age_of_another(self) -> None:
        """A page of this visit shows its own age, or none."""
        if self.tabs and self.jar.visit() is not None and self.tabs[-1].visit == self.here.id:
            shown = self.tabs[-1].shown("age")
            assert shown in ("", str(self.here.answers.person.get("age", shown)), str(20 + self.people))

    @invariant()
    def what_is_gone_stays_gone(self) -> None:
        """No erased visit is there again."""
        visit = self.jar.visit()
        assert visit is None or visit.id not in self.gone


def _answers(visit: Any, pain_id: int) -> dict[str, Any]:
    answers: Answers = visit.answers
    pain = visit.pain_of(pain_id) if pain_id else None
    return dict(answers.of(pain)) if pain is not None or not pain_id else {}


TestTabs = Tabs.TestCase
TestTabs.settings = settings(
    max_examples=int(os.environ.get("JOURNEYS", "100" if os.environ.get("CI") else "20")),
    stateful_step_count=20,
    deadline=None,
    report_multiple_bugs=False,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)

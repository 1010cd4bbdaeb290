"""A visitor who fetches pages the way a browser does, answers them, and audits each page that is fetched."""

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import html5lib
from flask import Flask
from werkzeug.test import TestResponse

from tests.naming import INTERRUPTION, address_of, name_at, name_of

_CONTROLS = ("input", "select", "textarea")
# Answers to the safety pages of somebody without any warning sign.
CALM = {"danger-now": "none", "danger-nerves": "none", "danger-body": "none", "self-harm": "no"}

# What four people answer, by the outcome that their results come to.
VISITS: dict[str, dict[str, Any]] = tomllib.loads((Path(__file__).parent / "cases/visits.toml").read_text("utf-8"))


@dataclass(frozen=True)
class Question:
    """A question as the form shows it: its name, what kind of control it has, and the values on offer."""

    name: str
    kind: str  # radio, checkbox, text, line (one of a row), number or button
    offered: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()  # boxes that stand for themselves, such as "none of these"
    limit: int = 0


Answer = str | list[str] | None
Choose = Callable[[Question], Answer]


@dataclass
class Page:
    """A fetched page: where it is, its status, its text, and its tree."""

    address: str
    status: int
    html: str
    tree: Any
    name: str | None = None

    @property
    def path(self) -> str:
        """The name of a page of questions (`tests/naming.py`); of another the address without query and fragment."""
        return self.name or urlsplit(self.address).path

    @property
    def heading(self) -> str:
        """The words of the h1."""
        return words_of(self.tree.find(".//h1"))

    @property
    def title(self) -> str:
        """The words of the title."""
        return words_of(self.tree.find(".//title"))

    @property
    def text(self) -> str:
        """All words of the page."""
        return words_of(self.tree.find("body"))

    @property
    def problems(self) -> list[tuple[str, str]]:
        """(target, words) of each line of the error summary."""
        return [(a.get("href", "").lstrip("#"), words_of(a)) for a in self._inside("error-summary", "a")]

    @property
    def notes(self) -> list[str]:
        """The lines that tell what happened."""
        return [words_of(p) for p in self._inside("note", "p")]

    @property
    def banner(self) -> str:
        """The line about warning signs at the top, empty when there is none."""
        return " ".join(words_of(e) for e in self.tree.iter("aside") if "banner" in e.get("class", "").split())

    @property
    def progress(self) -> str:
        """The progress line."""
        return " ".join(words_of(e) for e in self.by_class("progress"))

    @property
    def back(self) -> str | None:
        """Where the Back link leads."""
        return next((e.get("href") for e in self.by_class("back")), None)

    def by_class(self, name: str) -> list[Any]:
        """Every element of this class."""
        return [e for e in self.tree.iter() if isinstance(e.tag, str) and name in e.get("class", "").split()]

    def by_id(self, name: str) -> Any:
        """The element with this id, None when there is none."""
        return next((e for e in self.tree.iter() if isinstance(e.tag, str) and e.get("id") == name), None)

    def links(self) -> dict[str, str]:
        """Address by the words of each link."""
        return {words_of(a): a.get("href", "") for a in self.tree.iter("a")}

    def controls(self) -> list[dict[str, str]]:
        """The attributes of every form control of the main form, hidden ones included."""
        form = self._main_form()
        if form is None:
            return []
        own = [one for one in form.iter() if one.tag in _CONTROLS and one.get("form") is None]
        return [{"tag": one.tag, "text": one.text or "", **one.attrib} for one in own]

    def hidden(self) -> dict[str, Any]:
        """The hidden fields of the main form; of a name that stands there several times, a list."""
        found: dict[str, list[str]] = {}
        for control in self.controls():
            if control.get("type") == "hidden":
                found.setdefault(control["name"], []).append(control.get("value", ""))
        return {name: values if len(values) > 1 else values[0] for name, values in found.items()}

    def questions(self) -> list[Question]:
        """What the main form asks, in order; the choice between the main button and others of its name is one too."""
        found: dict[str, Question] = {}
        for control in self.controls():
            name, kind = control.get("name", ""), control.get("type", "")
            if kind in ("radio", "checkbox"):
                known = found.get(name, Question(name, kind))
                value = control.get("value", "on")
                alone = (*known.alone, value) if "data-exclusive" in control else known.alone
                found[name] = Question(name, kind, (*known.offered, value), alone)
            elif control["tag"] == "textarea":
                found[name] = Question(name, "text", limit=int(control["data-limit"]))
            elif "data-limit" in control:
                found[name] = Question(name, "line", limit=int(control["data-limit"]))
            elif kind != "hidden":
                found[name] = Question(name, "number")
        form = self._main_form()
        buttons = list(form.iter("button")) if form is not None else []
        name = next((button.get("name") for button in buttons if _is_main(button)), None)
        if name:
            offered = tuple(button.get("value", "") for button in buttons if button.get("name") == name)
            found[name] = Question(name, "button", offered)
        return list(found.values())

    def filled(self) -> dict[str, list[str]]:
        """What the form shows as answered, by name: what sending it unchanged would say."""
        given: dict[str, list[str]] = {}
        for control in self.controls():
            kind = control.get("type", "")
            if kind == "hidden" or (kind in ("radio", "checkbox") and "checked" not in control):
                continue
            value = control["text"].removeprefix("\n") if control["tag"] == "textarea" else control.get("value", "on")
            if value:
                given.setdefault(control["name"], []).append(value)
        return given

    def _main_form(self) -> Any:
        return next((form for form in self.tree.iter("form") if _has_main_button(form)), None)

    def _inside(self, class_name: str, tag: str) -> list[Any]:
        return [one for element in self.by_class(class_name) for one in element.iter(tag)]


def nothing(question: Question) -> Answer:
    """Leaves out whatever may be left out."""
    return {**CALM, "sides-ok": "yes"}.get(question.name)


def first_of_all(question: Question) -> Answer:
    """Gives every question its first answer, and no warning signs."""
    if question.name in CALM:
        return CALM[question.name]
    if question.kind in ("text", "line", "number"):
        return "54" if question.kind == "number" else "my own words"
    return question.offered[0]


def everything(question: Question) -> Answer:
    """Ticks every box, so that every follow-up is asked, and no warning signs."""
    if question.name in CALM or question.kind != "checkbox":
        return first_of_all(question)
    return [value for value in question.offered if value not in question.alone]


def answering(answers: Mapping[str, Answer], otherwise: Choose = nothing) -> Choose:
    """Gives these answers, and for any other question what `otherwise` says."""
    return lambda question: answers[question.name] if question.name in answers else otherwise(question)


def fill(page: Page, choose: Choose) -> dict[str, Any]:
    """The data to send for this page."""
    chosen = {question.name: choose(question) for question in page.questions()}
    return {name: answer for name, answer in chosen.items() if answer not in (None, [])}


class Visitor:
    """Fetches and sends; follows redirects; fails when any page is not sound. `seen` are the pages met."""

    def __init__(self, app: Flask, *, host: str = "http://localhost") -> None:
        self.app = app
        self.client = app.test_client()
        self.host = host
        self.page: Page | None = None
        self.seen: list[Page] = []

    @property
    def here(self) -> Page:
        """The page in view."""
        assert self.page is not None
        return self.page

    @property
    def cookie(self) -> str | None:
        """The sealed cookie, None when there is none."""
        cookie = self.client.get_cookie("answers")
        return cookie.value if cookie else None

    @cookie.setter
    def cookie(self, value: str) -> None:
        self.client.set_cookie("answers", value)

    @property
    def cookies(self) -> dict[str, str]:
        """Every cookie by its name."""
        return {cookie.key: cookie.value for cookie in self.client._cookies.values()}

    def open(self, address: str, *, status: int = 200, **more: Any) -> Page:
        """Fetch a page, following redirects, and audit it."""
        address = self.address_of(address)
        return self._settle(self.client.get(address, base_url=self.host, **more), address, status)

    def address_of(self, name: str) -> str:
        """Where a page with this name lives now; an address as it is."""
        return address_of(self.app, self.cookies, name)

    def name_at(self, address: str) -> str:
        """The name of the page that lives at an address now."""
        return name_at(self.app, self.cookies, address)

    def send(
        self, answers: Mapping[str, Any] | None = None, *, address: str | None = None, status: int = 200, **more: Any
    ) -> Page:
        """Send the form of the page in view with these answers, follow the redirect, and audit what comes."""
        if address is not None:
            self.open(address)
        return self.post(self.here.address, {**self.here.hidden(), **(answers or {})}, status=status, **more)

    def post(self, address: str, data: Any = None, *, status: int = 200, **more: Any) -> Page:
        """Send exactly this, follow the redirect, and audit what comes."""
        address = self.address_of(address)
        return self._settle(self.client.post(address, data=data, base_url=self.host, **more), address, status)

    def start(self, *, path: str = "full", device: str = "own") -> Page:
        """Begin a visit."""
        self.open("/")
        page = self.post("/", {"path": path, "device": device})
        return self.post("/", page.hidden()) if page.path == "/erase" else page

    def answer(self, choose: Choose | Mapping[str, Answer] = nothing) -> Page:
        """Answer the page in view and send it."""
        return self.send(fill(self.here, choose if callable(choose) else answering(choose)))

    def walk(
        self,
        choose: Choose | Mapping[str, Answer] | list[Mapping[str, Answer]] = nothing,
        *,
        pains: int = 1,
        until: str = "/check",
    ) -> Page:
        """Answer page after page until `until` is reached, going on after each warning. A list has one entry a pain."""
        for _ in range(150):
            page = self.here
            if page.path == until:
                return page
            if page.path == INTERRUPTION:
                self.send()
            elif page.path == "/pains":
                self.send({"another-pain": "yes" if self._pain() < pains else "no"})
            else:
                self.answer(self._choice(choose))
        raise AssertionError(f"never came to {until}, last at {self.here.address}")

    def to_results(self) -> Page:
        """From the check page on to the results."""
        assert self.here.path == "/check"
        return self.send()

    def _choice(self, choose: Any) -> Choose:
        if isinstance(choose, list):
            number = int(self.here.path.split("/")[2]) if self.here.path.startswith("/pains/") else 1
            choose = choose[min(number, len(choose)) - 1]
        return choose if callable(choose) else answering(choose)

    def _pain(self) -> int:
        """The number of the last pain that was described."""
        paths = [page.path.split("/") for page in self.seen]
        return max((int(path[2]) for path in paths if len(path) > 3 and path[1] == "pains"), default=1)

    def _settle(self, response: TestResponse, address: str, status: int) -> Page:
        hops = 0
        while response.status_code in (301, 302, 303, 307, 308):
            assert response.status_code == 303 or response.request.method == "GET", "a POST is answered with 303"
            assert response.headers["Cache-Control"] == "no-store"
            address = response.location
            response = self.client.get(address, base_url=self.host)
            hops += 1
            assert hops < 10, f"too many redirects, last to {address}"
        assert response.status_code == status, f"{address}: {response.status_code}, not {status}"
        html = response.get_data(as_text=True)
        self.page = Page(address, response.status_code, html, audited(html, address))
        if "stamp" in self.page.hidden():
            self.page.name = name_of(self.app, self.cookies, self.page.hidden()["stamp"])
        self.seen.append(self.page)
        assert response.headers["Cache-Control"] == "no-store"
        return self.page


def audited(html: str, address: str) -> Any:
    """The tree of a sound page.

    Raises:
        AssertionError: for broken markup, a missing title or heading, a control without a label, a repeated id, a
            link to another site or to nowhere on the page, or a script or style inside the page.
    """
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    tree = parser.parse(html)
    assert len(list(tree.iter("h1"))) == 1, f"{address}: needs exactly one h1"
    assert words_of(tree.find(".//title")), f"{address}: has no title"
    assert tree.get("lang"), f"{address}: has no language"
    ids = Counter(e.get("id") for e in tree.iter() if e.get("id"))
    repeated = [name for name, times in ids.items() if times > 1]
    assert not repeated, f"{address}: ids used twice: {repeated}"
    _audit_labels(tree, address)
    for element in tree.iter():
        _audit_references(element, ids, address)
        assert element.get("style") is None, f"{address}: style inside the page"
        assert not [key for key in element.attrib if str(key).startswith("on")], f"{address}: script inside the page"
    assert all(script.get("src") for script in tree.iter("script")), f"{address}: script inside the page"
    assert not list(tree.iter("style")), f"{address}: style inside the page"
    return tree


def _audit_references(element: Any, ids: Mapping[str, int], address: str) -> None:
    for name in ("src", "href", "action"):
        target = element.get(name, "")
        assert not re.match(r"(https?:)?//", target), f"{address}: leads to another site: {target}"
        if target.startswith("#"):
            assert target[1:] in ids, f"{address}: leads nowhere: {target}"
    for name in ("aria-describedby", "aria-labelledby", "for"):
        for one in element.get(name, "").split():
            assert one in ids, f"{address}: {name} names nothing: {one}"


def _audit_labels(tree: Any, address: str) -> None:
    labelled = {label.get("for") for label in tree.iter("label")}
    for control in tree.iter():
        if control.tag in _CONTROLS and control.get("type") not in ("hidden", "submit"):
            assert control.get("id") in labelled, f"{address}: no label for {control.get('name')}"
    for link in tree.iter("a"):
        assert words_of(link) or link.get("aria-label"), f"{address}: a link without words"
    continues = [button for button in tree.iter("button") if _is_main(button)]
    assert len(continues) <= 1, f"{address}: more than one main button"


def _has_main_button(form: Any) -> bool:
    return any(_is_main(button) for button in form.iter("button"))


def _is_main(button: Any) -> bool:
    return "continue" in (button.get("class") or "").split()


def words_of(element: Any) -> str:
    """The words inside an element, with single spaces."""
    return " ".join("".join(element.itertext()).split()) if element is not None else ""

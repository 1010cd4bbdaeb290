"""The journeys of `journeys.toml`, and how a traveller makes one: to the check page, to the results, and away."""

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.naming import INTERRUPTION
from tests.visitor import CALM, VISITS

FILE = Path(__file__).parents[1] / "cases/journeys.toml"
# Of several rows the first is filled.
_LATER_ROW = re.compile(r"-[1-9]\d*-[a-z]+$")
_QUESTIONS = """() => {
  const found = {};
  for (const one of document.querySelector('.continue').form.elements) {
    if (!one.name || ['hidden', 'submit', 'button'].includes(one.type)) continue;
    (found[one.name] ??= {kind: one.type, offered: []}).offered.push(one.value);
  }
  return found;
}"""


@dataclass(frozen=True)
class Journey:
    """What somebody does, and what the pages must show for it; the file tells what each part means."""

    path: str
    device: str
    pains: list[dict[str, Any]]
    like: str = ""
    fully: bool = False
    person: dict[str, Any] = field(default_factory=dict)
    slips: dict[str, dict[str, Any]] = field(default_factory=dict)
    warnings: dict[str, str] = field(default_factory=dict)
    changes: list[dict[str, Any]] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    patterns: list[str] = field(default_factory=list)
    shows: list[str] = field(default_factory=list)
    ends: str = ""


JOURNEYS = {name: Journey(**told) for name, told in tomllib.loads(FILE.read_text("utf-8")).items()}


class Trip:
    """One journey, made by one traveller."""

    def __init__(self, traveller, journey):
        self.traveller = traveller
        self.journey = journey
        self.page = traveller.page
        self.pain = 1
        self.warned = {}
        self.slips = dict(journey.slips)
        person = VISITS[journey.like] if journey.like else {}
        self.answers = CALM | person | journey.person

    def make(self):
        """From the start to the results, and away."""
        self.begin()
        self.to_check()
        for change in self.journey.changes:
            self.change(**change)
        self.traveller.go_on()
        self.look_at_results()
        if self.journey.ends:
            self.leave()

    def begin(self):
        """The start page."""
        self.traveller.choose("path", self.journey.path)
        self.traveller.choose("device", self.journey.device)
        self.traveller.go_on()

    def to_check(self):
        """Page after page to the check page."""
        before = ""
        for _ in range(80):
            path = self.traveller.path
            if path == "/check":
                break
            if path == INTERRUPTION:
                self.warned[before] = self.page.locator("h1").inner_text()
            elif path.endswith("/check-places"):
                self.read_back()
            elif path == "/pains" and self.pain < len(self.journey.pains):
                self.pain += 1
                self.traveller.follow("button[name=another-pain][value=yes]")
                continue
            elif path != "/pains":
                self.fill()
            before = path
            self.traveller.go_on()
            if self.warned and self.traveller.path != INTERRUPTION:
                assert self.page.locator(".banner").is_visible(), "the sign stays in view"
        assert self.traveller.path == "/check"
        assert self.warned == self.journey.warnings
        assert not self.slips, "every slip was made"

    def fill(self):
        """Answer what this page asks; first wrongly, where that is told."""
        slip = self.slips.pop(self.traveller.path, None)
        if slip is not None:
            self.give(slip)
            self.traveller.go_on()
            assert self.page.title().startswith("Error: ")
            self.traveller.follow(".error-summary a")
            assert self.page.evaluate("document.activeElement.matches(':target')"), "the line leads to its field"
        self.give(self.answers | self.journey.pains[self.pain - 1])

    def give(self, answers):
        """Give those of these answers that this page asks for."""
        for name, question in self.page.evaluate(_QUESTIONS).items():
            answer = answers.get(
                name, _calm(**question) if self.journey.fully and not _LATER_ROW.search(name) else None
            )
            if answer is not None:
                self._answer(name, question["kind"], answer)

    def _answer(self, name, kind, answer):
        if name == "areas":
            for area in answer:
                self.traveller.mark(area)
        elif kind == "checkbox":
            for value in [answer] if isinstance(answer, str) else answer:
                self.traveller.tick(name, value)
        elif kind == "radio":
            self.traveller.choose(name, answer)
        else:
            self.traveller.write(name, answer)

    def read_back(self):
        """Swap left and right, where they were mixed up."""
        if self.journey.pains[self.pain - 1].get("sides-ok") == "swap":
            self.traveller.follow("button[name=sides-ok][value=swap]")
            assert "We swapped left and right." in self.page.locator(".note").inner_text()

    def change(self, line, to, says):
        """Change an answer, and come back to its line."""
        row = f'div:has(> dt[id="{line}"])'
        self.traveller.follow(f"{row} .change a")
        while self.traveller.path != "/check":
            self.give(to)
            self.traveller.go_on()
        assert says in self.page.locator(row).inner_text()

    def look_at_results(self):
        """The results tell what was said, and open what is folded away."""
        assert self.traveller.path == "/results"
        assert self.page.locator("h1").inner_text() == "What your answers show"
        for words in self.journey.shows:
            assert words in self._words("main")
        assert self.page.locator(".places-told").all_text_contents() == self.journey.places
        if self.journey.warnings:
            self.traveller.follow('a[href$="?patterns=1"]')
        for pattern in self.journey.patterns:
            assert self.page.locator(f"#pattern-{pattern}").is_visible()
            self.traveller.press(f'.pattern[aria-labelledby="pattern-{pattern}"] summary')
            assert self.page.locator(f'.pattern[aria-labelledby="pattern-{pattern}"] .reasons').first.is_visible()

    def leave(self):
        """Erase the answers, or leave quickly: nothing is left."""
        if self.journey.ends == "erase":
            self.traveller.follow('header a[href$="/erase"]')
            self.traveller.go_on()
            assert self.traveller.path == "/"
            assert "Your answers are erased." in self._words("main")
        else:
            self.traveller.press(".exit")
            self.page.get_by_role("heading", name="Nothing to show").wait_for()
            assert self.traveller.path == "/leave"
        assert not [one for one in self.page.context.cookies() if one["name"] == "answers"]

    def _words(self, selector):
        return " ".join(self.page.locator(selector).text_content().split())


def _calm(kind, offered):
    """An answer where the journey gives none: "none of these" or "no" if there is one, else the first."""
    told = {"textarea": "My own words", "text": "54"}
    return told.get(kind) or next((value for value in offered if value in ("none", "no")), offered[0])

"""Matches in words: what fits, what does not, what is open, what would change it, each with its answers and sources."""

from dataclasses import dataclass

from flask_babel import gettext, ngettext

from questionnaire.matching.compare import Finding, Match
from questionnaire.matching.report import Report
from questionnaire.web.words import answer_line, strength_words, words


@dataclass(frozen=True)
class Reason:
    """One finding in words, with the answers it rests on and the numbers of its sources."""

    text: str
    because: tuple[str, ...]
    sources: tuple[int, ...]


@dataclass(frozen=True)
class Card:
    """A pattern as shown: its match, what it is about, its findings in three lists, and what would change it."""

    match: Match
    pains: str
    condition: str
    fits: tuple[Reason, ...]
    against: tuple[Reason, ...]
    open: tuple[Reason, ...]
    changes: tuple[str, ...]
    examination: str


class Sources:
    """Numbers the references in the order in which they are first named."""

    def __init__(self, report: Report) -> None:
        self._references = report.catalogue.references
        self.listed: list[str] = []
        self._numbers: dict[str, int] = {}

    def number(self, reference: str) -> int:
        """The number of a reference, given at its first use."""
        if reference not in self._numbers:
            self.listed.append(self._references[reference].text)
            self._numbers[reference] = len(self.listed)
        return self._numbers[reference]


def make_card(match: Match, report: Report, sources: Sources) -> Card:
    """A match in words."""
    reasons: dict[str, list[Reason]] = {"fits": [], "against": [], "open": []}
    for finding in match.findings:
        reason = _reason(match, finding, report, sources)
        if reason is not None:
            reasons[finding.direction].append(reason)
    return Card(
        match=match,
        pains=_pains(match),
        condition=words(match.profile.gate_unanswered) if match.gate == "presumed" else "",
        fits=tuple(reasons["fits"]),
        against=tuple(reasons["against"]),
        open=tuple(reasons["open"]),
        changes=tuple(_changes(match, report)),
        examination=words(match.profile.told_about("clinician-may-check")),
    )


def _reason(match: Match, finding: Finding, report: Report, sources: Sources) -> Reason | None:
    feature = finding.feature
    text = {"fits": feature.fits, "against": feature.against, "open": feature.ask}[finding.direction]
    if text is None or (finding.direction == "open" and finding.state != "unknown"):
        return None
    because = () if finding.direction == "open" else report.because(match, finding)
    said = tuple(
        gettext(
            "%(question)s “%(answer)s”",
            question=words(one.item.text),
            answer=answer_line(one.item, one.answer),
        )
        for one in because
    )
    return Reason(words(text), said, tuple(sorted(map(sources.number, feature.references))))


def _pains(match: Match) -> str:
    if not match.pains:
        return gettext("Your whole body")
    numbers = " + ".join(map(str, match.pains))
    return ngettext("Pain %(numbers)s", "Pains %(numbers)s", len(match.pains), numbers=numbers)


def _changes(match: Match, report: Report) -> list[str]:
    """Each change as a sentence."""
    told = []
    for change in report.changes(match):
        strength = strength_words(change.strength).lower()
        if change.answered:
            question = words(change.item.text)
            told.append(
                gettext("With another answer to “%(question)s”: %(strength)s.", question=question, strength=strength)
            )
        else:
            option = change.item.find(change.value)
            answer = words(option.text) if option else change.value
            ask = words(change.feature.ask)
            told.append(gettext("%(ask)s If “%(answer)s”: %(strength)s.", ask=ask, answer=answer, strength=strength))
    return told

"""The report as plain text for a terminal: action first, then the patterns with what fits and what does not."""

from collections.abc import Iterator

from questionnaire.catalogue.words import PLACEHOLDER
from questionnaire.matching.compare import Match
from questionnaire.matching.report import Report

OUTCOMES = {
    "one-pattern": "The answers share features with one pattern.",
    "overlap": "The answers share features with several patterns.",
    "look-alike-leads": "The answers look more like something that is compared only in short.",
    "nothing-fits": "The answers do not match any pattern well.",
}
STRENGTHS = {
    "many": "many features in common",
    "some": "some features in common",
    "few": "few features in common",
    "not-compared": "not compared",
}


def report_text(report: Report) -> str:
    """The report in lines of text. Educational: it says what fits, never what a person has."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    for one in (one for one in report.red_flags.raised if not one.flag.private):
        about = f" (pain {one.pain})" if one.pain else ""
        yield f"WARNING SIGN [{one.flag.urgency}] {one.flag.title}{about}: {_filled(one.flag.action)}"
    yield OUTCOMES[report.outcome]
    for match in report.matches:
        if match.leads:
            yield from _match_lines(match)
    yield "This is not a diagnosis. Questionnaires miss serious causes."


def _filled(action: str) -> str:
    """The action without a place's numbers, which only the site knows."""
    return PLACEHOLDER.sub(lambda found: f"the {found[1].replace('-', ' ')}", action).replace("an the", "the")


def _match_lines(match: Match) -> Iterator[str]:
    about = f", pain {', '.join(map(str, match.pains))}" if match.pains else ""
    yield f"{match.profile.name} ({match.profile.medical_name}): {STRENGTHS[match.strength]}{about}"
    for finding in match.findings:
        words = {"fits": finding.feature.fits, "against": finding.feature.against}.get(finding.direction)
        if words:
            yield f"  {'+' if finding.direction == 'fits' else '-'} {words}"

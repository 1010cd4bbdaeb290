"""The results: action first, then the summary, the patterns with reasons and sources, and the safety net."""

from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from questionnaire.matching.compare import Match
from questionnaire.matching.report import Report, build_report
from questionnaire.web.places import places_in_short
from questionnaire.web.route import Route, address
from questionnaire.web.session import Visit, current_visit, the_catalogue
from questionnaire.web.warnings import warnings_in
from questionnaire.web.words import answer_words, words

blueprint = Blueprint("results", __name__)


@dataclass(frozen=True)
class Reason:
    """One finding in words, with the answers it rests on and the numbers of its sources."""

    text: str
    because: tuple[str, ...]
    sources: tuple[int, ...]


@dataclass(frozen=True)
class Card:
    """A pattern as shown: its names, its strength in words, and its findings in three lists."""

    match: Match
    pains: str
    intro: str
    fits: tuple[Reason, ...]
    against: tuple[Reason, ...]
    open: tuple[Reason, ...]


@blueprint.get("/results")
def show() -> Response | str:
    """The summary. With an emergency or crisis the patterns are one link away (`?patterns=1`)."""
    visit = current_visit()
    if visit is None:
        return redirect(url_for("start.show", gone="missing"), 303)
    route = Route(the_catalogue(), visit)
    required = route.unanswered_required()
    if required is not None:
        return redirect(address(required), 303)
    report = build_report(the_catalogue(), visit.answers)
    sources = _Sources(report)
    leading = [_card(match, report, sources) for match in report.leading]
    return render_template(
        "results/results.html",
        report=report,
        warnings=warnings_in(report.red_flags),
        hidden=report.red_flags.is_emergency and request.args.get("patterns") is None,
        summary=_summary(report, visit),
        leading=leading,
        few=[match for match in report.matches if match.strength == "few" and match.profile.kind == "main"],
        closed=[match for match in report.matches if match.strength == "not-compared" and match.profile.kind == "main"],
        pains=[places_in_short(pain, the_catalogue()) for pain in visit.answers.pains],
        sources=sources.listed,
        unanswered=_unanswered(route),
    )


class _Sources:
    """Numbers the references in the order in which they are first named."""

    def __init__(self, report: Report) -> None:
        self._references = report.catalogue.references
        self.listed: list[str] = []
        self._numbers: dict[str, int] = {}

    def number(self, reference: str) -> int:
        if reference not in self._numbers:
            self.listed.append(self._references[reference].text)
            self._numbers[reference] = len(self.listed)
        return self._numbers[reference]


def _card(match: Match, report: Report, sources: _Sources) -> Card:
    reasons: dict[str, list[Reason]] = {"fits": [], "against": [], "open": []}
    for finding in match.findings:
        feature = finding.feature
        text = {"fits": feature.fits, "against": feature.against, "open": feature.ask}[finding.direction]
        if text is None or (finding.direction == "open" and finding.state != "unknown"):
            continue
        because = [
            f"{words(said.item.text)} {', '.join(answer_words(said.item, said.answer))}"
            for said in report.because(match, finding)
        ]
        shown = tuple(because) if finding.direction != "open" else ()
        reasons[finding.direction].append(Reason(words(text), shown, tuple(map(sources.number, feature.references))))
    return Card(
        match=match,
        pains=_pains_in_words(match),
        intro=words(match.profile.gate_unanswered) if match.gate == "presumed" else "",
        fits=tuple(reasons["fits"]),
        against=tuple(reasons["against"]),
        open=tuple(reasons["open"]),
    )


def _pains_in_words(match: Match) -> str:
    if not match.pains:
        return gettext("All of you")
    return ngettext(
        "Pain %(numbers)s", "Pains %(numbers)s", len(match.pains), numbers=" + ".join(map(str, match.pains))
    )


def _summary(report: Report, visit: Visit) -> list[str]:
    """Four sentences: what was told, the strongest pattern, the next or none, and that this is not a diagnosis."""
    told = [places_in_short(pain, the_catalogue()) for pain in visit.answers.pains]
    places = ngettext(
        "You told us about one pain: %(places)s.",
        "You told us about %(num)s pains: %(places)s.",
        max(1, len(told)),
        places="; ".join(told) or gettext("place not marked"),
    )
    return [
        places,
        *_outcome(report),
        gettext("This is not a diagnosis, so take this page to a clinician and talk about it."),
    ]


def _outcome(report: Report) -> list[str]:
    if report.outcome == "nothing-fits":
        return [
            gettext("Your answers do not match any pattern that we compare well."),
            gettext("That is common, and your pain is real."),
        ]
    first, *others = report.leading
    lines = [_share(first)]
    if first.profile.kind == "look-alike":
        lines = [
            gettext(
                "Your answers look more like something we compare only in short: %(name)s.",
                name=words(first.profile.name).lower(),
            )
        ]
    if others:
        lines.append(
            gettext("They also share some features with %(name)s.", name=words(others[0].profile.name).lower())
        )
    else:
        lines.append(gettext("Nothing else that we compare came close."))
    return lines


def _share(match: Match) -> str:
    name = words(match.profile.name).lower()
    if match.strength == "many":
        return gettext("Your answers share many features with a pattern called %(name)s.", name=name)
    return gettext("Your answers share some features with a pattern called %(name)s.", name=name)


def _unanswered(route: Route) -> list[tuple[str, str]]:
    """(question, address) of pain pages left empty: what would help to compare better."""
    found = []
    for place in route.places:
        if place.pain is not None and place.page.kind != "read-back":
            empty = [
                item for item in route.items(place.page, place.pain) if item.link_id not in route.told.of(place.pain)
            ]
            if empty:
                found.append((words(empty[0].text), f"{address(place)}?from=check"))
    return found

"""The results: action first, then the summary, the patterns with reasons and sources, and the safety net."""

from datetime import UTC, datetime
from typing import Any

from babel.dates import get_timezone_name
from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import format_date, format_time, get_locale, get_timezone, gettext, ngettext
from werkzeug.wrappers import Response

from questionnaire.catalogue.questions import Item
from questionnaire.matching.asking import Place
from questionnaire.matching.compare import Match
from questionnaire.matching.report import Report, build_report
from questionnaire.web import trail
from questionnaire.web.cards import Sources, make_card
from questionnaire.web.guards import past_safety
from questionnaire.web.places import marked_areas, places_in_short
from questionnaire.web.route import Route
from questionnaire.web.session import Visit, the_catalogue
from questionnaire.web.told import told_in_short
from questionnaire.web.warnings import interruption, warnings_in
from questionnaire.web.words import mid_sentence, words

blueprint = Blueprint("results", __name__)

MOST_QUESTIONS = 6


@blueprint.route("/results", methods=["GET", "POST"])
@past_safety
def show(route: Route) -> Response | str:
    """The summary. With an emergency the patterns are one link away (`?patterns=1`); with a crisis they are folded, and
    paper shows them as ever: if they were missing there, it would tell what the person may not want to tell.
    """
    visit = route.visit
    if request.method == "POST":
        return redirect(url_for("results.show"), 303)
    trail.be_at(route, None)
    warned = interruption(route, always=True)
    if warned is not None:
        return warned
    report = build_report(the_catalogue(), visit.answers)
    sources = Sources(report)
    leading = [make_card(match, report, sources) for match in report.leading]
    warnings = warnings_in(report.red_flags)
    told = told_in_short(report)
    urgencies = {warning.urgency for warning in warnings}
    despite = urgencies & {"emergency", "crisis", "same-day"}
    return render_template(
        "results/results.html",
        report=report,
        warnings=warnings,
        despite=despite,
        despite_on_paper=despite if told.shared else despite - {"crisis"},
        told=told,
        when=_when(route),
        hidden="emergency" in urgencies and request.args.get("patterns") is None,
        folded="crisis" in urgencies and "emergency" not in urgencies,
        summary=_summary(report, visit),
        leading=leading,
        overlaps=_overlaps(report, sources),
        questions=_questions(report),
        own_questions=str(report.told.person.get("questions", "")),
        device=visit.device,
        few=[match for match in report.matches if match.strength == "few" and match.profile.kind == "main"],
        closed=[match for match in report.matches if match.strength == "not-compared" and match.profile.kind == "main"],
        marks=[marked_areas(pain, the_catalogue()) for pain in visit.answers.pains],
        sources=sources.listed,
        unanswered=_unanswered(route),
    )


def _when(route: Route) -> dict[str, Any]:
    """The day and time of the last answer where the clinic is, and how much was asked and left open."""
    answered = datetime.fromtimestamp(route.visit.answered, tz=get_timezone() or UTC)
    return {
        "day": format_date(answered, "long"),
        "time": f"{format_time(answered, 'short')} {get_timezone_name(answered, locale=get_locale())}",
        "open": sum(len(_empty(route, place)) for place in route.places),
        "short": route.visit.short,
    }


def _questions(report: Report) -> list[str]:
    """Questions to take along: two of each leading pattern, each once; without a pattern, two that always fit."""
    asked = [words(question.text) for match in report.leading for question in match.profile.question[:2]] or [
        gettext("What could cause this pain, and what should be ruled out?"),
        gettext("What can I do for the pain until we know more?"),
    ]
    return list(dict.fromkeys(asked))[:MOST_QUESTIONS]


def _overlaps(report: Report, sources: Sources) -> list[tuple[str, list[int]]]:
    """Statements that people often have two of the leading patterns, with the numbers of their sources."""
    return [(words(told.text), [sources.number(name) for name in told.references]) for _, _, told in report.overlaps()]


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
                name=mid_sentence(words(first.profile.name)),
            )
        ]
    if others:
        lines.append(_also(others[0]))
    else:
        lines.append(gettext("We compare only some conditions, and other things can look like this."))
    return lines


def _also(match: Match) -> str:
    name = mid_sentence(words(match.profile.name))
    if match.strength == "many":
        return gettext("They also share many features with %(name)s.", name=name)
    return gettext("They also share some features with %(name)s.", name=name)


def _share(match: Match) -> str:
    name = mid_sentence(words(match.profile.name))
    if match.strength == "many":
        return gettext("Your answers share many features with a pattern called %(name)s.", name=name)
    return gettext("Your answers share some features with a pattern called %(name)s.", name=name)


def _unanswered(route: Route) -> list[tuple[str, str]]:
    """(question, address) of pain pages left empty: what would help to compare better."""
    found = []
    for place in route.places:
        empty = _empty(route, place)
        if place.pain is not None and empty:
            found.append((words(empty[0].text), f"{route.address(place)}?from=check"))
    return found


def _empty(route: Route, place: Place) -> list[Item]:
    """The questions of a page that were left open."""
    told = route.told.of(place.pain)
    asked = () if place.page.kind == "read-back" else route.items(place.page, place.pain)
    return [item for item in asked if item.link_id not in told]

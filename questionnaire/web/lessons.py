"""Learning pages: one for each pattern, and demo people with their answers and what the comparison makes of them."""

from dataclasses import dataclass

from flask import Blueprint, abort, current_app, render_template, request
from flask_babel import gettext

from questionnaire.catalogue.profiles import Claim, Profile
from questionnaire.matching.answers import Answers
from questionnaire.matching.report import Report, build_report
from questionnaire.web.cards import Sources, make_card
from questionnaire.web.glossary import WordLinks
from questionnaire.web.session import the_catalogue
from questionnaire.web.warnings import warnings_in
from questionnaire.web.words import answer_line, words

blueprint = Blueprint("lessons", __name__, url_prefix="/learn")


@dataclass(frozen=True)
class Topic:
    """A heading of a pattern's page with its statements: (text, numbers of its sources)."""

    title: str
    claims: tuple[tuple[str, tuple[int, ...]], ...]


@blueprint.get("/")
def index() -> str:
    """All patterns and all demo people."""
    profiles = the_catalogue().profiles.values()
    return render_template(
        "lessons/index.html",
        mains=[profile for profile in profiles if profile.kind == "main"],
        others=[profile for profile in profiles if profile.kind == "look-alike"],
        people=the_catalogue().people.values(),
    )


@blueprint.get("/<name>")
def profile(name: str) -> str:
    """One pattern: what it is, what to expect, what people notice, what helps, what is checked, when to get help."""
    found = the_catalogue().profiles.get(name)
    if found is None:
        abort(404)
    links = WordLinks(the_catalogue())
    summary = links.mark(words(found.summary))
    cited = list(dict.fromkeys(reference for claim in found.claim for reference in claim.references))
    return render_template(
        "lessons/profile.html",
        profile=found,
        from_results=request.args.get("from") == "results",
        summary=summary,
        topics=_topics(found, cited, links),
        used=links.used,
        sources=[the_catalogue().references[reference] for reference in cited],
        people=[person for person in the_catalogue().people.values() if name in person.shows],
    )


@blueprint.get("/glossary")
def glossary() -> str:
    """The meaning of each medical word."""
    return render_template("lessons/glossary.html", glossary=the_catalogue().glossary.values())


@blueprint.get("/people/<name>")
def person(name: str) -> str:
    """A demo person: story, answers, and the comparison."""
    found = the_catalogue().people.get(name)
    if found is None:
        abort(404)
    answers: Answers = current_app.extensions["people"][name]
    report = build_report(the_catalogue(), answers)
    sources = Sources(report)
    return render_template(
        "lessons/person.html",
        person=found,
        answers=_said(report),
        warnings=warnings_in(report.red_flags),
        leading=[make_card(match, report, sources) for match in report.leading],
        sources=sources.listed,
    )


def _said(report: Report) -> list[tuple[str, list[tuple[str, str]]]]:
    """(heading, rows of question and answer) for the person and each pain."""
    found = []
    for pain in report.told.scopes:
        rows = [
            (words(said.item.text), answer_line(said.item, said.answer)) for said in report.said if said.pain == pain
        ]
        title = gettext("About the person") if pain is None else gettext("Pain %(number)s", number=pain)
        found.append((title, [row for row in rows if row[1]]))
    return found


def _topics(found: Profile, cited: list[str], links: WordLinks) -> list[Topic]:
    titles: dict[str, str] = {
        "what-it-is": gettext("What it is"),
        "outlook": gettext("What to expect"),
        "often-noticed": gettext("What people often notice"),
        "tells-apart": gettext("What tells it apart"),
        "what-helps": gettext("What usually helps"),
        "clinician-may-check": gettext("What a clinician may check"),
        "help-fast": gettext("When to get help fast"),
    }

    def told(claim: Claim) -> tuple[str, tuple[int, ...]]:
        return links.mark(words(claim.text)), tuple(cited.index(reference) + 1 for reference in claim.references)

    topics = [
        Topic(title, tuple(told(claim) for claim in found.claim if claim.about == about))
        for about, title in titles.items()
    ]
    return [topic for topic in topics if topic.claims]

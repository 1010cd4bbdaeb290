"""Every component in every state on one page, for people who work on the look. Shown in debug and in tests only."""

from flask import Blueprint, abort, current_app, render_template

from questionnaire.matching.answers import Answer, Answers, Rows, chosen
from questionnaire.matching.report import build_report
from questionnaire.web.cards import Card, Sources, make_card
from questionnaire.web.forms import PageForm, page_form
from questionnaire.web.session import the_catalogue
from questionnaire.web.warnings import Sign, red_flags_of, warnings_in

blueprint = Blueprint("patterns", __name__)

_SIGNS = {"danger-now": ["chest-pain"], "danger-body": ["hot-joint", "weight-loss"]}
_REST = ("feels", "spread", "effect-walking", "pain-now", "share-self-harm", "matters-most")
_ANSWERED: dict[str, Answer] = {
    "worse-part": "limb",
    "effect-standing": "worse",
    "pain-average": 6,
    "questions": "Which exercise could I start with?",
    "medicine-list": Rows(((("name", "Naproxen"), ("dose", "500 mg"), ("taken", "no")),)),
}
_WRONG = {
    "danger-now": "Choose at least one answer",
    "self-harm": "Choose one answer",
    "effect-sitting": "Choose one answer",
    "pain-worst": "Choose a number",
    "age": "Type your answer in numbers, like 54",
    "anything-else": "Please shorten this",
}


@blueprint.get("/patterns")
def show() -> str:
    """The page, which does not exist where people are served."""
    if not (current_app.debug or current_app.config["TESTING"]):
        abort(404)
    catalogue = the_catalogue()
    ticks = catalogue.items["sensations"]
    leading, sources = _card()
    return render_template(
        "patterns/patterns.html",
        part=catalogue.parts[2],
        body=catalogue.body,
        figure=catalogue.figure,
        marks=[list(catalogue.body.areas)[start::25] for start in (0, 5, 10)],
        rest=_form(_REST),
        answered=_form(
            ("sensations", *_ANSWERED),
            {"sensations": chosen(ticks, [ticks.option[0].value, ticks.option[1].value]), **_ANSWERED},
        ),
        wrong=_with_errors(),
        signs=_signs(),
        card=leading,
        sources=sources,
    )


def _form(names: tuple[str, ...], answers: dict[str, Answer] | None = None) -> PageForm:
    items = [the_catalogue().items[name] for name in names]
    return page_form(items, answers or {})


def _with_errors() -> PageForm:
    form = _form(tuple(_WRONG))
    for shown in form.shown:
        shown.field.errors = [_WRONG[shown.item.link_id]]
    return form


def _signs() -> list[Sign]:
    """One warning of each urgency."""
    items = the_catalogue().items
    person: dict[str, Answer] = {name: chosen(items[name], values) for name, values in _SIGNS.items()}
    raised = warnings_in(red_flags_of(the_catalogue(), Answers({**person, "self-harm": "plan"}, ({},))))
    return list({sign.urgency: sign for sign in raised}.values())


def _card() -> tuple[Card, list[str]]:
    """The first pattern of the first demo person who shows one."""
    for answers in current_app.extensions["people"].values():
        report = build_report(the_catalogue(), answers)
        if report.leading:
            sources = Sources(report)
            return make_card(report.leading[0], report, sources), sources.listed
    raise LookupError("no demo person shows a pattern")

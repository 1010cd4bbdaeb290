"""What was told, in short lines for a reader with little time: signs, pains, scores, treatments, own words."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import gettext

from questionnaire.catalogue.questions import Item
from questionnaire.matching.answers import Answer, AnswerSet, Chosen
from questionnaire.matching.report import Report
from questionnaire.matching.scores import Score
from questionnaire.web.places import places_in_short
from questionnaire.web.words import answer_words, heading_words, short_words, words

# What stands in the line of a pain, in this order, after the places; every other answer follows with its heading.
PAIN_LINE = ("since", "began", "course", "feels", "sensations", "when")
STRENGTHS = ("pain-now", "pain-average", "pain-worst")
ELSEWHERE = {"areas", "sides-ok", *PAIN_LINE, *STRENGTHS}
# Told in lines of their own.
OTHER_PAGES = {"tried", "tried-results"}
MANY_PLACES = 30
# A heading, and what was said.
Line = tuple[str, str]


@dataclass(frozen=True)
class PainLine:
    """One pain: where, its story in one line, and the details that tell patterns apart as "heading: answer"."""

    places: str
    story: str
    details: tuple[str, ...]


@dataclass(frozen=True)
class Told:
    """Everything that was told. `shared`: the person agreed that the answer about thoughts of suicide is printed."""

    shared: bool
    pains: list[PainLine]
    own: list[Line]
    facts: list[Line]
    tried: list[Line]
    scores: list[Line]
    signs: list[Line]


def told_in_short(report: Report) -> Told:
    """What was told, in lines."""
    shared = report.told.person.get("share-self-harm") is True
    return Told(
        shared=shared,
        pains=_pain_lines(report),
        own=_own_words(report),
        facts=_fact_lines(report),
        tried=_treatment_lines(report),
        scores=_score_lines(report),
        signs=_sign_lines(report, shared=shared),
    )


def _sign_lines(report: Report, *, shared: bool) -> list[Line]:
    """Each list of warning signs: what was ticked, and what was shown and not ticked, in words that claim no more.

    The answer about thoughts of suicide is among them only if it is `shared`.
    """
    lists: list[Line] = []
    single: list[Line] = []
    for item in report.catalogue.items.values():
        if item.warning or (item.link_id == "self-harm" and shared):
            sets = report.told.pains if item.scope == "pain" else (report.told.person,)
            answers = [answers[item.link_id] for answers in sets if item.link_id in answers]
            said = " · ".join(dict.fromkeys(_sign_words(item, answer) for answer in answers))
            if said:
                (lists if item.type == "multiple" else single).append((heading_words(item), said))
    together = "; ".join(f"{heading}: {said}" for heading, said in single)
    return [*lists, (gettext("Asked one by one"), together)] if together else lists


def _sign_words(item: Item, answer: Answer) -> str:
    if not isinstance(answer, Chosen):
        return ", ".join(answer_words(item, answer, short=True))
    ticked = [short_words(option) for option in item.option if option.value in answer.yes]
    left = [short_words(option) for option in item.option if option.value in answer.no - item.exclusives]
    if answer.yes & item.exclusives:
        said = gettext("chose “%(words)s”", words=", ".join(ticked))
    else:
        said = gettext("ticked: %(signs)s", signs="; ".join(ticked))
    return f"{said}. {gettext('Shown, not ticked: %(signs)s', signs='; '.join(left))}" if left else said


def _pain_lines(report: Report) -> list[PainLine]:
    """Each pain in a line."""
    return [
        PainLine(
            places=places_in_short(answers, report.catalogue, most=MANY_PLACES),
            story=" · ".join(_story(report, answers)),
            details=tuple(_details(report, answers)),
        )
        for answers in report.told.pains
    ]


def _story(report: Report, answers: AnswerSet) -> Iterator[str]:
    """How long, how strong, how it began and goes, what it is like."""
    for link_id in PAIN_LINE:
        if said := _said(report, answers, link_id):
            yield said
        if link_id == "since" and (strengths := _strengths(report, answers)):
            yield gettext("of 10: %(strengths)s", strengths=strengths)


def _strengths(report: Report, answers: AnswerSet) -> str:
    asked = [report.catalogue.items[link_id] for link_id in STRENGTHS if link_id in answers]
    return ", ".join(f"{heading_words(item).lower()} {answers[item.link_id]}" for item in asked)


def _details(report: Report, answers: AnswerSet) -> Iterator[str]:
    for item in report.catalogue.items.values():
        if item.scope == "pain" and not item.warning and item.link_id not in ELSEWHERE:
            said = _said(report, answers, item.link_id)
            if said:
                yield f"{heading_words(item)}: {said}"


def _said(report: Report, answers: AnswerSet, link_id: str) -> str:
    """An answer in words; nothing for "none of these" and "not sure"."""
    item = report.catalogue.items[link_id]
    answer = answers.get(link_id)
    if answer is None or answer in item.unknowns or (isinstance(answer, Chosen) and answer.yes & item.exclusives):
        return ""
    return ", ".join(answer_words(item, answer, short=True))


def _own_words(report: Report) -> list[Line]:
    """The person's own words, as they were typed."""
    return [
        (heading_words(said.item), said.answer)
        for said in report.said
        if said.item.type == "text" and isinstance(said.answer, str)
    ]


def _score_lines(report: Report) -> list[Line]:
    """Each score that could be computed, with its limit."""
    lines = []
    for score in report.scores:
        figure = _figure(score)
        if figure:
            known = report.catalogue.scores[score.id]
            lines.append((words(known.name), f"{figure}. {words(known.limit)}"))
    return lines


def _figure(score: Score) -> str:
    parts = {name: f"{value:g}" for name, value in score.parts.items() if value is not None}
    match score.id:
        case "fibromyalgia-2016" if score.value is not None and score.parts["regions"] in (4, 5):
            known = gettext("places %(wpi)s of 19, symptoms %(sss)s of 12, regions %(regions)s of 5", **parts)
            return f"{known}. {gettext('Joints, hands and feet are not counted as places')}"
        case "cook-2011" if score.value:
            asked = sum(value is not None for value in score.parts.values())
            return gettext("%(value)g of %(asked)s points asked (of 5)", value=score.value, asked=asked)
        case "crps-symptoms" if score.value is not None and score.value >= 2:
            return gettext("%(reported)s of %(asked)s kinds asked (of 4)", **parts)
        case "effect-on-life" if score.value is not None:
            return gettext("%(value)g of 10", value=score.value)
        case "chronic-pain" | "high-impact-pain" if score.met is not None:
            return gettext("Yes") if score.met else gettext("No")
    return ""


def _treatment_lines(report: Report) -> list[Line]:
    """Each treatment that was tried, with what it did."""
    answer = report.told.person.get("tried")
    ticked = answer.yes if isinstance(answer, Chosen) else frozenset()
    options = [option for option in report.catalogue.items["tried"].option if option.value in ticked]
    return [(short_words(option), _effect(report, option.value)) for option in options]


def _effect(report: Report, treatment: str) -> str:
    asked = report.catalogue.items.get(f"tried-{treatment}")
    said = answer_words(asked, report.told.person.get(asked.link_id), short=True) if asked else []
    return ", ".join(said) or gettext("effect not told")


def _fact_lines(report: Report) -> list[Line]:
    """About the person: who answered, age, health, sleep and function."""
    told = report.told.person
    asked = [item for item in report.catalogue.items.values() if item.link_id in told and item.page not in OTHER_PAGES]
    return [
        (heading_words(item), ", ".join(answer_words(item, told[item.link_id], short=True)))
        for item in asked
        if item.scope == "person" and item.type != "text" and not item.warning and not item.confidential
    ]

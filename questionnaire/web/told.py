"""What was told, in short lines for a reader with little time: signs, pains, scores, treatments, own words."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import gettext

from questionnaire.catalogue.questions import Item
from questionnaire.matching.answers import Answer, AnswerSet, Chosen
from questionnaire.matching.report import Report
from questionnaire.matching.scores import Score
from questionnaire.web.places import places_in_short
from questionnaire.web.words import answer_words, words

# What stands in the line of a pain, in this order, after the places.
PAIN_LINE = ("since", "began", "course", "feels", "sensations", "when")
# What follows it with the question, because the answer alone would not be understood.
PAIN_DETAILS = (
    *(
        "spread",
        "worse-part",
        "morning-stiffness",
        "effect-walking",
        "walk-relief",
        "walk-distance",
        "weak-with-walking",
    ),
    *(
        "effect-standing",
        "effect-sitting",
        "effect-leaning-forward",
        "cough-effect",
        "painful-joints",
        "swollen-joints",
    ),
    *("swelling-since", "swelling-sides", "joint-look", "fist", "finger-map", "limb-start", "limb-changes"),
    *("same-place-as-rash", "head-with", "attack-length", "worse-with", "eased-by"),
)
STRENGTHS = ("pain-now", "pain-average", "pain-worst")
MANY_PLACES = 30
FACTS = (
    *("answered-by", "age", "sex-at-birth", "health", "events", "family", "told"),
    *("fatigue", "unrefreshed", "foggy", "crash", "six-month", "body-signs", "other-areas"),
    *("pain-how-often", "pain-limits", "spoils-joy", "stops-doing"),
)


@dataclass(frozen=True)
class Signs:
    """One list of warning signs: its question, and what was said to it in words that claim no more than that."""

    question: str
    said: str


def sign_lines(report: Report) -> list[Signs]:
    """Each list of warning signs: what was ticked, what was shown and not ticked, or that nothing was said.

    The list about thoughts of suicide is left out: the person decides whether it is printed.
    """
    lines = []
    for item in report.catalogue.items.values():
        if item.warning:
            sets = report.told.pains if item.scope == "pain" else (report.told.person,)
            answers = [answers[item.link_id] for answers in sets if item.link_id in answers]
            said = dict.fromkeys(_sign_words(item, answer) for answer in answers)
            lines += [Signs(words(item.text), " · ".join(said))] if said else []
    return lines


def _sign_words(item: Item, answer: Answer) -> str:
    if not isinstance(answer, Chosen):
        return ", ".join(answer_words(item, answer))
    ticked = [words(option.text) for option in item.option if option.value in answer.yes]
    if answer.yes & item.exclusives:
        return gettext("chose “%(words)s”", words=", ".join(ticked))
    left = [words(option.text) for option in item.option if option.value in answer.no]
    said = gettext("ticked: %(signs)s", signs="; ".join(ticked))
    return f"{said}. {gettext('Shown, not ticked: %(signs)s', signs='; '.join(left))}" if left else said


def pain_lines(report: Report) -> list[tuple[str, list[str]]]:
    """Each pain: its line, and the details that tell patterns apart, as "question: answer"."""
    return [(_pain_line(report, answers), list(_details(report, answers))) for answers in report.told.pains]


def _pain_line(report: Report, answers: AnswerSet) -> str:
    told = [places_in_short(answers, report.catalogue, most=MANY_PLACES)]
    told += [text for link_id in PAIN_LINE[:1] if (text := _said(report, answers, link_id))]
    told += [_strengths(answers)] if any(link_id in answers for link_id in STRENGTHS) else []
    told += [text for link_id in PAIN_LINE[1:] if (text := _said(report, answers, link_id))]
    return " · ".join(told)


def _strengths(answers: AnswerSet) -> str:
    numbers = [str(answers.get(link_id, gettext("not answered"))) for link_id in STRENGTHS]
    return gettext("strength from 0 to 10 now, mostly, worst: %(numbers)s", numbers=" / ".join(numbers))


def _details(report: Report, answers: AnswerSet) -> Iterator[str]:
    for link_id in PAIN_DETAILS:
        said = _said(report, answers, link_id)
        if said:
            yield f"{words(report.catalogue.items[link_id].text).rstrip('?')}: {said}"


def _said(report: Report, answers: AnswerSet, link_id: str) -> str:
    """An answer in words; nothing for "none of these" and "not sure"."""
    item = report.catalogue.items[link_id]
    answer = answers.get(link_id)
    if answer is None or answer in item.unknowns or (isinstance(answer, Chosen) and answer.yes & item.exclusives):
        return ""
    return ", ".join(answer_words(item, answer))


def own_words(report: Report) -> list[tuple[str, str]]:
    """(question, the person's own words, as they were typed)."""
    return [
        (words(said.item.text), said.answer)
        for said in report.said
        if said.item.type == "text" and isinstance(said.answer, str)
    ]


def score_lines(report: Report) -> list[tuple[str, str, str]]:
    """(name, figure in words, limit) of each score that could be computed."""
    lines = []
    for score in report.scores:
        figure = _figure(score)
        if figure:
            known = report.catalogue.scores[score.id]
            lines.append((words(known.name), figure, words(known.limit)))
    return lines


def _figure(score: Score) -> str:
    parts = {name: f"{value:g}" for name, value in score.parts.items() if value is not None}
    match score.id:
        case "fibromyalgia-2016" if score.value is not None and score.parts["regions"] in (4, 5):
            known = gettext("places %(wpi)s of 19, symptoms %(sss)s of 12, regions %(regions)s of 5", **parts)
            return f"{known}. {gettext('Joints, hands and feet are not counted as places.')}"
        case "cook-2011" if score.value:
            asked = sum(value is not None for value in score.parts.values())
            return gettext("%(value)g of %(asked)s points asked (of 5)", value=score.value, asked=asked)
        case "crps-symptoms" if score.value is not None and score.value >= 2:
            return gettext("%(reported)s of %(asked)s kinds asked (of 4)", **parts)
        case "effect-on-life" if score.value is not None:
            return gettext("%(value)g of 10", value=score.value)
        case "chronic-pain" | "high-impact-pain" if score.met is not None:
            return _met(score)
    return ""


def _met(score: Score) -> str:
    return gettext("Yes.") if score.met else gettext("No.")


def treatment_lines(report: Report) -> list[str]:
    """Each treatment that was tried, with what it did."""
    return list(_treatments(report))


def _treatments(report: Report) -> Iterator[str]:
    tried = report.catalogue.items["tried"]
    answer = report.told.person.get("tried")
    if not isinstance(answer, Chosen):
        return
    for option in tried.option:
        if option.value in answer.yes:
            effect = report.catalogue.items.get(f"tried-{option.value}")
            known = report.told.person.get(effect.link_id) if effect is not None else None
            did = ", ".join(answer_words(effect, known)) if effect is not None and known is not None else ""
            yield f"{words(option.text)}: {did}" if did else words(option.text)


def fact_lines(report: Report) -> list[tuple[str, str]]:
    """(question, answer) about the person: who answered, age, health, sleep and function."""
    told = report.told.person
    items = [report.catalogue.items[link_id] for link_id in FACTS if link_id in told]
    said = [(item, ", ".join(answer_words(item, told[item.link_id]))) for item in items]
    return [(words(item.text), f"{text} / 10" if item.is_scale else text) for item, text in said]

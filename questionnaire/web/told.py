"""What was told, in short lines for a reader with little time: signs, pains, own words, facts, treatments, scores."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import gettext

from questionnaire.catalogue.questions import Item
from questionnaire.matching.answers import Answer, AnswerSet, Chosen
from questionnaire.matching.report import Report
from questionnaire.web.counts import score_lines
from questionnaire.web.places import places_in_short
from questionnaire.web.words import answer_words, heading_words, short_words

# What stands first in the line of a pain, in this order; every other answer follows in the order of the journey.
FIRST = ("since", "began", "course", "feels", "sensations", "when")
STRENGTHS = ("pain-now", "pain-average", "pain-worst")
PLACES = ("areas", "sides-ok")
# The page whose texts stand with the treatments.
MEDICINES = "medicines"
# What a clinician would miss: said to be open when it is.
NEVER_SILENT = ("health", "events")
MANY_PLACES = 30
# What is told as it was typed, apart from the facts.
TYPED = ("text", "rows")
# A heading, and what was said.
Line = tuple[str, str]


@dataclass(frozen=True)
class PainLine:
    """One pain: where, and everything told about it, each as "heading: answer"."""

    places: str
    answers: tuple[str, ...]


@dataclass(frozen=True)
class SignLine:
    """One list of warning signs: its heading, what was said to be so, what else was said, and what was not ticked."""

    heading: str
    present: str
    said: str
    not_ticked: str


@dataclass(frozen=True)
class Told:
    """Everything that was told. `shared`: the person agreed that the answer about thoughts of suicide is printed."""

    shared: bool
    pains: list[PainLine]
    own: list[Line]
    facts: list[Line]
    tried: list[Line]
    scores: list[Line]
    signs: list[SignLine]


def told_in_short(report: Report) -> Told:
    """What was told, in lines."""
    return Told(
        shared=_is_shared(report, report.catalogue.items["self-harm"]),
        pains=[_pain_line(report, answers) for answers in report.told.pains],
        own=_own_words(report),
        facts=list(_fact_lines(report)),
        tried=_treatment_lines(report),
        scores=score_lines(report),
        signs=_sign_lines(report),
    )


def _is_sign(report: Report, item: Item) -> bool:
    return item.warning or item.page in report.catalogue.parts[0].pages


def _is_shared(report: Report, item: Item) -> bool:
    """Whether an answer may be on paper: one that is not confidential, or that the person agreed to show."""
    return not item.confidential or report.told.person.get(item.shared_by or "") is True


def _sign_lines(report: Report) -> list[SignLine]:
    """What was asked one by one, then each list; what is confidential only if the person agreed."""
    lists: list[SignLine] = []
    single: list[tuple[Item, str]] = []
    for item in report.catalogue.items.values():
        if _is_sign(report, item) and _is_shared(report, item):
            for answers in report.told.pains if item.scope == "pain" else (report.told.person,):
                answer = answers.get(item.link_id)
                if isinstance(answer, Chosen):
                    lists.append(_list_line(item, answer))
                elif answer is not None:
                    single.append((item, str(answer)))
    if not single:
        return lists
    present, absent = (
        [f"{heading_words(item)}: {_said(item, answer)}" for item, answer in single if (answer == "no") == negative]
        for negative in (False, True)
    )
    one_by_one = SignLine(gettext("Asked one by one"), "; ".join(present), "; ".join(absent), "")
    return [one_by_one, *lists]


def _list_line(item: Item, answer: Chosen) -> SignLine:
    ticked = "; ".join(short_words(option) for option in item.option if option.value in answer.yes)
    left = "; ".join(short_words(option) for option in item.option if option.value in answer.no - item.exclusives)
    not_ticked = gettext("Shown, not ticked: %(signs)s", signs=left) if left else ""
    if answer.yes & item.exclusives:
        return SignLine(heading_words(item), "", gettext("chose “%(words)s”.", words=ticked), not_ticked)
    return SignLine(heading_words(item), gettext("ticked: %(signs)s", signs=ticked), "", not_ticked)


def _pain_line(report: Report, answers: AnswerSet) -> PainLine:
    items = report.catalogue.items
    later = [item for item in items.values() if item.link_id not in (*PLACES, *FIRST, *STRENGTHS)]
    told = [
        *_answered([items["since"]], answers),
        *_strengths(report, answers),
        *_answered([items[link_id] for link_id in FIRST[1:]], answers),
        *_answered([item for item in later if item.scope == "pain" and not _is_sign(report, item)], answers),
    ]
    return PainLine(places_in_short(answers, report.catalogue, most=MANY_PLACES), tuple(told))


def _answered(items: list[Item], answers: AnswerSet) -> Iterator[str]:
    for item in items:
        if item.link_id in answers:
            yield f"{heading_words(item)}: {_said(item, answers[item.link_id])}"


def _strengths(report: Report, answers: AnswerSet) -> Iterator[str]:
    asked = [report.catalogue.items[link_id] for link_id in STRENGTHS if link_id in answers]
    if asked:
        numbers = ", ".join(f"{heading_words(item).lower()} {answers[item.link_id]}" for item in asked)
        yield gettext("Strength 0-10, past 7 days: %(numbers)s", numbers=numbers)


def _said(item: Item, answer: Answer) -> str:
    """An answer in a clinician's words; of a list of which nothing was ticked, how long it was."""
    if isinstance(answer, Chosen) and answer.yes == {"none"}:
        return gettext("none of %(number)s listed", number=len(item.substance()))
    return "; ".join(answer_words(item, answer, short=True))


def _own_words(report: Report) -> list[Line]:
    """The person's own words, as they were typed."""
    return [line for item, line in _typed(report) if item.page != MEDICINES]


def _typed(report: Report) -> list[tuple[Item, Line]]:
    """Texts as they are, and rows with one line for each."""
    return [
        (said.item, (heading_words(said.item), "\n".join(answer_words(said.item, said.answer))))
        for said in report.said
        if said.item.type in TYPED
    ]


def _treatment_lines(report: Report) -> list[Line]:
    """Medicines in the person's words, and each treatment that was tried with what it did."""
    answer = report.told.person.get("tried")
    ticked = answer.yes if isinstance(answer, Chosen) else frozenset()
    options = [option for option in report.catalogue.items["tried"].option if option.value in ticked]
    typed = [line for item, line in _typed(report) if item.page == MEDICINES]
    return [*typed, *((short_words(option), _effect(report, option.value)) for option in options)]


def _effect(report: Report, treatment: str) -> str:
    asked = report.catalogue.items.get(_effect_of(treatment))
    said = answer_words(asked, report.told.person.get(asked.link_id), short=True) if asked else []
    return ", ".join(said) or gettext("effect not told")


def _effect_of(treatment: str) -> str:
    """The item that asks what a treatment did."""
    return f"tried-{treatment}"


def _fact_lines(report: Report) -> Iterator[Line]:
    """About the person: who answered, age, health, sleep and function."""
    told = report.told.person
    effects = {_effect_of(option.value) for option in report.catalogue.items["tried"].option}
    for item in report.catalogue.items.values():
        elsewhere = item.link_id == "tried" or item.link_id in effects or _is_sign(report, item)
        if item.scope != "person" or item.type in TYPED or item.confidential or elsewhere:
            continue
        if item.link_id in told:
            yield heading_words(item), _said(item, told[item.link_id])
        elif item.link_id in NEVER_SILENT:
            yield heading_words(item), gettext("not answered")

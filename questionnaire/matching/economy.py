"""What each question earns: which rules it can change, how often it changed a result over cases, and what it costs."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from questionnaire.catalogue.catalogue import Catalogue
from questionnaire.catalogue.criteria import CriterionRef
from questionnaire.catalogue.readings import READ_BY_SCORE, items_read
from questionnaire.matching.answers import Answers, AnswerSet, Chosen
from questionnaire.matching.asking import asked_items, counted, journey, on_path
from questionnaire.matching.report import build_report

# The same for every person: start, "another pain?", check, results; and one tap each to go on from them.
FIXED_SCREENS = 4
Signature = tuple[object, ...]


@dataclass(frozen=True)
class Use:
    """What an item (or one option of it, `value`) is good for: the rules that read it, in how many cases it was
    answered, and in how many of these the result would be another without it.
    """

    link_id: str
    value: str | None
    features: int
    flags: int
    scores: int
    answered: int
    changed: int


@dataclass(frozen=True)
class Effort:
    """Screens and taps of one way through the questions: one tap for each answer and one to go on."""

    screens: int
    taps: int


def uses(catalogue: Catalogue, cases: Iterable[Answers]) -> list[Use]:
    """Every item and every option with what it earned over the cases, in the order of the journey."""
    answered: Counter[tuple[str, str | None]] = Counter()
    changed: Counter[tuple[str, str | None]] = Counter()
    for answers in cases:
        before = _signature(catalogue, answers)
        for key, without in _removals(answers):
            answered[key] += 1
            changed[key] += _signature(catalogue, without) != before
    rules = _rules(catalogue)
    return [
        Use(item.link_id, value, *rules.get(item.link_id, (0, 0, 0)), answered[key], changed[key])
        for item in catalogue.items.values()
        for value in (None, *item.substance())
        if (key := (item.link_id, value)) and (value is None or answered[key])
    ]


def effort(catalogue: Catalogue, answers: Answers, *, short: bool) -> Effort:
    """Screens and taps for these answers, every one of them given by hand."""
    told = counted(answers, catalogue)
    screens, taps = FIXED_SCREENS, FIXED_SCREENS
    for place in journey(told, catalogue, short=short):
        screens += 1
        items = asked_items(place.page, told, place.pain, catalogue)
        given = [told.of(place.pain).get(item.link_id) for item in items if on_path(item, short=short)]
        taps += 1 + sum(len(answer.yes) if isinstance(answer, Chosen) else 1 for answer in given if answer is not None)
    return Effort(screens, taps)


def _signature(catalogue: Catalogue, answers: Answers) -> Signature:
    """What a reader would notice: outcome, strength words, order of the leading patterns, warnings, scores met."""
    report = build_report(catalogue, answers)
    return (
        report.outcome,
        tuple((match.profile.id, match.strength) for match in report.leading),
        frozenset((one.flag.id, one.pain) for one in report.red_flags.raised),
        tuple((score.id, score.met) for score in report.scores),
    )


def _removals(answers: Answers) -> Iterator[tuple[tuple[str, str | None], Answers]]:
    """(item and option taken away, the answers without it)."""
    for pain in answers.scopes:
        told: AnswerSet = answers.of(pain)
        for link_id, answer in told.items():
            yield (link_id, None), answers.with_changes(pain, {link_id: None})
            if isinstance(answer, Chosen) and len(answer.yes) > 1:
                for value in sorted(answer.yes):
                    rest = Chosen(answer.yes - {value}, answer.no)
                    yield (link_id, value), answers.with_changes(pain, {link_id: rest})


def _rules(catalogue: Catalogue) -> dict[str, tuple[int, int, int]]:
    """link_id → how many features, red flags and scores read it."""
    features = Counter(
        link_id
        for profile in catalogue.profiles.values()
        for feature in profile.feature
        for link_id in items_read(catalogue, CriterionRef(criterion=feature.criterion))
    )
    flags = Counter(link_id for flag in catalogue.red_flags.values() for link_id in items_read(catalogue, flag.when))
    scores = Counter(link_id for read in READ_BY_SCORE.values() for link_id in read)
    return {name: (features[name], flags[name], scores[name]) for name in catalogue.items}

"""Nothing in the content is out of reach: strength words, gates, and what each answer changes."""

import tomllib
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

import pytest

from questionnaire.catalogue.profiles import Profile
from questionnaire.catalogue.questions import Item
from questionnaire.matching.answers import Answer, Answers, Chosen
from questionnaire.matching.asking import asked_items, counted
from questionnaire.matching.compare import ORDER, Match, compare
from questionnaire.matching.documents import document, parse
from questionnaire.matching.judge import Judges
from questionnaire.matching.listing import find_matches
from questionnaire.matching.red_flags import find_red_flags
from questionnaire.matching.scores import SCORES
from tests.strategies import CASES, CATALOGUE, Judged, case_answers

GATES = tomllib.loads((CASES / "gates.toml").read_text(encoding="utf-8"))["case"]
GATED = [name for name, profile in CATALOGUE.profiles.items() if profile.gate]
MAIN = [name for name, profile in CATALOGUE.profiles.items() if profile.kind == "main"]


def _match(told: Answers, name: str) -> Match:
    """The comparison with one profile, listed or not: for the pain that it fits best, or for the person."""
    judges = Judges(CATALOGUE, counted(told, CATALOGUE))
    profile = CATALOGUE.profiles[name]
    views = [judges.pain(number) for number in judges.numbers] if profile.scope == "pain" else []
    return max((compare(profile, view) for view in views or [judges.whole]), key=lambda match: match.rank)


def _listed(told: Answers) -> list[str]:
    return [match.profile.id for match in find_matches(Judges(CATALOGUE, counted(told, CATALOGUE)))]


# --- Gates ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", GATES, ids=lambda case: f"{case['profile']}-{case['gate']}")
def test_a_gate_opens_and_closes_its_profile(case):
    match = _match(parse(case["answers"], CATALOGUE), case["profile"])
    assert match.gate == case["gate"], case["answers"]
    assert (match.strength == "not-compared") == (case["gate"] == "closed")


def test_each_gate_has_answers_that_open_it_and_answers_that_close_it():
    seen = defaultdict(set)
    for case in GATES:
        seen[case["profile"]].add(case["gate"])
    assert dict(seen) == {name: {"open", "closed"} for name in GATED}


@pytest.mark.parametrize("name", GATED)
def test_without_its_answers_a_gate_keeps_a_profile_at_few_and_at_half_points(name):
    profile = CATALOGUE.profiles[name]

    held = {feature.criterion: True for feature in profile.feature} | dict.fromkeys(
        (profile.gate, profile.presumed_when)
    )
    match = compare(profile, Judged(held, complete=True))
    total = sum(finding.points for finding in match.findings if finding.counts)
    assert match.gate == "unanswered"
    assert match.strength == "few"
    assert match.points == min(total, total / 2)


# --- Strength words ---------------------------------------------------------------------------------------------------


def _cap(profile: Profile) -> str:
    return profile.cap or "many"


def _single_changes(told: Answers, profile: Profile) -> Iterator[Answers]:
    """The answers with one option chosen in one more way, among the items of the first pain and the person."""
    for item in CATALOGUE.items.values():
        pain = 1 if item.scope == "pain" else None
        before = told.of(pain).get(item.link_id)
        match item.type:
            case "choice":
                for option in item.option:
                    yield told.with_changes(pain, {item.link_id: option.value})
            case "multiple":
                base = before if isinstance(before, Chosen) else Chosen()
                for value in item.substance():
                    yield told.with_changes(pain, {item.link_id: Chosen(base.yes | {value}, base.no - {value})})
                yield told.with_changes(pain, {item.link_id: Chosen(base.yes, frozenset(item.substance()) - base.yes)})
            case "integer":
                for number in range(int(item.min or 0), int(item.max or 0) + 1, 10):
                    yield told.with_changes(pain, {item.link_id: number})


@cache
def _best_case(name: str) -> Answers:
    """The stored case that fits a profile best."""
    return max(case_answers(), key=lambda told: (_match(told, name).rank, -len(told.pains)))


def _climb(name: str, goal: str) -> tuple[Answers, Match]:
    """From the best stored case, take the best single change until the goal is reached or nothing helps."""
    told = _best_case(name)
    match = _match(told, name)
    profile = CATALOGUE.profiles[name]
    while ORDER[match.strength] < ORDER[goal]:
        better = max(_single_changes(told, profile), key=lambda one: _worth(one, name))
        if _worth(better, name) <= _worth(told, name):
            break
        told, match = better, _match(better, name)
    return told, match


def _worth(told: Answers, name: str) -> tuple[float, ...]:
    match = _match(told, name)
    return (ORDER[match.strength], match.points, -len(match.missing))


@pytest.mark.parametrize("name", MAIN)
def test_each_main_profile_can_reach_its_cap(name):
    told, match = _climb(name, _cap(CATALOGUE.profiles[name]))
    assert match.strength == _cap(CATALOGUE.profiles[name]), (match.points, match.missing, document(told))


@pytest.mark.parametrize("name", sorted(CATALOGUE.profiles))
def test_each_profile_can_reach_few_and_lead(name):
    assert name not in _listed(Answers({}, ({},))), "who told nothing sees no pattern"
    assert _match(Answers({}, ({},)), name).strength == "few"
    told, match = _climb(name, "some")
    assert match.leads, (match.points, match.gate, document(told))
    assert name in _listed(told)


# --- What an answer changes -------------------------------------------------------------------------------------------


def _effects(told: Answers) -> tuple[object, ...]:
    """Everything an answer may change: findings and gates in each view, red flags, scores, and what is asked."""
    kept = counted(told, CATALOGUE)
    judges = Judges(CATALOGUE, kept)
    views = [judges.whole, *(judges.pain(number) for number in judges.numbers)]
    used = [feature.criterion for profile in CATALOGUE.profiles.values() for feature in profile.feature]
    used += [name for profile in CATALOGUE.profiles.values() for name in (profile.gate, profile.presumed_when) if name]
    asked = [
        item.link_id
        for part in CATALOGUE.parts
        for page in CATALOGUE.pages_of(part)
        for item in asked_items(page, kept, 1 if part.scope == "pain" else None, CATALOGUE)
    ]
    found = find_red_flags(judges)
    flags = [(one.flag.id, one.pain, [value for _, value in one.ticked]) for one in found.raised]
    silent = [
        [flag.id for flag in listed]
        for listed in (found.not_ticked, found.none_chosen, found.not_sure, found.not_asked)
    ]
    scores = [(name, judges.whole.score(name)) for name in SCORES]
    return [[view.criterion(name) for name in used] for view in views], flags, silent, scores, asked


def _pairs(item: Item, value: str) -> Iterator[tuple[Answers, Answers]]:
    """Answers without this one and with it: of nobody in particular, of raised flags, and of stored cases."""
    pain = 1 if item.scope == "pain" else None
    everywhere = {"areas": Chosen(frozenset(CATALOGUE.body.areas))}
    for told in (Answers({}, (everywhere,)), Answers({}, ({},)), *_warned(item, value), *case_answers()):
        ways = (
            _ticking(item, value, told.of(pain).get(item.link_id))
            if item.type == "multiple"
            else _choosing(item, value)
        )
        for before, after in ways:
            yield told.with_changes(pain, {item.link_id: before}), told.with_changes(pain, {item.link_id: after})


def _choosing(item: Item, value: str) -> Iterator[tuple[Answer | None, Answer]]:
    """One answer instead of none, or instead of another one: some only say that the others do not hold."""
    for other in (None, *item.values()):
        if other != value:
            yield other, value


def _ticking(item: Item, value: str, given: Answer | None) -> Iterator[tuple[Answer, Answer]]:
    """One more box, the others being as they are, or all seen and left."""
    rest = frozenset(item.substance()) - {value}
    if (option := item.find(value)) and option.exclusive:
        yield Chosen(), Chosen(frozenset({value}), rest)
        return
    yes = given.yes - {value} if isinstance(given, Chosen) else frozenset()
    for no in (given.no - {value} if isinstance(given, Chosen) else frozenset(), rest - yes):
        yield Chosen(yes, no), Chosen(yes | {value}, no)
    if given is None and item.option_source is None:
        for other in sorted(rest):
            yield Chosen(frozenset({other}), rest - {other}), Chosen(frozenset({other, value}), rest - {other})


def _warned(item: Item, value: str) -> Iterator[Answers]:
    """Answers that raise a red flag, or nearly so, and hold this one."""
    for told in _flag_answers():
        for one in (told.person, *told.pains):
            given = one.get(item.link_id)
            if given == value or (isinstance(given, Chosen) and value in given.yes):
                yield told


@cache
def _flag_answers() -> tuple[Answers, ...]:
    cases = tomllib.loads((CASES / "red-flags.toml").read_text(encoding="utf-8"))["case"]
    return tuple(parse(case["answers"], CATALOGUE) for case in cases)


def _options() -> list[tuple[str, str]]:
    """Every option that should matter: not those that stand for "not sure", nor those kept for the record alone."""
    return [
        (item.link_id, option.value)
        for item in CATALOGUE.items.values()
        if not item.for_the_record
        for option in item.option
        if item.link_id != "other-areas" or option.value not in CATALOGUE.body.areas  # the map is printed whole
        if not option.unknown and not option.for_the_record and not option.retired
    ]


@pytest.mark.long
@pytest.mark.parametrize("link_id", sorted({link_id for link_id, _ in _options()}))
def test_each_answer_changes_something_or_is_for_the_record(link_id):
    item = CATALOGUE.items[link_id]
    silent = [
        value
        for name, value in _options()
        if name == link_id and not any(_effects(before) != _effects(after) for before, after in _pairs(item, value))
    ]
    assert not silent, f"{link_id}: nothing reads {silent}"

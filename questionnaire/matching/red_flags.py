"""Red flags: decided apart from points and before them, after every answer. Nothing here can be outranked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from questionnaire.catalogue.flags import RANK, RedFlag
from questionnaire.catalogue.holding import holds
from questionnaire.catalogue.questions import Item
from questionnaire.catalogue.readings import wanted_tests
from questionnaire.matching.answers import Answer, Chosen
from questionnaire.matching.judge import Judge, Judges


@dataclass(frozen=True)
class Raised:
    """A red flag that the answers raise, for one pain or (None) for the person. `ticked` are the warning signs named:
    (item, option value) pairs.
    """

    flag: RedFlag
    pain: int | None
    ticked: tuple[tuple[Item, str], ...]


@dataclass(frozen=True)
class RedFlags:
    """All red flags in their classes, most urgent first. An unticked sign is never called denied or negative.

    `replaced` are raised too, but silent: a stronger flag tells of the same sign.
    """

    raised: tuple[Raised, ...]
    replaced: tuple[Raised, ...]
    not_ticked: tuple[RedFlag, ...]
    none_chosen: tuple[RedFlag, ...]
    not_sure: tuple[RedFlag, ...]
    not_asked: tuple[RedFlag, ...]


def find_red_flags(judges: Judges) -> RedFlags:
    """Judge every red flag by the counted answers."""
    raised: list[Raised] = []
    classes: dict[str, list[RedFlag]] = {"not_ticked": [], "none_chosen": [], "not_sure": [], "not_asked": []}
    flags = sorted(judges.catalogue.red_flags.values(), key=lambda flag: (-RANK[flag.urgency], flag.id))
    for flag in flags:
        found = list(_raise(flag, judges))
        raised += found
        if not found:
            classes[_silence(flag, judges)].append(flag)
    heard = speaking(raised)
    silent = tuple(one for one in raised if one not in heard)
    return RedFlags(heard, silent, **{name: tuple(members) for name, members in classes.items()})


def speaking(raised: Sequence[Raised]) -> tuple[Raised, ...]:
    """Those of raised flags that no other one speaks for."""
    return tuple(one for one in raised if not any(_replaces(other, one) for other in raised))


def _replaces(stronger: Raised, gentler: Raised) -> bool:
    """Whether one raised flag speaks for another: about the same pain, or about the person."""
    same = stronger.pain == gentler.pain or stronger.pain is None or gentler.pain is None
    return gentler.flag.id in stronger.flag.replaces and same


def _raise(flag: RedFlag, judges: Judges) -> Iterator[Raised]:
    views: list[tuple[int | None, Judge]] = [(None, judges.whole)]
    if flag.scope == "pain" and judges.numbers:
        views = [(number, judges.pain(number)) for number in judges.numbers]
    for pain, judge in views:
        if holds(flag.when, judge) is True:
            yield Raised(flag, pain, tuple(_ticked(flag, judge)))


def _ticked(flag: RedFlag, judge: Judge) -> Iterator[tuple[Item, str]]:
    """The warning signs that the rule asks for and that are there, each once."""
    named = dict.fromkeys((part.item, value) for part in wanted_tests(judge.catalogue, flag.when) for value in part.any)
    for link_id, value in named:
        item = judge.catalogue.items[link_id]
        if item.warning and judge.chosen(link_id, value) is True:
            yield item, value


def _silence(flag: RedFlag, judges: Judges) -> str:
    """Why a flag is not raised: the class it is listed in."""
    read = [judges.catalogue.items[name] for name in judges.catalogue.flag_reads[flag.id]]
    signs = [item for item in read if item.warning] or read
    answers = [
        (item, answer) for item in signs for answer in judges.whole.answers_to(item.link_id) if answer is not None
    ]
    if any(_is_unsure(item, answer) for item, answer in answers):
        return "not_sure"
    if not answers or all(judges.whole.answers_to(item.link_id) in ((), (None,)) for item in signs):
        return "not_asked"
    if answers and all(_none_of_these(item, answer) for item, answer in answers):
        return "none_chosen"
    return "not_ticked"


def _is_unsure(item: Item, answer: Answer) -> bool:
    values = answer.yes if isinstance(answer, Chosen) else {str(answer)}
    return any(option.unknown for option in item.option if option.value in values)


def _none_of_these(item: Item, answer: Answer) -> bool:
    if not isinstance(answer, Chosen):
        return False
    return any(option.exclusive and not option.unknown for option in item.option if option.value in answer.yes)

"""Red flags: decided apart from points and before them, after every answer. Nothing here can be outranked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from questionnaire.catalogue.catalogue import Catalogue
from questionnaire.catalogue.flags import RANK, RedFlag
from questionnaire.catalogue.holding import holds
from questionnaire.catalogue.questions import Item
from questionnaire.matching.answers import Answer, Chosen
from questionnaire.matching.judge import Judge, Judges

Silence = Literal["not_ticked", "none_chosen", "not_sure", "not_asked"]


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
    classes: dict[Silence, list[RedFlag]] = {"not_ticked": [], "none_chosen": [], "not_sure": [], "not_asked": []}
    flags = sorted(judges.catalogue.red_flags.values(), key=lambda flag: (-RANK[flag.urgency], flag.id))
    silences = {item.link_id: _silences(item, judges) for item in judges.catalogue.items.values()}
    for flag in flags:
        found = list(_raise(flag, judges))
        raised += found
        if not found:
            classes[_silence(flag, judges.catalogue, silences)].append(flag)
    heard = speaking(raised)
    spoken = {(one.flag.id, one.pain) for one in heard}
    silent = tuple(one for one in raised if (one.flag.id, one.pain) not in spoken)
    return RedFlags(heard, silent, **{name: tuple(members) for name, members in classes.items()})


def speaking(raised: Sequence[Raised]) -> tuple[Raised, ...]:
    """Those of raised flags that no other one speaks for."""
    stronger = [one for one in raised if one.flag.replaces]
    return tuple(one for one in raised if not any(_replaces(other, one) for other in stronger))


def _replaces(stronger: Raised, gentler: Raised) -> bool:
    """Whether one raised flag speaks for another: about the same pain, or about the person."""
    if gentler.flag.id not in stronger.flag.replaces:
        return False
    return stronger.pain == gentler.pain or stronger.pain is None or gentler.pain is None


def _raise(flag: RedFlag, judges: Judges) -> Iterator[Raised]:
    views: list[tuple[int | None, Judge]] = [(None, judges.whole)]
    if flag.scope == "pain" and judges.numbers:
        views = [(number, judges.pain(number)) for number in judges.numbers]
    for pain, judge in views:
        if holds(flag.when, judge) is True:
            yield Raised(flag, pain, tuple(_ticked(flag, judge)))


def _ticked(flag: RedFlag, judge: Judge) -> Iterator[tuple[Item, str]]:
    """The warning signs that the rule asks for and that are there, each once."""
    for link_id, value in judge.catalogue.flag_signs[flag.id]:
        if judge.chosen(link_id, value) is True:
            yield judge.catalogue.items[link_id], value


def _silence(flag: RedFlag, catalogue: Catalogue, silences: Mapping[str, frozenset[Silence]]) -> Silence:
    """Why a flag is not raised: the class it is listed in. Its warning signs decide, if it reads any."""
    read = [catalogue.items[name] for name in catalogue.flag_reads[flag.id]]
    signs = [item for item in read if item.warning] or read
    found = frozenset[Silence]().union(*(silences[item.link_id] for item in signs))
    if "not_sure" in found:
        return "not_sure"
    return next(iter(found), "not_asked") if len(found) < 2 else "not_ticked"


def _silences(item: Item, judges: Judges) -> frozenset[Silence]:
    """What the answers to an item say of a flag that they do not raise."""
    return frozenset(_unheard(item, answer) for answer in judges.whole.answers_to(item.link_id) if answer is not None)


def _unheard(item: Item, answer: Answer) -> Silence:
    values = answer.yes if isinstance(answer, Chosen) else {str(answer)}
    if not item.unknowns.isdisjoint(values):
        return "not_sure"
    return "none_chosen" if isinstance(answer, Chosen) and not item.exclusives.isdisjoint(values) else "not_ticked"

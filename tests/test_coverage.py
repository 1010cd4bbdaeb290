"""Coverage by cause: each danger is heard however it is told, and no rule, silence or gate is there for nothing."""

import tomllib
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from questionnaire.catalogue.catalogue import Catalogue
from questionnaire.catalogue.coverage import read_ways
from questionnaire.catalogue.flags import RANK
from questionnaire.matching.asking import counted
from questionnaire.matching.documents import parse
from questionnaire.matching.judge import Judges
from questionnaire.matching.listing import find_matches
from questionnaire.matching.red_flags import RedFlags, find_red_flags
from tests.strategies import CASES, CATALOGUE

ROWS = read_ways(CASES / "coverage")
NAMES = [f"{number}-{row['cause']}-{row['told']}" for number, row in enumerate(ROWS, 1)]
GATES = tomllib.loads((CASES / "gates.toml").read_text(encoding="utf-8"))["case"]
GATED = [name for name, profile in CATALOGUE.profiles.items() if profile.gate]
RANKS = RANK | {"none": 0}
PAIRS = [(flag.id, gentler) for flag in CATALOGUE.red_flags.values() for gentler in flag.replaces]


def _judges(answers: Any, catalogue: Catalogue) -> Judges:
    return Judges(catalogue, counted(parse(answers, catalogue), catalogue))


def _problems(row: Any, flags: RedFlags) -> list[str]:
    """What a row does not find as it should be."""
    speaking = {one.flag.id for one in flags.raised}
    highest = max((RANK[one.flag.urgency] for one in flags.raised), default=0)
    return [
        *(f"{name} is not raised" for name in row["raises"] if name not in speaking),
        *(f"{name} is raised" for name in row["silent"] if name in speaking),
        *(["the urgency is out of bounds"] if not RANKS[row["least"]] <= highest <= RANKS[row["most"]] else []),
    ]


@cache
def _flags_of_row(number: int) -> RedFlags:
    return find_red_flags(_judges(ROWS[number]["answers"], CATALOGUE))


@pytest.mark.parametrize("number", range(len(ROWS)), ids=NAMES)
def test_a_danger_is_heard_however_it_is_told_and_its_neighbors_are_left_alone(number):
    row = ROWS[number]
    assert row["told"] in {"ticked", "elsewhere", "left-out", "not-sure", "ordinary"}
    assert not _problems(row, _flags_of_row(number)), row["what"]


@pytest.mark.parametrize("column", ["raises", "silent"])
def test_each_flag_has_a_row_that_raises_it_and_a_row_where_it_is_silent(column):
    assert {name for row in ROWS for name in row[column]} == set(CATALOGUE.red_flags)


@pytest.mark.parametrize("name", CATALOGUE.red_flags)
def test_without_a_flag_a_row_breaks(name):
    fewer = replace(CATALOGUE, red_flags={key: flag for key, flag in CATALOGUE.red_flags.items() if key != name})
    row = next(row for row in ROWS if name in row["raises"])
    assert _problems(row, find_red_flags(_judges(row["answers"], fewer)))


@pytest.mark.parametrize(("stronger", "gentler"), PAIRS)
def test_without_an_entry_in_replaces_a_row_breaks(stronger, gentler):
    """An entry without such a row is for nothing: the two are never raised together, or a third always speaks."""
    flag = CATALOGUE.red_flags[stronger]
    fewer = flag.model_copy(update={"replaces": tuple(name for name in flag.replaces if name != gentler)})
    changed = replace(CATALOGUE, red_flags={**CATALOGUE.red_flags, stronger: fewer})
    assert any(
        _problems(row, find_red_flags(_judges(row["answers"], changed)))
        for number, row in enumerate(ROWS)
        if gentler in row["silent"] and _both_raised(_flags_of_row(number), stronger, gentler)
    )


def _both_raised(flags: RedFlags, stronger: str, gentler: str) -> bool:
    return {stronger, gentler} <= {one.flag.id for one in flags.raised + flags.replaced}


@pytest.mark.parametrize("name", GATED)
def test_without_its_gate_a_profile_is_judged_otherwise_in_a_stored_case(name):
    profile = CATALOGUE.profiles[name]
    gated = replace(CATALOGUE, profiles={name: profile})
    ungated = replace(CATALOGUE, profiles={name: profile.model_copy(update={"gate": None})})
    cases = [case["answers"] for case in GATES if case["profile"] == name]
    assert any(_strength(answers, gated) != _strength(answers, ungated) for answers in cases)


def _strength(answers: Any, catalogue: Catalogue) -> str:
    """How strongly the one profile of the catalogue is judged; a profile that nothing was told of is not listed."""
    return next((match.strength for match in find_matches(_judges(answers, catalogue))), "not listed")

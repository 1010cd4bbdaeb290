"""How the leading pattern holds when answers go missing or go wrong: `python -m tests.robustness [draws]`.

Seeded, so that every run gives the same figures. Silence: a random 30 % of the answers are taken away. Noise: one
answered option in ten is flipped (a choice gets another value, a ticked option is taken away or another one ticked).
"""

import random
import sys
from collections.abc import Iterator
from pathlib import Path

from questionnaire.catalogue.catalogue import Catalogue
from questionnaire.catalogue.load import load
from questionnaire.matching.answers import Answer, Answers, Chosen
from questionnaire.matching.asking import counted
from questionnaire.matching.cases import Case, read_cases
from questionnaire.matching.compare import Match
from questionnaire.matching.evaluate import judge_case
from questionnaire.matching.judge import Judges
from questionnaire.matching.listing import find_matches

CASES = Path(__file__).parent / "cases" / "development.jsonl"


def silenced(answers: Answers, chance: random.Random) -> Answers:
    """The answers with a random 30 % taken away."""
    for pain, link_id in _answered(answers):
        if chance.random() < 0.3:
            answers = answers.with_changes(pain, {link_id: None})
    return answers


def noisy(answers: Answers, catalogue: Catalogue, chance: random.Random) -> Answers:
    """The answers with one in ten options flipped."""
    for pain, link_id in _answered(answers):
        item = catalogue.items[link_id]
        given = answers.of(pain)[link_id]
        changed: Answer = given
        if isinstance(given, Chosen):
            changed = _flipped(given, item.substance(), chance)
        elif item.type == "choice" and chance.random() < 0.1:
            changed = chance.choice(item.values())
        if changed != given:
            answers = answers.with_changes(pain, {link_id: changed})
    return answers


def _flipped(given: Chosen, values: tuple[str, ...], chance: random.Random) -> Chosen:
    yes = set(given.yes)
    for value in sorted(given.yes):
        if chance.random() < 0.1:
            yes ^= {value, chance.choice(values)} if chance.random() < 0.5 and values else {value}
    return Chosen(frozenset(yes), given.no - yes)


def _answered(answers: Answers) -> Iterator[tuple[int | None, str]]:
    for pain in (None, *range(1, len(answers.pains) + 1)):
        yield from ((pain, link_id) for link_id in list(answers.of(pain)))


def tallies(catalogue: Catalogue, cases: list[Case], draws: int) -> dict[str, tuple[int, int]]:
    """(hits, draws) by name: the leading profile still first, and still strong enough to lead, under silence and under
    noise (cases whose expected profile leads); and a "many" that silence adds to another profile (all cases).
    """
    counts = {f"{kind}_{word}": [0, 0] for kind in ("silence", "noise") for word in ("first", "leads")}
    counts["many_added"] = [0, 0]
    for case in cases:
        chance = random.Random(case.id)  # noqa: S311 - not for secrets: the draws must repeat
        whole = judge_case(case, catalogue)
        fine = case.expected | {match.profile.id for match in whole.report.matches if match.strength == "many"}
        for _ in range(draws):
            quiet = _matches(silenced(case.answers, chance), catalogue)
            new = {match.profile.id for match in quiet if match.strength == "many"} - fine
            _count(counts["many_added"], hit=bool(new))
            if whole.leader in case.expected:
                loud = _matches(noisy(case.answers, catalogue, chance), catalogue)
                for kind, matches in (("silence", quiet), ("noise", loud)):
                    first = next(iter(matches), None)
                    same = first is not None and first.profile.id == whole.leader
                    _count(counts[f"{kind}_first"], hit=same)
                    _count(counts[f"{kind}_leads"], hit=same and first.leads)
    return {name: (hits, of) for name, (hits, of) in counts.items()}


def _matches(answers: Answers, catalogue: Catalogue) -> tuple[Match, ...]:
    """The matches of a report: warning signs, which take their time too, play no part in them."""
    return find_matches(Judges(catalogue, counted(answers, catalogue)))


def _count(count: list[int], *, hit: bool) -> None:
    count[0] += hit
    count[1] += 1


if __name__ == "__main__":
    content = load()
    with CASES.open(encoding="utf-8") as lines:
        told = tallies(content, read_cases(lines, content), int(sys.argv[1]) if len(sys.argv) > 1 else 200)
    for name, (hits, of) in told.items():
        print(f"{name:14} {hits / of:.3f}")

"""What the rules are worth on a kind of source they were not fitted to: `python -m tests.leave_one_source_out`.

The cases of each kind of source (exam items, transcribed reports, people's stories, clinics' pages, journal cases) are
dropped in turn. The thresholds of
the strength words are chosen again on the rest, by the procedure below, and the figures on the dropped cases are
printed with the project's thresholds and with the ones chosen without them.

Procedure, for each main profile by itself: of the thresholds at most one point from the file's (`some` and `many`, with
`some` below `many`), take the pair with the most right leads, counting a wrong lead as two and a wrong "many" as four
taken away; of equals, the one nearest to the file's.
"""

import json
import re
from dataclasses import replace
from pathlib import Path

from questionnaire.catalogue.catalogue import Catalogue
from questionnaire.catalogue.load import load
from questionnaire.catalogue.profiles import Profile
from questionnaire.matching.cases import Case, read_cases
from questionnaire.matching.evaluate import evaluate, judge_case

CASES = [Path(__file__).parent / "cases" / f"{name}.jsonl" for name in ("development", "published-2")]
# The first whose words are in a source tells its kind.
KINDS = {
    "exam items": "MedQA|MedXpertQA|CRAFT-MD|MMLU|Medbullets|MKSAP",
    "transcribed reports": "MTSamples",
    "people's stories": "story|stories|first-?person|first-hand|account|patient (blog|site|book)|personal|column",
    "clinics' pages": "clinic |clinic,|physio|chiropract|osteopath|practi|guide|module|textbook|atlas|blog",
}


def kind(source: str) -> str:
    """The kind of source that a case comes from."""
    named = (name for name, words in KINDS.items() if re.search(words, source, re.IGNORECASE))
    return next(named, "journal cases")


def with_thresholds(catalogue: Catalogue, profile: Profile) -> Catalogue:
    """The catalogue with another version of one profile."""
    return replace(catalogue, profiles={**catalogue.profiles, profile.id: profile})


def worth(catalogue: Catalogue, cases: list[Case], name: str) -> int:
    """Right leads of a profile, less two for each wrong lead and four for each wrong "many"."""
    total = 0
    for case in cases:
        outcome = judge_case(case, catalogue)
        wrong = name not in case.expected | case.allowed
        total += outcome.leader == name and name in case.expected
        total -= 2 * (outcome.leader == name and wrong)
        total -= 4 * (wrong and name in outcome.wrong_mains(least=("many",)))
    return total


def chosen_again(catalogue: Catalogue, cases: list[Case]) -> Catalogue:
    """The catalogue with the thresholds of its main profiles chosen on these cases."""
    for profile in [one for one in catalogue.profiles.values() if one.kind == "main"]:
        steps = sorted(((a, b) for a in (-1, 0, 1) for b in (-1, 0, 1)), key=lambda step: abs(step[0]) + abs(step[1]))
        tried = [
            profile.model_copy(update={"some": profile.some + a, "many": profile.many + b})
            for a, b in steps
            if 0 < profile.some + a < profile.many + b
        ]
        best = max(tried, key=lambda version: worth(with_thresholds(catalogue, version), cases, profile.id))
        catalogue = with_thresholds(catalogue, best)
    return catalogue


def main() -> None:
    """Print the figures for each kind of source."""
    content = load()
    lines = [line for path in CASES for line in path.read_text(encoding="utf-8").splitlines()]
    kinds = [kind(json.loads(line)["source"]) for line in lines]
    cases = read_cases(lines, content)
    for dropped in dict.fromkeys(kinds):
        rest = [case for case, name in zip(cases, kinds, strict=True) if name != dropped]
        out = [case for case, name in zip(cases, kinds, strict=True) if name == dropped]
        again = chosen_again(content, rest)
        moved = {
            name: (again.profiles[name].some, again.profiles[name].many)
            for name, profile in content.profiles.items()
            if (again.profiles[name].some, again.profiles[name].many) != (profile.some, profile.many)
        }
        print(f"without {dropped} ({len(out)} cases); thresholds that change: {moved or 'none'}")
        before, after = evaluate(out, content)["overall"], evaluate(out, again)["overall"]
        for name in ("top1", "lead", "false_lead", "false_many"):
            own, without = _figure(before[name]), _figure(after[name])
            print(f"  {name:11} {own} with the project's thresholds, {without} without them")


def _figure(share: float | None) -> str:
    return "    -" if share is None else f"{share:.3f}"


if __name__ == "__main__":
    main()

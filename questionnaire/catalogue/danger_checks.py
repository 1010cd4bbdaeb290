"""Checks of red flags: what they read, what they replace, and that silence counts nowhere else."""

from collections.abc import Iterator

from questionnaire.catalogue.catalogue import Catalogue
from questionnaire.catalogue.criteria import CouldBe, Expression, Not, parts
from questionnaire.catalogue.expression_checks import expression_problems
from questionnaire.catalogue.flags import RANK
from questionnaire.catalogue.problems import Problem
from questionnaire.catalogue.readings import items_read
from questionnaire.catalogue.words import nearest

# The criteria that only red flags use: here silence may count as "could be".
DANGER = "criteria/danger.toml"


def flag_problems(catalogue: Catalogue) -> Iterator[Problem]:
    """What a red flag reads exists, and what it replaces is gentler."""
    for flag in catalogue.red_flags.values():
        yield from expression_problems(catalogue, flag.when, catalogue.file_of("red_flag", flag.id), "when")
        for name in flag.replaces:
            known = [other.id for other in catalogue.red_flags.values() if RANK[other.urgency] <= RANK[flag.urgency]]
            if name not in known or name == flag.id:
                message = f'no gentler red flag "{name}"{nearest(name, known)}'
                yield Problem(catalogue.file_of("red_flag", flag.id), "replaces", message)


def silence_problems(catalogue: Catalogue) -> Iterator[Problem]:
    """Silence counts as "could be" in red flags only, and never for a warning sign."""
    dangers = {criterion.id for flag in catalogue.red_flags.values() for criterion in flag.criterion}
    dangers |= {name for (kind, name), file in catalogue.origin.items() if kind == "criterion" and file == DANGER}
    for criterion in catalogue.criteria.values():
        file, key = catalogue.file_of("criterion", criterion.id), f'criterion "{criterion.id}"'
        yield from _could_be(catalogue, criterion.when, file, key)
        if criterion.id not in dangers and any(isinstance(part, CouldBe) for part in parts(criterion.when)):
            yield Problem(file, key, f'only a red flag may count silence as "could be": move it to {DANGER}')
    for profile in catalogue.profiles.values():
        used = {feature.criterion for feature in profile.feature} | {profile.gate, profile.presumed_when}
        for name in sorted(used & dangers, key=str):
            message = f'criterion "{name}" is for red flags only'
            yield Problem(catalogue.file_of("profile", profile.id), "feature", message)
    for flag in catalogue.red_flags.values():
        yield from _could_be(catalogue, flag.when, catalogue.file_of("red_flag", flag.id), "when")


def _could_be(catalogue: Catalogue, expression: Expression, file: str, key: str) -> Iterator[Problem]:
    for part in parts(expression):
        if isinstance(part, CouldBe):
            for name in sorted(items_read(catalogue, part.could_be)):
                item = catalogue.items.get(name)
                if item is not None and item.warning and not isinstance(part.could_be, Not):
                    yield Problem(file, key, f'the warning sign "{name}" never counts as could be')

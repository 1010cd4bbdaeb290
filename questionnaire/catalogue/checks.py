"""Checks across files, made at every start: each name that content uses must exist and be used rightly."""

from collections.abc import Iterator

from questionnaire.catalogue.catalogue import Catalogue
from questionnaire.catalogue.criteria import CriterionRef, parts
from questionnaire.catalogue.danger_checks import flag_problems, silence_problems
from questionnaire.catalogue.expression_checks import expression_problems
from questionnaire.catalogue.page_checks import page_problems
from questionnaire.catalogue.problems import Problem
from questionnaire.catalogue.profiles import POINTS, Profile
from questionnaire.catalogue.readings import READ_BY_DERIVED, READ_BY_SCORE, READ_BY_SITE, items_read
from questionnaire.catalogue.texts import texts
from questionnaire.catalogue.words import PLACEHOLDER, nearest


def cross_check(catalogue: Catalogue) -> list[Problem]:
    """Every wrong reference between files."""
    checks = (
        *(_computed, page_problems, _criteria, _circles, _profiles, _people),
        *(flag_problems, silence_problems, _sources, _placeholders),
    )
    return [problem for check in checks for problem in check(catalogue)]


def _computed(catalogue: Catalogue) -> Iterator[Problem]:
    """The items that derived values, scores and pages read by name exist."""
    for name, read in (*READ_BY_DERIVED.items(), *READ_BY_SCORE.items()):
        for link_id in read:
            if link_id not in catalogue.items:
                yield Problem("pages", f'item "{link_id}"', f'no page asks it, but "{name}" is computed from it')
    for reader, items in READ_BY_SITE.items():
        for link_id in items:
            if link_id not in catalogue.items:
                yield Problem("pages", f'item "{link_id}"', f"no page asks it, but {reader} needs it")
    for name in READ_BY_SCORE:
        if name not in catalogue.scores:
            yield Problem("scores.toml", f'score "{name}"', "it is computed, but has no words")


def _criteria(catalogue: Catalogue) -> Iterator[Problem]:
    for criterion in catalogue.criteria.values():
        file, key = catalogue.file_of("criterion", criterion.id), f'criterion "{criterion.id}"'
        for expression in (criterion.needs, criterion.when):
            if expression is not None:
                yield from expression_problems(catalogue, expression, file, key)


def _circles(catalogue: Catalogue) -> Iterator[Problem]:
    """A criterion may not lead back to itself."""
    uses = {
        criterion.id: {
            part.criterion
            for expression in (criterion.needs, criterion.when)
            if expression is not None
            for part in parts(expression)
            if isinstance(part, CriterionRef)
        }
        for criterion in catalogue.criteria.values()
    }
    for start, first in uses.items():
        reached, pending = set(), list(first)
        while pending:
            name = pending.pop()
            if name not in reached:
                reached.add(name)
                pending += uses.get(name, ())
        if start in reached:
            yield Problem(
                catalogue.file_of("criterion", start), f'criterion "{start}"', "it refers to itself in a circle"
            )


def _profiles(catalogue: Catalogue) -> Iterator[Problem]:
    for profile in catalogue.profiles.values():
        file = catalogue.file_of("profile", profile.id)
        for key in ("gate", "presumed_when"):
            name = getattr(profile, key)
            if name is not None and name not in catalogue.criteria:
                yield Problem(file, key, f'no criterion "{name}"{nearest(name, catalogue.criteria)}')
        for name in profile.must_ask:
            if name not in catalogue.items:
                yield Problem(file, "must_ask", f'no item "{name}"{nearest(name, catalogue.items)}')
        for overlap in profile.often_with:
            if overlap.profile not in catalogue.profiles:
                hint = nearest(overlap.profile, catalogue.profiles)
                yield Problem(file, "often_with", f'no profile "{overlap.profile}"{hint}')
        yield from _features(catalogue, profile, file)


def _people(catalogue: Catalogue) -> Iterator[Problem]:
    for person in catalogue.people.values():
        for name in person.shows:
            if name not in catalogue.profiles:
                hint = nearest(name, catalogue.profiles)
                yield Problem(f"people/{person.id}.toml", "shows", f'no profile "{name}"{hint}')


def _features(catalogue: Catalogue, profile: Profile, file: str) -> Iterator[Problem]:
    for feature in profile.feature:
        key = f'feature "{feature.id}"'
        if feature.criterion not in catalogue.criteria:
            hint = nearest(feature.criterion, catalogue.criteria)
            yield Problem(file, key, f'no criterion "{feature.criterion}"{hint}')
        elif max(POINTS[feature.present], POINTS[feature.excluded]) > 0:
            for name in sorted(items_read(catalogue, CriterionRef(criterion=feature.criterion))):
                item = catalogue.items.get(name)
                if item is not None and item.warning:
                    yield Problem(file, key, f'a warning sign ("{name}") may not support a pattern')


def _sources(catalogue: Catalogue) -> Iterator[Problem]:
    """Every cited reference exists."""
    cited: list[tuple[str, str, str]] = []
    for profile in catalogue.profiles.values():
        file = catalogue.file_of("profile", profile.id)
        cited += [(file, "references", name) for name in profile.references]
        for feature in profile.feature:
            ratios = (feature.lr_positive, feature.lr_negative)
            names = [*feature.references, *(ratio.reference for ratio in ratios if ratio)]
            cited += [(file, f'feature "{feature.id}"', name) for name in names]
        cited += [(file, "claim", name) for claim in profile.claim for name in claim.references]
        cited += [(file, "often_with", name) for overlap in profile.often_with for name in overlap.references]
    for flag in catalogue.red_flags.values():
        cited += [(catalogue.file_of("red_flag", flag.id), "references", name) for name in flag.references]
    for score in catalogue.scores.values():
        cited += [("scores.toml", f'score "{score.id}"', name) for name in score.references]
    for file, key, name in cited:
        if name not in catalogue.references:
            yield Problem(file, key, f'no reference "{name}"{nearest(name, catalogue.references)}')


def _placeholders(catalogue: Catalogue) -> Iterator[Problem]:
    """Only numbers of the region stand in braces."""
    known = next(iter(catalogue.regions.values())).placeholders() if catalogue.regions else {}
    for text in texts(catalogue):
        for name in PLACEHOLDER.findall(text.words):
            if name not in known:
                key = f'{text.kind} "{text.id}" {text.field}'
                yield Problem(
                    catalogue.file_of(text.kind, text.id), key, f"unknown placeholder {{{name}}}{nearest(name, known)}"
                )

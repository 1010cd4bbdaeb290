"""Checks across files, made at every start: each name that content uses must exist and be used rightly."""

from collections.abc import Iterator

from questionnaire.catalogue.catalogue import Catalogue
from questionnaire.catalogue.criteria import CouldBe, CriterionRef, Expression, ItemTest, Not, parts
from questionnaire.catalogue.flags import RANK
from questionnaire.catalogue.problems import Problem
from questionnaire.catalogue.profiles import POINTS, Profile
from questionnaire.catalogue.questions import Item, flat_problem, leaves
from questionnaire.catalogue.readings import READ_BY_DERIVED, READ_BY_SCORE, READ_BY_SITE, items_read
from questionnaire.catalogue.texts import texts
from questionnaire.catalogue.words import PLACEHOLDER, nearest

# The criteria that only red flags use: here silence may count as "could be".
DANGER = "criteria/danger.toml"


def cross_check(catalogue: Catalogue) -> list[Problem]:
    """Every wrong reference between files."""
    checks = (
        *(_computed, _asking, _criteria, _circles, _profiles, _people),
        *(_flags, _silence, _sources, _placeholders),
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


def _asking(catalogue: Catalogue) -> Iterator[Problem]:
    """Conditions for asking are flat, and read only earlier items."""
    earlier: set[str] = set()
    for part in catalogue.parts:
        for page in catalogue.pages_of(part):
            conditions = [("enable_when", page.enable_when)]
            for item in page.item:
                conditions.append((f'item "{item.link_id}" enable_when', item.enable_when))
                yield from _offers(catalogue, item)
                if item.shared_by is not None:
                    allowing = catalogue.items.get(item.shared_by)
                    if allowing is None or allowing.type != "boolean":
                        message = f'no yes-or-no item "{item.shared_by}"{nearest(item.shared_by, catalogue.items)}'
                        yield Problem(f"pages/{page.id}.toml", f'item "{item.link_id}" shared_by', message)
                if item.required and (part is not catalogue.parts[0] or item.type not in ("choice", "multiple")):
                    text = "only lists of the first part can be required"
                    yield Problem(f"pages/{page.id}.toml", f'item "{item.link_id}" required', text)
            seen_on_page: set[str] = set()
            for (key, condition), item_id in zip(conditions, ["", *(item.link_id for item in page.item)], strict=True):
                if condition is not None:
                    problem = flat_problem(condition)
                    if problem:
                        yield Problem(f"pages/{page.id}.toml", key, problem)
                    for test in leaves(condition):
                        if test.item in catalogue.items and test.item not in earlier | seen_on_page:
                            yield Problem(f"pages/{page.id}.toml", key, f'"{test.item}" is asked later, not earlier')
                    yield from _expression(catalogue, condition, f"pages/{page.id}.toml", key)
                seen_on_page.add(item_id)
            earlier |= {item.link_id for item in page.item}


def _offers(catalogue: Catalogue, item: Item) -> Iterator[Problem]:
    values = item.values()
    file = f"pages/{item.page}.toml"
    places = {value for known in catalogue.items.values() if known.option_source == "body" for value in known.values()}
    for option in item.option:
        if values.count(option.value) > 1:
            yield Problem(file, f'item "{item.link_id}" option "{option.value}"', "the value stands twice")
        for area in option.offered_for:
            if area not in places:
                hint = nearest(area, places)
                yield Problem(file, f'item "{item.link_id}" option "{option.value}"', f'no area "{area}"{hint}')


def _criteria(catalogue: Catalogue) -> Iterator[Problem]:
    for criterion in catalogue.criteria.values():
        file, key = catalogue.file_of("criterion", criterion.id), f'criterion "{criterion.id}"'
        for expression in (criterion.needs, criterion.when):
            if expression is not None:
                yield from _expression(catalogue, expression, file, key)


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


def _expression(catalogue: Catalogue, expression: Expression, file: str, key: str) -> Iterator[Problem]:
    for part in parts(expression):
        if isinstance(part, CriterionRef) and part.criterion not in catalogue.criteria:
            hint = nearest(part.criterion, catalogue.criteria)
            yield Problem(file, key, f'no criterion "{part.criterion}"{hint}')
        if isinstance(part, ItemTest):
            yield from _test(catalogue, part, file, key)


def _test(catalogue: Catalogue, test: ItemTest, file: str, key: str) -> Iterator[Problem]:
    item = catalogue.items.get(test.item)
    if item is None:
        yield Problem(file, key, f'no item "{test.item}"{nearest(test.item, catalogue.items)}')
        return
    for value in test.values():
        if item.type == "boolean":
            allowed: tuple[str, ...] = ("true", "false")
        else:
            allowed = item.values()
        if value not in allowed:
            yield Problem(file, key, f'item "{test.item}" has no option "{value}"{nearest(value, allowed)}')
    if test.limits() is not None and not _is_number(item):
        yield Problem(file, key, f'item "{test.item}" is not a number, so it has no range')


def _is_number(item: Item) -> bool:
    known = [option.value for option in item.option if not option.unknown]
    return item.type == "integer" or (item.type == "choice" and all(v.isdigit() for v in known))


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


def _silence(catalogue: Catalogue) -> Iterator[Problem]:
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


def _flags(catalogue: Catalogue) -> Iterator[Problem]:
    for flag in catalogue.red_flags.values():
        yield from _expression(catalogue, flag.when, catalogue.file_of("red_flag", flag.id), "when")
        for name in flag.replaces:
            known = [other.id for other in catalogue.red_flags.values() if RANK[other.urgency] <= RANK[flag.urgency]]
            if name not in known or name == flag.id:
                message = f'no gentler red flag "{name}"{nearest(name, known)}'
                yield Problem(catalogue.file_of("red_flag", flag.id), "replaces", message)


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

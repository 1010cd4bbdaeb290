"""Remarks about rules: what nobody uses, what cannot happen, and what contradicts itself."""

from collections.abc import Iterable, Iterator
from datetime import date

from questionnaire.catalogue.catalogue import Catalogue
from questionnaire.catalogue.criteria import Expression, ItemTest, parts
from questionnaire.catalogue.enable_when import leaves
from questionnaire.catalogue.profiles import POINTS, Profile
from questionnaire.catalogue.questions import Item
from questionnaire.catalogue.reach import can_be, can_hold_on, criterion_can_be
from questionnaire.catalogue.readings import OPTIONS_READ, items_read
from questionnaire.catalogue.remarks import Remark


def unused_criteria(catalogue: Catalogue) -> Iterator[Remark]:
    """Criteria that no rule uses."""
    used = {feature.criterion for profile in catalogue.profiles.values() for feature in profile.feature}
    used |= {name for p in catalogue.profiles.values() for name in (p.gate, p.presumed_when) if name}
    for expression in _expressions(catalogue):
        used |= {part.criterion for part in parts(expression) if hasattr(part, "criterion")}
    for name in catalogue.criteria:
        if name not in used:
            yield Remark(catalogue.file_of("criterion", name), f'criterion "{name}"', "no rule uses it")


def unreachable_rules(catalogue: Catalogue) -> Iterator[Remark]:
    """Criteria and red flags that no answers can make true."""
    for name in catalogue.criteria:
        if not criterion_can_be(name, True, catalogue):
            yield Remark(catalogue.file_of("criterion", name), f'criterion "{name}"', "no answers can make it true")
    for flag in catalogue.red_flags.values():
        if not can_be(flag.when, True, catalogue):
            yield Remark(catalogue.file_of("red_flag", flag.id), "when", "no answers can raise it")


def weak_profiles(catalogue: Catalogue) -> Iterator[Remark]:
    """Gates that cannot move, points that cannot be reached, features at odds with themselves."""
    for profile in catalogue.profiles.values():
        file = catalogue.file_of("profile", profile.id)
        if profile.gate and not criterion_can_be(profile.gate, True, catalogue):
            yield Remark(file, "gate", "no answers can open it")
        if profile.gate and not criterion_can_be(profile.gate, False, catalogue):
            yield Remark(file, "gate", "no answers can close it, so it is no gate")
        goal = profile.some if profile.cap else profile.many
        if profile.maximum < goal:
            yield Remark(file, "some" if profile.cap else "many", f"{goal} points cannot be reached")
        for feature in profile.feature:
            key = f'feature "{feature.id}"'
            if feature.excluded != "none" and not criterion_can_be(feature.criterion, False, catalogue):
                yield Remark(file, key, "`excluded` has a band, but no answers can make the criterion false")
            if POINTS[feature.present] * POINTS[feature.excluded] > 0:
                yield Remark(file, key, "present and excluded point the same way")
        yield from _heavy_on_unread(catalogue, profile, file)
        yield from _hidden_features(profile, file)
        yield from _must_ask(catalogue, profile, file)
        yield from _ladders(catalogue, profile, file)


def _heavy_on_unread(catalogue: Catalogue, profile: Profile, file: str) -> Iterator[Remark]:
    """What rests only on sources that nobody has read yet weighs little."""
    for feature in profile.feature:
        unread = all(catalogue.references[name].status == "unread" for name in feature.references)
        if unread and max(abs(POINTS[feature.present]), abs(POINTS[feature.excluded])) > 1:
            yield Remark(file, f'feature "{feature.id}"', "rests only on sources not read yet: give it a weak band")


def _hidden_features(profile: Profile, file: str) -> Iterator[Remark]:
    """Only the strongest support of a group counts: the same criterion twice in it hides the weaker feature."""
    for features in profile.groups.values():
        for feature in features:
            for other in features:
                stronger = POINTS[other.present] > POINTS[feature.present] > 0
                if stronger and other.criterion == feature.criterion:
                    yield Remark(file, f'feature "{feature.id}"', f'its group hides it always behind "{other.id}"')


def _must_ask(catalogue: Catalogue, profile: Profile, file: str) -> Iterator[Remark]:
    """A feature whose absence weighs moderately or more needs one of its items answered before "many"."""
    for feature in profile.feature:
        if POINTS[feature.excluded] <= -2:
            expression = catalogue.criteria[feature.criterion].when
            read = {part.item for part in parts(expression) if isinstance(part, ItemTest)}
            derived = any(not isinstance(part, ItemTest) for part in parts(expression))
            if read and not derived and not read & set(profile.must_ask):
                names = ", ".join(sorted(read))
                yield Remark(file, "must_ask", f'feature "{feature.id}" may weigh against: list one of {names}')


def _ladders(catalogue: Catalogue, profile: Profile, file: str) -> Iterator[Remark]:
    """Of features on the same derived value in one group, only the loosest may oppose when it is absent."""
    for group, features in profile.groups.items():
        steps: dict[str, list[tuple[float, str, int]]] = {}
        for feature in features:
            test = catalogue.criteria[feature.criterion].when
            least = getattr(test, "at_least", None)
            if hasattr(test, "derived") and least is not None:
                steps.setdefault(test.derived, []).append((least, feature.id, POINTS[feature.excluded]))
        for ladder in steps.values():
            for _, name, excluded in sorted(ladder)[1:]:
                if excluded < 0:
                    yield Remark(file, f'feature "{name}"', f'in the ladder "{group}" only the loosest step may oppose')


def unused_options(catalogue: Catalogue) -> Iterator[Remark]:
    """An option that changes nothing is marked `for_the_record`, and one that is marked so changes nothing."""
    judged = _read(part for expression in _expressions(catalogue) for part in parts(expression))
    asking = _read(test for condition in _conditions(catalogue) for test in leaves(condition))
    for item in catalogue.items.values():
        file = f"pages/{item.page}.toml"
        scored = judged.get(item.link_id, set()) | OPTIONS_READ.get(item.link_id, frozenset())
        known = scored | asking.get(item.link_id, set())
        whole = "*" in known
        if item.for_the_record:
            if scored:
                yield Remark(file, f'item "{item.link_id}"', "it is marked for_the_record, but a rule reads it")
            continue
        if not item.option and not whole:
            yield Remark(file, f'item "{item.link_id}"', "no rule reads it: mark it for_the_record or take it away")
        yield from _unread(item, known, whole, file)


def _unread(item: Item, known: set[str], whole: bool, file: str) -> Iterator[Remark]:
    inert = item.type == "choice" and len(known & set(item.substance())) > 0
    for option in item.option:
        if option.value not in item.substance() or option.for_the_record or whole or inert:
            continue
        if option.value not in known:
            yield Remark(file, f'item "{item.link_id}" option "{option.value}"', "no rule reads it")


def _read(tests: Iterable[Expression]) -> dict[str, set[str]]:
    """The option values that tests name, by item; "*" for a range, or for any answer at all."""
    read: dict[str, set[str]] = {}
    for test in tests:
        if isinstance(test, ItemTest):
            whole = test.exists or test.limits is not None
            read.setdefault(test.item, set()).update({"*"} if whole else test.values())
    return read


def _conditions(catalogue: Catalogue) -> Iterator[Expression]:
    for page in catalogue.pages.values():
        for condition in (page.enable_when, *(item.enable_when for item in page.item)):
            if condition is not None:
                yield condition


def _expressions(catalogue: Catalogue) -> Iterator[Expression]:
    for criterion in catalogue.criteria.values():
        yield criterion.when
        if criterion.needs is not None:
            yield criterion.needs
    for flag in catalogue.red_flags.values():
        yield flag.when


def unasked_on_the_short_path(catalogue: Catalogue) -> Iterator[Remark]:
    """A red flag that needs an item of the full path is silent on the short one, unless it says so itself."""
    short = frozenset(item.link_id for item in catalogue.items.values() if item.short_path)
    for flag in catalogue.red_flags.values():
        silent = sorted(items_read(catalogue, flag.when) - short)
        if silent and not flag.full_path_only and not can_hold_on(flag.when, short, catalogue):
            message = f'"{silent[0]}" is not asked on the short path: ask it there, or mark the flag full_path_only'
            yield Remark(catalogue.file_of("red_flag", flag.id), "when", message)


def same_rules(catalogue: Catalogue) -> Iterator[Remark]:
    """The same rule under two names."""
    shapes: dict[str, str] = {}
    for criterion in catalogue.criteria.values():
        shape = repr((criterion.scope, criterion.needs, criterion.when))
        first = shapes.setdefault(shape, criterion.id)
        if first != criterion.id:
            yield Remark(
                catalogue.file_of("criterion", criterion.id),
                f'criterion "{criterion.id}"',
                f'the same rule as "{first}"',
            )


def overdue_reviews(catalogue: Catalogue, today: date) -> Iterator[Remark]:
    """Profiles whose review is overdue: a warning."""
    for profile in catalogue.profiles.values():
        if profile.next_review < today:
            yield Remark(
                catalogue.file_of("profile", profile.id),
                "next_review",
                f"was due on {profile.next_review}",
                is_error=False,
            )

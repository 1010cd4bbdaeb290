"""The content linter behind `questionnaire check`: what loads, but should not stay. Tells everything at once."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from questionnaire.catalogue.catalogue import Catalogue
from questionnaire.catalogue.criteria import Expression, ItemTest, parts
from questionnaire.catalogue.profiles import POINTS, Profile
from questionnaire.catalogue.questions import Item, leaves
from questionnaire.catalogue.reach import can_be, criterion_can_be
from questionnaire.catalogue.reading_grade import grade
from questionnaire.catalogue.readings import OPTIONS_READ
from questionnaire.catalogue.texts import Text, texts

QUESTION_GRADE, SUMMARY_GRADE = 6, 8
FEWEST_WORDS = 60
MOST_BYTES = 1_200


class Finding(NamedTuple):
    """Something to mend (`is_error`) or to look after: where, and what."""

    file: str
    key: str
    message: str
    is_error: bool = True

    def __str__(self) -> str:
        kind = "" if self.is_error else "warning: "
        return f"{self.file}: {kind}{self.key}: {self.message}"


def lint(catalogue: Catalogue, today: date) -> list[Finding]:
    """Every finding, sorted by file."""
    checks = (
        _unused_criteria,
        _unreachable,
        _profiles,
        _unused_options,
        _same_rules,
        _same_words,
        _words,
        _numbers,
        _room,
        _grades,
    )
    found = [finding for check in checks for finding in check(catalogue)]
    return sorted([*found, *_reviews(catalogue, today)])


def _file(profile: Profile) -> str:
    return f"{'profiles' if profile.kind == 'main' else 'look-alikes'}/{profile.id}.toml"


def _unused_criteria(catalogue: Catalogue) -> Iterator[Finding]:
    used = {feature.criterion for profile in catalogue.profiles.values() for feature in profile.feature}
    used |= {name for p in catalogue.profiles.values() for name in (p.gate, p.presumed_when) if name}
    for expression in _expressions(catalogue):
        used |= {part.criterion for part in parts(expression) if hasattr(part, "criterion")}
    for name in catalogue.criteria:
        if name not in used:
            yield Finding("criteria", f'criterion "{name}"', "no rule uses it")


def _unreachable(catalogue: Catalogue) -> Iterator[Finding]:
    for name in catalogue.criteria:
        if not criterion_can_be(name, True, catalogue):
            yield Finding("criteria", f'criterion "{name}"', "no answers can make it true")
    for flag in catalogue.red_flags.values():
        if not can_be(flag.when, True, catalogue):
            yield Finding("red-flags.toml", f'red_flag "{flag.id}"', "no answers can raise it")


def _profiles(catalogue: Catalogue) -> Iterator[Finding]:
    for profile in catalogue.profiles.values():
        file = _file(profile)
        if profile.gate and not criterion_can_be(profile.gate, True, catalogue):
            yield Finding(file, "gate", "no answers can open it")
        if profile.gate and not criterion_can_be(profile.gate, False, catalogue):
            yield Finding(file, "gate", "no answers can close it, so it is no gate")
        goal = profile.some if profile.cap else profile.many
        if profile.maximum() < goal:
            yield Finding(file, "some" if profile.cap else "many", f"{goal} points cannot be reached")
        for feature in profile.feature:
            key = f'feature "{feature.id}"'
            if feature.excluded != "none" and not criterion_can_be(feature.criterion, False, catalogue):
                yield Finding(file, key, "`excluded` has a band, but no answers can make the criterion false")
            if POINTS[feature.present] * POINTS[feature.excluded] > 0:
                yield Finding(file, key, "present and excluded point the same way")
        yield from _must_ask(catalogue, profile, file)
        yield from _ladders(catalogue, profile, file)


def _must_ask(catalogue: Catalogue, profile: Profile, file: str) -> Iterator[Finding]:
    """A feature whose absence weighs moderately or more needs one of its items answered before "many"."""
    for feature in profile.feature:
        if POINTS[feature.excluded] <= -2:
            expression = catalogue.criteria[feature.criterion].when
            read = {part.item for part in parts(expression) if isinstance(part, ItemTest)}
            derived = any(not isinstance(part, ItemTest) for part in parts(expression))
            if read and not derived and not read & set(profile.must_ask):
                names = ", ".join(sorted(read))
                yield Finding(file, "must_ask", f'feature "{feature.id}" may weigh against: list one of {names}')


def _ladders(catalogue: Catalogue, profile: Profile, file: str) -> Iterator[Finding]:
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
                    yield Finding(
                        file, f'feature "{name}"', f'in the ladder "{group}" only the loosest step may oppose'
                    )


def _unused_options(catalogue: Catalogue) -> Iterator[Finding]:
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
                yield Finding(file, f'item "{item.link_id}"', "it is marked for_the_record, but a rule reads it")
            continue
        if not item.option and not whole:
            yield Finding(file, f'item "{item.link_id}"', "no rule reads it: mark it for_the_record or take it away")
        yield from _unread(item, known, whole, file)


def _unread(item: Item, known: set[str], whole: bool, file: str) -> Iterator[Finding]:
    inert = item.type == "choice" and len(known & set(item.substance())) > 0
    for option in item.option:
        if option.value not in item.substance() or option.for_the_record or whole or inert:
            continue
        if option.value not in known:
            yield Finding(file, f'item "{item.link_id}" option "{option.value}"', "no rule reads it")


def _read(tests: Iterable[Expression]) -> dict[str, set[str]]:
    """The option values that tests name, by item; "*" for a range, or for any answer at all."""
    read: dict[str, set[str]] = {}
    for test in tests:
        if isinstance(test, ItemTest):
            whole = test.exists or test.limits() is not None
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


def _same_rules(catalogue: Catalogue) -> Iterator[Finding]:
    """The same rule under two names."""
    shapes: dict[str, str] = {}
    for criterion in catalogue.criteria.values():
        shape = repr((criterion.scope, criterion.needs, criterion.when))
        first = shapes.setdefault(shape, criterion.id)
        if first != criterion.id:
            yield Finding("criteria", f'criterion "{criterion.id}"', f'the same rule as "{first}"')


def _same_words(catalogue: Catalogue) -> Iterator[Finding]:
    """The same words for two different things in one place."""
    asked = Counter(item.text for item in catalogue.items.values())
    for item in catalogue.items.values():
        file, key = f"pages/{item.page}.toml", f'item "{item.link_id}"'
        if asked[item.text] > 1:
            yield Finding(file, key, f'another item asks "{item.text}" too')
        for text in _twice(option.text for option in item.option):
            yield Finding(file, key, f'two options say "{text}"')
    for profile in catalogue.profiles.values():
        said = (text for f in profile.feature for text in (f.fits, f.against, f.ask) if text)
        for text in _twice(said):
            yield Finding(_file(profile), "feature", f'two sentences say "{text}"')


def _twice(said: Iterable[str]) -> list[str]:
    return [text for text, times in Counter(said).items() if times > 1]


def _words(catalogue: Catalogue) -> Iterator[Finding]:
    """Hard words, and words that sound like a diagnosis."""
    for text in texts(catalogue):
        if text.field == "medical_name":
            continue
        bare = re.sub(r"\([^)]*\)", "", text.words.lower())  # the medical word stands in brackets after the plain one
        for name in catalogue.plain_words.glossary:
            bare = bare.replace(name, "")
        for word, plain in catalogue.plain_words.hard_in(bare):
            yield Finding(_place(catalogue, text), f'"{text.id}" {text.field}', f'hard word "{word}": say "{plain}"')
        for word, plain in catalogue.plain_words.forbidden_in(bare):
            yield Finding(
                _place(catalogue, text), f'"{text.id}" {text.field}', f'"{word}" sounds like a diagnosis: {plain}'
            )


def _numbers(catalogue: Catalogue) -> Iterator[Finding]:
    """A figure for people needs its reference beside it: claims have one, summaries and sentences do not."""
    for profile in catalogue.profiles.values():
        if re.search(r"(?<!\w)\d", profile.summary):
            yield Finding(_file(profile), "summary", "holds a number: put it in a claim with its reference")
        for feature in profile.feature:
            ratios = [ratio for ratio in (feature.lr_positive, feature.lr_negative) if ratio]
            if any(ratio.reference not in feature.references for ratio in ratios):
                yield Finding(
                    _file(profile), f'feature "{feature.id}"', "the source of its ratio is not in `references`"
                )


def _room(catalogue: Catalogue) -> Iterator[Finding]:
    """All own words together fit in the cookie in any script."""
    room = sum(item.max_bytes or 0 for item in catalogue.items.values())
    if room > MOST_BYTES:
        yield Finding("pages", "max_bytes", f"own words may take {room} bytes together, at most {MOST_BYTES} fit")


def _grades(catalogue: Catalogue) -> Iterator[Finding]:
    """Reading grade of each page and each profile with at least 60 words."""
    pooled: dict[tuple[str, str], list[str]] = {}
    for text in texts(catalogue):
        if text.kind in ("page", "profile", "red_flag", "person") and text.field != "medical_name":
            pooled.setdefault((text.kind, text.id if text.kind != "red_flag" else "all"), []).append(text.words)
    for (kind, name), words in pooled.items():
        limit = QUESTION_GRADE if kind == "page" else SUMMARY_GRADE
        measured = grade(words)
        if sum(len(text.split()) for text in words) >= FEWEST_WORDS and measured > limit:
            yield Finding(f"{kind} {name}", "reading grade", f"{measured:.1f} is above {limit}")


def _reviews(catalogue: Catalogue, today: date) -> Iterator[Finding]:
    for profile in catalogue.profiles.values():
        if profile.next_review < today:
            yield Finding(_file(profile), "next_review", f"was due on {profile.next_review}", is_error=False)


def _place(catalogue: Catalogue, text: Text) -> str:
    if text.kind == "profile":
        return _file(catalogue.profiles[text.id])
    return {
        "person": f"people/{text.id}.toml",
        "page": f"pages/{text.id}.toml",
        "red_flag": "red-flags.toml",
        "body": "body.toml",
    }.get(text.kind, text.kind)

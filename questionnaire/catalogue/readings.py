"""Which items a rule reads: itself, through other criteria, and through derived values and scores."""

from collections.abc import Iterator

from questionnaire.catalogue.catalogue import Catalogue
from questionnaire.catalogue.criteria import (
    AllOf,
    AnyOf,
    CouldBe,
    CriterionRef,
    DerivedName,
    DerivedTest,
    Expression,
    ItemTest,
    OnePain,
    ScoreName,
    ScoreTest,
    parts,
)

# Nerve-type sensations: the seven that published interview tools share (Spallone 2012, van Seventer 2013).
NERVE_SENSATIONS = (
    ("feels", "burning"),
    ("feels", "electric"),
    ("sensations", "numb"),
    ("sensations", "tingling"),
    ("sensations", "touch-hurts"),
    ("sensations", "cold-hurts"),
    ("sensations", "itch"),
)
# Symptom categories of the Budapest criteria, as a person can report them (Harden 2010, Goebel 2021).
CRPS_CATEGORIES: dict[str, tuple[tuple[str, str], ...]] = {
    "sensory": (("sensations", "touch-hurts"), ("sensations", "cold-hurts")),
    "vasomotor": (("limb-changes", "color"), ("limb-changes", "temperature")),
    "sudomotor": (("limb-changes", "swelling"), ("limb-changes", "sweating")),
    "motor-trophic": (
        ("limb-changes", "hair-nails"),
        ("limb-changes", "skin"),
        ("limb-changes", "stiff"),
        ("limb-changes", "weak-shake"),
    ),
}
READ_BY_DERIVED: dict[DerivedName, tuple[str, ...]] = {
    "months": ("since",),
    "nerve-sensations": ("feels", "sensations"),
    "crps-categories": ("sensations", "limb-changes"),
    "inflammatory-back": ("age", "since", "began", "back-pattern"),
    "regions": ("areas", "other-areas"),
    "wpi": ("areas", "other-areas"),
    "sss": ("fatigue", "unrefreshed", "foggy", "six-month"),
    "painful-areas": ("areas",),
    "pains": (),
    "onset-age": ("age", "since", "back-pattern"),
}
READ_BY_SCORE: dict[ScoreName, tuple[str, ...]] = {
    "fibromyalgia-2016": ("areas", "other-areas", "fatigue", "unrefreshed", "foggy", "six-month", "since"),
    "cook-2011": ("areas", "worse-part", "effect-walking", "effect-standing", "effect-sitting", "age"),
    "crps-symptoms": ("sensations", "limb-changes"),
    "effect-on-life": ("pain-average", "spoils-joy", "stops-doing"),
    "chronic-pain": ("pain-how-often",),
    "high-impact-pain": ("pain-how-often", "pain-limits"),
}
# Items that pages and the printed sheet read by name.
READ_BY_SITE: dict[str, tuple[str, ...]] = {
    "the body map and its read-back": ("areas", "sides-ok"),
    "the page for people under 18": ("age",),
    "the line of a pain": (
        *("since", "began", "course", "feels", "sensations", "when"),
        *("pain-now", "pain-average", "pain-worst"),
    ),
    "the sheet": ("health", "events", "tried", "questions", "self-harm", "share-self-harm"),
}

# Options that derived values and scores read, by item; "*" when any answer to the item can change them.
OPTIONS_READ: dict[str, frozenset[str]] = {
    "since": frozenset({"*"}),
    "areas": frozenset({"*"}),
    "other-areas": frozenset({"*"}),
    "age": frozenset({"*"}),
    "six-month": frozenset({"headaches", "belly-cramps", "low-mood"}),
    "pain-average": frozenset({"*"}),
    "spoils-joy": frozenset({"*"}),
    "stops-doing": frozenset({"*"}),
    "pain-how-often": frozenset({"most-days", "every-day"}),
    "pain-limits": frozenset({"most-days", "every-day"}),
    "fatigue": frozenset({"*"}),
    "unrefreshed": frozenset({"*"}),
    "foggy": frozenset({"*"}),
    "feels": frozenset(value for item, value in NERVE_SENSATIONS if item == "feels"),
    "sensations": frozenset(value for item, value in NERVE_SENSATIONS if item == "sensations"),
    "limb-changes": frozenset(
        value for options in CRPS_CATEGORIES.values() for item, value in options if item == "limb-changes"
    ),
    "began": frozenset({"gradual", "sudden"}),
    "back-pattern": frozenset({"exercise-helps", "rest-does-not-help", "late-night-better-up", "began-before-45"}),
    "worse-part": frozenset({"limb"}),
    "effect-walking": frozenset({"worse"}),
    "effect-standing": frozenset({"worse"}),
    "effect-sitting": frozenset({"gone", "better"}),
}


def wanted_tests(catalogue: Catalogue, expression: Expression) -> Iterator[ItemTest]:
    """The tests on items that an expression wants to hold, references followed; not those inside "not"."""
    match expression:
        case ItemTest():
            yield expression
        case AllOf() | AnyOf():
            for part in expression.all_of if isinstance(expression, AllOf) else expression.any_of:
                yield from wanted_tests(catalogue, part)
        case CouldBe():
            yield from wanted_tests(catalogue, expression.could_be)
        case OnePain():
            yield from wanted_tests(catalogue, expression.one_pain)
        case CriterionRef():
            yield from wanted_tests(catalogue, catalogue.criteria[expression.criterion].when)
        case _:
            pass


def signs_wanted(catalogue: Catalogue, expression: Expression) -> tuple[tuple[str, str], ...]:
    """The warning signs (link_id, option value) that an expression wants to hold, each once."""
    tests = [test for test in wanted_tests(catalogue, expression) if catalogue.items[test.item].warning]
    return tuple(dict.fromkeys((test.item, value) for test in tests for value in test.any))


def items_read(catalogue: Catalogue, expression: Expression) -> frozenset[str]:
    """The link_ids of every item that can change what an expression gives."""
    read: set[str] = set()
    seen: set[str] = set()
    pending = [expression]
    while pending:
        for part in parts(pending.pop()):
            match part:
                case ItemTest():
                    read.add(part.item)
                case DerivedTest():
                    read.update(READ_BY_DERIVED[part.derived])
                case ScoreTest():
                    read.update(READ_BY_SCORE[part.score])
                case CriterionRef() if part.criterion not in seen:
                    seen.add(part.criterion)
                    criterion = catalogue.criteria.get(part.criterion)
                    if criterion is not None:
                        pending += [criterion.when, *([criterion.needs] if criterion.needs else [])]
                case _:
                    pass
    return frozenset(read)

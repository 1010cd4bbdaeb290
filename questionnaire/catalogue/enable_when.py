"""Conditions for asking (`enable_when`): flat enough that FHIR can say them too."""

from questionnaire.catalogue.criteria import AllOf, AnyOf, Expression, ItemTest


def leaves(condition: Expression | None) -> tuple[ItemTest, ...]:
    """The tests of a condition for asking, which is flat: one test, all of some, or any of some."""
    match condition:
        case ItemTest():
            return (condition,)
        case AllOf():
            inner: tuple[Expression, ...] = condition.all_of
        case AnyOf():
            inner = condition.any_of
        case _:
            inner = ()
    return tuple(part for part in inner if isinstance(part, ItemTest))


def flat_problem(condition: Expression) -> str | None:
    """Why FHIR R4B could not say this condition, or None when it can."""
    tests = leaves(condition)
    size = len(condition.all_of) if isinstance(condition, AllOf) else None
    size = len(condition.any_of) if isinstance(condition, AnyOf) else size
    if not tests or (size is not None and size != len(tests)):
        return "a condition for asking is one test on an item, or a flat any_of or all_of of such tests"
    for test in tests:
        if test.all or test.none or test.count_at_least or test.between:
            return "a condition for asking may use only any, exists, at_least and at_most"
        if isinstance(condition, AllOf) and len(test.any) > 1:
            return "inside all_of each test names exactly one value"
    return None

"""Remarks about rules of danger that put together what was told of different pains."""

from collections.abc import Iterator

from questionnaire.catalogue.catalogue import Catalogue
from questionnaire.catalogue.criteria import AllOf, AnyOf, CriterionRef, Expression, ItemTest
from questionnaire.catalogue.danger_checks import DANGER
from questionnaire.catalogue.remarks import Remark

Items = frozenset[str]


def merged_pains(catalogue: Catalogue) -> Iterator[Remark]:
    """Rules about the person that want two things of a pain without saying that they are of the same one: the injury
    of an old pain and the start of another are no new injury. A warning sign speaks for the person wherever asked.
    """
    for name, criterion in catalogue.criteria.items():
        file = catalogue.file_of("criterion", name)
        if criterion.scope == "person" and file == DANGER:
            yield from _remarks(catalogue, criterion.when, file, f'criterion "{name}"')
    for flag in catalogue.red_flags.values():
        if flag.scope == "person":
            yield from _remarks(catalogue, flag.when, catalogue.file_of("red_flag", flag.id), "when")


def _remarks(catalogue: Catalogue, when: Expression, file: str, key: str) -> Iterator[Remark]:
    merged = sorted({tuple(sorted(items)) for items in _wanted_together(catalogue, when) if len(items) > 1})
    for items in merged:
        told = '" and "'.join(items)
        yield Remark(file, key, f'"{told}" may be told of different pains: ask for them in `one_pain`')


def _wanted_together(catalogue: Catalogue, expression: Expression) -> set[Items]:
    """The items of pains that are wanted together, outside `one_pain`, for each way in which a rule can hold."""
    match expression:
        case ItemTest():
            item = catalogue.items[expression.item]
            return {frozenset({item.link_id} if item.scope == "pain" and not item.warning else ())}
        case CriterionRef():
            return _wanted_together(catalogue, catalogue.criteria[expression.criterion].when)
        case AnyOf():
            return {items for part in expression.any_of for items in _wanted_together(catalogue, part)}
        case AllOf():
            found: set[Items] = {frozenset()}
            for part in expression.all_of:
                ways = _wanted_together(catalogue, part)
                found = {known | items for known in found for items in ways}
            return found
        case _:
            return {frozenset()}

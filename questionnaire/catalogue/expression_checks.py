"""Checks of one expression: the items, options and criteria that it names exist and are used rightly."""

from collections.abc import Iterator

from questionnaire.catalogue.catalogue import Catalogue
from questionnaire.catalogue.criteria import CriterionRef, Expression, ItemTest, parts
from questionnaire.catalogue.problems import Problem
from questionnaire.catalogue.questions import Item
from questionnaire.catalogue.words import nearest


def expression_problems(catalogue: Catalogue, expression: Expression, file: str, key: str) -> Iterator[Problem]:
    """Every name in an expression that nothing has, and ranges on what is no number."""
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
    if test.limits is not None and not _is_number(item):
        yield Problem(file, key, f'item "{test.item}" is not a number, so it has no range')


def _is_number(item: Item) -> bool:
    known = [option.value for option in item.option if not option.unknown]
    return item.type == "integer" or (item.type == "choice" and all(v.isdigit() for v in known))

"""Checks of pages: conditions for asking read only earlier items, and what an item says of itself holds."""

from collections.abc import Iterator

from questionnaire.catalogue.catalogue import Catalogue
from questionnaire.catalogue.criteria import Expression
from questionnaire.catalogue.enable_when import flat_problem, leaves
from questionnaire.catalogue.expression_checks import expression_problems
from questionnaire.catalogue.problems import Problem
from questionnaire.catalogue.questions import Item, Page, Part
from questionnaire.catalogue.words import nearest


def page_problems(catalogue: Catalogue) -> Iterator[Problem]:
    """Conditions for asking are flat and read only earlier items; items offer and require what they may."""
    earlier: set[str] = set()
    for part in catalogue.parts:
        for page in catalogue.pages_of(part):
            for item in page.item:
                yield from _offers(catalogue, item)
                yield from _allowances(catalogue, part, item)
            conditions = [("enable_when", page.enable_when)]
            conditions += [(f'item "{item.link_id}" enable_when', item.enable_when) for item in page.item]
            yield from _conditions(catalogue, page, conditions, earlier)
            earlier |= {item.link_id for item in page.item}


def _allowances(catalogue: Catalogue, part: Part, item: Item) -> Iterator[Problem]:
    """Who must answer, and by whose leave a confidential answer is shown."""
    file, key = f"pages/{item.page}.toml", f'item "{item.link_id}"'
    if item.shared_by is not None:
        allowing = catalogue.items.get(item.shared_by)
        if allowing is None or allowing.type != "boolean":
            message = f'no yes-or-no item "{item.shared_by}"{nearest(item.shared_by, catalogue.items)}'
            yield Problem(file, f"{key} shared_by", message)
    if item.required and (part is not catalogue.parts[0] or item.type not in ("choice", "multiple")):
        yield Problem(file, f"{key} required", "only lists of the first part can be required")


def _conditions(
    catalogue: Catalogue, page: Page, conditions: list[tuple[str, Expression | None]], earlier: set[str]
) -> Iterator[Problem]:
    """The conditions of a page and then of its items, each of which may read the items before it."""
    file = f"pages/{page.id}.toml"
    seen_on_page: set[str] = set()
    for (key, condition), item_id in zip(conditions, ["", *(item.link_id for item in page.item)], strict=True):
        if condition is not None:
            problem = flat_problem(condition)
            if problem:
                yield Problem(file, key, problem)
            for test in leaves(condition):
                if test.item in catalogue.items and test.item not in earlier | seen_on_page:
                    yield Problem(file, key, f'"{test.item}" is asked later, not earlier')
            yield from expression_problems(catalogue, condition, file, key)
        seen_on_page.add(item_id)


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

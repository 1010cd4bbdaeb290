"""The lines of the check page: one for each question that is asked, and for each counted answer to one that is not.

They are numbered as they stand, so that no address names a question that only some people are asked.
"""

from collections.abc import Iterator

from questionnaire.catalogue.questions import Item, Page, Part
from questionnaire.web.route import Route


def lines(route: Route, part: Part, pain: int | None) -> Iterator[tuple[Page, Item]]:
    """The lines of one part, in order."""
    told = route.told.of(pain)
    for page in route.catalogue.pages_of(part):
        if page.kind != "read-back":
            asked = route.items(page, pain)
            yield from ((page, item) for item in page.item if item in asked or item.link_id in told)


def line_anchor(route: Route, link_id: str, pain: int | None) -> str | None:
    """The anchor of the line about an item; None when it has none."""
    known = [
        (item.link_id, number)
        for part in route.catalogue.parts
        for number in (range(1, route.pains + 1) if part.scope == "pain" else (None,))
        for _, item in lines(route, part, number)
    ]
    return anchor(known.index((link_id, pain)) + 1) if (link_id, pain) in known else None


def anchor(number: int) -> str:
    """The anchor of a line, counted from 1."""
    return f"line-{number}"


def line_of(link_id: str, pain: int | None) -> str:
    """What a line is called inside its page: its item, and the pain it is about."""
    return f"{link_id}-{pain or 0}"

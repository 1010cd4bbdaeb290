"""Three-valued logic (Kleene): True, False, and None for unknown."""

from collections.abc import Iterable


def every(values: Iterable[bool | None]) -> bool | None:
    """Kleene "and"."""
    unknown = False
    for value in values:
        if value is False:
            return False
        unknown = unknown or value is None
    return None if unknown else True


def some(values: Iterable[bool | None]) -> bool | None:
    """Kleene "or"."""
    unknown = False
    for value in values:
        if value is True:
            return True
        unknown = unknown or value is None
    return None if unknown else False


def opposite(value: bool | None) -> bool | None:
    """Kleene "not"."""
    return None if value is None else not value

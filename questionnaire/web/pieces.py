"""One sealed text in at most two cookies. The first says whether more follows, so that two that do not belong together
are one broken seal: never half of the answers, and never the answers of two visits.
"""

from collections.abc import Mapping

COOKIE, MORE = "answers", "answers-more"
# Browsers keep at least 4,096 bytes of name, value and attributes together.
LARGEST_COOKIE = 3_800
# The most that all cookies may hold, names included: proxies are told to leave this much room.
LARGEST = 2 * LARGEST_COOKIE
# Of these, what is left for the cookie that tells where a person is; when the answers are few, it may take more.
TRAIL_ROOM, TRAIL_MOST = 420, 1_500
# Never in a sealed text.
_FOLLOWS = "~"
_FIRST_ROOM, _MORE_ROOM = (LARGEST_COOKIE - len(f"{name}=") for name in (COOKIE, MORE))


def cut(sealed: str) -> dict[str, str] | None:
    """The value of each cookie by its name, None when two do not hold it."""
    if len(sealed) <= _FIRST_ROOM:
        return {COOKIE: sealed}
    place = _FIRST_ROOM - len(_FOLLOWS)
    first, more = sealed[:place], sealed[place:]
    return {COOKIE: first + _FOLLOWS, MORE: more} if len(more) <= _MORE_ROOM else None


def joined(cookies: Mapping[str, str]) -> str | None:
    """The sealed text that these cookies hold, None when there is none. A second one that nothing calls for is ignored;
    one that is missing, stale or of another visit leaves a text that no key opens.
    """
    first = cookies.get(COOKIE)
    if first is None or not first.endswith(_FOLLOWS):
        return first
    return first.removesuffix(_FOLLOWS) + cookies.get(MORE, "")

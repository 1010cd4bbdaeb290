"""How many connections there may be. When there are too many, the one that has kept us waiting longest makes room."""

from typing import Protocol


class Waiter(Protocol):
    """A connection on which the client has to act next."""

    def give_up(self) -> None:
        """End it at once."""


class Crowd:
    """All connections that are waited for, the longest-waiting first."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.leaving = False  # the server stops: what is here or on its way is answered, and nothing after it
        self._waiting: dict[Waiter, None] = {}

    def waits(self, connection: Waiter) -> None:
        """The client has to act; from now on the connection may have to make room."""
        self._waiting.pop(connection, None)
        self._waiting[connection] = None

    def acts(self, connection: Waiter) -> None:
        """Its request is complete, or it has ended: it is not waited for any more."""
        self._waiting.pop(connection, None)

    def make_room(self, present: int) -> bool:
        """Whether one more may come in, now that so many are present."""
        if present <= self.most:
            return True
        longest = next(iter(self._waiting), None)
        if longest is None:
            return False
        self.acts(longest)
        longest.give_up()
        return True

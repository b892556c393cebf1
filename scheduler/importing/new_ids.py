"""Ids for sessions that an import makes."""

from collections.abc import Iterable


class NewIds:
    """
    Ids that are not taken: ``talk``, ``talk-2``, ``talk-3``, ...

    ``tried``: how many ids were looked at; a thousand of one title are numbered in one pass.
    """

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = {*taken}
        self._next: dict[str, int] = {}
        self.tried = 0

    def new(self, base: str, longest: int | None = None) -> str:
        """
        The base if it is free, else with the next number; it is taken then.

        ``longest``: so many letters of it stand before a number.
        """
        id, number = base, self._next.get(base, 2)
        self.tried += 1
        while id in self._taken:
            id, number = f"{base[:longest]}-{number}", number + 1
            self.tried += 1
        self._taken.add(id)
        self._next[base] = number
        return id

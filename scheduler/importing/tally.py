"""What an import left out, each thing with its place."""

from collections.abc import Sequence
from dataclasses import dataclass

NAMED = 50
"""The most things left out that are named; one mistake of an export is in every row."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """
    A thing of the file that is not in the answer.

    ``place``: ``row 4``, ``line 12``, ``talk 3``. ``name``: what the file calls it; empty where
    nothing of it may be repeated. ``why``: ``it has no hours``.
    """

    place: str
    name: str
    why: str

    @property
    def sentence(self) -> str:
        """``row 4, 'Coffee': left out: it has no hours``"""
        name = f", {self.name[:60]!r}" if self.name else ""
        return f"{self.place}{name}: left out: {self.why}"


def first_of(lines: Sequence[str], what: str) -> list[str]:
    """As many lines as are named, then ``and 19,900 more complaints``."""
    more = [f"and {len(lines) - NAMED:,} more {what}"] if len(lines) > NAMED else []
    return [*lines[:NAMED], *more]


def left_out(left: Sequence[LeftOut]) -> list[str]:
    """A line for each thing that was left out, and for those that are not named."""
    return first_of([one.sentence for one in left], "that were left out")

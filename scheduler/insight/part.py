"""A part of a session somewhere, and a hard rule in its way."""

from dataclasses import dataclass
from typing import NamedTuple


class Part(NamedTuple):
    """Session i in day slot k and room r during [start, end); ``first``: nothing of it before."""

    i: int
    k: int
    r: int
    start: int
    end: int
    first: bool = True


@dataclass(frozen=True, slots=True)
class Obstacle:
    """
    A hard rule in the way of a place.

    ``who``: the person, group or room it is about; ``sessions``: those that sit in the way, of
    which all would have to move, or any ``enough`` of them, if that is not 0.
    """

    rule: str
    who: str = ""
    sessions: tuple[str, ...] = ()
    enough: int = 0

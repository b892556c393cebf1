"""Random small problems with a timetable of each, and all other timetables that there are."""

import random
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate, islice
from operator import mul

from scheduler.instance.compile import compile
from scheduler.problem import Problem
from scheduler.timetable import Timetable
from tests.twins import twins
from tests.twins.drawing import draw

MOST = 600
"""Timetables of a problem that are still worth going through."""


@dataclass(frozen=True)
class Drawn:
    """A problem, one of its timetables, a session and a day slot to ask about."""

    problem: Problem
    timetable: Timetable
    session: str
    at: str

    def every(self, problem: Problem) -> set[Timetable]:
        """All timetables of a problem like this one."""
        return every(problem)


def tick(problem: Problem) -> int:
    return max(5, compile(problem).grid.tick)


def every(problem: Problem) -> set[Timetable]:
    return twins.accepted_by_verifier(problem, tick(problem))


def _within(most: int, sizes: Iterable[int]) -> bool:
    """Whether the product of all sizes, one left-out session more each, is small."""
    return all(many <= most for many in accumulate((n + 1 for n in sizes), mul))


def drawn(seed: int) -> Drawn | None:
    """None if the problem has too many timetables, or none."""
    problem = draw(seed)
    sizes = (len(list(islice(twins.chains(problem, s, tick(problem)), MOST))) for s in problem.held)
    if not _within(MOST, sizes):
        return None
    pick = random.Random(seed)
    timetables = sorted(every(problem), key=repr)
    if not timetables:
        return None
    session = pick.choice(problem.held).id
    slot = pick.choice(problem.slots)
    room = pick.choice(["", *(f":{room.id}" for room in problem.rooms)])
    day = pick.choice(["", *(f"{day}/" for day in problem.days)])
    return Drawn(problem, pick.choice(timetables), session, f"{day}{slot.id}{room}")

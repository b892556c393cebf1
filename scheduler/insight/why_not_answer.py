"""The answer to why a session is not somewhere else, and the solver that was asked."""

from dataclasses import dataclass
from typing import Protocol

from scheduler.insight.accepted import Accepted
from scheduler.insight.costs import Difference
from scheduler.insight.location import Location
from scheduler.insight.places import CandidatePlace
from scheduler.problem import Policy, Problem
from scheduler.timetable import Change, Timetable
from scheduler.verifier import Violation


class Located(Protocol):
    """
    What a search of all timetables with a session at a location came to.

    Attributes
    ----------
    timetable
        The closest one found; None if none was.
    proved
        Whether no other one is closer, or none is there: of the whole problem.
    rules
        If none is there: families of rules that cannot all hold.
    """

    @property
    def timetable(self) -> Timetable | None: ...

    @property
    def proved(self) -> bool: ...


class Locate(Protocol):
    """
    Solves a problem with a session at a location, for so many seconds.

    ``stay``: sessions that must have a place. ``search`` is above this room, so it is handed in.
    """

    def __call__(
        self, problem: Problem, location: Location, stay: frozenset[str], seconds: float
    ) -> Located: ...


@dataclass(frozen=True, slots=True)
class WhyNot:
    """
    What follows if a session has to be somewhere else.

    Attributes
    ----------
    place, refusals
        The most promising place of those in question, and what it would break with all else as it
        is.
    policy
        The policy asked about, if not the one in force: ``reorder`` for a session of a rolling
        order.
    answer
        The best timetable that has the session there; None if there is none.
    places, priced, free
        Places there are (each start, in each room), those that were tried in every way with all
        else as it is, and those at which one breaks nothing.
    for_good
        Whether it is proved that the session alone, without any other, could not sit there.
    proved
        Where nobody else moves: no place there is cheaper. Else: no other timetable with the
        session there is closer, or there is none.
    """

    session: str
    place: CandidatePlace
    refusals: tuple[Violation, ...]
    policy: Policy | None
    answer: Accepted | None
    places: int
    priced: int
    free: int
    for_good: bool = False
    proved: bool = False

    @property
    def timetable(self) -> Timetable | None:
        return None if self.answer is None else self.answer.timetable

    @property
    def difference(self) -> Difference | None:
        return None if self.answer is None else self.answer.difference

    @property
    def changes(self) -> tuple[Change, ...]:
        return () if self.answer is None else self.answer.changes

    @property
    def dropped(self) -> tuple[str, ...]:
        return () if self.answer is None else self.answer.dropped

"""The slot of the scenario in which something is held."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import datetime

from scheduler.problem import Problem
from scheduler.problem.day_slots import DaySlot, day_slots


@dataclass(frozen=True, slots=True)
class Begun:
    """A slot of a day; ``start`` by the clock of the meeting."""

    start: datetime
    slot: DaySlot

    @property
    def id(self) -> str:
        """``2025-02-25/morning``"""
        return self.slot.id


class Slots:
    """The slots of a meeting, as the annex uses them to say when something is held."""

    def __init__(self, problem: Problem) -> None:
        zone = problem.zone
        made = (
            Begun(slot.start.astimezone(zone).replace(tzinfo=None), slot)
            for slot in day_slots(problem)
        )
        self._all = sorted(made, key=lambda begun: begun.start)

    def begun(self, kind: str, moment: datetime) -> Begun | None:
        """The slot for a kind of session that was the last to begin by then; None if none had."""
        own = [begun for begun in self._all if begun.slot.template.serves(kind)] or self._all
        at = bisect_right(own, moment, key=lambda begun: begun.start)
        return own[max(at - 1, 0)] if own else None

    def starting(self, kind: str, moment: datetime) -> Begun | None:
        """The slot for a kind of session that starts just then."""
        begun = self.begun(kind, moment)
        return begun if begun is not None and begun.start == moment else None

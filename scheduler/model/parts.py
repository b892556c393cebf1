"""The decision variables of a sitting."""

from dataclasses import dataclass, field

from ortools.sat.python.cp_model import BoolVarT, IntervalVar, LinearExpr

from scheduler.instance.records import Begun

Expr = LinearExpr | int
"""What constraints are made of; a constant where nothing is left to decide."""


@dataclass(slots=True)
class Part:
    """
    One sitting of session i: in one slot if i may be split, else in one of several.

    Attributes
    ----------
    held
        True iff the sitting takes place.
    slots
        True iff it takes place in slot k.
    rooms
        True iff it takes place in room r.
    start, end, length
        [start, end), where held; length 0 elsewhere.
    begun
        The sitting as it began, if it did.
    """

    i: int
    held: BoolVarT
    slots: dict[int, BoolVarT]
    rooms: dict[int, BoolVarT]
    start: Expr
    end: Expr
    length: Expr
    interval: IntervalVar
    begun: Begun | None = None
    _room_intervals: dict[int, IntervalVar] = field(default_factory=dict)

    @property
    def running(self) -> bool:
        """Whether it has begun, and is not over."""
        return self.begun is not None and self.begun.end is None

    @property
    def over(self) -> bool:
        """Whether it is held already, from start to end."""
        return self.begun is not None and self.begun.end is not None

"""Rules about where and when sittings are, and which rooms stay free."""

from typing import Literal, Self

from pydantic import model_validator

from scheduler.problem.amounts import Positive
from scheduler.problem.declaration import ANY_LEVEL, BY_PARTS, CELLS, Declaration
from scheduler.problem.fields import Id, PlaceId
from scheduler.problem.names import Names
from scheduler.problem.statements.statement import Statement, listed, many
from scheduler.problem.times import Clock, Day, Hours, are_hours


class Preference(Statement):
    """
    Sittings are where the criteria say (``prefer``), or not there (``avoid``).

    All criteria given must hold: one of the slots, of the days, of the rooms, within the hours.
    Hours may go over midnight: ``["20:00", "02:00"]``.
    ``count``: ``sittings`` that are off, or ``room-slots`` that hold such a sitting, each once.
    """

    rule: Literal["prefer", "avoid"]
    of: Names
    count: Literal["sittings", "room-slots"] = "sittings"
    slots: tuple[Id, ...] | None = None
    days: tuple[Day, ...] | None = None
    rooms: tuple[PlaceId, ...] | None = None
    hours: Hours | None = None
    declaration = Declaration(
        "soft",
        about="both",
        reach="session",
        removal_may_break=False,
        ends_running=True,
        strategies=BY_PARTS,
        grid=("hours",),
    )

    @model_validator(mode="after")
    def _names_a_place(self) -> Self:
        if not any(c is not None for c in (self.slots, self.days, self.rooms, self.hours)):
            raise ValueError("expected slots, days, rooms or hours")
        if self.hours is not None and not are_hours(self.hours):
            raise ValueError(f"hours end at {self.hours[1]:%H:%M}, when they start")
        return self

    def sentence(self) -> str:
        alone = len(self.of) == 1
        verb = "sits only" if alone else "sit only"
        if self.rule != "prefer":
            verb = "does not sit" if alone else "do not sit"
        parts = [f"in {', '.join(self.slots)}"] if self.slots is not None else []
        parts += [f"on {', '.join(map(str, self.days))}"] if self.days is not None else []
        parts += [f"in {', '.join(self.rooms)}"] if self.rooms is not None else []
        if self.hours is not None:
            parts.append(f"from {self.hours[0]:%H:%M} to {self.hours[1]:%H:%M}")
        parts += ["(each room slot once)"] if self.count == "room-slots" else []
        return f"{listed(self.of)} {verb} {' '.join(parts)}"

    def is_about_rooms(self) -> bool:
        return self.rooms is not None or self.count == "room-slots"

    def without_rooms(self) -> Self | None:
        """Room slots of one room are no more than those of several."""
        return self if self.rooms is None else None


class NothingAfter(Statement):
    """
    No sitting of these sessions goes on after this hour of the day of its slot.

    Of a slot over midnight, an hour before noon that is earlier than its start is on the next day.
    """

    rule: Literal["nothing_after"]
    of: Names = ("all",)
    after: Clock
    declaration = Declaration(
        "hard",
        about="time",
        reach="session",
        removal_may_break=False,
        ends_running=True,
        strategies={"cells": ANY_LEVEL, "decomposed": ("hard",), "tabu": ("hard",)},
        grid=("after",),
    )

    def sentence(self) -> str:
        what = "no session" if self.of == ("all",) else f"no sitting of {listed(self.of)}"
        return f"{what} goes on after {self.after:%H:%M}"


class Reserve(Statement):
    """
    So many ``rooms`` stay free in every slot, or in the ``slots`` and among the ``among`` given.
    """

    rule: Literal["reserve"]
    rooms: Positive = 1
    among: tuple[PlaceId, ...] | None = None
    slots: tuple[Id, ...] | None = None
    declaration = Declaration(
        "soft",
        about="both",
        reach="many",
        removal_may_break=False,
        ends_running=False,
        strategies=CELLS,
        grid=(),
    )

    def sentence(self) -> str:
        return f"at least {many(self.rooms, 'room')} {'stays' if self.rooms == 1 else 'stay'} free"

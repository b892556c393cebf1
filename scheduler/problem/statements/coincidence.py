"""Rules about what happens at the same time, on one day or in one place, and what does not."""

from typing import Annotated, Literal

from pydantic import Field

from scheduler.problem.amounts import Positive
from scheduler.problem.declaration import (
    BY_PARTS,
    NO_SEARCH,
    TABU_HARD,
    Declaration,
    Level,
    Strategy,
)
from scheduler.problem.fields import Flag, Id, Text
from scheduler.problem.names import Names
from scheduler.problem.statements.statement import Count, Statement, listed, many


class Conflict(Statement):
    """
    Sessions of ``of`` and of ``against`` (or of ``of`` alone) are not in parallel.

    ``count``: ``minutes`` of overlap, ``pairs`` of sessions that overlap, or ``slots`` that hold
    both sides in different rooms. ``one_way``: joint sessions of the other side do not count.
    """

    rule: Literal["conflict"]
    of: Names
    against: Names | None = None
    kind: Text = ""
    count: Literal["minutes", "pairs", "slots"] = "minutes"
    one_way: Flag = False
    declaration = Declaration(
        "soft",
        about="both",
        reach="pair",
        removal_may_break=False,
        ends_running=False,
        strategies=BY_PARTS,
        grid=(),
    )

    def sentence(self) -> str:
        against = f" and {listed(self.against)}" if self.against is not None else ""
        return f"{listed(self.of)}{against} are not in parallel"

    def is_about_rooms(self) -> bool:
        return self.count == "slots"

    def is_treated_by(self, strategy: Strategy, level: Level) -> bool:
        counted = strategy == "cells" or self.count != "slots"
        return counted and super().is_treated_by(strategy, level)


class Concurrency(Statement):
    """At most ``most`` sittings of these sessions at once."""

    rule: Literal["concurrency"]
    of: Names = ("all",)
    most: Positive
    declaration = Declaration(
        "hard",
        about="time",
        reach="many",
        removal_may_break=False,
        ends_running=False,
        strategies=TABU_HARD,
        grid=(),
    )

    def sentence(self) -> str:
        whose = "" if self.of == ("all",) else f" of {listed(self.of)}"
        return f"at most {many(self.most, 'sitting')}{whose} at once"


class Together(Statement):
    """The sessions are on one day, in one slot, or in one room."""

    rule: Literal["together"]
    of: Names
    same: Literal["day", "slot", "room"]
    declaration = Declaration(
        "soft",
        about="both",
        reach="pair",
        removal_may_break=False,
        ends_running=False,
        strategies=NO_SEARCH,
        grid=(),
    )

    def sentence(self) -> str:
        return f"{listed(self.of)} are {'on' if self.same == 'day' else 'in'} one {self.same}"

    def is_about_rooms(self) -> bool:
        return self.same == "room"


class DaysApart(Statement):
    """
    From ``least`` to ``most`` calendar days lie between the first sittings of two, but ``never``
    these.
    """

    rule: Literal["days_apart"]
    sessions: Annotated[tuple[Id, Id], Field()]
    least: Count = 0
    most: Count | None = None
    never: tuple[Count, ...] = ()
    declaration = Declaration(
        "soft",
        about="time",
        reach="pair",
        removal_may_break=False,
        ends_running=False,
        strategies=NO_SEARCH,
        grid=(),
    )

    def sentence(self) -> str:
        parts = [f"at least {many(self.least, 'day')}"] if self.least else []
        parts += [f"at most {many(self.most, 'day')}"] if self.most is not None else []
        parts += [f"not {' or '.join(map(str, self.never))} days"] if self.never else []
        first, second = self.sessions
        return f"{first} and {second} are {', '.join(parts)} apart"

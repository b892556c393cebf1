"""Rules about order: what comes before, next to, first, last, or at a given position."""

from typing import Literal, Self

from pydantic import model_validator

from scheduler.problem.amounts import Positive
from scheduler.problem.declaration import CELLS, NO_SEARCH, TABU_HARD, Declaration, Level, Strategy
from scheduler.problem.fields import Flag, Id
from scheduler.problem.names import Names
from scheduler.problem.statements.statement import Count, Statement, listed, many
from scheduler.problem.times import AmountMinutes


class Precedence(Statement):
    """
    ``first`` is over before ``then`` starts.

    ``lag``: minutes between. ``slots``: then starts in the n-th slot that begins after first is
    over, or later. ``days``: n days later at the earliest (1 is the next day).
    """

    rule: Literal["precedence"]
    first: Names
    then: Names
    lag: AmountMinutes = 0
    slots: Count = 0
    days: Count = 0
    declaration = Declaration(
        "hard",
        about="time",
        reach="pair",
        removal_may_break=False,
        ends_running=False,
        strategies=TABU_HARD,
        grid=("lag",),
    )

    def sentence(self) -> str:
        parts = [many(self.lag, "minute")] if self.lag else []
        parts += [many(self.slots, "slot")] if self.slots else []
        parts += [many(self.days, "day")] if self.days else []
        later = f", at least {' and '.join(parts)} later" if parts else ""
        return f"{listed(self.then)} starts after {listed(self.first)} is over{later}"


class Adjacency(Statement):
    """``then`` starts within so many minutes after ``first`` is over, in the same room."""

    rule: Literal["adjacency"]
    first: Id
    then: Id
    within: AmountMinutes = 0
    same_room: Flag = True
    either_order: Flag = False
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
        within = f"within {many(self.within, 'minute')}" if self.within else "directly"
        return f"{self.then} follows {self.first} {within}"

    def is_about_rooms(self) -> bool:
        return self.same_room

    def without_rooms(self) -> Self:
        return self.model_copy(update={"same_room": False})


class Opening(Statement):
    """This session is over before any other of ``of`` (all but side events) starts."""

    rule: Literal["opening"]
    session: Id
    of: Names | None = None
    declaration = Declaration(
        "hard",
        about="time",
        reach="pair",
        removal_may_break=False,
        ends_running=False,
        strategies=TABU_HARD,
        grid=(),
    )

    def sentence(self) -> str:
        return f"{self.session} is over before any other starts"


class Closing(Statement):
    """
    This session starts when all others of ``of`` (all but side events) are over; ``reserve``
    minutes before the last close of the meeting nothing is held any more.
    """

    rule: Literal["closing"]
    session: Id | None = None
    of: Names | None = None
    reserve: AmountMinutes = 0
    declaration = Declaration(
        "hard",
        about="time",
        reach="pair",
        removal_may_break=False,
        ends_running=True,
        strategies=TABU_HARD,
        grid=("reserve",),
    )

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.session is None and self.reserve == 0:
            raise ValueError(
                "expected the session that closes the meeting, or the minutes to reserve"
            )
        return self

    def sentence(self) -> str:
        parts = [f"{self.session} starts after all others are over"] if self.session else []
        parts += [f"{many(self.reserve, 'minute')} stay free at the end"] if self.reserve else []
        return ", and ".join(parts)

    def is_treated_by(self, strategy: Strategy, level: Level) -> bool:
        return self.reserve == 0 and super().is_treated_by(strategy, level)


class Position(Statement):
    """The session is the ``at``-th of these, in order of start."""

    rule: Literal["position"]
    session: Id
    at: Positive
    of: Names
    declaration = Declaration(
        "soft",
        about="time",
        reach="many",
        removal_may_break=True,
        ends_running=False,
        strategies=CELLS,
        grid=(),
    )

    def sentence(self) -> str:
        among = "all sessions" if self.of == ("all",) else listed(self.of)
        return f"{self.session} is number {self.at} of {among}"

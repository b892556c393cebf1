"""Rules about bodies: how their sessions sit, day by day and room by room."""

from typing import Literal, Self

from pydantic import model_validator

from scheduler.problem.amounts import Positive
from scheduler.problem.declaration import (
    ANY_LEVEL,
    CELLS,
    NO_SEARCH,
    OBEYED_OR_PRICED,
    Declaration,
    Level,
    Strategy,
)
from scheduler.problem.fields import Id
from scheduler.problem.statements.statement import Pool, many


class Spread(Pool):
    """At most ``most`` sittings of a body on a day."""

    rule: Literal["spread"]
    most: Positive = 1
    declaration = Declaration(
        "soft",
        about="time",
        reach="many",
        removal_may_break=False,
        ends_running=False,
        strategies={"tabu": OBEYED_OR_PRICED},
        grid=(),
    )

    def sentence(self) -> str:
        return f"at most {many(self.most, 'sitting')} of {self.whose()} a day"


class Frequency(Pool):
    """A body meets at most ``most`` times within any ``days`` calendar days."""

    rule: Literal["frequency"]
    most: Positive
    days: Positive
    declaration = Declaration(
        "soft",
        about="time",
        reach="many",
        removal_may_break=False,
        ends_running=False,
        strategies=NO_SEARCH,
        grid=(),
    )

    def sentence(self) -> str:
        often = many(self.most, "meeting")
        return f"at most {often} of {self.whose()} within any {many(self.days, 'day')}"


class RoomStability(Pool):
    """A body keeps its room, throughout or ``per`` day."""

    rule: Literal["room_stability"]
    per: Literal["meeting", "day"] = "meeting"
    declaration = Declaration(
        "soft",
        about="both",
        reach="pair",
        removal_may_break=False,
        ends_running=False,
        strategies={"cells": ANY_LEVEL, "decomposed": ("soft",), "tabu": ("soft",)},
        grid=(),
    )

    def sentence(self) -> str:
        return f"the sittings of {self.whose()} keep their room"

    def is_treated_by(self, strategy: Strategy, level: Level) -> bool:
        counted = strategy == "cells" or self.per == "meeting"
        return counted and super().is_treated_by(strategy, level)


class Fairness(Pool):
    """
    What is unwelcome is spread: sittings in bad ``slots``, or minutes lost by trimming.

    ``by``: over groups, or over the regions of groups.
    """

    rule: Literal["fairness"]
    share: Literal["slots", "lost-minutes"] = "slots"
    slots: tuple[Id, ...] = ()
    by: Literal["group", "region"] = "group"
    declaration = Declaration(
        "soft",
        about="time",
        reach="many",
        removal_may_break=True,
        ends_running=False,
        strategies=NO_SEARCH,
        grid=(),
    )

    @model_validator(mode="after")
    def _names_slots(self) -> Self:
        if (self.share == "slots") != bool(self.slots):
            raise ValueError("share: slots needs slots, and share: lost-minutes takes none")
        return self

    def sentence(self) -> str:
        what = "sittings in bad slots" if self.share == "slots" else "lost minutes"
        return f"{what} are shared evenly among {self.whose().removeprefix('each of ')}"


class Exclusive(Pool):
    """A room slot holds sittings of one body alone."""

    rule: Literal["exclusive"]
    declaration = Declaration(
        "hard",
        about="both",
        reach="pair",
        removal_may_break=False,
        ends_running=False,
        strategies=CELLS,
        grid=(),
    )

    def sentence(self) -> str:
        return f"the sittings of {self.whose()} share no room slot with others"


class Contiguous(Pool):
    """A body sits in slots that follow one another."""

    rule: Literal["contiguous"]
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
        return f"the sittings of {self.whose()} are in slots that follow one another"


class Parallel(Pool):
    """A body sits in one room at a time: not in several rooms of a slot."""

    rule: Literal["parallel"]
    declaration = Declaration(
        "soft",
        about="both",
        reach="pair",
        removal_may_break=False,
        ends_running=False,
        strategies={"cells": ANY_LEVEL, "tabu": ("hard",)},
        grid=(),
    )

    def sentence(self) -> str:
        return f"the sittings of {self.whose()} are in one room at a time"

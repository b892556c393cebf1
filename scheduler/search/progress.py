"""What a long search reports while it runs."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

PARTIAL = ("times", "cells")
"""Phases that decide a part of the timetable only: what they have found is none yet."""
HELD = ("rooms", "minutes", "as published")
"""Phases in which the rest is held: their bounds say nothing of timetables in which it is not."""
FIRST = ("all", "any")
"""Phases in which all tiers count at once: their figures mean nothing to a planner."""


Stage = Literal["building", "searching", "proving", "checking"]
DOING: dict[Stage, str] = {
    "building": "building the model",
    "searching": "searching",
    "proving": "proving",
    "checking": "checking the result",
}


@dataclass(frozen=True, slots=True)
class Progress:
    """
    The incumbent and bound of the tier being searched, after so many seconds.

    ``strategy`` and ``phase`` say who searches for what, as far as that is known. ``tier`` is empty
    where only the ``stage`` is told, because nothing is found, or nothing new.
    """

    tier: str
    incumbent: int
    bound: int
    seconds: float
    strategy: str = ""
    phase: str = ""
    stage: Stage = "searching"

    @property
    def found(self) -> bool:
        """Whether it has figures; if not, it says what is done alone."""
        return self.tier != ""

    @property
    def whole(self) -> bool:
        """Whether there is a timetable, and not just a part of one."""
        return self.found and self.phase not in PARTIAL

    @property
    def gap(self) -> str:
        """``25 %``: how much of the incumbent may be too much."""
        return "0" if self.proved == 1 else f"{100 * (1 - self.proved):.0f} %"

    @property
    def proved(self) -> float:
        """The bound as a share of the incumbent, 1 if nothing can be cheaper."""
        return 1.0 if self.incumbent <= self.bound else max(0, self.bound) / self.incumbent

    @property
    def bounded(self) -> bool:
        """Whether the bound says something of the whole timetable."""
        return self.found and self.tier not in FIRST and self.phase not in HELD

    def describe(self, seconds: float | None = None) -> str:
        """``12 s · time, then rooms: times · cost 1,284 · at least 960 · gap 25 %``"""
        who = ": ".join(part for part in (self.strategy, self.phase) if part)
        pieces = [f"{self.seconds if seconds is None else seconds:.0f} s"]
        # with figures it is searched: that need not be said
        pieces += [DOING[self.stage]] if not self.found or self.stage != "searching" else []
        if not self.found:
            return " · ".join(pieces)
        pieces += [who] if who else []
        if self.tier in FIRST:
            return " · ".join([*pieces, "improving the first timetable"])
        name = "cost" if self.tier == "preferences" else self.tier
        pieces += [f"{name} {self.incumbent:,}"]
        if self.bounded:
            pieces += [f"at least {max(0, self.bound):,}", f"gap {self.gap}"]
        return " · ".join(pieces)


Report = Callable[[Progress], None]

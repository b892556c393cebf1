"""
What a rule declares about itself, for everybody who treats rules.

No field has a default: whoever adds a rule answers each question once, here, and all others read
the answer. ``tests/twins/test_declarations.py`` compares the answers with every timetable of the
tiny problems.
"""

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass
from typing import Literal

Level = Literal["hard", "soft", "warn"]
About = Literal["rooms", "time", "both", "neither"]
Reach = Literal["session", "pair", "many"]

Strategy = Literal["cells", "decomposed", "tabu", "time_then_rooms"]
"""Searches that do not post every rule on a model of the whole; docs/explanation/strategies.md."""


@dataclass(frozen=True, slots=True)
class Declaration:
    """
    Attributes
    ----------
    level
        Where nothing else is said.
    about
        Whether it matters which rooms the sittings are in, all times being the same; or when they
        are, all rooms being the same; or both, or neither.
    reach
        How many sessions a breach needs: one by itself, two, or more (or none, as for free rooms).
    removal_may_break
        Whether a timetable that keeps the rule may break it once a session is left out.
    ends_running
        Whether a running sitting has to end when it no longer may go on, where the rule is hard: of
        such a sitting it is asked about the minutes to come. All others ask nothing of it.
    strategies
        Who treats it, and at which levels; all others decline a problem in which it is asked for.
    grid
        Its fields of minutes, and of hours of the day, that must lie on the time grid.
    """

    level: Level
    _: KW_ONLY
    about: About
    reach: Reach
    removal_may_break: bool
    ends_running: bool
    strategies: Mapping[Strategy, tuple[Level, ...]]
    grid: tuple[str, ...]

    @property
    def about_rooms(self) -> bool:
        return self.about in ("rooms", "both")

    @property
    def about_time(self) -> bool:
        return self.about in ("time", "both")


ANY_LEVEL: tuple[Level, ...] = ("hard", "soft", "warn")
OBEYED_OR_PRICED: tuple[Level, ...] = ("hard", "soft")
NO_SEARCH: Mapping[Strategy, tuple[Level, ...]] = {}
"""Only the exact model treats it, and what is made of that: repairs, neighbourhoods, policies."""
CELLS: Mapping[Strategy, tuple[Level, ...]] = {"cells": ANY_LEVEL}
TABU_HARD: Mapping[Strategy, tuple[Level, ...]] = {"tabu": ("hard",)}
BY_PARTS: Mapping[Strategy, tuple[Level, ...]] = {
    "cells": ANY_LEVEL,
    "decomposed": OBEYED_OR_PRICED,
    "tabu": OBEYED_OR_PRICED,
}

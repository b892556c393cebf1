"""
What a rule is: what everybody who treats rules has to know of it before treating it.

No field has a default: who adds a rule answers each question once, here, and all others read the
answer. ``tests/twins/test_declarations.py`` compares the answers with every timetable of the tiny
problems.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Level = Literal["hard", "soft", "warn"]

Reach = Literal["session", "pair", "many"]
"""How many sessions a breach needs: one by itself, two, or more (or none, as for free rooms)."""

Strategy = Literal["cells", "decomposed", "tabu", "time_then_rooms"]
"""Searches that do not post every rule on a model of the whole; docs/strategies.md."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """
    Attributes
    ----------
    level
        Where nothing else is said.
    about_rooms
        Whether it matters which rooms the sittings are in, all times being the same.
    about_time
        Whether it matters when the sittings are, all rooms being the same.
    reach
        How many sessions a breach needs.
    removal_may_break
        Whether a timetable that keeps the rule may break it once a session is left out.
    strategies
        Who treats it, and at which levels; all others decline a problem in which it is asked for.
    section
        The heading in docs/semantics.md under which it stands, by its code.
    """

    level: Level
    about_rooms: bool
    about_time: bool
    reach: Reach
    removal_may_break: bool
    strategies: Mapping[Strategy, tuple[Level, ...]]
    section: str


NO_STRATEGY: Mapping[Strategy, tuple[Level, ...]] = {}
"""Only the exact model treats it, and what is made of that: repairs, neighbourhoods, policies."""
ANY_LEVEL: tuple[Level, ...] = ("hard", "soft", "warn")
OBEYED_OR_PRICED: tuple[Level, ...] = ("hard", "soft")
STATED = "Rules stated and provided for"

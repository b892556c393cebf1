"""
Rules that nobody states: they follow from sessions, rooms, people and provisions.

A scenario may change the level of all or some of their occurrences, or waive them.
"""

from collections.abc import Mapping
from typing import Annotated, Literal, Self, get_args

from pydantic import Field, model_validator

from scheduler.problem.declaration import ANY_LEVEL, About, Declaration, Level, Reach, Strategy
from scheduler.problem.fields import Id, PlaceId, Strict
from scheduler.problem.names import Names
from scheduler.problem.statements.statement import Weight

LevelCode = Literal[
    "room_clash",
    "person_clash",
    "attendee_clash",
    "availability",
    "room_fit",
    "window",
    "office_holder",
    "side_event",
    "documents",
    "quorum",
    "interpretation",
    "small_delegation",
    "comfort",
]

EVERYBODY: Mapping[Strategy, tuple[Level, ...]] = dict.fromkeys(get_args(Strategy), ANY_LEVEL)
"""Each strategy treats the rule, or declines the problems in which it could matter to it."""


def _given(
    level: Level, reach: Reach, about: About = "time", *, ends_running: bool = False
) -> Declaration:
    return Declaration(
        level,
        about=about,
        reach=reach,
        removal_may_break=False,
        ends_running=ends_running,
        strategies=EVERYBODY,
        grid=(),
    )


GIVEN: dict[LevelCode, Declaration] = {
    "room_clash": _given("hard", "pair", "both"),
    "person_clash": _given("hard", "pair", "both"),
    "attendee_clash": _given("soft", "pair", "both"),
    "availability": _given("hard", "session", "both", ends_running=True),
    "room_fit": _given("hard", "session", "rooms"),
    "window": _given("hard", "session", ends_running=True),
    "office_holder": _given("hard", "session", "neither"),
    "side_event": _given("hard", "pair"),
    "documents": _given("warn", "session"),
    "quorum": _given("hard", "session"),
    "interpretation": _given("hard", "many", "both", ends_running=True),
    "small_delegation": _given("soft", "many"),
    "comfort": _given("soft", "session", ends_running=True),
}
"""What each of these rules is."""


class Scope(Strict):
    """
    Which occurrences of a rule are meant: all, or those of these sessions, people and rooms.

    An occurrence between two sessions is meant if one is in ``sessions`` and the other in
    ``against`` (in ``sessions`` as well, where that is not given).
    """

    rule: LevelCode
    sessions: Names | None = None
    against: Names | None = None
    people: tuple[Id, ...] | None = None
    rooms: tuple[PlaceId, ...] | None = None

    @model_validator(mode="after")
    def _against_whom(self) -> Self:
        if self.against is not None and self.sessions is None:
            raise ValueError("against needs sessions")
        return self


class Leveled(Scope):
    """Another level for these occurrences; where several say something, the last one holds."""

    level: Level
    weight: Weight = 1


class Waiver(Scope):
    """These occurrences are not asked for, for a reason that stays visible."""

    reason: Annotated[str, Field(min_length=1, max_length=2_000, strict=True)]

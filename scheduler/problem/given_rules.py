"""Rules that no statement spells out: they follow from sessions, rooms, people and provisions."""

from collections.abc import Mapping
from typing import Literal, get_args

from scheduler.problem.declaration import ANY_LEVEL, STATED, Declaration, Level, Reach, Strategy

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
"""Rules that no statement spells out: they follow from sessions, rooms and people."""

EVERYBODY: Mapping[Strategy, tuple[Level, ...]] = dict.fromkeys(get_args(Strategy), ANY_LEVEL)
"""Each strategy treats the rule, or declines the problems in which it could matter to it."""


def _given(
    level: Level,
    reach: Reach,
    *,
    rooms: bool = False,
    time: bool = True,
    section: str = "Hard rules (a family each; the name is the code)",
) -> Declaration:
    return Declaration(
        level=level,
        about_rooms=rooms,
        about_time=time,
        reach=reach,
        removal_may_break=False,
        strategies=EVERYBODY,
        section=section,
    )


GIVEN: dict[LevelCode, Declaration] = {
    "room_clash": _given("hard", "pair", rooms=True),
    "person_clash": _given("hard", "pair", rooms=True),
    "attendee_clash": _given("soft", "pair", rooms=True, section="Levels"),
    "availability": _given("hard", "session", rooms=True),
    "room_fit": _given("hard", "session", rooms=True, time=False),
    "window": _given("hard", "session"),
    "office_holder": _given("hard", "session", time=False),
    "side_event": _given("hard", "pair"),
    "documents": _given("warn", "session", section=STATED),
    "quorum": _given("hard", "session", section=STATED),
    "interpretation": _given("hard", "many", rooms=True, section=STATED),
    "small_delegation": _given("soft", "many", section=STATED),
    "comfort": _given("soft", "session", section=STATED),
}
"""What each of these rules is."""

"""
What a schedule.xml has no place for, and ``import xml`` wants back: in a processing instruction.

Every reader of XML passes over one that is not meant for it, and no schema can refuse it.
"""

import json
from typing import Any

from scheduler.problem import Problem
from scheduler.render.apps.programme import Programme

TARGET = "rollgrid"


def instruction(problem: Problem, made: Programme) -> str:
    """
    One line: the time zone, grid, slots, orders, and the ids of rooms and sessions.

    What overtime costs is nobody's business outside.
    """
    content: dict[str, Any] = {
        "meeting": made.id,
        "timezone": made.timezone,
        "grid": problem.meeting.grid,
        "slots": [_dumped(slot.model_copy(update={"overtime": None})) for slot in problem.slots],
        "rooms": made.rooms,
        "sessions": made.sessions,
        "rolling": [_dumped(order) for order in problem.rolling],
    }
    # "?>" would end it
    text = json.dumps(content, separators=(",", ":")).replace(">", "\\u003e")
    return f"<?{TARGET} {text}?>"


def _dumped(part: Any) -> Any:
    return part.model_dump(mode="json", by_alias=True, exclude_defaults=True)

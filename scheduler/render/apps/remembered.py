"""What a programme has no place for, and an import of it wants back."""

from typing import Any

from scheduler.problem import Problem
from scheduler.render.apps.programme import Programme

TARGET = "rollgrid"
"""What it is called, in schedule.xml as in schedule.json."""


def memory(problem: Problem, made: Programme) -> dict[str, Any]:
    """Plain data. What overtime costs is nobody's business outside."""
    return {
        "meeting": made.id,
        "timezone": made.timezone,
        "grid": problem.meeting.grid,
        "days": [day.isoformat() for day in problem.days],
        "slots": [_dumped(slot.model_copy(update={"overtime": None})) for slot in problem.slots],
        "rooms": dict(made.rooms),
        "sessions": dict(made.sessions),
        "rolling": [_dumped(order) for order in problem.rolling],
    }


def _dumped(part: Any) -> Any:
    return part.model_dump(mode="json", by_alias=True, exclude_defaults=True)

"""Fields that a programme has no place for, kept for an import of it."""

from collections.abc import Iterator
from typing import Any

from scheduler.problem import Problem
from scheduler.render.apps.programme import Programme

TARGET = "rollgrid"
"""What it is called, in schedule.xml as in schedule.json."""
MARKS = {"items", "organiser", "closed", "webcast", "tbc"}


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
        **{name: told for name, told in _printed(problem, {*made.sessions.values()}) if told},
    }


def _printed(problem: Problem, used: set[str]) -> Iterator[tuple[str, Any]]:
    """What is printed of sessions, and has no place of its own in a programme."""
    told = {session.id: session.model_dump(include=MARKS) for session in problem.sessions}
    marked = {id: {f: v for f, v in fields.items() if v} for id, fields in told.items()}
    yield "marks", {id: fields for id, fields in marked.items() if fields and id in used}
    yield "documents", [*_documents(problem, used)]
    meetings = {group.id: group.meetings for group in problem.groups if group.meetings}
    yield "meetings", meetings


def _documents(problem: Problem, used: set[str]) -> Iterator[dict[str, Any]]:
    for paper in problem.documents:
        sessions = [id for id in problem.chosen(paper.sessions) if id in used]
        if sessions and (paper.symbol or paper.url is not None):
            told = {"id": paper.id, "symbol": paper.symbol, "title": paper.title, "url": paper.url}
            yield {name: value for name, value in told.items() if value} | {"sessions": sessions}


def _dumped(part: Any) -> Any:
    return part.model_dump(mode="json", by_alias=True, exclude_defaults=True)

"""
What became of FOSDEM's published talks in a timetable: what moved, and what need not have.

Read from the trace alone. A talk that a revision lists as changed is *named*; whatever else moved,
compared with the revision before, moved beyond what they announced.
"""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from scheduler.timetable import Timetable

Trace = list[dict[str, Any]]
Place = tuple[str, str, int, int]

BRUSSELS = ZoneInfo("Europe/Brussels")


def score(trace: Trace, revision: int, timetable: Timetable) -> dict[str, int]:
    """
    A timetable that answers a revision's step, against the revision before it.

    Talks in both: ``kept``, or ``moved`` in ``days``, ``rooms`` or ``starts`` (each counted on its
    own); moved ones are ``named`` or ``beyond``; ``lengths`` counts those as long no more. Then
    talks that are ``new``, or ``gone``: cancelled or without a place.
    """
    before = _places(trace, revision - 1)
    after = {s.session: _place(s.room, s.start, s.end) for s in timetable.sittings}
    both = sorted(before.keys() & after.keys())
    named = {talk["id"] for talk in trace[revision]["changed"]}
    moved = [id for id in both if before[id][:3] != after[id][:3]]
    return {
        "kept": len(both) - len(moved),
        "moved": len(moved),
        "days": _differing(before, after, both, 0),
        "rooms": _differing(before, after, both, 1),
        "starts": _differing(before, after, both, 2),
        "lengths": _differing(before, after, both, 3),
        "named": sum(id in named for id in moved),
        "beyond": sum(id not in named for id in moved),
        "new": len(after.keys() - before.keys()),
        "gone": len(before.keys() - after.keys()),
    }


def _differing(
    before: dict[str, Place], after: dict[str, Place], both: list[str], what: int
) -> int:
    return sum(before[id][what] != after[id][what] for id in both)


def _places(trace: Trace, revision: int) -> dict[str, Place]:
    """Day, room, start and length of each talk of a revision."""
    places: dict[str, Place] = {}
    for step in trace[: revision + 1]:
        for talk in (*step.get("base", ()), *step.get("added", ()), *step.get("changed", ())):
            room = talk["room"].partition(" ")[0]
            places[talk["id"]] = (talk["day"], room, talk["start"], talk["minutes"])
        for id in step.get("removed", ()):
            del places[id]
    return places


def _place(room: str, start: datetime, end: datetime) -> Place:
    local = start.astimezone(BRUSSELS)
    minutes = int((end - start).total_seconds()) // 60
    return f"{local:%Y-%m-%d}", room, local.hour * 60 + local.minute, minutes

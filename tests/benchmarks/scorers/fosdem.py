"""
What became of FOSDEM's published talks in a timetable: what moved, and what need not have.

Read from the trace alone. A talk that a revision lists as changed is *named*; whatever else moved,
compared with the revision before, moved beyond what they announced.
"""

from datetime import datetime
from typing import Any

from scheduler.timetable import Timetable
from tests.benchmarks.naming import handles, short_handles, zone_of_trace

Trace = list[dict[str, Any]]
Place = tuple[str, str, int, int]


def score(trace: Trace, revision: int, timetable: Timetable) -> dict[str, int]:
    """
    A timetable that answers a revision's step, against the revision before it.

    Talks in both: ``kept``, or ``moved`` in ``days``, ``rooms`` or ``starts`` (each counted on its
    own); moved ones are ``named`` or ``beyond``; ``lengths`` counts those as long no more. Then
    talks that are ``new``, or ``gone``: cancelled or without a place.
    """
    before = _places(trace, revision - 1)
    zone = zone_of_trace(trace)
    after = {s.session: _place(s.room, s.start.astimezone(zone), s.end) for s in timetable.sittings}
    both = sorted(before.keys() & after.keys())
    ids = handles(talk["id"] for talk in _talks(trace))
    named = {ids[str(talk["id"])] for talk in trace[revision]["changed"]}
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
    ids = handles(talk["id"] for talk in _talks(trace))
    rooms = short_handles(talk["room"] for talk in _talks(trace))
    for step in trace[: revision + 1]:
        for talk in (*step.get("base", ()), *step.get("added", ()), *step.get("changed", ())):
            place = (talk["day"], rooms[talk["room"]], talk["start"], talk["minutes"])
            places[ids[str(talk["id"])]] = place
        for id in step.get("removed", ()):
            del places[ids[str(id)]]
    return places


def _talks(trace: Trace) -> list[dict[str, Any]]:
    """Every talk, as often as the trace tells of it."""
    kinds = ("base", "added", "changed")
    return [talk for step in trace for kind in kinds for talk in step.get(kind, ())]


def _place(room: str, start: datetime, end: datetime) -> Place:
    minutes = int((end - start).total_seconds()) // 60
    return f"{start:%Y-%m-%d}", room, start.hour * 60 + start.minute, minutes

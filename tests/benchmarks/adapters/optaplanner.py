"""
Meeting scheduling as OptaPlanner and Timefold ship it: meetings, rooms, time grains, people.

Who is required presides, who is preferred attends; a meeting, a person and a room are called by
their numbers, with their names as titles. Grains are numbered without lunch, and a meeting may go
on after it: the clock of this problem leaves lunch out as well. A day is one slot, so that no
meeting goes on the next day.

Hard and medium score are rules of ours (``TERMS``). Of the soft score no planner would want
a rule: as early as possible at any price, a break between any two meetings of the whole house, no
two meetings at once, the largest rooms filled first, nobody to change rooms.
"""

from collections import Counter, defaultdict
from itertools import pairwise
from typing import Any

from scheduler import verifier
from scheduler.problem import Problem
from scheduler.timetable import Timetable
from tests.benchmarks.naming import grid_of, numbered_handles

Row = dict[str, Any]

DAY = 24 * 60

TERMS = {
    "room": "room_clash",
    "required": "person_clash",
    "preferred": "attendee_clash",
}
"""
Terms that we charge as they do, in grains, with our rule for each.

The first two are hard: they are charged where the problem is not ``hard``, and else forbidden.
"""
FORBIDDEN = {"seats": "room_fit", "overtime": "overtime", "one_day": "overtime"}
"""
Terms that are zero where our rule is kept, and only there; they count, we forbid.

How many seats are missing is nothing that we charge: a room too small is one breach.
"""


def problem(data: Row, *, hard: bool = True) -> Problem:
    """The instance in our rules; not ``hard``: what they count as hard is charged by us as well."""
    charged = [
        {"rule": rule, "level": "soft"} for rule in ("room_clash", "person_clash", "room_fit")
    ]
    return Problem.model_validate(
        {
            "meeting": {
                "id": "meetings",
                "title": str(data["name"]),
                "timezone": "UTC",
                "grid": grain_of(data),
            },
            "days": data["days"],
            "slots": _slots(data),
            "rooms": [
                {"id": id, "name": room["name"], "seats": room["capacity"]}
                for id, room in zip(places(data), data["rooms"], strict=True)
            ],
            "people": [{"id": str(p), "title": name} for p, name in enumerate(data["persons"])],
            "sessions": [
                _session(m, meeting, grain_of(data)) for m, meeting in enumerate(data["meetings"])
            ],
            "levels": [] if hard else charged,
        }
    )


def charged(problem: Problem, timetable: Timetable) -> dict[str, int]:
    """Our charges in grains, under the names of their terms; what is hard is not charged."""
    found = dict.fromkeys(TERMS, 0)
    for term, rule in TERMS.items():
        minutes = sum(c.amount for c in verifier.charges(problem, timetable) if c.rule == rule)
        grain = problem.meeting.grid
        assert minutes % grain == 0, f"{minutes} minutes of {rule} are no whole number of grains"
        found[term] = minutes // grain
    return found


def places(data: Row) -> list[str]:
    """Rooms by their names, as far as these are ids."""
    return numbered_handles([room["name"] for room in data["rooms"]])


def grain_of(data: Row) -> int:
    """Minutes of a time grain: what lies between two of one day, lunch apart."""
    days: dict[int, list[int]] = defaultdict(list)
    for grain in data["grains"]:
        days[grain["day"]].append(grain["minute"])
    return grid_of(b - a for own in days.values() for a, b in pairwise(own))


def opens_of(data: Row) -> int:
    """The minute at which a day begins here: as there, if a day without lunch is over by then."""
    longest = max(Counter(grain["day"] for grain in data["grains"]).values())
    first = min(int(grain["minute"]) for grain in data["grains"])
    return max(0, min(first, DAY - longest * grain_of(data)))


def _session(m: int, meeting: Row, grain: int) -> Row:
    return {
        "id": str(m),
        "title": meeting["topic"],
        "minutes": meeting["dur"] * grain,
        "chairs": [str(p) for p in meeting["required"]],
        "attendees": [str(p) for p in meeting["preferred"]],
        "attendance": len(meeting["required"]) + len(meeting["preferred"]),
    }


def _slots(data: Row) -> list[Row]:
    """One slot a day, as long as the day has grains; one template for days of one length."""
    days: dict[int, list[str]] = defaultdict(list)
    for d, day in enumerate(data["days"]):
        days[sum(grain["day"] == d for grain in data["grains"])].append(day)
    return [
        {
            "id": f"{grains}-grains",
            "start": _clock(data, 0),
            "end": _clock(data, grains),
            "days": of,
        }
        for grains, of in sorted(days.items())
    ]


def _clock(data: Row, grains: int) -> str:
    minutes = opens_of(data) + grains * grain_of(data)
    return f"{minutes // 60:02}:{minutes % 60:02}"

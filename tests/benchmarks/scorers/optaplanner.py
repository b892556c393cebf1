"""
What OptaPlanner's meeting scheduling counts, from its instance alone.

The clock leaves lunch out: a day begins with its first grain, and the others follow. All figures
are penalties: nothing is below zero, and less is better.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import combinations, pairwise, permutations
from typing import Any

from scheduler.timetable import Timetable
from tests.benchmarks.naming import numbered_handles

Instance = dict[str, Any]

A_DAY = 24 * 60


@dataclass(frozen=True)
class Placed:
    """A meeting from grain ``start`` to grain ``end``, in a room."""

    number: int
    start: int
    end: int
    room: int
    required: frozenset[int]
    preferred: frozenset[int]

    @property
    def people(self) -> frozenset[int]:
        return self.required | self.preferred


def score(instance: Instance, timetable: Timetable) -> dict[str, int]:
    """Their terms by name, and the three levels ``hard``, ``medium`` and ``soft``."""
    meetings = _placed(instance, timetable)
    hard = {
        "room": _room(meetings),
        "overtime": sum(m.end - 1 for m in meetings if m.end > len(instance["grains"])),
        "required": _shared(meetings, both_required=True),
        "seats": _seats(instance, meetings),
        "one_day": sum(_spans_two_days(instance, m) for m in meetings),
    }
    medium = {"preferred": _shared(meetings, both_required=False)}
    soft = {
        "early": sum(m.end - 1 for m in meetings),
        "no_break": 100 * sum(a.end == b.start for a, b in permutations(meetings, 2)),
        "at_once": 10 * sum(_overlap(a, b) for a, b in combinations(meetings, 2)),
        "larger_rooms": sum(_larger(instance, m) for m in meetings),
        "room_changes": _room_changes(meetings),
    }
    return {
        **hard,
        **medium,
        **soft,
        "hard": sum(hard.values()),
        "medium": sum(medium.values()),
        "soft": sum(soft.values()),
        "unplaced": len(instance["meetings"]) - len(meetings),
    }


def _placed(instance: Instance, timetable: Timetable) -> list[Placed]:
    firsts = _first_grains(instance)
    named = numbered_handles([room["name"] for room in instance["rooms"]])
    rooms = {id: k for k, id in enumerate(named)}
    found = []
    for sitting in timetable.sittings:
        meeting = instance["meetings"][int(sitting.session)]
        start = _grain(instance, firsts, sitting.start)
        assert sitting.end - sitting.start == meeting["dur"] * _a_grain(instance), (
            "a meeting was cut"
        )
        found.append(
            Placed(
                number=int(sitting.session),
                start=start,
                end=start + meeting["dur"],
                room=rooms[sitting.room],
                required=frozenset(meeting["required"]),
                preferred=frozenset(meeting["preferred"]),
            )
        )
    return found


def _first_grains(instance: Instance) -> dict[date, int]:
    """The number of each day's first grain."""
    days = [grain["day"] for grain in instance["grains"]]
    return {date.fromisoformat(day): days.index(d) for d, day in enumerate(instance["days"])}


def _a_grain(instance: Instance) -> timedelta:
    """As long as the shortest step from one grain to the next."""
    minutes = [grain["minute"] for grain in instance["grains"]]
    return timedelta(minutes=min(b - a for a, b in pairwise(minutes) if b > a))


def _opens(instance: Instance, start: datetime) -> datetime:
    """When a day begins, earlier than there if it would not be over by midnight."""
    grains = instance["grains"]
    most: int = max(sum(g["day"] == d for g in grains) for d in range(len(instance["days"])))
    told = timedelta(minutes=min(int(grain["minute"]) for grain in grains))
    late = timedelta(minutes=A_DAY) - most * _a_grain(instance)
    midnight = start.replace(hour=0, minute=0)
    return midnight + max(timedelta(0), min(told, late))


def _grain(instance: Instance, firsts: dict[date, int], start: datetime) -> int:
    grain, rest = divmod(start - _opens(instance, start), _a_grain(instance))
    found = firsts[start.date()] + grain
    assert not rest, f"{start} is between two grains"
    assert instance["grains"][found]["day"] == list(firsts).index(start.date())
    return found


def _overlap(a: Placed, b: Placed) -> int:
    return max(0, min(a.end, b.end) - max(a.start, b.start))


def _room(meetings: list[Placed]) -> int:
    return sum(_overlap(a, b) for a, b in combinations(meetings, 2) if a.room == b.room)


def _shared(meetings: list[Placed], *, both_required: bool) -> int:
    """Grains, for every two meetings and everybody wanted in both."""
    total = 0
    for a, b in combinations(meetings, 2):
        required = a.required & b.required
        people = required if both_required else (a.people & b.people) - required
        total += len(people) * _overlap(a, b)
    return total


def _seats(instance: Instance, meetings: list[Placed]) -> int:
    capacity = [room["capacity"] for room in instance["rooms"]]
    wanted = ((len(m.required) + len(m.preferred), m.room) for m in meetings)
    return sum(max(0, seats - capacity[room]) for seats, room in wanted)


def _spans_two_days(instance: Instance, meeting: Placed) -> bool:
    grains = instance["grains"]
    last = min(meeting.end, len(grains)) - 1
    return bool(grains[meeting.start]["day"] != grains[last]["day"])


def _larger(instance: Instance, meeting: Placed) -> int:
    capacity = [room["capacity"] for room in instance["rooms"]]
    return sum(max(0, seats - capacity[meeting.room]) for seats in capacity)


def _room_changes(meetings: list[Placed]) -> int:
    return sum(
        len(a.people & b.people)
        for a, b in permutations(meetings, 2)
        if a.start < b.start and b.start - a.end <= 2 and a.room != b.room
    )

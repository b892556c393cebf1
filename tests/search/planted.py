"""Meetings made from a timetable, so that one exists: what there is must be found with any seed."""

import random
from datetime import date, datetime, timedelta
from typing import Any

from scheduler.problem import Problem

FIRST = date(2030, 3, 4)
SLOTS = (("am", "10:00", "13:00"), ("pm", "15:00", "18:00"))
SLOT, LEAST = 180, 30


def splitting(sessions: int, seed: int, *, rooms: int = 3, fill: float = 0.85) -> Problem:
    """
    Sessions that may be split at the ends of slots, in no order, each with a chair.

    They were drawn one after another into the rooms, with gaps where parts would be too short, and
    chairs who were nowhere else then; the rest of the last days is free.
    """
    draw = random.Random(seed)
    rows: list[dict[str, Any]] = []
    held: list[list[tuple[int, int]]] = [[] for _ in range(max(4, sessions // 2))]
    clock = [0] * rooms
    for n in range(sessions):
        r = min(range(rooms), key=clock.__getitem__)
        start, minutes = _begin(clock[r]), 5 * draw.randint(12, 48)
        tail = (start + minutes) % SLOT
        if start // SLOT != (start + minutes) // SLOT and 0 < tail < LEAST:
            minutes += LEAST - tail
        clock[r] = start + minutes
        busy = [any(a < clock[r] and start < b for a, b in own) for own in held]
        chair = draw.choice([c for c, taken in enumerate(busy) if not taken])
        held[chair].append((start, clock[r]))
        rows.append(_row(n, minutes, chair))
    days = -(-int(max(max(clock), sum(clock) / rooms / fill)) // (len(SLOTS) * SLOT))
    return _meeting(rows, days, rooms, len(held))


def orders(sessions: int, seed: int, *, rooms: int = 6) -> Problem:
    """The same with a rolling order in each room, in the order in which they were drawn."""
    problem = splitting(sessions, seed, rooms=rooms)
    following: list[list[str]] = [[] for _ in range(rooms)]
    clock = [0] * rooms
    for session in problem.sessions:
        r = min(range(rooms), key=clock.__getitem__)
        clock[r] = _begin(clock[r]) + session.minutes.likely
        following[r].append(session.id)
    rolling = [{"room": f"room-{r}", "order": own} for r, own in enumerate(following)]
    spare = problem.days[-1]
    days = [*problem.days, *(spare + timedelta(days=n) for n in range(1, 4))]
    return Problem.model_validate(problem.model_dump() | {"rolling": rolling, "days": days})


def _begin(minute: int) -> int:
    """Where the next may begin: never so close to the end that its first part is too short."""
    left = SLOT - minute % SLOT
    return minute + left if left < LEAST else minute


def _row(n: int, minutes: int, chair: int) -> dict[str, Any]:
    return {
        "id": f"s{n:02}",
        "minutes": minutes,
        "chairs": [f"chair-{chair}"],
        "split": {"least_part": LEAST},
    }


def _meeting(rows: list[dict[str, Any]], days: int, rooms: int, chairs: int) -> Problem:
    begin = datetime.combine(FIRST, datetime.min.time())
    return Problem.model_validate(
        {
            "meeting": {"id": "planted", "title": "P", "timezone": "Europe/Zurich", "grid": 5},
            "days": [(begin + timedelta(days=n)).date() for n in range(days)],
            "slots": [{"id": id, "start": start, "end": end} for id, start, end in SLOTS],
            "rooms": [{"id": f"room-{r}"} for r in range(rooms)],
            "people": [{"id": f"chair-{c}"} for c in range(chairs)],
            "sessions": rows,
        }
    )

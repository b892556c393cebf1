"""
A conference centre's year: many bodies, forty rooms, chairs who lead several sessions, conflicts.

Any number of sessions from 50 to 10,000; the days grow with them so that rooms are about half full.
"""

import random
from datetime import date, timedelta
from typing import Any

from scheduler.problem import Problem

FIRST = date(2030, 1, 7)
ROOMS = 40
SEATS = (250, 60, 150, 30, 100, 40, 80, 50, 500, 30)


def centre(sessions: int, seed: int = 1) -> Problem:
    """``sessions`` of 60 to 180 minutes; the same seed gives the same meeting."""
    draw = random.Random(seed)
    rooms = min(ROOMS, max(4, sessions // 20))
    days = [_weekday(n) for n in range(max(2, -(-sessions // (2 * rooms))))]
    bodies = max(5, sessions // 12)
    people = max(10, sessions // 5)
    rows = [_session(draw, n, bodies, people) for n in range(sessions)]
    return Problem.model_validate(
        {
            "meeting": {"id": "centre", "title": "Centre", "timezone": "Europe/Zurich", "grid": 30},
            "days": days,
            "slots": [
                {"id": "morning", "start": "09:30", "end": "12:30"},
                {"id": "afternoon", "start": "14:00", "end": "18:00"},
            ],
            "rooms": [{"id": f"r{n:02}", "seats": SEATS[n % len(SEATS)]} for n in range(rooms)],
            "people": [_person(draw, n, days) for n in range(people)],
            "sessions": rows,
            "rules": [
                {"rule": "room_stability", "weight": 5},
                *(
                    {"rule": "conflict", "of": f"b{a}", "against": f"b{b}", "count": "pairs"}
                    for a, b in (draw.sample(range(bodies), 2) for _ in range(2 * bodies))
                ),
            ],
        }
    )


def _weekday(n: int) -> date:
    return FIRST + timedelta(days=7 * (n // 5) + n % 5)


def _session(draw: random.Random, n: int, bodies: int, people: int) -> dict[str, Any]:
    return {
        "id": f"s{n:05}",
        "group": f"b{n % bodies}",
        "minutes": draw.choice([60, 90, 90, 120, 120, 180]),
        "chairs": [f"p{draw.randrange(people)}"],
        "attendance": draw.choice([15, 25, 25, 35, 45, 70, 120, 200]),
    }


def _person(draw: random.Random, n: int, days: list[date]) -> dict[str, Any]:
    row: dict[str, Any] = {"id": f"p{n}"}
    if draw.random() < 0.3:
        day = draw.choice(days)
        row["unavailable"] = [{"from": f"{day} 00:00", "to": f"{day} 23:30"}]
    return row

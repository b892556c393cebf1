"""Meetings of many rooms and a full timetable for each, made from a seed, without a solver."""

import random
from datetime import date, timedelta
from typing import Any

from scheduler.insight.occupancy import Occupancy
from scheduler.insight.places import move, places
from scheduler.insight.precomputed import precompute
from scheduler.problem import Problem
from scheduler.timetable import Timetable, Unplaced

FIRST = date(2030, 3, 4)


def conference(seed: int, *, sessions: int = 120, rooms: int = 10, days: int = 10) -> Problem:
    """
    Sessions of 60 to 120 minutes, two slots of three hours a day, rooms of many sizes.

    Thirty people preside over four sessions each and attend a dozen more; every fifth is away
    for a day.
    """
    draw = random.Random(seed)
    people = [f"p{n:02}" for n in range(30)]
    calendar = [FIRST + timedelta(days=7 * (d // 5) + d % 5) for d in range(days)]
    return Problem.model_validate(
        {
            "meeting": {"id": "conf", "title": "C", "timezone": "Europe/Zurich", "grid": 15},
            "days": calendar,
            "slots": [
                {"id": "morning", "start": "10:00", "end": "13:00"},
                {"id": "afternoon", "start": "15:00", "end": "18:00"},
            ],
            "rooms": [{"id": f"r{n}", "seats": 400 // (n + 1)} for n in range(rooms)],
            "people": [_person(n, id, calendar) for n, id in enumerate(people)],
            "sessions": [_session(draw, n, people, rooms) for n in range(sessions)],
        }
    )


def subsidiary(seed: int) -> Problem:
    """
    120 meetings of 45 groups, 10 rooms, 10 days; thirty delegations of one or two people follow.

    At most two contact groups and six meetings at once; a group meets once a day, if it can.
    """
    draw = random.Random(seed)
    days = [FIRST + timedelta(days=7 * (d // 5) + d % 5) for d in range(10)]
    groups = [f"g{n:02}" for n in range(45)]
    return Problem.model_validate(
        {
            "meeting": {"id": "sb", "title": "S", "timezone": "Europe/Berlin", "grid": 15},
            "days": days,
            "slots": [
                {"id": "morning", "start": "10:00", "end": "13:00"},
                {"id": "afternoon", "start": "15:00", "end": "18:00"},
            ],
            "rooms": [{"id": f"r{n}", "seats": 400 // (n + 1)} for n in range(10)],
            "people": [_person(n, f"c{n:02}", days) for n in range(45)],
            "delegations": [
                {"id": f"d{n:02}", "people": 1 + n % 2, "follows": draw.sample(groups, 8)}
                for n in range(30)
            ],
            "sessions": [
                {
                    "id": f"s{n:03}",
                    "minutes": draw.choice([60, 75, 90]),
                    "group": groups[n % 45],
                    "kind": "contact" if n < 45 else "informal",
                    "chairs": [f"c{n % 45:02}"],
                    "attendance": draw.randint(10, 90),
                }
                for n in range(120)
            ],
            "rules": [
                {"rule": "concurrency", "of": ["kind:contact"], "most": 2},
                {"rule": "concurrency", "most": 6},
                {"rule": "spread", "most": 1},
            ],
        }
    )


def _person(n: int, id: str, calendar: list[date]) -> dict[str, Any]:
    if n % 5 != 0:
        return {"id": id}
    day = calendar[n % len(calendar)]
    return {"id": id, "unavailable": [{"from": f"{day} 08:00", "to": f"{day} 20:00"}]}


def _session(draw: random.Random, n: int, people: list[str], rooms: int) -> dict[str, Any]:
    return {
        "id": f"s{n:03}",
        "minutes": draw.choice([60, 90, 105, 120]),
        "group": f"g{n % 12}",
        "chairs": [people[n % len(people)]],
        "attendees": draw.sample(people, 6),
        "attendance": draw.randint(10, 400 // rooms * 3),
    }


def filled(problem: Problem) -> Timetable:
    """Each session at the first place that nothing forbids; the others are unplaced."""
    precomputed, timetable = precompute(problem), Timetable(sittings=())
    for session in problem.sessions:
        occupancy = Occupancy(precomputed, timetable)
        free = (place for place in places(occupancy, session) if not place.obstacles)
        place = next(free, None)
        if place is not None:
            timetable = move(occupancy, place)
        else:
            lost = Unplaced(session=session.id, reason="no room")
            timetable = Timetable.of(timetable.sittings, [*timetable.unplaced, lost])
    return timetable

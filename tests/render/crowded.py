"""Ten days, ten rooms, three sittings a day in each: what no page may break under."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from scheduler.problem import Problem, Sitting
from scheduler.timetable import Record

ZONE = ZoneInfo("Europe/Vienna")
DAYS = [date(2025, 3, day) for day in (*range(3, 8), *range(10, 15))]
HOURS = (("09:00", "11:00"), ("11:30", "13:00"), ("15:00", "18:00"))
TOPICS = (
    "Draft report of the drafting group on cross-cutting implementation questions",
    "Review of the financial mechanism, second reading",
    "Technology framework",
    "Informal consultations on transparency of support provided and received",
    "Capacity-building",
    "Matters relating to the least developed countries",
)


def crowded() -> tuple[Problem, Record]:
    """300 sittings of 60 bodies with 60 chairs, and a side event each day."""
    places = [(d, r, h) for d in range(len(DAYS)) for r in range(10) for h in range(len(HOURS))]
    bodies = [f"Contact group {n}" for n in range(1, 61)]
    problem = Problem.model_validate(
        {
            "meeting": {
                "id": "big",
                "title": "Sixty-second sessions of the subsidiary bodies",
                "venue": "International Centre Vienna",
                "timezone": "Europe/Vienna",
            },
            "days": DAYS,
            "slots": [
                {"id": f"slot{n}", "start": start, "end": end}
                for n, (start, end) in enumerate(HOURS)
            ]
            + [{"id": "lunch", "start": "13:15", "end": "14:45", "only": ["side-event"]}],
            "rooms": [{"id": f"r{n}", "name": f"Meeting Room {n + 1}"} for n in range(10)],
            "people": [
                {"id": f"chair{n}", "title": f"Co-facilitator of {body}"}
                for n, body in enumerate(bodies)
            ],
            "sessions": [
                {
                    "id": f"s{n}",
                    "title": f"{TOPICS[n % len(TOPICS)]} ({bodies[n % 60]})",
                    "group": bodies[n % 60],
                    "chairs": [f"chair{n % 60}"],
                    "minutes": 90,
                }
                for n in range(len(places))
            ]
            + [
                {"id": f"side{d}", "title": f"Side event {d}", "kind": "side-event", "minutes": 60}
                for d in range(len(DAYS))
            ],
            "annex": {
                "title": "Overview schedule of the sixty-second sessions",
                "footnotes": ["Rooms are subject to change."],
            },
        }
    )
    sittings = [
        _sitting(f"s{n}", DAYS[d], f"r{r}", *HOURS[h]) for n, (d, r, h) in enumerate(places)
    ]
    sittings += [_sitting(f"side{d}", day, f"r{d}", "13:30", "14:30") for d, day in enumerate(DAYS)]
    return problem, Record.model_validate(
        {
            "meeting": "big",
            "scenario_sha256": "0" * 64,
            "timezone": "Europe/Vienna",
            "sittings": sittings,
        }
    )


def _sitting(session: str, day: date, room: str, start: str, end: str) -> Sitting:
    begins, ends = (
        datetime.combine(day, time.fromisoformat(clock), ZONE) for clock in (start, end)
    )
    return Sitting(session=session, part=1, parts=1, room=room, start=begins, end=ends)

"""
W3C TPAC group meetings as a problem.

Every requested meeting is a session at its requested time. Rooms too small are warned of, and a
group keeps its room; both are levels of the product's own rules.
"""

from typing import Any

from scheduler.problem import Problem


def problem(instance: Any) -> Problem:
    days = sorted({slot["date"] for slot in instance["slots"]})
    clocks = sorted({(slot["start"], slot["end"]) for slot in instance["slots"]})
    ends = dict(clocks)
    return Problem.model_validate(
        {
            "meeting": {"id": "tpac", "title": "TPAC", "timezone": "Europe/Madrid", "grid": 30},
            "days": days,
            "slots": [
                {"id": _slot(start), "start": start, "end": end, "aligned": True}
                for start, end in clocks
            ],
            "rooms": [
                {"id": room["name"].replace(" ", "-"), "seats": room["capacity"]}
                for room in instance["rooms"]
            ],
            "sessions": [
                {
                    "id": f"{group['number']}.{n}",
                    "title": group["title"],
                    "group": f"g{group['number']}",
                    "minutes": _minutes(time["slot"], ends[time["slot"]]),
                    "attendance": group["capacity"],
                    "slots": [f"{time['day']}/{_slot(time['slot'])}"],
                }
                for group in instance["sessions"]
                for n, time in enumerate(group["times"], start=1)
            ],
            "rules": [{"rule": "room_stability"}],
            "levels": [{"rule": "room_fit", "level": "warn"}],
        }
    )


def _slot(start: str) -> str:
    return start.replace(":", "")


def _minutes(start: str, end: str) -> int:
    return _clock(end) - _clock(start)


def _clock(words: str) -> int:
    hour, minute = words.split(":")
    return int(hour) * 60 + int(minute)

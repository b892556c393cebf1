"""
W3C TPAC group meetings as a problem.

Every requested meeting is a session, in the slot asked for. A joint meeting is held by all its
groups, and no group is in two meetings at once. Rooms too small are warned of.

A request keeps one room throughout: ``room_stability``. The peer that we are compared with minds a
change of rooms only from one slot to the next (``switches="slot"``), which is ``together`` for
each such pair. Whoever never changes rooms has no switch either.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any, Literal

from scheduler import verifier
from scheduler.problem import Problem
from scheduler.timetable import Timetable
from tests.benchmarks.naming import grid_of, handles, zone_of

Row = dict[str, Any]

TERMS = {"room_fit": "small", "room_stability": "rooms", "together": "switches"}
"""Terms that we charge, by our rule for each. The rest of what they ask for is hard here."""
FORBIDDEN = {"overtime"}
"""Never allowed, whatever a timetable that has it is charged."""


def problem(instance: Any, *, switches: Literal["meeting", "slot"] = "meeting") -> Problem:
    """The instance; a change of rooms counts throughout the meeting, or from slot to slot."""
    days = sorted({slot["date"] for slot in instance["slots"]})
    clocks = sorted({(slot["start"], slot["end"]) for slot in instance["slots"]})
    ends = dict(clocks)
    rooms = handles(room["name"] for room in instance["rooms"])
    kept = _rooms_kept if switches == "meeting" else _rooms_kept_from_slot_to_slot
    return Problem.model_validate(
        {
            "meeting": {
                "id": "tpac",
                "title": str(instance.get("name", "TPAC")),
                "timezone": zone_of(instance),
                "grid": grid_of(_clock(words) for pair in clocks for words in pair),
            },
            "days": days,
            "slots": [
                {"id": _slot(start), "start": start, "end": end, "aligned": True}
                for start, end in clocks
            ],
            "rooms": [
                {"id": rooms[r["name"]], "name": r["name"], "seats": r["capacity"]}
                for r in instance["rooms"]
            ],
            "sessions": [
                {
                    "id": id,
                    "title": request["title"],
                    "group": request["groups"][0],
                    "joint": request["groups"][1:],
                    "minutes": _minutes(time["slot"], ends[time["slot"]]),
                    "attendance": request["capacity"],
                    "slots": [f"{time['day']}/{_slot(time['slot'])}"],
                }
                for request in instance["sessions"]
                for id, time in _meetings(request)
            ],
            "rules": [*_one_place_at_a_time(instance), *kept(instance)],
            "levels": [{"rule": "room_fit", "level": "warn"}],
        }
    )


def charged(problem: Problem, timetable: Timetable) -> dict[str, int]:
    """Our charges, under the names of their terms."""
    rules = {rule.rule for rule in problem.rules} | {"room_fit"}
    found = {term: 0 for rule, term in TERMS.items() if rule in rules}
    for charge in verifier.charges(problem, timetable):
        if charge.rule not in FORBIDDEN:
            found[TERMS[charge.rule]] += charge.amount
    return found


def _meetings(request: Row) -> list[tuple[str, Row]]:
    """The id and the time of each meeting of a request: ``7.1``."""
    return [(f"{request['number']}.{n}", time) for n, time in enumerate(request["times"], start=1)]


def _one_place_at_a_time(instance: Any) -> Iterator[Row]:
    groups = dict.fromkeys(group for r in instance["sessions"] for group in r["groups"])
    for group in groups:
        yield {"rule": "conflict", "of": f"group:{group}", "count": "pairs", "level": "hard"}


def _rooms_kept(instance: Any) -> Iterator[Row]:
    """
    By request, not by group: a joint meeting is larger than those of its groups, and may be
    elsewhere.
    """
    for request in instance["sessions"]:
        ids = [id for id, _ in _meetings(request)]
        if len(ids) > 1:
            yield {"rule": "room_stability", "of": ids}


def _rooms_kept_from_slot_to_slot(instance: Any) -> Iterator[Row]:
    following = {
        (one["date"], one["start"]): (then["date"], then["start"])
        for one, then in pairwise(sorted(instance["slots"], key=lambda s: (s["date"], s["start"])))
        if one["date"] == then["date"]
    }
    for request in instance["sessions"]:
        held = {(time["day"], time["slot"]): id for id, time in _meetings(request)}
        for when, id in sorted(held.items()):
            if (then := following.get(when)) in held:
                yield {"rule": "together", "of": [id, held[then]], "same": "room"}


def _slot(start: str) -> str:
    return start.replace(":", "")


def _minutes(start: str, end: str) -> int:
    return _clock(end) - _clock(start)


def _clock(words: str) -> int:
    hour, minute = words.split(":")
    return int(hour) * 60 + int(minute)

"""TPAC by the instance's own words: placed as asked, rooms too small, rooms changed."""

from collections import defaultdict
from datetime import datetime
from itertools import combinations, pairwise
from typing import Any
from zoneinfo import ZoneInfo

from tests.benchmarks.naming import handles, zone_of

Sittings = list[tuple[str, str, datetime]]
"""(session id, room, start) of each meeting that has a place."""


def score(instance: Any, sittings: Sittings) -> dict[str, int]:
    """
    ``placed``: meetings at the requested time. ``small``: meetings in a room with fewer seats than
    asked for. ``rooms``: rooms of a request beyond its first. ``switches``: meetings of a request
    in another room than its meeting in the slot before, on the same day.
    """
    asked = {str(request["number"]): request for request in instance["sessions"]}
    names = handles(room["name"] for room in instance["rooms"])
    seats = {names[room["name"]]: room["capacity"] for room in instance["rooms"]}
    placed = small = 0
    used: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for id, room, start in sittings:
        number, _, n = id.partition(".")
        time = asked[number]["times"][int(n) - 1]
        placed += _local(instance, start) == f"{time['day']} {time['slot']}"
        small += seats[room] < asked[number]["capacity"]
        used[number][_local(instance, start)] = room
    rooms = {number: {room for i, room, _ in sittings if _of(i) == number} for number in used}
    return {
        "placed": placed,
        "small": small,
        "rooms": sum(len(found) - 1 for found in rooms.values()),
        "switches": sum(_switches(instance, held) for held in used.values()),
    }


def impossible(instance: Any, sittings: Sittings) -> dict[str, set[tuple[str, str]]]:
    """Pairs of meetings that cannot be: in one ``room`` at once, or of one ``group``."""
    groups = {str(request["number"]): set(request["groups"]) for request in instance["sessions"]}
    found: dict[str, set[tuple[str, str]]] = {"room": set(), "group": set()}
    for (a, one, start), (b, other, at) in combinations(sorted(sittings), 2):
        if start == at and one == other:
            found["room"].add((a, b))
        if start == at and groups[_of(a)] & groups[_of(b)]:
            found["group"].add((a, b))
    return found


def _of(id: str) -> str:
    return id.partition(".")[0]


def _local(instance: Any, start: datetime) -> str:
    return f"{start.astimezone(ZoneInfo(zone_of(instance))):%Y-%m-%d %H:%M}"


def _switches(instance: Any, held: dict[str, str]) -> int:
    """``held``: the room of one request at each moment that it meets."""
    slots = sorted(f"{slot['date']} {slot['start']}" for slot in instance["slots"])
    return sum(
        held[one] != held[then]
        for one, then in pairwise(slots)
        if one[:10] == then[:10] and one in held and then in held
    )

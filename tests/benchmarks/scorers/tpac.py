"""TPAC by the instance's own words: placed as asked, rooms too small, rooms changed."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

Sittings = list[tuple[str, str, datetime]]
"""(session id, room, start) of each meeting that has a place."""


def score(instance: Any, sittings: Sittings) -> dict[str, int]:
    """
    ``placed``: meetings at the requested time. ``small``: meetings in a room with fewer seats than
    asked for. ``switches``: rooms of a group beyond its first.
    """
    groups = {str(group["number"]): group for group in instance["sessions"]}
    seats = {room["name"].replace(" ", "-"): room["capacity"] for room in instance["rooms"]}
    placed = small = 0
    used: dict[str, set[str]] = {}
    for id, room, start in sittings:
        number, _, n = id.partition(".")
        asked = groups[number]["times"][int(n) - 1]
        local = start.astimezone(ZoneInfo("Europe/Madrid"))
        placed += f"{local:%Y-%m-%d %H:%M}" == f"{asked['day']} {asked['slot']}"
        small += seats[room] < groups[number]["capacity"]
        used.setdefault(number, set()).add(room)
    switches = sum(len(rooms) - 1 for rooms in used.values())
    return {"placed": placed, "small": small, "switches": switches}

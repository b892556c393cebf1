"""An IETF timetable by the cost that its own generator uses, from the description of the data."""

from collections import defaultdict
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

Placed = dict[str, tuple[str, datetime, datetime]]
"""By session id: room, start, end."""
ZONE = ZoneInfo("Asia/Singapore")


def score(instance: Any, placed: Placed) -> dict[str, int]:
    """
    The cost by kind: ``room``, ``timerange``, ``chair_conflict``, ``key_participant``,
    ``tech_overlap``, ``bethere``, ``time_relation``, ``wg_adjacent``, ``order``.
    """
    prices = instance["penalties"]
    sessions = {str(s["id"]): s for s in instance["sessions"]}
    of = {id: {s["group"], *s["joint_with"]} for id, s in sessions.items()}
    seats = {
        slot["room"].replace(" ", "-"): slot["capacity"]
        for slot in instance["timeslots"]
        if slot["capacity"] is not None
    }
    largest = max(seats.values())
    found: defaultdict[str, int] = defaultdict(int)
    for id, (room, start, _) in placed.items():
        found["room"] += 100_000 * (min(sessions[id]["attendees"] or 0, largest) > seats[room])
        for c in instance["constraints"]:
            if c["type"] == "timerange" and c["source"] in of[id]:
                found["timerange"] += prices["timerange"] * (_range(start) in c["timeranges"])
    _clashes(instance, placed, sessions, of, found)
    _relations(instance, placed, sessions, found)
    return dict(found)


def _range(start: datetime) -> str:
    local = start.astimezone(ZONE)
    hours = local.hour * 60 + local.minute
    early, late = 12 * 60 + 30, 15 * 60 + 30
    part = "morning" if hours < early else "afternoon-early" if hours < late else "afternoon-late"
    return f"{local:%A}-{part}".lower()


def _clashes(
    instance: Any,
    placed: Placed,
    sessions: dict[str, Any],
    of: dict[str, set[str]],
    found: defaultdict[str, int],
) -> None:
    """Overlaps, seen from each side."""
    declared: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    there: defaultdict[str, set[str]] = defaultdict(set)
    for c in instance["constraints"]:
        if "target" in c and c["type"] != "wg_adjacent":
            declared[c["source"]].append((c["type"], c["target"]))
        elif c["type"] == "bethere":
            there[c["source"]].add(c["person"])
    for a, (_, start, end) in placed.items():
        for b, (_, other, until) in placed.items():
            if a == b or start >= until or other >= end:
                continue
            for group in of[a]:
                for kind, target in declared[group]:
                    if target == sessions[b]["group"]:
                        found[kind] += instance["penalties"][kind]
            wanted = {who for group in of[a] for who in there[group]}
            shared = wanted & {who for group in of[b] for who in there[group]}
            found["bethere"] += instance["penalties"]["bethere"] * len(shared)


def _relations(
    instance: Any, placed: Placed, sessions: dict[str, Any], found: defaultdict[str, int]
) -> None:
    prices = instance["penalties"]
    own: defaultdict[str, list[str]] = defaultdict(list)
    for id, session in sessions.items():
        own[session["group"]].append(id)
    for ids in own.values():
        for first, then in pairwise(ids):
            if first in placed and then in placed and placed[then][1] < placed[first][2]:
                found["order"] += prices["sessions_out_of_order"]
    for c in instance["constraints"]:
        if c["type"] == "time_relation":
            ids = [id for id in own[c["source"]] if id in placed]
            if len(ids) == 2:
                days = [placed[id][1].astimezone(ZONE).date() for id in ids]
                next_to = abs((days[0] - days[1]).days) == 1
                wrong = next_to != (c["time_relation"] == "subsequent-days")
                found["time_relation"] += 2 * prices["time_relation"] * wrong
        elif c["type"] == "wg_adjacent":
            a, b = own[c["source"]][0], own[c["target"]][0]
            if a in placed and b in placed and not _adjacent(placed[a], placed[b]):
                found["wg_adjacent"] += prices["wg_adjacent"]


def _adjacent(one: tuple[str, datetime, datetime], other: tuple[str, datetime, datetime]) -> bool:
    gaps = (other[1] - one[2], one[1] - other[2])
    return one[0] == other[0] and any(timedelta(0) <= g <= timedelta(minutes=30) for g in gaps)

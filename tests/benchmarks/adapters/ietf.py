"""
The session requests of an IETF meeting as a problem, in the product's own rules.

Conflicts are declared by one group against another and inherited by joint sessions, so each is a
statement of its own (``one_way``); people who must be there make their groups' sessions clash, at
the price from each side. Sunday's slots and the rooms without a capacity are not for groups.

Not said: sessions in slots that are too short (never allowed here; the longest are trimmed first,
as the instance's own generator does), and business rules that the data does not hold.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from typing import Any

from scheduler.problem import Problem

PERIODS = (("morning", "12:30"), ("afternoon-early", "15:30"), ("afternoon-late", "24:00"))
"""Time ranges by start: what starts before this."""


def problem(instance: Any) -> Problem:
    slots = regular(instance)
    blocks = sorted({(slot["start"], slot["minutes"]) for slot in slots})
    seats = {slot["room"]: slot["capacity"] for slot in slots}
    longest, largest = max(minutes for _, minutes in blocks), max(seats.values())
    return Problem.model_validate(
        {
            "meeting": {"id": "ietf", "title": "IETF", "timezone": "Asia/Singapore", "grid": 10},
            "days": sorted({start[:10] for start, _ in blocks}),
            "slots": _templates(blocks),
            "rooms": [_room(room, n, slots) for room, n in sorted(seats.items())],
            "people": [{"id": id} for id in _people(instance)],
            "sessions": [
                {
                    "id": str(session["id"]),
                    "group": session["group"],
                    "joint": session["joint_with"],
                    "minutes": min(max(session["minutes"], 10), longest),
                    "attendance": min(session["attendees"] or 0, largest),
                }
                for session in instance["sessions"]
            ],
            "rules": list(_rules(instance, blocks)),
            "levels": [
                {"rule": "room_fit", "level": "soft", "weight": 100_000},
            ],
        }
    )


def regular(instance: Any) -> list[dict[str, Any]]:
    """The room slots for groups."""
    return [
        slot
        for slot in instance["timeslots"]
        if slot["type"] == "regular"
        and slot["capacity"] is not None
        and datetime.fromisoformat(slot["start"]).isoweekday() != 7
    ]


def block(start: str, minutes: int) -> str:
    return f"{start[11:].replace(':', '')}-{minutes}"


def _templates(blocks: list[tuple[str, int]]) -> list[dict[str, Any]]:
    days: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
    for start, minutes in blocks:
        days[start[11:], minutes].append(start[:10])
    return [
        {
            "id": f"{clock.replace(':', '')}-{minutes}",
            "start": clock,
            "end": _later(clock, minutes),
            "days": held,
            "aligned": True,
        }
        for (clock, minutes), held in sorted(days.items())
    ]


def _later(clock: str, minutes: int) -> str:
    total = int(clock[:2]) * 60 + int(clock[3:]) + minutes
    return f"{total // 60:02}:{total % 60:02}"


def _room(room: str, seats: int, slots: list[dict[str, Any]]) -> dict[str, Any]:
    own = sorted((s["start"], s["minutes"]) for s in slots if s["room"] == room)
    return {
        "id": room.replace(" ", "-"),
        "seats": seats,
        "available": [
            {"from": start.replace("T", " "), "to": f"{start[:10]} {_later(start[11:], minutes)}"}
            for start, minutes in own
        ],
    }


def _people(instance: Any) -> list[str]:
    return sorted({c["person"] for c in instance["constraints"] if c["type"] == "bethere"})


def _rules(instance: Any, blocks: list[tuple[str, int]]) -> Iterator[dict[str, Any]]:
    prices = instance["penalties"]
    sessions: defaultdict[str, list[str]] = defaultdict(list)
    for session in instance["sessions"]:
        for group in (session["group"], *session["joint_with"]):
            sessions[group].append(str(session["id"]))
    own: defaultdict[str, list[str]] = defaultdict(list)
    for session in instance["sessions"]:
        own[session["group"]].append(str(session["id"]))
    for _, ids in sorted(own.items()):
        if len(ids) > 1:
            yield {"rule": "conflict", "of": ids, "count": "pairs", "level": "hard"}
            for first, then in pairwise(ids):
                yield {
                    "rule": "precedence",
                    "first": first,
                    "then": then,
                    "level": "soft",
                    "weight": prices["sessions_out_of_order"],
                }
    there: defaultdict[str, list[str]] = defaultdict(list)
    for c in instance["constraints"]:
        if c["source"] not in sessions:
            continue
        source = f"group:{c['source']}"
        price = prices.get(c["type"])
        match c["type"]:
            case "chair_conflict" | "key_participant" | "tech_overlap":
                if c["target"] in own:
                    yield {
                        "rule": "conflict",
                        "of": source,
                        "against": f"group:{c['target']}",
                        "one_way": True,
                        "count": "pairs",
                        "kind": c["type"],
                        "weight": price,
                    }
            case "bethere":
                there[c["person"]].append(source)
            case "timerange":
                slots = [
                    f"{start[:10]}/{block(start, minutes)}"
                    for start, minutes in blocks
                    if period(start) in c["timeranges"]
                ]
                if slots:
                    yield {"rule": "avoid", "of": source, "slots": slots, "weight": price}
            case "time_relation" if len(own[c["source"]]) == 2:
                near = c["time_relation"] == "subsequent-days"
                apart = {"least": 1, "most": 1} if near else {"never": [1]}
                yield {
                    "rule": "days_apart",
                    "sessions": own[c["source"]],
                    "weight": 2 * price,
                    **apart,
                }
            case "wg_adjacent" if own[c["source"]] and own[c["target"]]:
                yield {
                    "rule": "adjacency",
                    "first": own[c["source"]][0],
                    "weight": price,
                    "then": own[c["target"]][0],
                    "within": 30,
                    "either_order": True,
                }
    price = 2 * prices["bethere"]
    for _, groups in sorted(there.items()):
        if len({id for group in groups for id in sessions[group.removeprefix("group:")]}) > 1:
            yield {"rule": "conflict", "of": groups, "count": "pairs", "weight": price}


def period(start: str) -> str:
    """``monday-morning``: the time range in which a slot starts."""
    day = f"{datetime.fromisoformat(start):%A}".lower()
    return f"{day}-{next(name for name, until in PERIODS if start[11:] < until)}"

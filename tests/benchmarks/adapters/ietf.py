"""
The session requests of an IETF meeting as a problem, in the product's own rules.

Conflicts are declared by one group against another and inherited by joint sessions, so each is a
statement of its own (``one_way``); people who must be there make their groups' sessions clash, at
the price from each side. Sunday's slots and the rooms without a capacity are not for groups.

Not said: sessions in slots that are too short (never allowed here; the longest are trimmed first,
as the instance's own generator does), and business rules that the data does not hold.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import pairwise
from typing import Any

from scheduler import verifier
from scheduler.problem import Conflict, Problem
from scheduler.timetable import Timetable
from scheduler.verifier.rules import conflict
from tests.benchmarks.naming import grid_of, handles, zone_of

Row = dict[str, Any]

PERIODS = (("morning", "12:30"), ("afternoon-early", "15:30"), ("afternoon-late", "24:00"))
"""Time ranges by start: what starts before this."""
SHORTEST = 10
"""Minutes of a session for which none are asked: it takes up its room slot all the same."""
DECLARED = ("chair_conflict", "key_participant", "tech_overlap")
"""What one group may declare against another."""
KINDS = (*DECLARED, "bethere")
"""Terms that are conflicts here: the ``kind`` of a statement is the name of the term."""
TERMS = {
    "room_fit": "room",
    "avoid": "timerange",
    "precedence": "order",
    "days_apart": "time_relation",
    "adjacency": "wg_adjacent",
}
"""The terms of all other rules that we charge."""
FORBIDDEN = {"short": "overtime"}
"""What costs something for them and is never allowed here, whatever it is charged."""


def problem(instance: Any) -> Problem:
    slots = regular(instance)
    blocks = sorted({(slot["start"], slot["minutes"]) for slot in slots})
    seats = {slot["room"]: slot["capacity"] for slot in slots}
    names = handles(sorted(seats))
    longest, largest = max(minutes for _, minutes in blocks), max(seats.values())
    small = instance["penalties"]["session_requires_trim"]
    return Problem.model_validate(
        {
            "meeting": {
                "id": "ietf",
                "title": str(instance.get("name", "IETF")),
                "timezone": zone_of(instance),
                "grid": _grid(instance, blocks),
            },
            "days": sorted({start[:10] for start, _ in blocks}),
            "slots": _templates(blocks),
            "rooms": [_room(names[room], room, n, slots) for room, n in sorted(seats.items())],
            "sessions": [
                {
                    "id": str(session["id"]),
                    "group": session["group"],
                    "joint": session["joint_with"],
                    "minutes": min(max(session["minutes"], SHORTEST), longest),
                    "attendance": min(session["attendees"] or 0, largest),
                }
                for session in instance["sessions"]
            ],
            "rules": list(_rules(instance, blocks)),
            "levels": [{"rule": "room_fit", "level": "soft", "weight": small}],
        }
    )


def charged(problem: Problem, timetable: Timetable) -> dict[str, int]:
    """
    Our charges, under the names of their terms; together they are all that can be charged.

    What is forbidden is not counted, even where a timetable has it. A charge does not say which
    statement it comes from, so each kind of conflict is charged alone.
    """
    found = dict.fromkeys((*TERMS.values(), *KINDS), 0)
    for charge in verifier.charges(problem, timetable):
        if charge.rule != "conflict" and charge.rule not in FORBIDDEN.values():
            found[TERMS[charge.rule]] += charge.amount
    for kind in KINDS:
        of_kind = [r for r in problem.rules if isinstance(r, Conflict) and r.kind == kind]
        alone = problem.model_copy(update={"rules": tuple(of_kind)})
        found[kind] = sum(c.amount for c in verifier.charges(alone, timetable, (conflict,)))
    return found


def regular(instance: Any) -> list[Row]:
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


def _grid(instance: Any, blocks: list[tuple[str, int]]) -> int:
    """On which slots begin and end, and sessions last."""
    starts = (int(start[11:13]) * 60 + int(start[14:16]) for start, _ in blocks)
    lengths = (minutes for _, minutes in blocks)
    return grid_of([*starts, *lengths, *(s["minutes"] for s in instance["sessions"]), SHORTEST])


def _templates(blocks: list[tuple[str, int]]) -> list[Row]:
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


def _room(id: str, room: str, seats: int, slots: list[Row]) -> Row:
    own = sorted((s["start"], s["minutes"]) for s in slots if s["room"] == room)
    return {
        "id": id,
        "name": room,
        "seats": seats,
        "available": [
            {"from": start.replace("T", " "), "to": f"{start[:10]} {_later(start[11:], minutes)}"}
            for start, minutes in own
        ],
    }


def _rules(instance: Any, blocks: list[tuple[str, int]]) -> Iterator[Row]:
    prices = instance["penalties"]
    own = _by_group(instance, joint=False)
    for ids in own.values():
        yield from _in_order(ids, prices["sessions_out_of_order"])
    yield from _unavailable(instance, blocks)
    yield from _must_be_there(instance)
    for c in instance["constraints"]:
        source = own.get(c["source"], [])
        match c["type"]:
            case "time_relation" if len(source) == 2:
                yield _days_apart(source, c["time_relation"], prices["time_relation"])
            case "wg_adjacent" if source and c["target"] in own:
                yield _adjacent(source[0], own[c["target"]][0], prices["wg_adjacent"])
            case kind if kind in DECLARED and c["target"] in own:
                yield _declared(c, prices[kind])


def _by_group(instance: Any, *, joint: bool) -> dict[str, list[str]]:
    """Ids of each group's sessions; ``joint``: of those it holds with another as well."""
    found: dict[str, list[str]] = {}
    for session in instance["sessions"]:
        for group in (session["group"], *(session["joint_with"] if joint else ())):
            found.setdefault(group, []).append(str(session["id"]))
    return found


def _in_order(ids: list[str], price: int) -> Iterator[Row]:
    """
    A group is never in two places at once, and keeps the order in which it asked.

    Both sessions of a pair pay when it is swapped. Exact for two; no group has more.
    """
    if len(ids) > 1:
        yield {"rule": "conflict", "of": ids, "count": "pairs", "level": "hard"}
    for first, then in pairwise(ids):
        yield {
            "rule": "precedence",
            "first": first,
            "then": then,
            "level": "soft",
            "weight": 2 * price,
        }


def _unavailable(instance: Any, blocks: list[tuple[str, int]]) -> Iterator[Row]:
    """
    A session keeps out of the time ranges of all its groups, and pays once where it does not.

    So a session is named in one statement: one for each group would charge a joint session for
    every group that is not free.
    """
    ranges: dict[str, set[str]] = {}
    for c in instance["constraints"]:
        if c["type"] == "timerange":
            ranges.setdefault(c["source"], set()).update(c["timeranges"])
    alike: dict[tuple[str, ...], list[str]] = {}
    for session in instance["sessions"]:
        groups = (session["group"], *session["joint_with"])
        taken = set().union(*(ranges.get(group, ()) for group in groups))
        slots = tuple(
            f"{start[:10]}/{block(start, minutes)}"
            for start, minutes in blocks
            if period(start) in taken
        )
        alike.setdefault(slots, []).append(str(session["id"]))
    price = instance["penalties"]["timerange"]
    for slots, ids in alike.items():
        if slots:
            yield {"rule": "avoid", "of": ids, "slots": slots, "weight": price}


def _must_be_there(instance: Any) -> Iterator[Row]:
    """A person is missed in one of two sessions at once: at the price from each side."""
    held = _by_group(instance, joint=True)
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for c in instance["constraints"]:
        if c["type"] == "bethere":
            groups[c["person"]].append(c["source"])
    for _, wanted in sorted(groups.items()):
        if len(_distinct(held.get(group, []) for group in wanted)) > 1:
            yield {
                "rule": "conflict",
                "of": [f"group:{group}" for group in wanted],
                "count": "pairs",
                "kind": "bethere",
                "weight": 2 * instance["penalties"]["bethere"],
            }


def _distinct(lists: Iterable[list[str]]) -> set[str]:
    return {id for ids in lists for id in ids}


def _days_apart(ids: list[str], relation: str, price: int) -> Row:
    """``subsequent-days``: one day apart. ``one-day-seperation``: not. Both sessions pay."""
    apart = {"least": 1, "most": 1} if relation == "subsequent-days" else {"never": [1]}
    return {"rule": "days_apart", "sessions": ids, "weight": 2 * price, **apart}


def _adjacent(first: str, then: str, price: int) -> Row:
    return {
        "rule": "adjacency",
        "first": first,
        "then": then,
        "within": 30,
        "either_order": True,
        "weight": price,
    }


def _declared(c: Row, price: int) -> Row:
    return {
        "rule": "conflict",
        "of": f"group:{c['source']}",
        "against": f"group:{c['target']}",
        "one_way": True,
        "count": "pairs",
        "kind": c["type"],
        "weight": price,
    }


def period(start: str) -> str:
    """``monday-morning``: the time range in which a slot starts."""
    day = f"{datetime.fromisoformat(start):%A}".lower()
    return f"{day}-{next(name for name, until in PERIODS if start[11:] < until)}"

"""An IETF timetable by the cost that its own generator uses, from the description of the data."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import combinations, pairwise
from typing import Any
from zoneinfo import ZoneInfo

from tests.benchmarks.naming import handles, zone_of

Place = tuple[str, datetime, datetime]
Placed = dict[str, Place]
"""By session id: room, start, end."""
OVERLAPS = ("chair_conflict", "key_participant", "tech_overlap")
TERMS = (
    "room",
    "short",
    "timerange",
    *OVERLAPS,
    "bethere",
    "time_relation",
    "wg_adjacent",
    "order",
)
"""``room``: too few seats. ``short``: the slot is over before the session."""


def score(instance: Any, placed: Placed) -> dict[str, int]:
    """The cost of each term, without what is fixed; sessions without a place cost nothing."""
    sessions = _sessions(instance)
    found = dict.fromkeys(TERMS, 0)
    for id, place in placed.items():
        for term, amount in _alone(instance, sessions[id], place):
            found[term] += amount
    for a, b in combinations(placed, 2):
        if _overlap(placed[a], placed[b]):
            for one, other in ((a, b), (b, a)):
                for term, amount in _against(instance, sessions[one], sessions[other]):
                    found[term] += amount
    for term, amount in _relations(instance, placed):
        found[term] += amount
    return found


def fixed(instance: Any) -> int:
    """The cost of trimming: what is longer or larger than any slot."""
    slots = _slots(instance).values()
    longest, largest = (max(of) for of in zip(*slots, strict=True))
    trimmed = sum(
        (session["minutes"] > longest) + ((session["attendees"] or 0) > largest)
        for session in instance["sessions"]
    )
    return int(instance["penalties"]["session_requires_trim"] * trimmed)


def impossible(instance: Any, placed: Placed) -> dict[str, set[Any]]:
    """
    What no timetable may have, at any cost.

    ``nowhere``: sessions in none of the room slots. ``room``: pairs in one room at once.
    ``group``: pairs of one group at once. ``missing``: sessions without a place.
    """
    sessions, slots = _sessions(instance), _slots(instance)
    at_once = [p for p in combinations(sorted(placed), 2) if _overlap(*(placed[id] for id in p))]
    return {
        "nowhere": {
            id
            for id, place in placed.items()
            if (place[0], _local(instance, place[1])) not in slots
        },
        "room": {(a, b) for a, b in at_once if placed[a][0] == placed[b][0]},
        "group": {(a, b) for a, b in at_once if sessions[a]["group"] == sessions[b]["group"]},
        "missing": set(sessions) - set(placed),
    }


def _sessions(instance: Any) -> dict[str, Any]:
    return {str(session["id"]): session for session in instance["sessions"]}


def _slots(instance: Any) -> dict[tuple[str, str], tuple[int, int]]:
    """Minutes and seats of each room slot, by room and local start."""
    own = [
        slot
        for slot in instance["timeslots"]
        if slot["type"] == "regular" and slot["capacity"] is not None
        if datetime.fromisoformat(slot["start"]).weekday() != 6  # Sunday is not for groups
    ]
    names = handles(sorted({slot["room"] for slot in own}))
    return {
        (names[slot["room"]], slot["start"]): (slot["minutes"], slot["capacity"]) for slot in own
    }


def _local(instance: Any, moment: datetime) -> str:
    return f"{moment.astimezone(ZoneInfo(zone_of(instance))):%Y-%m-%dT%H:%M}"


def _groups(session: Any) -> set[str]:
    """A joint session inherits what is said of any of its groups."""
    return {session["group"], *session["joint_with"]}


def _alone(instance: Any, session: Any, place: Place) -> Iterator[tuple[str, int]]:
    """What a session costs by itself: seats, minutes, time ranges (once, whoever is not free)."""
    slots, prices = _slots(instance), instance["penalties"]
    room, start, end = place
    largest = max(seats for _, seats in slots.values())
    seats = next(n for (name, _), (_, n) in slots.items() if name == room)
    if min(session["attendees"] or 0, largest) > seats:
        yield "room", prices["session_requires_trim"]
    minutes, _ = slots.get((room, _local(instance, start)), (None, None))
    if minutes is not None and end - start > timedelta(minutes=minutes):
        yield "short", prices["session_requires_trim"]
    unavailable = {
        range
        for c in instance["constraints"]
        if c["type"] == "timerange" and c["source"] in _groups(session)
        for range in c["timeranges"]
    }
    if _range(_local(instance, start)) in unavailable:
        yield "timerange", prices["timerange"]


def _range(local: str) -> str:
    hours = int(local[11:13]) * 60 + int(local[14:16])
    early, late = 12 * 60 + 30, 15 * 60 + 30
    part = "morning" if hours < early else "afternoon-early" if hours < late else "afternoon-late"
    return f"{datetime.fromisoformat(local):%A}-{part}".lower()


def _overlap(one: Place, other: Place) -> bool:
    return one[1] < other[2] and other[1] < one[2]


def _against(instance: Any, session: Any, other: Any) -> Iterator[tuple[str, int]]:
    """What a session has against another at the same time, seen from its side."""
    prices = instance["penalties"]
    here, there = set(), set()
    for c in instance["constraints"]:
        mine = c["source"] in _groups(session)
        if c["type"] in OVERLAPS and mine and c["target"] == other["group"]:
            yield c["type"], prices[c["type"]]
        if c["type"] == "bethere" and mine:
            here.add(c["person"])
        if c["type"] == "bethere" and c["source"] in _groups(other):
            there.add(c["person"])
    yield "bethere", prices["bethere"] * len(here & there)


def _relations(instance: Any, placed: Placed) -> Iterator[tuple[str, int]]:
    """Order and days of a group's own sessions, each of which pays; groups side by side."""
    prices = instance["penalties"]
    own: defaultdict[str, list[Place]] = defaultdict(list)
    for session in instance["sessions"]:
        if str(session["id"]) in placed:
            own[session["group"]].append(placed[str(session["id"])])
    for places in own.values():
        if any(then[1] < first[2] for first, then in pairwise(places)):
            yield "order", prices["sessions_out_of_order"] * len(places)
    for c in instance["constraints"]:
        places = own[c["source"]]
        if c["type"] == "time_relation" and len(places) == 2:
            if _next_to(instance, *places) != (c["time_relation"] == "subsequent-days"):
                yield "time_relation", prices["time_relation"] * len(places)
        elif c["type"] == "wg_adjacent":
            others = own[c["target"]]
            met = any(_adjacent(a, b) for a in places for b in others)
            if places and others and not met:
                yield "wg_adjacent", prices["wg_adjacent"]


def _next_to(instance: Any, one: Place, other: Place) -> bool:
    zone = ZoneInfo(zone_of(instance))
    days = [place[1].astimezone(zone).date() for place in (one, other)]
    return abs(days[0] - days[1]) == timedelta(days=1)


def _adjacent(one: Place, other: Place) -> bool:
    gaps = (other[1] - one[2], one[1] - other[2])
    return one[0] == other[0] and any(timedelta(0) <= g <= timedelta(minutes=30) for g in gaps)

"""Conferences and timetables for CoSPLib: drawn at random, strewn at random, and one by hand."""

import random
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import combinations
from typing import Any

from scheduler.problem import Problem, Sitting
from scheduler.timetable import Timetable, Unplaced
from tests.benchmarks.adapters import cosplib


@cache
def drawn(seed: int) -> tuple[dict[str, Any], Problem]:
    """A small conference in which every term weighs something: no real one has them all."""
    draw = random.Random(seed)
    data: dict[str, Any] = {
        "name": f"drawn-{seed}",
        "weights": {w: draw.randint(1, 9) for w in cosplib.WEIGHTS.values()},
        "sessions": [
            {
                "name": f"s{s}",
                "slots": 2 + s % 3,
                "date": f"2021-07-{s // 3 + 1:02}",
                "start": start,
            }
            for s, start in enumerate(("09:00", "09:30", "14:00", "09:00", "09:01"))
        ],
        "rooms": ["Room 1", "R: 2", "Hall"],
        "tracks": [{"name": name} for name in ("A", "B: b", "C", "D")],
        "submissions": [
            {"name": f"p{i}", "track": i % 4, "slots": draw.choice((1, 1, 2)), "order": 0}
            for i in range(18)
        ],
        "penalties": {
            "track_session": _prices(draw, 4, 5),
            "track_room": _prices(draw, 4, 3),
            "session_room": _prices(draw, 5, 3),
            "track_track": _both_ways(draw, 4),
            "sub_session": _prices(draw, 18, 5),
            "sub_room": _prices(draw, 18, 3),
            "sub_timezone": _prices(draw, 18, 5),
        },
    }
    for n, i in enumerate(range(0, 18, 4), start=1):
        data["submissions"][i]["order"] = n
    for kind, of in (
        ("presenter", "submissions"),
        ("attendee", "submissions"),
        ("chair", "tracks"),
    ):
        listed = _both_ways(draw, len(data[of]))
        for i, thing in enumerate(data[of]):
            thing[f"{kind}_conflicts"] = [int(j) for j in listed.get(str(i), {})]
    return data, cosplib.problem(data)


def _prices(draw: random.Random, ones: int, others: int) -> dict[str, dict[str, int]]:
    return {
        str(i): {str(j): draw.randint(1, 3) for j in range(others) if draw.random() < 0.5}
        for i in range(ones)
    }


def _both_ways(draw: random.Random, size: int) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {str(i): {} for i in range(size)}
    for i, j in combinations(range(size), 2):
        if draw.random() < 0.3:
            found[str(i)][str(j)] = found[str(j)][str(i)] = draw.randint(1, 3)
    return found


def at_random(data: dict[str, Any], problem: Problem, seed: int, *, parallel: bool) -> Timetable:
    """
    Submissions strewn over the cells of a conference, with one track in each cell.

    ``parallel``: a track may have several cells of a session. What finds no cell is unplaced.
    """
    draw, names = random.Random(seed), cosplib.ids(data)
    waiting: dict[int, list[int]] = {}
    for i in draw.sample(range(len(data["submissions"])), len(data["submissions"])):
        waiting.setdefault(data["submissions"][i]["track"], []).append(i)
    cells = [(s, r) for s in range(len(problem.slots)) for r in range(len(problem.rooms))]
    draw.shuffle(cells)
    seen: set[tuple[int, int]] = set()
    sittings = []
    for s, r in cells:
        open_to = [t for t in sorted(waiting) if waiting[t] and (parallel or (t, s) not in seen)]
        if not open_to:
            continue
        track = draw.choice(open_to)
        seen.add((track, s))
        found = _filled(data, problem, draw, tuple(waiting[track]), s, r)
        sittings += found
        placed = {sitting.session for sitting in found}
        waiting[track] = [i for i in waiting[track] if names[i] not in placed]
    left = [i for rest in waiting.values() for i in rest]
    return Timetable.of(sittings, [Unplaced(session=names[i], reason="") for i in left])


def _filled(
    data: dict[str, Any],
    problem: Problem,
    draw: random.Random,
    waiting: tuple[int, ...],
    s: int,
    r: int,
) -> list[Sitting]:
    """Some of the submissions that wait, one after the other in a cell, with gaps."""
    slot, names, found = problem.slots[s], cosplib.ids(data), []
    assert slot.days is not None
    begin = datetime.combine(slot.days[0], slot.start, tzinfo=UTC)
    at, room = draw.choice((0, 0, 1)), data["sessions"][s]["slots"]
    for i in waiting:
        lasts = data["submissions"][i]["slots"]
        if at + lasts <= room:
            start = begin + timedelta(minutes=at)
            end = start + timedelta(minutes=lasts)
            place = problem.rooms[r].id
            found.append(Sitting(session=names[i], room=place, start=start, end=end))
            at += lasts + draw.choice((0, 0, 0, 1))
    return found


def side_by_side(problem: Problem, *indices: int, minutes_between: int = 1) -> Timetable:
    """Sessions of one minute in the first room slot, that many minutes from start to start."""
    slot = problem.slots[0]
    assert slot.days is not None
    begin = datetime.combine(slot.days[0], slot.start, tzinfo=UTC)
    sittings = []
    for n, i in enumerate(indices):
        start = begin + timedelta(minutes=n * minutes_between)
        end = start + timedelta(minutes=1)
        session, room = problem.sessions[i].id, problem.rooms[0].id
        sittings.append(Sitting(session=session, room=room, start=start, end=end))
    return Timetable.of(sittings)


def four(*places: str) -> Timetable:
    """Sittings of p0, p1 ... at ``session room time-slot``."""
    sittings = []
    for submission, (session, room, slot) in zip(
        FOUR["submissions"], (p.split() for p in places), strict=True
    ):
        hour = 9 + int(session.removeprefix("s"))
        start = datetime(2021, 7, 1, hour, int(slot), tzinfo=UTC)
        end = start + timedelta(minutes=submission["slots"])
        sittings.append(Sitting(session=submission["name"], room=room, start=start, end=end))
    return Timetable.of(sittings)


FOUR: dict[str, Any] = {
    "name": "four",
    "weights": {weight: n for n, weight in enumerate(cosplib.WEIGHTS.values(), start=1)},
    "sessions": [
        {"name": f"s{s}", "slots": 3, "date": "2021-07-01", "start": f"{9 + s:02}:00"}
        for s in range(3)
    ],
    "rooms": ["X", "Y", "Z"],
    "tracks": [{"name": "A", "chair_conflicts": [1]}, {"name": "B", "chair_conflicts": [0]}],
    "submissions": [
        {
            "name": f"p{i}",
            "track": track,
            "slots": slots,
            "order": order,
            "presenter_conflicts": together,
            "attendee_conflicts": attended,
        }
        for i, (track, slots, order, together, attended) in enumerate(
            ((0, 1, 2, [3], [1]), (0, 1, 2, [], [0]), (0, 1, 1, [], []), (1, 2, 0, [0], []))
        )
    ],
    "penalties": {
        "track_session": {"0": {"0": 5, "1": 6}},
        "track_room": {"0": {"1": 7}},
        "session_room": {"0": {"2": 11}},
        "track_track": {"0": {"1": 13}, "1": {"0": 13}},
        "sub_session": {"2": {"2": 19}},
        "sub_room": {"3": {"2": 23}},
        "sub_timezone": {"3": {"0": 17}},
    },
}
"""Two tracks in three sessions of three time slots, at prices that no two terms share."""

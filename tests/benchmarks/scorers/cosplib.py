"""
What CoSPLib charges for a timetable, from its instance alone.

Where the description of the instances leaves something open, it is counted as the library's own
evaluator does: similar tracks and tracks that share a chair for each pair of cells; penalties of a
submission for each time slot that it takes; the place of a submission in its track by session, then
room, then time slot.

A time slot lasts one minute; a session of the conference begins at its own start, or when the one
before it on that date is over.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import combinations
from typing import Any

from scheduler.timetable import Timetable
from tests.benchmarks.naming import numbered_handles

Instance = dict[str, Any]
Cell = tuple[int, int]


@dataclass(frozen=True)
class Seen:
    """
    A timetable in the numbers of the instance.

    ``at``: session, room and first time slot of each submission; ``tracks``: those of each cell.
    """

    at: dict[int, tuple[int, int, int]]
    tracks: dict[Cell, set[int]]
    strays: int


def score(instance: Instance, timetable: Timetable) -> dict[str, int]:
    """
    Their terms, weighted, with the ``total``; and what is not allowed at all.

    ``presenter_pairs`` are the clashes of presenters, unweighted: where they are not allowed, the
    figure to compare is ``total`` with none of them.
    """
    seen = _seen(instance, timetable)
    weights = instance["weights"]
    figures = {
        "track_session": weights["tracks_sessions_penalty_weight"]
        * sum(_price(instance, "track_session", t, s) for t, s, _ in _cells(seen)),
        "track_room": weights["tracks_rooms_penalty_weight"]
        * sum(_price(instance, "track_room", t, r) for t, _, r in _cells(seen)),
        "session_room": weights["sessions_rooms_penalty_weight"]
        * sum(_price(instance, "session_room", s, r) for s, r in seen.tracks),
        "similar_tracks": weights["similar_tracks_penalty_weight"]
        * sum(_price(instance, "track_track", a, b) for a, b in _neighbours(seen)),
        "rooms_per_track": weights["num_rooms_per_track_weight"] * _rooms_too_many(seen),
        "parallel": weights["parallel_tracks_weight"] * _parallel(seen),
        "consecutive": weights["consecutive_tracks_weight"] * _torn(seen),
        "timezones": weights["submissions_timezones_penalty_weight"]
        * _of_submissions(instance, seen, "sub_timezone", 0),
        "order": weights["submissions_order_weight"] * _disorder(instance, seen),
        "submission_session": weights["submissions_sessions_penalty_weight"]
        * _of_submissions(instance, seen, "sub_session", 0),
        "submission_room": weights["submissions_rooms_penalty_weight"]
        * _of_submissions(instance, seen, "sub_room", 1),
        "presenters": weights["presenters_conflicts_weight"]
        * _in_one_session(instance, seen, "presenter_conflicts"),
        "attendees": weights["attendees_conflicts_weight"]
        * _in_one_session(instance, seen, "attendee_conflicts"),
        "chairs": weights["chairs_conflicts_weight"]
        * sum(b in instance["tracks"][a]["chair_conflicts"] for a, b in _neighbours(seen)),
        "presenters_slot": weights["presenters_conflicts_timeslot_level_weight"]
        * _in_one_time_slot(instance, seen, "presenter_conflicts"),
        "attendees_slot": weights["attendees_conflicts_timeslot_level_weight"]
        * _in_one_time_slot(instance, seen, "attendee_conflicts"),
    }
    return {
        **figures,
        "total": sum(figures.values()),
        "presenter_pairs": _in_one_session(instance, seen, "presenter_conflicts"),
        **_forbidden(instance, seen),
    }


def _forbidden(instance: Instance, seen: Seen) -> dict[str, int]:
    taken: dict[tuple[int, int, int], int] = defaultdict(int)
    for i, (s, r, _) in seen.at.items():
        for slot in _slots_of(instance, seen, i):
            taken[s, r, slot] += 1
    return {
        "unplaced": len(instance["submissions"]) - len(seen.at),
        "strays": seen.strays,
        "mixed_cells": sum(len(tracks) > 1 for tracks in seen.tracks.values()),
        "doubly_taken": sum(n > 1 for n in taken.values()),
    }


def _seen(instance: Instance, timetable: Timetable) -> Seen:
    named = numbered_handles([s["name"] for s in instance["submissions"]])
    number = {id: i for i, id in enumerate(named)}
    room_of = {id: r for r, id in enumerate(numbered_handles(instance["rooms"]))}
    begins = _begins(instance)
    at: dict[int, tuple[int, int, int]] = {}
    tracks: dict[Cell, set[int]] = defaultdict(set)
    strays = 0
    for sitting in timetable.sittings:
        i, r = number[sitting.session], room_of[sitting.room]
        found = _session_at(instance, begins, sitting.start)
        lasts = int((sitting.end - sitting.start) / timedelta(minutes=1))
        if found is None or lasts != instance["submissions"][i]["slots"]:
            strays += 1
            continue
        s, slot = found
        strays += slot + lasts > instance["sessions"][s]["slots"]
        at[i] = (s, r, slot)
        tracks[s, r].add(instance["submissions"][i]["track"])
    return Seen(at, dict(tracks), strays)


def _begins(instance: Instance) -> list[datetime]:
    begins: list[datetime] = []
    free = datetime.min.replace(tzinfo=UTC)
    for session in instance["sessions"]:
        told = datetime.fromisoformat(f"{session['date']}T{session['start']}+00:00")
        begins.append(max(told, free))
        free = begins[-1] + timedelta(minutes=session["slots"])
    return begins


def _session_at(
    instance: Instance, begins: list[datetime], start: datetime
) -> tuple[int, int] | None:
    for s, begin in enumerate(begins):
        slot = int((start - begin) / timedelta(minutes=1))
        if begin <= start and slot < instance["sessions"][s]["slots"]:
            return s, slot
    return None


def _price(instance: Instance, kind: str, one: int, other: int) -> int:
    price: int = instance["penalties"][kind].get(str(one), {}).get(str(other), 0)
    return price


def _cells(seen: Seen) -> list[tuple[int, int, int]]:
    """Track, session and room of every cell that is used."""
    return [(t, s, r) for (s, r), tracks in sorted(seen.tracks.items()) for t in sorted(tracks)]


def _neighbours(seen: Seen) -> list[tuple[int, int]]:
    """The tracks of every two cells of one session."""
    return [
        (a, b)
        for (a, s, r), (b, other, q) in combinations(_cells(seen), 2)
        if s == other and r != q and a != b
    ]


def _rooms_too_many(seen: Seen) -> int:
    rooms: dict[int, set[int]] = defaultdict(set)
    for t, _, r in _cells(seen):
        rooms[t].add(r)
    return sum(len(used) - 1 for used in rooms.values())


def _parallel(seen: Seen) -> int:
    rooms: dict[tuple[int, int], int] = defaultdict(int)
    for t, s, _ in _cells(seen):
        rooms[t, s] += 1
    return sum(n - 1 for n in rooms.values())


def _torn(seen: Seen) -> int:
    """Tracks of which the sessions are not numbered one after the other."""
    sessions: dict[int, set[int]] = defaultdict(set)
    for t, s, _ in _cells(seen):
        sessions[t].add(s)
    return sum(max(used) - min(used) + 1 > len(used) for used in sessions.values())


def _slots_of(instance: Instance, seen: Seen, i: int) -> range:
    """The time slots that a submission takes in its session."""
    first = seen.at[i][2]
    return range(first, first + instance["submissions"][i]["slots"])


def _of_submissions(instance: Instance, seen: Seen, kind: str, where: int) -> int:
    return sum(
        _price(instance, kind, i, at[where]) * instance["submissions"][i]["slots"]
        for i, at in seen.at.items()
    )


def _conflicts(instance: Instance, seen: Seen, kind: str) -> list[tuple[int, int]]:
    """Every two submissions of one session that the instance lists as a conflict."""
    listed = [set(s[kind]) for s in instance["submissions"]]
    return [
        (i, j)
        for i, j in combinations(sorted(seen.at), 2)
        if seen.at[i][0] == seen.at[j][0] and j in listed[i]
    ]


def _in_one_session(instance: Instance, seen: Seen, kind: str) -> int:
    pairs = _conflicts(instance, seen, kind)
    return sum(seen.at[i][1] != seen.at[j][1] for i, j in pairs)


def _shared(instance: Instance, seen: Seen, i: int, j: int) -> int:
    """Time slots that two submissions of one session both take."""
    return len(set(_slots_of(instance, seen, i)) & set(_slots_of(instance, seen, j)))


def _in_one_time_slot(instance: Instance, seen: Seen, kind: str) -> int:
    return sum(_shared(instance, seen, i, j) for i, j in _conflicts(instance, seen, kind))


def _disorder(instance: Instance, seen: Seen) -> int:
    submissions = instance["submissions"]
    in_order: dict[int, list[int]] = defaultdict(list)
    for i in sorted(seen.at, key=lambda i: seen.at[i]):
        in_order[submissions[i]["track"]].append(i)
    misplaced = sum(
        submissions[i]["order"] not in (0, place)
        for listed in in_order.values()
        for place, i in enumerate(listed, start=1)
    )
    at_once = sum(
        _shared(instance, seen, i, j)
        for listed in in_order.values()
        for i, j in combinations([i for i in listed if submissions[i]["order"] != 0], 2)
        if seen.at[i][0] == seen.at[j][0]
    )
    return misplaced + at_once

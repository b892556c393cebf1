"""
CoSPLib: submissions in tracks, to be put into the cells of a conference.

A submission is a session, its track the group, a session of the conference a day slot. Their clock
is of no account (what depends on time zones is given per session of the conference), so a time
slot of theirs lasts one minute here, and minutes of overlap are time slots of overlap. Sessions of
the conference keep their date and start, or begin when the one before is over: one instance lays
nine of them on top of one another.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from scheduler import verifier
from scheduler.problem import Problem
from scheduler.timetable import Timetable
from tests.benchmarks.naming import numbered_handles

Row = dict[str, Any]

EXACT = (
    "track_session",
    "track_room",
    "session_room",
    "rooms_per_track",
    "parallel",
    "consecutive",
    "timezones",
    "submission_session",
    "submission_room",
    "presenters",
    "attendees",
    "presenters_slot",
    "attendees_slot",
)
"""Terms that we charge as they do, in every timetable that has one track per cell."""
UNLESS_PARALLEL = ("similar_tracks", "chairs", "order")
"""
Terms that we charge as they do while no track sits in two rooms at once.

Of tracks that do, they count similar tracks and shared chairs for each pair of cells, we once per
slot; and they number the submissions room after room, we in order of time.
"""


def problem(data: Row, *, presenters: str = "soft") -> Problem:
    """The instance in our rules; ``presenters`` hard: nobody presents in two rooms at once."""
    groups = tracks(data)
    rules = [row for rows in terms(data, presenters=presenters).values() for row in rows]
    return Problem.model_validate(
        {
            "meeting": {
                "id": "conference",
                "title": str(data["name"]),
                "timezone": "UTC",
                "grid": 1,
            },
            "days": sorted({session["date"] for session in data["sessions"]}),
            "slots": _slots(data),
            "rooms": [
                {"id": id, "name": name}
                for id, name in zip(places(data["rooms"]), data["rooms"], strict=True)
            ],
            "sessions": [
                {
                    "id": id,
                    "title": submission["name"],
                    "group": groups[submission["track"]],
                    "minutes": submission["slots"],
                }
                for id, submission in zip(ids(data), data["submissions"], strict=True)
            ],
            "rules": [{"rule": "exclusive"}, *rules],
        }
    )


def charged(data: Row, problem: Problem, timetable: Timetable) -> dict[str, int]:
    """
    Our charges, under the names of their terms.

    A charge does not say which statement it comes from, so the statements of each term are
    charged on their own; together they are all that the problem charges.
    """
    found = {}
    for term, rows in terms(data).items():
        alone = Problem.model_validate(problem.model_dump(exclude={"rules"}) | {"rules": rows})
        families = {verifier.STATED[rule.rule] for rule in alone.rules}
        found[term] = sum(c.amount for c in verifier.charges(alone, timetable, families))
    return found


def terms(data: Row, *, presenters: str = "soft") -> dict[str, list[Row]]:
    """The statements of each of their terms; none where the term weighs nothing."""
    weight = data["weights"]
    of = _Names(data)
    submissions = data["submissions"]
    penalties = data["penalties"]
    together = _pairs([s["presenter_conflicts"] for s in submissions])
    attended = _pairs([s["attendee_conflicts"] for s in submissions])
    chaired = _pairs([t["chair_conflicts"] for t in data["tracks"]])
    lasting = [s["slots"] for s in submissions]
    said: dict[str, Iterable[tuple[int, Row]]] = {
        "track_session": _by_cell(
            _avoid(penalties["track_session"], of.tracks, "slots", of.sessions)
        ),
        "track_room": _by_cell(_avoid(penalties["track_room"], of.tracks, "rooms", of.rooms)),
        "session_room": _reserve(penalties["session_room"], of),
        "similar_tracks": _similar(penalties["track_track"], of),
        "rooms_per_track": [(1, {"rule": "room_stability"})],
        "parallel": [(1, {"rule": "parallel"})],
        "consecutive": [(1, {"rule": "contiguous"})],
        "timezones": _avoid(
            penalties["sub_timezone"], of.submissions, "slots", of.sessions, lasting
        ),
        "order": _order(data, of),
        "submission_session": _avoid(
            penalties["sub_session"], of.submissions, "slots", of.sessions, lasting
        ),
        "submission_room": _avoid(
            penalties["sub_room"], of.submissions, "rooms", of.rooms, lasting
        ),
        "presenters": _apart(together, of.submissions, "presenters", presenters),
        "attendees": _apart(attended, of.submissions, "attendees"),
        "chairs": _apart(chaired, of.tracks, "chairs"),
        "presenters_slot": _overlap(together, of.submissions, "presenters"),
        "attendees_slot": _overlap(attended, of.submissions, "attendees"),
    }
    return {
        term: [
            row | {"weight": price * weight[WEIGHTS[term]]}
            for price, row in rows
            if price * weight[WEIGHTS[term]] > 0
        ]
        for term, rows in said.items()
    }


WEIGHTS = {
    "track_session": "tracks_sessions_penalty_weight",
    "track_room": "tracks_rooms_penalty_weight",
    "session_room": "sessions_rooms_penalty_weight",
    "similar_tracks": "similar_tracks_penalty_weight",
    "rooms_per_track": "num_rooms_per_track_weight",
    "parallel": "parallel_tracks_weight",
    "consecutive": "consecutive_tracks_weight",
    "timezones": "submissions_timezones_penalty_weight",
    "order": "submissions_order_weight",
    "submission_session": "submissions_sessions_penalty_weight",
    "submission_room": "submissions_rooms_penalty_weight",
    "presenters": "presenters_conflicts_weight",
    "attendees": "attendees_conflicts_weight",
    "chairs": "chairs_conflicts_weight",
    "presenters_slot": "presenters_conflicts_timeslot_level_weight",
    "attendees_slot": "attendees_conflicts_timeslot_level_weight",
}
"""What their files call the weight of each term."""


def ids(data: Row) -> list[str]:
    """Submissions by their own names, as far as these are ids."""
    return numbered_handles([submission["name"] for submission in data["submissions"]])


def places(names: list[str]) -> list[str]:
    """Rooms, or sessions of the conference, by their names."""
    return numbered_handles(names)


def tracks(data: Row) -> list[str]:
    """Tracks by their names, which may have blanks; where two have one, with their number."""
    names = [track["name"] for track in data["tracks"]]
    return [n if names.count(n) == 1 else f"{n} {t}" for t, n in enumerate(names)]


class _Names:
    """How statements name what their files number."""

    def __init__(self, data: Row) -> None:
        self.submissions = [f"session:{id}" for id in ids(data)]
        self.tracks = [f"group:{name}" for name in tracks(data)]
        self.sessions = places([session["name"] for session in data["sessions"]])
        self.rooms = places(data["rooms"])


def _slots(data: Row) -> list[Row]:
    found, over = [], {"": 0}
    names = places([session["name"] for session in data["sessions"]])
    for id, session in zip(names, data["sessions"], strict=True):
        hour, _, minute = session["start"].partition(":")
        start = max(int(hour) * 60 + int(minute), over.get(session["date"], 0))
        over[session["date"]] = end = start + session["slots"]
        clock = [f"{t // 60:02}:{t % 60:02}" for t in (start, end)]
        found.append(
            {
                "id": id,
                "start": clock[0],
                "end": clock[1],
                "days": [session["date"]],
            }
        )
    return found


def _avoid(
    prices: Mapping[str, Mapping[str, int]],
    names: list[str],
    where: str,
    places: list[str],
    lasting: list[int] | None = None,
) -> Iterator[tuple[int, Row]]:
    """
    Where each name should not be, at which price; one statement for all that say the same.

    ``lasting``: how many time slots each has, if the price is for every one of them.
    """
    same: dict[tuple[int, tuple[int, ...]], list[str]] = defaultdict(list)
    for i, priced in ((int(i), priced) for i, priced in prices.items()):
        times = 1 if lasting is None else lasting[i]
        for price in sorted(set(priced.values())):
            there = tuple(sorted(int(k) for k, asked in priced.items() if asked == price))
            same[price * times, there].append(names[i])
    for (price, there), of in sorted(same.items()):
        yield price, {"rule": "avoid", "of": of, where: [places[k] for k in there]}


def _by_cell(said: Iterable[tuple[int, Row]]) -> Iterator[tuple[int, Row]]:
    """The same, charged once for each cell."""
    for price, row in said:
        yield price, row | {"count": "room-slots"}


def _reserve(prices: Mapping[str, Mapping[str, int]], of: _Names) -> Iterator[tuple[int, Row]]:
    """Rooms that cost something while anybody sits there: to keep all of them free."""
    same: dict[tuple[int, tuple[int, ...]], list[str]] = defaultdict(list)
    for s, priced in prices.items():
        for price in sorted(set(priced.values())):
            there = tuple(sorted(int(r) for r, asked in priced.items() if asked == price))
            same[price, there].append(of.sessions[int(s)])
    for (price, there), slots in sorted(same.items()):
        among = [of.rooms[r] for r in there]
        yield price, {"rule": "reserve", "rooms": len(among), "among": among, "slots": slots}


def _pairs(listed: list[list[int]]) -> list[tuple[int, int]]:
    """Every two that are listed for one another, once."""
    return sorted({(min(i, j), max(i, j)) for i, js in enumerate(listed) for j in js if i != j})


def _similar(prices: Mapping[str, Mapping[str, int]], of: _Names) -> Iterator[tuple[int, Row]]:
    for a, priced in prices.items():
        for b, price in priced.items():
            if int(a) < int(b):
                yield from (
                    (price, row) for _, row in _apart([(int(a), int(b))], of.tracks, "similar")
                )


def _apart(
    pairs: Iterable[tuple[int, int]], names: list[str], kind: str, level: str = "soft"
) -> Iterator[tuple[int, Row]]:
    """One statement a pair: a slot is charged once for all the pairs of a statement."""
    for i, j in pairs:
        row = {"of": [names[i]], "against": [names[j]], "count": "slots", "kind": kind}
        yield 1, {"rule": "conflict", "level": level, **row}


def _overlap(
    pairs: Iterable[tuple[int, int]], names: list[str], kind: str
) -> Iterator[tuple[int, Row]]:
    """One statement for all the pairs of a submission with later ones: minutes add up."""
    others: dict[int, list[str]] = defaultdict(list)
    for i, j in pairs:
        others[i].append(names[j])
    for i, against in sorted(others.items()):
        yield 1, {"rule": "conflict", "of": [names[i]], "against": against, "kind": kind}


def _order(data: Row, of: _Names) -> Iterator[tuple[int, Row]]:
    """The n-th of its track; and no two that have a number at once."""
    numbered: dict[int, list[str]] = defaultdict(list)
    for i, submission in enumerate(data["submissions"]):
        if submission["order"]:
            track = submission["track"]
            numbered[track].append(of.submissions[i])
            session = of.submissions[i].removeprefix("session:")
            row = {"session": session, "at": submission["order"], "of": [of.tracks[track]]}
            yield 1, {"rule": "position", **row}
    for _, names in sorted(numbered.items()):
        if len(names) > 1:
            yield 1, {"rule": "conflict", "of": names, "kind": "order"}

"""
A conference of talks as it was published, FOSDEM's: the first timetable, and its revisions.

A talk is a session, its track the group, who speaks presides. A track has its rooms, and on
each day its hours, from the start of its first talk to the end of its last: that is what was given
to it. The published timetable is the record to start from; a later revision is told as the facts
that came before it, with the talks that were added, and is to be found again.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import combinations
from typing import Any
from zoneinfo import ZoneInfo

from scheduler.problem import Problem, Sitting
from scheduler.timetable import Record, Timetable
from tests.benchmarks.naming import grid_of, handles, short_handles, zone_of_trace

Row = dict[str, Any]
Talks = dict[str, Row]


@dataclass(frozen=True, slots=True)
class Step:
    """
    What a revision has to cope with, and what they made of it.

    Attributes
    ----------
    told
        When the revision was published.
    facts
        Cancelled talks, and talks that became longer or shorter, as ``replan`` reads them.
    added
        Talks that were not in the timetable before.
    moved
        Talks that they gave another day, room or start.
    """

    told: datetime
    facts: tuple[str, ...]
    added: tuple[str, ...]
    moved: tuple[str, ...]


def problem(data: list[Row], revision: int = 0) -> Problem:
    """The talks of one revision, free to be anywhere in the rooms and hours of their tracks."""
    talks = talks_of(data, revision)
    return _problem(list(talks.values()), list(talks.values()), zone_of_trace(data))


def asked(data: list[Row], revision: int) -> Problem:
    """
    What the revision was to solve: the talks of the one before, and those added.

    Talks last as long as before, and cancelled ones are still there: that is for the facts of the
    step to say. Speakers, which no fact can change, are the new ones; rooms and hours of a
    track are those that it had before or after.
    """
    before, after = talks_of(data, revision - 1), talks_of(data, revision)
    now = {
        id: talk | {"persons": after[id]["persons"]} if id in after else talk
        for id, talk in before.items()
    }
    known = [*before.values(), *after.values()]
    return _problem(list((after | now).values()), known, zone_of_trace(data))


def published(data: list[Row], revision: int = 0) -> Record:
    """The timetable of a revision, as they published it."""
    talks, zone = talks_of(data, revision).values(), zone_of_trace(data)
    return Record(
        meeting="fosdem",
        scenario_sha256="",
        timezone=zone.key,
        revision=revision,
        sittings=Timetable.of(_sitting(talk, zone) for talk in talks).sittings,
    )


def steps(data: list[Row]) -> tuple[Step, ...]:
    """The revisions after the first; ``steps(data)[0]`` leads to revision 1."""
    return tuple(step_of(data, revision) for revision in range(1, len(data)))


def talks_of(data: list[Row], revision: int) -> Talks:
    """The talks of a revision by id; whatever they are called there, they and theirs have ids."""
    named = named_trace(data)
    talks = {talk["id"]: talk for talk in named[0]["base"]}
    for step in named[1 : revision + 1]:
        talks |= {talk["id"]: talk for talk in (*step["added"], *step["changed"])}
        talks = {id: talk for id, talk in talks.items() if id not in step["removed"]}
    return talks


def named_trace(data: list[Row]) -> list[Row]:
    """The same with ids for talks, rooms (``H.1301 (Cornil)`` is ``H.1301``) and people."""
    listed = [talk for step in data for kind in TOLD for talk in step.get(kind, ())]
    ids = handles(talk["id"] for talk in listed)
    people = handles(person for talk in listed for person in talk["persons"])
    rooms = short_handles(talk["room"] for talk in listed)

    def named(talk: Row) -> Row:
        return talk | {
            "id": ids[str(talk["id"])],
            "persons": [people[str(person)] for person in talk["persons"]],
            "room": rooms[talk["room"]],
            "room_name": talk["room"],
        }

    return [
        step
        | {kind: [named(talk) for talk in step[kind]] for kind in TOLD if kind in step}
        | {"removed": [ids[str(id)] for id in step.get("removed", ())]}
        for step in data
    ]


TOLD = ("base", "added", "changed")


def _problem(talks: list[Row], known: list[Row], zone: ZoneInfo) -> Problem:
    """``talks`` to be held; ``known``: every place and length that they have had."""
    rooms = {talk["room"]: talk["room_name"] for talk in known}
    return Problem.model_validate(
        {
            "meeting": {
                "id": "fosdem",
                "title": "FOSDEM",
                "timezone": zone.key,
                "grid": grid_of(minutes for t in known for minutes in (t["start"], t["minutes"])),
            },
            "days": sorted({talk["day"] for talk in known}),
            "slots": list(_days(known)),
            "rooms": [{"id": id, "name": name} for id, name in sorted(rooms.items())],
            "groups": list(_tracks(known)),
            "people": [{"id": p} for p in sorted({p for t in talks for p in t["persons"]})],
            "sessions": list(_sessions(talks, known)),
            "waive": list(_clashes(talks, known)),
        }
    )


def _days(known: list[Row]) -> Iterator[Row]:
    """One slot a day, from the first talk to the last."""
    for n, day in enumerate(sorted({talk["day"] for talk in known}), start=1):
        opens, closes = _hours(talk for talk in known if talk["day"] == day)
        yield {"id": f"day-{n}", "start": _clock(opens), "end": _clock(closes), "days": [day]}


def _tracks(known: list[Row]) -> Iterator[Row]:
    of: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for talk in known:
        of[talk["track"]][talk["day"]].append(talk)
    for track, days in sorted(of.items()):
        windows = [(day, *map(_clock, _hours(talks))) for day, talks in sorted(days.items())]
        yield {
            "id": track,
            "available": [{"from": f"{day} {a}", "to": f"{day} {b}"} for day, a, b in windows],
        }


def _sessions(talks: list[Row], known: list[Row]) -> Iterator[Row]:
    rooms: dict[str, set[str]] = defaultdict(set)
    for talk in known:
        rooms[talk["track"]].add(talk["room"])
    for talk in talks:
        yield {
            "id": talk["id"],
            "title": talk["title"],
            "group": talk["track"],
            "minutes": talk["minutes"],
            # somebody may be listed twice
            "chairs": list(dict.fromkeys(talk["persons"])),
            "rooms": sorted(rooms[talk["track"]]),
        }


def _clashes(talks: list[Row], known: list[Row]) -> Iterator[Row]:
    """Speakers who were published to be in two rooms at once; they know best."""
    speaking: dict[str, set[str]] = defaultdict(set)
    for talk in talks:
        for person in talk["persons"]:
            speaking[person].add(talk["id"])
    places: dict[str, list[Row]] = defaultdict(list)
    for talk in known:
        places[talk["id"]].append(talk)
    for person, ids in sorted(speaking.items()):
        for a, b in combinations(sorted(ids), 2):
            if any(_overlap(x, y) for x in places[a] for y in places[b]):
                yield {
                    "rule": "person_clash",
                    "sessions": [f"session:{a}"],
                    "against": [f"session:{b}"],
                    "people": [person],
                    "reason": "published so",
                }


def _overlap(a: Row, b: Row) -> bool:
    ends = min(talk["start"] + talk["minutes"] for talk in (a, b))
    return bool(a["day"] == b["day"] and max(a["start"], b["start"]) < ends)


def _hours(talks: Iterable[Row]) -> tuple[int, int]:
    spans = [(talk["start"], talk["start"] + talk["minutes"]) for talk in talks]
    return min(start for start, _ in spans), max(end for _, end in spans)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _sitting(talk: Row, zone: ZoneInfo) -> Sitting:
    start = datetime.fromisoformat(f"{talk['day']}T{_clock(talk['start'])}").replace(tzinfo=zone)
    end = start + timedelta(minutes=talk["minutes"])
    return Sitting(session=talk["id"], room=talk["room"], start=start, end=end)


def step_of(data: list[Row], revision: int) -> Step:
    """The step that leads to a revision."""
    before, step = talks_of(data, revision - 1), named_trace(data)[revision]
    longer = {
        talk["id"]: talk["minutes"] - before[talk["id"]]["minutes"] for talk in step["changed"]
    }
    return Step(
        told=datetime.fromisoformat(step["date"]),
        facts=(
            *(f"cancelled {id}" for id in step["removed"]),
            *(f"overrun {id} {more}m" for id, more in longer.items() if more > 0),
            *(f"early {id} {-more}m" for id, more in longer.items() if more < 0),
        ),
        added=tuple(talk["id"] for talk in step["added"]),
        moved=tuple(
            talk["id"]
            for talk in step["changed"]
            if any(talk[k] != before[talk["id"]][k] for k in ("day", "room", "start"))
        ),
    )

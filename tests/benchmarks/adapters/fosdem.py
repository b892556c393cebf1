"""
FOSDEM 2026 as it was published: the first timetable, and eight revisions of it.

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

Row = dict[str, Any]
Talks = dict[str, Row]

ZONE = ZoneInfo("Europe/Brussels")
GRID = 5


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
    return _problem(list(talks.values()), list(talks.values()))


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
    return _problem(list((after | now).values()), [*before.values(), *after.values()])


def published(data: list[Row], revision: int = 0) -> Record:
    """The timetable of a revision, as they published it."""
    talks = talks_of(data, revision).values()
    return Record(
        meeting="fosdem",
        scenario_sha256="",
        timezone=ZONE.key,
        revision=revision,
        sittings=Timetable.of(_sitting(talk) for talk in talks).sittings,
    )


def steps(data: list[Row]) -> tuple[Step, ...]:
    """The revisions after the first; ``steps(data)[0]`` leads to revision 1."""
    return tuple(_step(data, revision) for revision in range(1, len(data)))


def talks_of(data: list[Row], revision: int) -> Talks:
    """The talks of a revision by id."""
    talks = {talk["id"]: talk for talk in data[0]["base"]}
    for step in data[1 : revision + 1]:
        talks |= {talk["id"]: talk for talk in (*step["added"], *step["changed"])}
        talks = {id: talk for id, talk in talks.items() if id not in step["removed"]}
    return talks


def room_id(name: str) -> str:
    """``H.1301 (Cornil)`` is ``H.1301``."""
    return name.split()[0]


def _problem(talks: list[Row], known: list[Row]) -> Problem:
    """``talks`` to be held; ``known``: every place and length that they have had."""
    return Problem.model_validate(
        {
            "meeting": {
                "id": "fosdem",
                "title": "FOSDEM 2026",
                "venue": "ULB, Brussels",
                "timezone": ZONE.key,
                "grid": GRID,
            },
            "days": sorted({talk["day"] for talk in known}),
            "slots": list(_days(known)),
            "rooms": [
                {"id": room_id(name), "name": name}
                for name in sorted({talk["room"] for talk in known})
            ],
            "groups": list(_tracks(known)),
            "people": [
                {"id": p} for p in sorted({p for t in talks for p in t["persons"]}, key=int)
            ],
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
        rooms[talk["track"]].add(room_id(talk["room"]))
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


def _sitting(talk: Row) -> Sitting:
    start = datetime.fromisoformat(f"{talk['day']}T{_clock(talk['start'])}").replace(tzinfo=ZONE)
    end = start + timedelta(minutes=talk["minutes"])
    return Sitting(session=talk["id"], room=room_id(talk["room"]), start=start, end=end)


def _step(data: list[Row], revision: int) -> Step:
    before, step = talks_of(data, revision - 1), data[revision]
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

"""A scenario to begin with: what is known, and marked assumptions for what is not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from scheduler.importing.yaml_text import Value, document, flow, listed
from scheduler.scenario.tables.sessions import slug

Entry = Mapping[str, Any]
MARK = "# Assumption: "
ASSUMED = f"{MARK}the source does not say."
A_DAY = "2030-01-07"
"""Stands for the days of a meeting that names none."""
ASSUMED_DAY = f"{MARK}the source names no date, and {A_DAY} stands for one: write the days here."
ASSUMED_ZONE = f"{MARK}the source names no time zone; this one is its offset from UTC."


@dataclass(frozen=True, slots=True, kw_only=True)
class Skeleton:
    """What a source says of a meeting; empty is unknown."""

    source: str
    sessions: Sequence[Entry]
    id: str = ""
    title: str = ""
    timezone: str = ""
    timezone_assumed: bool = False
    grid: int = 0
    days: Sequence[str] = ()
    slots: Sequence[Entry] = ()
    rooms: Sequence[str | Entry] = ()
    people: Sequence[str | Entry] = ()
    rules: Sequence[Entry] = ()
    rolling: Sequence[Entry] = ()


def skeleton(known: Skeleton) -> bytes:
    """The text of the scenario; ``rollgrid check`` reads it."""
    meeting: dict[str, Value] = {
        "id": known.id or slug(known.source.rpartition(".")[0]) or "meeting",
        "title": known.title or "A meeting",
        "timezone": known.timezone or "UTC",
        "grid": known.grid or 15,
    }
    slots = known.slots or (
        {"id": "morning", "start": "10:00", "end": "13:00"},
        {"id": "afternoon", "start": "15:00", "end": "18:00"},
    )
    people = [_entry(person) for person in dict.fromkeys(map(_hashable, known.people))]
    rooms = [_entry(room) for room in dict.fromkeys(map(_hashable, known.rooms))]
    return document(
        [f"# From {known.source}. What it does not say is assumed here, and marked."],
        ["format: 1"],
        [
            *_of_meeting(known),
            f"meeting: {flow(meeting)}",
        ],
        [*([] if known.days else [ASSUMED_DAY]), f"days: {flow(list(known.days) or [A_DAY])}"],
        [*_assumed(known.slots), *listed("slots", slots)],
        [*_assumed(known.rooms), *listed("rooms", rooms or [{"id": "plenary"}])],
        listed("people", people),
        listed("sessions", known.sessions),
        listed("rolling", known.rolling),
        listed("rules", known.rules),
    )


def _of_meeting(known: Skeleton) -> list[str]:
    remarks = [] if known.title and known.timezone else [ASSUMED]
    return [*remarks, ASSUMED_ZONE] if known.timezone_assumed else remarks


def assumptions(data: bytes) -> tuple[str, ...]:
    """The fields of a scenario's text that are marked as assumed: ``days``, ``rooms``, ..."""
    lines = data.decode().splitlines()
    marked = (next_ for line, next_ in pairwise(lines) if line.startswith(MARK))
    return tuple(line.partition(":")[0] for line in marked if not line.startswith(MARK))


def _assumed(known: Sequence[object]) -> list[str]:
    return [] if known else [ASSUMED]


def _hashable(entry: str | Entry) -> tuple[tuple[str, Any], ...]:
    return (("id", entry),) if isinstance(entry, str) else tuple(entry.items())


def _entry(pairs: tuple[tuple[str, Any], ...]) -> dict[str, Any]:
    return dict(pairs)

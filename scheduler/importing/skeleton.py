"""A scenario to begin with: what is known, and marked assumptions for what is not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from scheduler.importing.yaml_text import Value, document, flow, listed
from scheduler.scenario.tables.sessions import slug

Entry = Mapping[str, Any]
MARK = "# Assumption: "
ASSUMED = f"{MARK}the source does not say."
A_DAY = "2030-01-07"
"""Stands for the days of a meeting that names none."""
ASSUMED_DAY = f"{MARK}the source has no date, so {A_DAY} is assumed: write the days here."
ASSUMED_ZONE = f"{MARK}the source names no time zone; this one has its offsets from UTC."


@dataclass(frozen=True, slots=True, kw_only=True)
class Skeleton:
    """What a source says of a meeting; empty is unknown. ``longest``: minutes without a break."""

    file: str
    sessions: Sequence[Entry]
    id: str = ""
    title: str = ""
    timezone: str = ""
    timezone_assumed: bool = False
    grid: int = 0
    days: Sequence[str] = ()
    slots: Sequence[Entry] = ()
    rooms: Sequence[str | Entry] = ()
    groups: Sequence[Entry] = ()
    people: Sequence[str | Entry] = ()
    rules: Sequence[Entry] = ()
    rolling: Sequence[Entry] = ()
    documents: Sequence[Entry] = ()
    longest: int = 0
    last_close: Entry = field(default_factory=dict)


def skeleton(source: Skeleton) -> bytes:
    """The text of the scenario; ``rollgrid check`` reads it."""
    meeting: dict[str, Value] = {
        "id": source.id or slug(source.file.rpartition(".")[0]) or "meeting",
        "title": source.title or "A meeting",
        "timezone": source.timezone or "UTC",
        "grid": source.grid or 15,
    }
    slots = source.slots or _usual_slots(source.longest)
    people = [*map(dict, dict.fromkeys(map(_hashable, source.people)))]
    rooms = [*map(dict, dict.fromkeys(map(_hashable, source.rooms)))]
    return document(
        [f"# From {source.file}. What the file lacks is assumed and marked."],
        ["format: 1"],
        [*_of_meeting(source), f"meeting: {flow(meeting)}"],
        [*([] if source.days else [ASSUMED_DAY]), f"days: {flow(list(source.days) or [A_DAY])}"],
        [*_assumed(source.slots), *listed("slots", slots)],
        [f"last_close: {flow(dict(source.last_close))}"] if source.last_close else [],
        [*_assumed(source.rooms), *listed("rooms", rooms or [{"id": "plenary"}])],
        listed("groups", source.groups),
        listed("people", people),
        listed("sessions", source.sessions),
        listed("documents", source.documents),
        listed("rolling", source.rolling),
        listed("rules", source.rules),
    )


def _usual_slots(longest: int) -> Sequence[Entry]:
    """Morning and afternoon; a whole day where a session of so many minutes fits into neither."""
    if longest > 180:
        return ({"id": "day", "start": "09:00", "end": "18:00" if longest <= 540 else "24:00"},)
    return (
        {"id": "morning", "start": "10:00", "end": "13:00"},
        {"id": "afternoon", "start": "15:00", "end": "18:00"},
    )


def _of_meeting(source: Skeleton) -> list[str]:
    remarks = [] if source.title and source.timezone else [ASSUMED]
    return [*remarks, ASSUMED_ZONE] if source.timezone_assumed else remarks


def assumptions(data: bytes) -> tuple[str, ...]:
    """The fields of a scenario's text that are marked as assumed: ``days``, ``rooms``, ..."""
    lines = data.decode().splitlines()
    marked = (next_ for line, next_ in pairwise(lines) if line.startswith(MARK))
    return tuple(line.partition(":")[0] for line in marked if not line.startswith(MARK))


def _assumed(entries: Sequence[object]) -> list[str]:
    return [] if entries else [ASSUMED]


def _hashable(entry: str | Entry) -> tuple[tuple[str, Any], ...]:
    return (("id", entry),) if isinstance(entry, str) else tuple(entry.items())

"""The slots of a meeting, from the hours of the rows: what overlaps is for a kind of its own."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, time

from scheduler.letter.agenda import Window
from scheduler.letter.clock_hours import Hours, length_of
from scheduler.letter.names_of_ids import slug

MAIN, PARALLEL = "session", "parallel"
"""Kinds of session: of the main slots, and of those whose hours overlap theirs."""


def windows_of(rows: Mapping[Hours, frozenset[date]], inferred: Iterable[Hours]) -> list[Window]:
    """
    A window for each two clock times, by ``rows`` with the days on which they are used.

    Slots must not overlap: of those that do, the ones that end first are the meeting's, and
    others are only for sessions of the kind ``parallel``, ``parallel-2``, ...
    """
    taken: set[str] = set()
    assumed = frozenset(inferred)
    kinds = dict(_kinds(rows))
    windows = []
    for hours in rows:
        clashes = any(_overlap(hours, other) for other in rows if other != hours)
        days = tuple(sorted(rows[hours])) if clashes else None
        window = Window(slug(_name(hours), taken), hours, days, hours in assumed)
        windows.append(replace(window, only=kinds[hours]))
    return windows


def _name(hours: Hours) -> str:
    """As planners name it."""
    start = hours[0]
    return "morning" if start < time(13) else "afternoon" if start < time(18) else "evening"


def _kinds(rows: Mapping[Hours, frozenset[date]]) -> Iterator[tuple[Hours, str | None]]:
    lanes: list[list[Hours]] = []
    kinds: dict[Hours, str] = {}
    for hours in sorted(rows, key=lambda hours: _span(hours)[::-1]):
        free = (n for n, lane in enumerate(lanes) if not _clash(rows, lane, hours))
        number = next(free, len(lanes))
        if number == len(lanes):
            lanes.append([])
        lanes[number].append(hours)
        kinds[hours] = ("", PARALLEL)[number] if number < 2 else f"{PARALLEL}-{number}"
    for hours, kind in kinds.items():
        yield hours, kind or (MAIN if len(lanes) > 1 else None)


def _clash(rows: Mapping[Hours, frozenset[date]], lane: Sequence[Hours], hours: Hours) -> bool:
    return any(_overlap(hours, other) and rows[hours] & rows[other] for other in lane)


def _overlap(one: Hours, other: Hours) -> bool:
    (start, end), (begin, close) = _span(one), _span(other)
    return start < close and begin < end


def _span(hours: Hours) -> tuple[int, int]:
    """In minutes from midnight."""
    start = hours[0].hour * 60 + hours[0].minute
    return start, start + length_of(hours)

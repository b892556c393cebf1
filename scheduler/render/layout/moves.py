"""
Who moved from one cell of the annex to another: one change, told in one line.

A session that left cells and came to others has moved. If these are as many, they are joined in
order of time, a line each; else they are all told in one line. What only came to cells, or only
left some, is told cell by cell.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from scheduler.render.languages.dating import on
from scheduler.render.layout.lists import Meeting
from scheduler.render.layout.promises import Place, Placed, PlacedSideEvents
from scheduler.render.words import hours

Held = tuple[Place, Placed]
PlacesOf = Mapping[str, Sequence[Held]]
"""Session to its cells, or to its days where it is a side event, in order of time."""


@dataclass(frozen=True, slots=True)
class Move:
    """
    ``was`` and ``now``: rooms, days and slots (of a side event: no slot).

    ``line``: in words; ``there``: where it is now, with the floor. ``left``: when the sittings
    that are no longer there would have begun.
    """

    session: str
    was: tuple[Place, ...]
    now: tuple[Place, ...]
    line: str
    there: str
    left: tuple[datetime, ...]


def find_moves(meeting: Meeting) -> tuple[Move, ...]:
    """The moves between cells, then those of side events, each in order of where they began."""
    cells = _joined(_cells(meeting.was), _cells(meeting.now))
    side = _joined(_side(meeting.side_was), _side(meeting.side), times=True)
    return (
        *(_move(meeting, was, now) for was, now in cells),
        *(_move(meeting, was, now) for was, now in side),
    )


Shift = tuple[Sequence[Held], Sequence[Held]]
"""The cells that a session left, and those that it came to."""


def shifts(meeting: Meeting) -> Iterator[Shift]:
    """The moves of each session that is held in both issues; side events too, by their hours."""
    yield from _shifts(_cells(meeting.was), _cells(meeting.now), times=False)
    yield from _shifts(_side(meeting.side_was), _side(meeting.side), times=True)


def _shifts(was: PlacesOf, now: PlacesOf, *, times: bool) -> Iterator[Shift]:
    """``times``: its hours are part of where it is."""
    for session in was.keys() & now.keys():
        old, new = was[session], now[session]
        yield (
            [here for here in old if not _among(here, new, times=times)],
            [here for here in new if not _among(here, old, times=times)],
        )


def _joined(was: PlacesOf, now: PlacesOf, *, times: bool = False) -> list[Shift]:
    """One with one where they are as many, else all with all."""
    found: list[Shift] = []
    for left, came in _shifts(was, now, times=times):
        if len(left) == len(came):
            found += [([old], [new]) for old, new in zip(left, came, strict=True)]
        elif left and came:
            found.append((left, came))
    return sorted(found, key=lambda shift: (shift[0][0][1].on[0], shift[0][0][1].session))


def _among(here: Held, others: Sequence[Held], *, times: bool) -> bool:
    place, placed = here
    return any(
        place == other and (not times or placed.promise == there.promise) for other, there in others
    )


def _cells(places: Mapping[Place, Sequence[Placed]]) -> PlacesOf:
    found: defaultdict[str, dict[Place, Placed]] = defaultdict(dict)
    for place, there in sorted(places.items(), key=lambda cell: cell[1][0].on[0]):
        for placed in there:
            found[placed.session].setdefault(place, placed)
    return {session: tuple(own.items()) for session, own in found.items()}


def _side(days: PlacedSideEvents) -> PlacesOf:
    found: defaultdict[str, list[tuple[Place, Placed]]] = defaultdict(list)
    for there in days.values():
        for placed in there:
            found[placed.session].append(((placed.room, placed.on[0].date(), ""), placed))
    return found


def _move(meeting: Meeting, left: Sequence[Held], came: Sequence[Held]) -> Move:
    language, session = meeting.language, left[0][1].session
    was, now = (
        language.joint.join(language.comma.join(_said(meeting, *held)) for held in side)
        for side in (left, came)
    )
    line = language.moved.format(name=meeting.names.printed(session), was=was, now=now)
    heads = meeting.names.room_heads
    there = language.joint.join(
        language.comma.join((*_when(meeting, *held), *_where(meeting, heads, held)))
        for held in came
    )
    return Move(
        session,
        was=tuple(place for place, _ in left),
        now=tuple(place for place, _ in came),
        line=line,
        there=there,
        left=tuple(placed.sitting.start for _, placed in left),
    )


def _said(meeting: Meeting, place: Place, placed: Placed) -> Iterator[str]:
    """Day, hours, and the room if there are several: ``Thursday 27 February, 10:00 – 13:00``."""
    yield from _when(meeting, place, placed)
    yield from _where(meeting, meeting.names.room_names, (place, placed))


def _when(meeting: Meeting, place: Place, placed: Placed) -> Iterator[str]:
    _, day, slot = place
    yield on(day, meeting.language)
    times = next((s for s in meeting.problem.slots if s.id == slot), None)
    if placed.promise.exact is not None:
        yield hours(*placed.promise.exact)
    elif times is not None:
        yield hours(times.start, times.end)


def _where(meeting: Meeting, names: Mapping[str, str], where: Held) -> Iterator[str]:
    room, _, slot = where[0]
    if len(meeting.rooms) > 1 or not slot:
        yield names.get(room, room)

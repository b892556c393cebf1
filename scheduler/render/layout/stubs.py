"""
Stubs: the old cell of a session that moved says where it is now, ``(WGTU: now Friday a.m.)``.

In brackets and in italics, so that nobody takes it for a sitting. What came to more cells than it
left names each of them in every cell that it left; what left a cell and came to none has no stub.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time

from scheduler.problem import Slot
from scheduler.render.languages.dating import half_day, within
from scheduler.render.layout.lists import Meeting
from scheduler.render.layout.moves import shifts
from scheduler.render.layout.placements import bands, is_held
from scheduler.render.layout.promises import Place, Placed, PlacedSittings
from scheduler.render.words import hours

Stubs = Mapping[tuple[str, datetime], str]
"""Session and when it would have begun, to what is said in its old cell."""
NOON = time(12)


def with_places(meeting: Meeting) -> Meeting:
    """The same with where those are now that left a cell."""
    places = {_key(was): place for was, place in _places(meeting)}
    return replace(meeting, names=replace(meeting.names, places=places))


def with_stubs(meeting: Meeting, *, clean: bool) -> Meeting:
    """The same with stubs; of a ``clean`` edition nothing but these is left of what was."""
    stubs = {
        _key(was): meeting.language.stub.format(
            name=meeting.names.printed(was.session), place=place
        )
        for was, place in _places(meeting)
    }
    names = replace(meeting.names, stubs=stubs)
    if not clean:
        return replace(meeting, names=names)
    return replace(
        meeting,
        names=names,
        was=_only(meeting.was, stubs),
        side_was={
            day: tuple(placed for placed in there if _key(placed) in stubs)
            for day, there in meeting.side_was.items()
        },
    )


def _only(places: PlacedSittings, stubs: Stubs) -> PlacedSittings:
    kept = {
        place: tuple(placed for placed in there if _key(placed) in stubs)
        for place, there in places.items()
    }
    return {place: there for place, there in kept.items() if there}


def _key(placed: Placed) -> tuple[str, datetime]:
    return placed.session, placed.sitting.start


def _places(meeting: Meeting) -> Iterator[tuple[Placed, str]]:
    """What left a cell, and where it is now."""
    language = meeting.language
    for left, came in shifts(meeting):
        for index, was in enumerate(left):
            now = [came[index]] if len(left) == len(came) else came
            told = language.joint.join(dict.fromkeys(_where(meeting, was, to) for to in now))
            if told:
                yield was[1], told


def _where(meeting: Meeting, was: tuple[Place, Placed], now: tuple[Place, Placed]) -> str:
    """As much as differs: the room alone if that is all, no room if it is the same one."""
    (old, *when_it_was), (room, *when_it_is) = was[0], now[0]
    name = meeting.names.room_names.get(room, room)
    if when_it_was == when_it_is and was[1].promise.exact == now[1].promise.exact:
        return name
    when = _when(meeting, *now)
    return meeting.language.comma.join((*when, *([name] if room != old else [])))


def _when(meeting: Meeting, place: Place, placed: Placed) -> Iterator[str]:
    """``Friday a.m.``; with hours where they are its own, or the half day has several slots."""
    _, day, id = place
    slots = [s for band in bands(meeting.problem) for s in band if is_held(s, day)]
    times = next((slot for slot in slots if slot.id == id), None)
    if placed.promise.exact is None and times is not None and len(_half(slots, times)) == 1:
        yield half_day(day, meeting.language, morning=times.start < NOON, dated=meeting.dated)
        return
    yield within(day, meeting.language, dated=meeting.dated)
    if placed.promise.exact is not None:
        yield hours(*placed.promise.exact)
    elif times is not None:
        yield hours(times.start, times.end)


def _half(slots: Sequence[Slot], of: Slot) -> list[Slot]:
    """The slots that begin in the same half of the day."""
    return [slot for slot in slots if (slot.start < NOON) == (of.start < NOON)]

"""Differences in when and where a session is held."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from scheduler.importing.against.differences import Difference
from scheduler.importing.against.file_report import FileSession, Stretch
from scheduler.importing.against.meeting_view import View
from scheduler.importing.against.sayings import listing, moment_words, parts_words
from scheduler.importing.yaml_text import flow
from scheduler.problem import Session
from scheduler.scenario.editing import Edit, JoinOrder, LeaveOrder, SetField

FOLLOWS = "it follows from the rolling order"
PARTS = "a scenario cannot say where a session is split"
LOST = "a scenario cannot say that a session has no place"


def moved(
    view: View, session: Session, heard: FileSession, *, follows: bool
) -> Iterator[Difference]:
    """
    The difference of time, if there is one.

    ``follows``: the rolling order of the session is another one, and its time with that.
    """
    parts = heard.stretches
    before = view.base.get(session.id, ()) if view.base is not None else None
    if before is not None and _same_times(view, session, before, parts):
        return
    if before is None and (not parts or _may_be(view, session, parts)):
        return
    cut = before is not None and [p.start for p in before] == [p.start for p in parts]
    if cut and heard.minutes != sum(part.minutes for part in before or ()):
        return  # told as shorter or longer
    said = parts_words(before, view.slot_names, hours=cut) if before is not None else _said(session)
    why = FOLLOWS if follows else PARTS if cut else "" if parts else LOST
    edits = () if why else _taken(view, session, before, parts)
    later = before and parts and before[0].start == parts[0].start
    yield Difference(
        session=session.id,
        name=session.printed,
        kind="moved",
        before=said,
        after=parts_words(parts, view.slot_names, hours=cut),
        place=heard.place,
        edits=edits,
        follows=follows,
        why=why or ("" if edits else PARTS if later else "no slot of the scenario starts then"),
    )


def _same_times(
    view: View, session: Session, before: Sequence[Stretch], parts: Sequence[Stretch]
) -> bool:
    if all(part.exact for part in parts):
        hours = [(part.start, part.minutes) for part in parts]
        there = [(part.start, part.minutes) for part in before]
        return hours == there or (
            not all(part.minutes for part in parts)
            and [start for start, _ in hours] == [start for start, _ in there]
        )
    slots = dict.fromkeys(_slot_start(view, session, part) for part in parts)
    return [*slots] == [*dict.fromkeys(_slot_start(view, session, part) for part in before)]


def _slot_start(view: View, session: Session, part: Stretch) -> datetime:
    """A part that has only its slot is where that starts, whatever slots there are."""
    if not part.exact:
        return part.start
    begun = view.slots.begun(session.kind, part.start)
    return begun.start if begun is not None else part.start


def _may_be(view: View, session: Session, parts: Sequence[Stretch]) -> bool:
    """Whether the scenario allows these times, as far as the session itself says."""
    first, pin = parts[0], session.pin
    if pin is not None and pin.exact is not None:
        exact = Stretch(pin.exact, 0)
        if first.exact and first.start != pin.exact:
            return False
        if not first.exact and first.start != _slot_start(view, session, exact):
            return False
    if pin is not None and pin.not_before is not None:
        begun = view.slots.begun(session.kind, pin.not_before)
        least = pin.not_before if first.exact or begun is None else begun.start
        if first.start < least:
            return False
    return not any(_strays(view, session, part) for part in parts)


def _strays(view: View, session: Session, part: Stretch) -> bool:
    """Whether a part is outside the slots and days that the session names."""
    begun = view.slots.begun(session.kind, part.start)
    if begun is None:
        return False
    slots, days = session.slots, session.days
    outside = slots is not None and not {begun.id, begun.slot.template.id} & {*slots}
    return outside or (days is not None and begun.slot.day not in days)


def _said(session: Session) -> str:
    """What the scenario says of its time."""
    pin = session.pin
    if pin is not None and pin.exact is not None:
        return moment_words(pin.exact)
    if pin is not None and pin.not_before is not None:
        return f"not before {moment_words(pin.not_before)}"
    names = session.slots or tuple(map(str, session.days or ()))
    return listing(names)


def _taken(
    view: View, session: Session, before: Sequence[Stretch] | None, parts: Sequence[Stretch]
) -> tuple[Edit, ...]:
    """The start as a pin, or the slots where the file says no more; slots and days that fit."""
    first, pin = parts[0], session.pin
    pinned = pin is not None and pin.exact is not None
    if before and first.exact and before[0].start == first.start:
        return ()
    begun = [view.slots.begun(session.kind, part.start) for part in parts]
    slots = list(dict.fromkeys(one.id for one in begun if one is not None))
    if not first.exact and any(
        view.slots.starting(session.kind, part.start) is None for part in parts
    ):
        return ()
    edits: list[Edit] = []
    if first.exact or pinned:
        value = flow(f"{first.begins:%Y-%m-%d %H:%M}")
        edits.append(SetField(session.id, ("pin", "exact"), value, instead_of="not_before"))
    strays = any(_strays(view, session, part) for part in parts)
    if (strays and session.slots is not None) or not (first.exact or pinned):
        edits.append(SetField(session.id, ("slots",), flow(slots)))
    if session.days is not None and strays:
        days = dict.fromkeys(str(one.slot.day) for one in begun if one is not None)
        edits.append(SetField(session.id, ("days",), flow(list(days))))
    return tuple(edits)


def elsewhere(view: View, session: Session, heard: FileSession) -> Iterator[Difference]:
    """The difference of room, if there is one."""
    words = [*dict.fromkeys(part.room for part in heard.stretches)]
    if not words or not all(words):
        return
    rooms = {word: view.room(word) for word in words}
    unknown = [word for word, id in rooms.items() if id is None]
    ids = [*dict.fromkeys(id for id in rooms.values() if id is not None)]
    before, same = _rooms_before(view, session, ids)
    if same and not unknown:
        return
    edits, why = ((), "") if unknown else _held_in(view, session, heard, ids)
    if unknown:
        why = f"the scenario has no room called {unknown[0]!r}"
    yield Difference(
        session=session.id,
        name=session.printed,
        kind="room",
        before=listing([*map(view.room_name, before)]),
        after=f"in {listing([*(view.room_name(id) for id in ids), *unknown])}",
        place=heard.place,
        edits=edits,
        why=why,
    )


def _rooms_before(view: View, session: Session, ids: Sequence[str]) -> tuple[list[str], bool]:
    """The rooms that it was in, or may be in; and whether those of the file are these."""
    if view.base is not None:
        before = [*dict.fromkeys(part.room for part in view.base.get(session.id, ()))]
        return before, before == [*ids]
    index, pin = view.orders.get(session.id), session.pin
    if pin is not None and pin.room is not None:
        allowed = [pin.room]
    elif index is not None:
        order = view.problem.rolling[index]
        allowed = [order.room, *order.substitutes]
    else:
        allowed = [*(session.rooms or (room.id for room in view.problem.rooms))]
    return allowed, {*ids} <= {*allowed}


def _held_in(
    view: View, session: Session, heard: FileSession, ids: Sequence[str]
) -> tuple[tuple[Edit, ...], str]:
    index, pin = view.orders.get(session.id), session.pin
    pins = pin is not None and pin.room is not None
    if index is not None and {*ids} != {view.problem.rolling[index].room}:
        other = next((i for i, o in enumerate(view.problem.rolling) if [o.room] == [*ids]), None)
        if other is None:
            room = view.room_name(view.problem.rolling[index].room)
            return (), f"it is in the rolling order of {room}"
        edits: list[Edit] = [LeaveOrder(index, session.id)]
        edits.append(JoinOrder(other, session.id, _before(view, other, heard)))
    elif len(ids) > 1:
        if pins:
            return (), "it is pinned to one room"
        edits = [SetField(session.id, ("rooms",), flow([*ids]))]
    else:
        strays = session.rooms is not None and ids[0] not in session.rooms
        edits = [SetField(session.id, ("rooms",), flow([*ids]))] if strays else []
        if pins or not strays:
            edits.append(SetField(session.id, ("pin", "room"), flow(ids[0])))
    if index is not None and pins:
        edits.append(SetField(session.id, ("pin", "room"), flow(ids[0])))
    return tuple(edits), ""


def _before(view: View, index: int, heard: FileSession) -> str:
    """The session of an order after which this one comes, by the starts that are known."""
    starts = {id: view.starts[id] for id in view.problem.rolling[index].order if id in view.starts}
    own = heard.stretches[0].begins
    earlier = [id for id, start in starts.items() if start <= own]
    if not starts:
        return view.problem.rolling[index].order[-1]
    return max(earlier, key=lambda id: starts[id], default="")

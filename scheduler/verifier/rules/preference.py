"""Sittings are where they are wanted (prefer), and not where they are not (avoid)."""

from collections.abc import Iterator
from datetime import datetime

from scheduler.problem import Preference, Session
from scheduler.verifier.clock import Stretch, from_local
from scheduler.verifier.findings import Breach
from scheduler.verifier.reading import Reading, Stay
from scheduler.verifier.spans import grouped
from scheduler.verifier.stated import named, sessions_of, slot_of, stays

WISHES = {"avoid": "not wanted there", "prefer": "wanted elsewhere"}


def strays(reading: Reading, rule: Preference, session: Session, stretch: Stretch) -> Iterator[str]:
    """
    Why the session must not sit there.

    Nothing if the statement is not about the session, or about rooms and none is given.
    """
    if rule.rooms is not None and stretch.room is None:
        return
    meant = session.id in reading.names.resolve(rule.of)
    if meant and _off(reading, rule, stretch):
        wish = "only there" if rule.rule == "prefer" else "not there"
        yield f"it is to sit {wish}: {_place(rule)}"


def _off(reading: Reading, rule: Preference, at: Stretch | Stay) -> bool:
    slot, start, end = at.slot, at.start, at.end
    day = reading.slot_day(at)
    there = (
        (rule.slots is None or (slot is not None and named(slot.id, rule.slots)))
        and (rule.days is None or day in rule.days)
        and (rule.rooms is None or at.room in rule.rooms)
    )
    if rule.hours is None:
        return there if rule.rule == "avoid" else not there
    opens, closes = (from_local(datetime.combine(day, hour), reading.zone) for hour in rule.hours)
    if rule.rule == "avoid":
        return there and start < closes and opens < end
    return not (there and opens <= start and end <= closes)


def _place(rule: Preference) -> str:
    hours = (f"{hour:%H:%M}" for hour in rule.hours or ())
    days = (day.isoformat() for day in rule.days or ())
    return ", ".join((*(rule.slots or ()), *days, *(rule.rooms or ()), *hours))


def breaches(reading: Reading, rule: Preference) -> Iterator[Breach]:
    if rule.count == "room-slots":
        yield from _by_room_slot(reading, rule)
        return
    for stay in _sittings_off(reading, rule):
        message = f"{reading.say_stay(stay)} is {WISHES[rule.rule]}: {_place(rule)}."
        yield Breach(rule.rule, (stay.session,), 1, message, begun=stay.begun)


def _sittings_off(reading: Reading, rule: Preference) -> list[Stay]:
    sittings = stays(reading, reading.names.resolve(rule.of))
    return [stay for stay in sittings if _off(reading, rule, stay)]


def _by_room_slot(reading: Reading, rule: Preference) -> Iterator[Breach]:
    """One breach for each room slot, however many sittings that are off it holds."""
    sittings = _sittings_off(reading, rule)
    cells = grouped(sittings, lambda s: (slot_of(s) or s.start.isoformat(), s.room))
    for (where, room), here in sorted(cells.items()):
        names, begun = sessions_of(here), all(stay.begun for stay in here)
        there = f"{', '.join(names)} in {room} on {where}"
        message = f"{there}: {WISHES[rule.rule]}: {_place(rule)}."
        yield Breach(rule.rule, names, 1, message, begun=begun)

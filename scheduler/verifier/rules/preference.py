"""Sittings are where they are wanted (prefer), and not where they are not (avoid)."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

from scheduler.problem import Preference, Session
from scheduler.verifier.clock import Stretch, from_local
from scheduler.verifier.findings import Breach
from scheduler.verifier.reading import Reading, Stay
from scheduler.verifier.stated import named, sessions_of, stays


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
    day = slot.day if slot is not None else start.astimezone(reading.zone).date()
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
    said = [
        *(rule.slots or ()),
        *(day.isoformat() for day in rule.days or ()),
        *(rule.rooms or ()),
        *(f"{hour:%H:%M}" for hour in rule.hours or ()),
    ]
    return ", ".join(said)


def breaches(reading: Reading, rule: Preference) -> Iterator[Breach]:
    if rule.count == "room-slots":
        yield from _by_room_slot(reading, rule)
        return
    for stay in stays(reading, reading.names.resolve(rule.of)):
        if _off(reading, rule, stay):
            wish = "is wanted" if rule.rule == "prefer" else "is not wanted"
            yield Breach(
                rule.rule,
                (stay.session,),
                1,
                f"{reading.say_stay(stay)} {wish} there: {_place(rule)}."
                if rule.rule == "avoid"
                else f"{reading.say_stay(stay)} is wanted elsewhere: {_place(rule)}.",
                begun=stay.begun,
            )


def _by_room_slot(reading: Reading, rule: Preference) -> Iterator[Breach]:
    """One breach for each room slot, however many sittings that are off it holds."""
    cells: dict[tuple[str, str], list[Stay]] = defaultdict(list)
    for stay in stays(reading, reading.names.resolve(rule.of)):
        if _off(reading, rule, stay):
            where = stay.slot.id if stay.slot is not None else stay.start.isoformat()
            cells[where, stay.room].append(stay)
    for (where, room), here in sorted(cells.items()):
        wish = "not wanted there" if rule.rule == "avoid" else "wanted elsewhere"
        names = sessions_of(here)
        yield Breach(
            rule.rule,
            names,
            1,
            f"{', '.join(names)} in {room} on {where}: {wish}: {_place(rule)}.",
            begun=all(stay.begun for stay in here),
        )

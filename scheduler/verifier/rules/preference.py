"""Sittings are where they are wanted (prefer), and not where they are not (avoid)."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from itertools import pairwise

from scheduler.problem import Preference, Session
from scheduler.verifier.clock import Stretch, clock_span
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
        yield f"it should sit {wish}: {_place(rule)}"


def _off(reading: Reading, rule: Preference, at: Stretch | Stay) -> bool:
    there = _there(reading, rule, at)
    if rule.rule == "avoid":
        return there and (rule.hours is None or _off_hours(reading, rule, at, at.start))
    return not there or _off_hours(reading, rule, at, at.start)


def _there(reading: Reading, rule: Preference, at: Stretch | Stay) -> bool:
    """Whether slot, day and room are among those that the statement names."""
    return (
        (rule.slots is None or (at.slot is not None and named(at.slot.id, rule.slots)))
        and (rule.days is None or reading.slot_day(at) in rule.days)
        and (rule.rooms is None or at.room in rule.rooms)
    )


def _off_hours(reading: Reading, rule: Preference, at: Stretch | Stay, since: datetime) -> bool:
    """Whether [since, its end) leaves the hours that are wanted, or touches unwanted ones."""
    if rule.hours is None:
        return False
    near = hours_near(reading, rule.hours, at)
    if rule.rule == "avoid":
        return any(since < closes and opens < at.end for opens, closes in near)
    return not any(opens <= since and at.end <= closes for opens, closes in near)


def hours_near(
    reading: Reading, hours: tuple[time, time], at: Stretch | Stay
) -> list[tuple[datetime, datetime]]:
    """
    Clock hours that a place is measured by, in UTC, in order.

    Those of the day of its slot, and of the next where the slot goes over midnight; hours that go
    over midnight count from the evening before on.
    """
    day, count = reading.slot_day(at), 1
    if hours[1] <= hours[0]:
        day, count = day - timedelta(days=1), count + 1
    if at.slot is not None and at.slot.over_midnight:
        count += 1
    near = [clock_span(day + timedelta(days=n), *hours, reading.zone) for n in range(count)]
    if all(closes == opens for (_, closes), (opens, _) in pairwise(near)):  # whole days
        return [(near[0][0], near[-1][1])]
    return near


def ends(reading: Reading, rule: Preference, stay: Stay) -> Iterator[datetime]:
    """When a sitting that runs has to end, by hours that are wanted or not."""
    if rule.hours is None or stay.session not in reading.names.resolve(rule.of):
        return
    near = hours_near(reading, rule.hours, stay)
    if rule.rule == "prefer":
        within = (closes for opens, closes in near if opens <= stay.since <= closes)
        yield max(within, default=stay.since)
    elif _there(reading, rule, stay):
        yield from (opens for opens, closes in near if stay.since < closes)


def _off_from_now(reading: Reading, rule: Preference, stay: Stay) -> bool:
    """Whether a sitting is off in its part to come: for one that runs, only hours count."""
    return not stay.begun or (stay.has_rest and _off_hours(reading, rule, stay, stay.since))


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
        past = not _off_from_now(reading, rule, stay)
        yield Breach(rule.rule, (stay.session,), 1, message, past=past)


def _sittings_off(reading: Reading, rule: Preference) -> list[Stay]:
    sittings = stays(reading, reading.names.resolve(rule.of))
    return [stay for stay in sittings if _off(reading, rule, stay)]


def _by_room_slot(reading: Reading, rule: Preference) -> Iterator[Breach]:
    """One breach for each room slot, however many sittings that are off it holds."""
    sittings = _sittings_off(reading, rule)
    cells = grouped(sittings, lambda s: (slot_of(s) or s.start.isoformat(), s.room))
    for (where, room), here in sorted(cells.items()):
        names, past = sessions_of(here), not any(_off_from_now(reading, rule, s) for s in here)
        there = f"{', '.join(names)} in {room} on {where}"
        message = f"{there}: {WISHES[rule.rule]}: {_place(rule)}."
        yield Breach(rule.rule, names, 1, message, past=past)

"""The slots of a meeting day by day, in UTC, and local times without traps."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

from scheduler.problem.fields import Overtime, Window
from scheduler.problem.meeting import Slot
from scheduler.problem.problem import Problem

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class DaySlot:
    """
    One slot template on one day, in UTC.

    Attributes
    ----------
    limit
        Minutes of overtime the scenario offers, whatever the policy.
    price
        Per minute of overtime.
    last
        Whether this is the last close of the meeting.
    """

    id: str
    day: date
    template: Slot
    start: datetime
    end: datetime
    limit: int
    price: int
    last: bool


def localised(moment: datetime, zone: ZoneInfo) -> datetime:
    """
    Local time with a fixed offset.

    Not with the ZoneInfo itself: two datetimes of one ZoneInfo subtract as wall clocks, wrong
    across a clock change.
    """
    local = moment.astimezone(zone)
    return local.replace(tzinfo=timezone(local.utcoffset() or timedelta(0)))


def day_slots(problem: Problem) -> tuple[DaySlot, ...]:
    """Every slot of every day, in order of start."""
    zone = problem.zone
    spans = [
        (at(day, slot.start, zone), _at(slot.closes(day), zone), day, slot)
        for day in problem.days
        for slot in problem.slots
        if slot.days is None or day in slot.days
    ]
    regular = [span for span in spans if span[3].serves("session")]
    close = max(regular, key=lambda span: (span[1], span[0])) if regular else None
    return tuple(
        _day_slot(span, problem.last_close if span is close else span[3].overtime, span is close)
        for span in sorted(spans, key=lambda span: (span[0], span[1], span[3].id))
    )


def _day_slot(
    span: tuple[datetime, datetime, date, Slot], overtime: Overtime | None, last: bool
) -> DaySlot:
    start, end, day, slot = span
    limit, price = (overtime.minutes, overtime.price) if overtime is not None else (0, 1)
    return DaySlot(f"{day}/{slot.id}", day, slot, start, end, limit, price, last)


def at(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """
    A local clock time as a moment in UTC.

    The first of two where it occurs twice; the change of the clocks where that skips it.
    """
    return _at(datetime.combine(day, clock), zone)


def _at(moment: datetime, zone: ZoneInfo) -> datetime:
    local = moment.replace(tzinfo=zone)
    while _is_skipped(local):
        local += MINUTE  # by the clock
    return local.astimezone(UTC)


def _is_skipped(local: datetime) -> bool:
    """Whether no clock of its zone ever shows it: the offset before is less than the one after."""
    before, after = (local.replace(fold=fold).utcoffset() for fold in (0, 1))
    return before is not None and after is not None and before < after


def slot_day(problem: Problem, moment: datetime) -> date:
    """The day to which a moment belongs: in a slot that goes over midnight, that of the evening."""
    local = moment.astimezone(problem.zone)
    eve = local.date() - timedelta(days=1)
    nights = (slot for slot in problem.slots if slot.over_midnight and local.time() < slot.end)
    return eve if any(eve in (slot.days or problem.days) for slot in nights) else local.date()


def all_dates(problem: Problem) -> frozenset[date]:
    """The dates on which something may be held: the days, and each after which a night is on it."""
    nights = (slot for slot in problem.slots if slot.over_midnight)
    after = (day + timedelta(days=1) for slot in nights for day in slot.days or problem.days)
    return frozenset((*problem.days, *after))


def last_date(problem: Problem) -> date:
    """The last date on which something may be held: after the last day, if a night is on it."""
    return max(all_dates(problem))


def occurrence(day: date, hours: tuple[time, time], zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Hours that start on a local day, in UTC; they may end on the next."""
    later = timedelta(days=hours[1] <= hours[0])
    return at(day, hours[0], zone), at(day + later, hours[1], zone)


def spans(
    windows: Iterable[Window], zone: ZoneInfo, days: Iterable[date]
) -> Iterator[tuple[datetime, datetime]]:
    """
    Windows as moments in UTC; daily ones for every day the meeting may touch in their zone.

    A day on which a change of the clocks leaves nothing of a daily one has none.
    """
    days = tuple(days)
    for window in windows:
        own = ZoneInfo(window.timezone) if window.timezone is not None else zone
        if window.daily is not None:
            first, last = min(days) - timedelta(days=2), max(days) + timedelta(days=2)
            for offset in range((last - first).days + 1):
                day = first + timedelta(days=offset)
                opens, closes = occurrence(day, window.daily, own)
                if opens < closes:
                    yield opens, closes
        elif window.start is not None and window.end is not None:
            yield (
                window.start.replace(tzinfo=own).astimezone(UTC),
                window.end.replace(tzinfo=own).astimezone(UTC),
            )

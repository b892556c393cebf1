"""Minutes since 1970 in UTC, as numbers: moments, half-open spans, day slots."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from scheduler.problem import Slot, day_slots

Span = tuple[int, int]
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
NEVER = 1 << 40
"""Later than every moment."""


@dataclass(frozen=True, slots=True)
class SlotMinutes:
    """
    A day slot: [start, end) in minutes.

    Attributes
    ----------
    allowed
        Minutes of overtime that the policy in force allows.
    limit
        Minutes of overtime that any policy may give.
    starts
        Minutes at which a sitting may start.
    """

    id: str
    day: date
    template: Slot
    start: int
    end: int
    allowed: int
    limit: int
    starts: tuple[int, ...]


def minute(moment: datetime) -> int:
    """Whole minutes since 1970."""
    return (moment.astimezone(UTC) - EPOCH) // day_slots.MINUTE


def moment(minutes: int, zone: ZoneInfo) -> datetime:
    """Local time with the offset in force."""
    return day_slots.localised(EPOCH + minutes * day_slots.MINUTE, zone)


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans in order; those that touch or overlap are one."""
    found: list[Span] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)

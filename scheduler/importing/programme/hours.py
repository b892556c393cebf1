"""Days, slots and grid of a programme that says only when its talks are."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from scheduler.importing.skeleton import Entry
from scheduler.problem import Problem, Sitting
from scheduler.problem.day_slots import MINUTE, day_slots

GRIDS = (30, 20, 15, 12, 10, 6, 5, 4, 3, 2, 1)
DAY = 24 * 60
LONGEST_NIGHT = 18 * 60
"""Minutes of a slot that ends after midnight; longer ones have overtime."""
SIDE_EVENT = "side-event"


@dataclass(frozen=True, slots=True)
class Held:
    """What is held: from when to when, in UTC, on which day of the programme."""

    start: datetime
    end: datetime
    page: date
    kind: str


@dataclass(frozen=True, slots=True)
class Hours:
    grid: int
    days: tuple[str, ...]
    slots: tuple[Entry, ...]


def hours_of(held: Sequence[Held], zone: ZoneInfo) -> Hours:
    """
    One slot a day, from the first start of any day to the last end, on the grid of the starts.

    A day that goes on after midnight ends there, or runs over where it would have more than 18
    hours; days are whole where one would run into the next.
    """
    grid = _grid([one.start.astimezone(zone) for one in held])
    bounds = _bounds(held, zone, grid)
    if bounds is None:
        opens, closes = 0, DAY
        days = {one.start.astimezone(zone).date() for one in held}
    else:
        opens, closes = bounds
        days = {one.page for one in held}
    slot: dict[str, Any] = {"id": "day", "start": _clock(opens), "end": _clock(closes)}
    side = [slot | {"id": "side", "only": [SIDE_EVENT]}]
    kinds = {one.kind for one in held}
    slots = [*([slot] if kinds != {SIDE_EVENT} else []), *(side if SIDE_EVENT in kinds else [])]
    return Hours(grid, tuple(sorted(map(str, days))), tuple(slots))


def midnights(held: Sequence[Held], zone: ZoneInfo) -> tuple[datetime, ...]:
    """
    The moments in UTC at which what goes on is cut in two: none unless days are whole.

    What is on at the end of the last day has overtime instead, but side events, which have none.
    """
    if _bounds(held, zone, _grid([one.start.astimezone(zone) for one in held])) is not None:
        return ()
    starts = [one.start.astimezone(zone).date() for one in held]
    side = [one.end.astimezone(zone).date() for one in held if one.kind == SIDE_EVENT]
    first, last = min(starts), max(*starts, *side, date.min)
    days = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
    return tuple(datetime.combine(day, time(), zone).astimezone(UTC) for day in days)


def _bounds(held: Sequence[Held], zone: ZoneInfo, grid: int) -> tuple[int, int] | None:
    """Minutes of the day from which and until which all days go on; None if they are whole."""
    spans = [_span(one, one.page, zone) for one in held]
    opens = min(start for start, _ in spans) // grid * grid
    closes = -(-max(end for _, end in spans) // grid) * grid
    if not 0 <= opens < DAY:
        return None
    if closes <= DAY:
        return opens, closes
    until = min(closes, (opens + LONGEST_NIGHT) // grid * grid)
    starts_inside = all(start < until for start, _ in spans)
    return (opens, until) if starts_inside and closes - DAY <= opens else None


def _grid(starts: Sequence[datetime]) -> int:
    minutes = [start.hour * 60 + start.minute for start in starts]
    return next(grid for grid in GRIDS if all(minute % grid == 0 for minute in minutes))


def _span(one: Held, page: date, zone: ZoneInfo) -> tuple[int, int]:
    """Minutes by the clock from the midnight of its day on."""
    midnight = datetime.combine(page, time())
    start, end = (m.astimezone(zone).replace(tzinfo=None) for m in (one.start, one.end))
    return (start - midnight) // MINUTE, -(-(end - midnight) // MINUTE)


def _clock(minutes: int) -> str:
    """``24:00`` at midnight; after it, the hour of the next day."""
    minutes = minutes if minutes <= DAY else minutes - DAY
    return f"{minutes // 60:02}:{minutes % 60:02}"


def overruns(problem: Problem, sittings: Sequence[Sitting]) -> tuple[dict[str, int], int]:
    """Minutes past the end of each slot that has some, and past the last close of the meeting."""
    kinds = {session.id: session.kind for session in problem.sessions}
    slots = day_slots(problem)
    serving = {kind: [s for s in slots if s.template.serves(kind)] for kind in {*kinds.values()}}
    over: dict[str, int] = {}
    last = 0
    for sitting in sittings:
        own = serving[kinds[sitting.session]]
        start, end = sitting.start.astimezone(UTC), sitting.end.astimezone(UTC)
        # slots of one kind do not overlap
        begun = bisect_right(own, start, key=lambda slot: slot.start)
        slot = own[begun - 1] if begun else None
        if slot is None or start >= slot.end or end <= slot.end:
            continue
        minutes = -(-(end - slot.end) // MINUTE)
        if slot.last:
            last = max(last, minutes)
        else:
            over[slot.template.id] = max(over.get(slot.template.id, 0), minutes)
    return over, last

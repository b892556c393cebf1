"""How a slot is shared between the names of a cell: by the hours they have, else evenly."""

from collections.abc import Iterator, Sequence
from datetime import date, time

from scheduler.letter.agenda import Share, Window
from scheduler.letter.cell_names import Named
from scheduler.letter.clock_hours import length_of, offset_in

GRIDS = (15, 10, 5, 1)
"""Minutes of a grid, the coarsest first."""


def shared(day: date, window: Window, names: Sequence[Named], grid: int) -> Iterator[Share | None]:
    """
    What each name has of its slot, in their order; None where nothing is left of it.

    What has hours within the slot keeps them; the others share what is left between them, on a
    finer grid where the meeting's is too coarse.
    """
    own = [_within(window, span) for span in _spans(window, names)]
    index = start = 0
    while index < len(own):
        span = own[index]
        if span is not None:
            yield Share(day, window, span[0], span[1] - span[0], whole=False, given=True)
            index, start = index + 1, span[1]
        else:
            later = next((n for n in range(index, len(own)) if own[n] is not None), len(own))
            fixed = (found for found in own[later:] if found is not None)
            end = min((found[0] for found in fixed), default=window.minutes)
            yield from _evenly(day, window, (start, end), later - index, grid)
            index = later


def strangers(window: Window, names: Sequence[Named]) -> Iterator[Named]:
    """Names whose hours are not within the slot."""
    for named, span in zip(names, _spans(window, names), strict=True):
        if span is not None and _within(window, span) is None:
            yield named


def _spans(window: Window, names: Sequence[Named]) -> list[tuple[time, time] | None]:
    """The hours of each name; one with only a start has its part of the time to the next start."""
    starts = [named.hours[0] if named.hours else named.start for named in names]
    spans: list[tuple[time, time] | None] = []
    for index, named in enumerate(names):
        later = (n for n in range(index + 1, len(names)) if starts[n] is not None)
        following = next(later, len(names))
        limit = starts[following] if following < len(names) else window.hours[1]
        spans.append(named.hours or _part(named.start, limit, following - index))
    return spans


def _part(start: time | None, limit: time | None, of: int) -> tuple[time, time] | None:
    if start is None or limit is None:
        return None
    minutes = length_of((start, limit)) if start != limit else 0
    end = start.hour * 60 + start.minute + (minutes if of == 1 else minutes // of // 5 * 5)
    return (start, time(end // 60 % 24, end % 60)) if minutes > 0 else None


def _within(window: Window, hours: tuple[time, time] | None) -> tuple[int, int] | None:
    """Start and end in minutes of the slot; None if these are not hours of it."""
    if hours is None:
        return None
    start = offset_in(window.hours, hours[0])
    end = start + length_of(hours)
    return (start, end) if end <= window.minutes else None


def _evenly(
    day: date, window: Window, span: tuple[int, int], count: int, grid: int
) -> Iterator[Share | None]:
    """A stretch of a slot in even parts on the grid; what is left over falls to the first."""
    start, total = span[0], max(span[1] - span[0], 0)
    fitting = min(count, total)
    step = next((g for g in GRIDS if g <= grid and fitting * g <= total), 1)
    even = total // fitting // step * step if fitting else 0
    for index in range(fitting):
        minutes = total - even * (fitting - 1) if index == 0 else even
        yield Share(day, window, start, minutes, whole=count == 1 and total == window.minutes)
        start += minutes
    yield from [None] * (count - fitting)

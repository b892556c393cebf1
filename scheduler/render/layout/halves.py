"""The slots of several days side by side: columns of the views by rooms and by bodies."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from scheduler.problem import Slot
from scheduler.render.languages.dating import on
from scheduler.render.layout.lists import Meeting
from scheduler.render.layout.placements import bands, is_held
from scheduler.render.layout.sheets import Band, Box, Head, Line
from scheduler.render.words import hours

MOST_COLUMNS = 8
"""More columns than this on one sheet of A4 leave less than two and a half centimetres for each."""
USUAL, MORE, LONG = 4, 3, 30
"""What a column weighs, what more it may, and for how many letters each."""


@dataclass(frozen=True, slots=True)
class Half:
    """One slot of one day."""

    day: date
    band: tuple[Slot, ...]

    @property
    def slot(self) -> str | None:
        return next((slot.id for slot in self.band if is_held(slot, self.day)), None)


def _halves_used(meeting: Meeting, day: date) -> list[Half]:
    """
    The slots of a day in which something is held, or was, in order.

    A day that has only side events keeps its first slot, so that it has a column; a timetable in
    which nothing is held has all of them.
    """
    held = [half for band in bands(meeting.problem) if (half := Half(day, band)).slot is not None]
    used = {(when, slot) for _, when, slot in (*meeting.now, *meeting.was)}
    if not used and not any((*meeting.side.values(), *meeting.side_was.values())):
        return held
    here = [half for half in held if (day, half.slot) in used]
    return here or (held[:1] if meeting.side[day] or meeting.side_was[day] else [])


def days_together(meeting: Meeting, most: int) -> Iterator[tuple[Half, ...]]:
    """The slots of as many whole days as ``most`` columns hold, never of two weeks."""
    for _, week in groupby(meeting.days, key=lambda day: day.isocalendar()[:2]):
        columns = [halves for day in week if (halves := _halves_used(meeting, day))]
        widest = max(map(len, columns), default=1)
        parts = -(-len(columns) // max(1, most // widest))
        size = -(-len(columns) // max(1, parts))
        for first in range(0, len(columns), max(1, size)):
            together = [half for halves in columns[first : first + size] for half in halves]
            # a day of more slots than there are columns goes on in another table
            for start in range(0, len(together), max(most, 1)):
                yield tuple(together[start : start + most])


def columns_of(meeting: Meeting, halves: Sequence[Half], bands: Sequence[Band]) -> tuple[Head, ...]:
    """Heads by their hours under the names of their days; a column with much to say is wider."""
    return tuple(
        Head(
            half.day,
            hours(half.band[0].start, half.band[0].end),
            "",
            over=on(half.day, meeting.language),
            weight=_weight(bands, index),
        )
        for index, half in enumerate(halves)
    )


def _weight(bands: Sequence[Band], index: int) -> int:
    """More for a column in which a long text stands alone than for one of empty or merged cells."""
    boxes = (band.boxes[index] for band in bands)
    alone = (line.text for box in boxes if box and box.across == 1 for line in box.lines)
    return USUAL + min(MORE, max(map(len, alone), default=0) // LONG)


def merged(halves: Sequence[Half], box_of: Callable[[Half], Box]) -> tuple[Box | None, ...]:
    """The boxes of a row; neighbours of one day that say the same are one cell."""
    boxes = [box_of(half) for half in halves]
    made: list[Box | None] = []
    while len(made) < len(boxes):
        first = end = len(made)
        while end < len(boxes) and (end == first or _goes_on(halves, boxes, first, end)):
            end += 1
        lines = zip(*(box.lines for box in boxes[first:end]), strict=True)
        box = replace(boxes[first], lines=tuple(map(_as_one, lines)), across=end - first)
        made += [box, *[None] * (end - first - 1)]
    return tuple(made)


def _as_one(lines: Sequence[Line]) -> Line:
    first, *others = lines
    return replace(first, others=tuple(line.entry for line in others if line.entry is not None))


def _goes_on(halves: Sequence[Half], boxes: Sequence[Box], first: int, later: int) -> bool:
    one, other = boxes[first], boxes[later]
    same = halves[first].day == halves[later].day and bool(one.lines)
    alike = [line.text for line in one.lines] == [line.text for line in other.lines]
    unmarked = one.changed == other.changed and not one.removed and not other.removed
    return same and alike and unmarked


def across_days(halves: Sequence[Half], box_of: Callable[[date], Box]) -> tuple[Box | None, ...]:
    """One box for each day, over all of its columns."""
    made: list[Box | None] = []
    for day, columns in groupby(halves, key=lambda half: half.day):
        count = len(list(columns))
        made += [replace(box_of(day), across=count), *[None] * (count - 1)]
    return tuple(made)

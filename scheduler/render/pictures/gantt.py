"""Who sits when: a row for each session, or each body where sessions are many; time across."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from scheduler.render.layout.shape import Layout
from scheduler.render.layout.sheets import Entry
from scheduler.render.pictures.canvas import LEFT, Canvas, begin, head
from scheduler.render.pictures.svg import INK, QUIET, Rect, TextStyle, fit_text, width

ROW, BAR = 24.0, 16.0
LABEL_CAP = 300.0
MOST_SESSIONS = 40


@dataclass(frozen=True, slots=True)
class Axis:
    """Days side by side, each from the same hour to the same hour; pixels."""

    left: float
    days: tuple[date, ...]
    first: float
    last: float
    hour: float

    @property
    def day_width(self) -> float:
        return (self.last - self.first) * self.hour

    def day_left(self, index: int) -> float:
        return self.left + index * (self.day_width + 10)

    def x(self, day: date, hours: float) -> float:
        """The position of a clock time in hours; past midnight it goes on to the right."""
        return self.day_left(self.days.index(day)) + (hours - self.first) * self.hour

    @property
    def right(self) -> float:
        return self.day_left(len(self.days)) - 10


def draw(layout: Layout) -> str:
    """Bars by the clock of the meeting; nights are left out."""
    words = layout.language.pictures
    canvas = begin(layout, words.gantt)
    entries = _entries(layout)
    rows = _rows(entries)
    stub = min(LABEL_CAP, max([60.0, *(width(name, 10.5) for name, _, _ in rows)]) + 14)
    axis = _axis(layout, entries, LEFT + stub)
    y = _heads(layout, canvas, axis, canvas.y)
    top = y
    for name, group, lanes in rows:
        tall = ROW + (len(lanes) - 1) * (BAR + 3)
        label = fit_text(name, stub - 12, 10.5)
        canvas.text(LEFT, y + ROW / 2 + 4, label, TextStyle(size=10.5, fill=INK))
        canvas.rule(LEFT, y + tall, axis.right, y + tall, line="#dfe4ea")
        for lane, sittings in enumerate(lanes):
            for entry in sittings:
                _bar(canvas, axis, entry, group, y + (ROW - BAR) / 2 + lane * (BAR + 3))
        y += tall
    for index in range(len(axis.days)):
        x = axis.day_left(index)
        canvas.rule(x, top, x, y)
        canvas.rule(x + axis.day_width, top, x + axis.day_width, y)
    return canvas.finished(layout.title, words.gantt)


def _entries(layout: Layout) -> list[Entry]:
    return sorted(layout.entries, key=lambda e: (e.start, e.room, e.session, e.part))


Lanes = list[list[Entry]]


def _rows(entries: Sequence[Entry]) -> list[tuple[str, str | None, Lanes]]:
    """In order of the first sitting; sittings at once are under one another."""
    by_session = len({entry.session for entry in entries}) <= MOST_SESSIONS
    by_row: defaultdict[str, list[Entry]] = defaultdict(list)
    names: dict[str, tuple[str, str | None]] = {}
    for entry in entries:
        key = entry.session if by_session else entry.group or entry.session
        by_row[key].append(entry)
        title = entry.name if by_session or not entry.group else entry.group
        names.setdefault(key, (title, entry.group))
    return [(*names[key], _lanes(sittings)) for key, sittings in by_row.items()]


def _lanes(entries: Sequence[Entry]) -> Lanes:
    lanes: Lanes = []
    for entry in entries:
        free = next((lane for lane in lanes if lane[-1].end <= entry.start), None)
        if free is None:
            lanes.append([entry])
        else:
            free.append(entry)
    return lanes or [[]]


def _axis(layout: Layout, entries: Sequence[Entry], left: float) -> Axis:
    starts = [r.start.hour + r.start.minute / 60 for t in layout.tables for r in t.rows]
    ends = [
        r.end.hour + r.end.minute / 60 + (24 if r.end <= r.start else 0)
        for t in layout.tables
        for r in t.rows
    ]
    starts += [_hours(entry)[0] for entry in entries]
    ends += [_hours(entry)[1] for entry in entries]
    first, last = int(min(starts, default=9)), -int(-max(ends, default=18))
    days = tuple(
        sorted({column.day for column in layout.columns} | {e.start.date() for e in entries})
    )
    hour = max(9.0, min(34.0, 1_150 / (len(days) * (last - first))))
    return Axis(left, days, first, last, hour)


def _hours(entry: Entry) -> tuple[float, float]:
    start = entry.start.hour + entry.start.minute / 60
    return start, start + entry.minutes / 60


def _heads(layout: Layout, canvas: Canvas, axis: Axis, y: float) -> float:
    """The names of the days, and hours as many as have room."""
    named = {column.day: head(layout, column) for column in layout.columns}
    step = next(n for n in (1, 2, 3, 4, 6, 12) if n * axis.hour >= 26)
    for index, day in enumerate(axis.days):
        x = axis.day_left(index)
        name = fit_text(named.get(day, day.isoformat()), axis.day_width, 10.5, bold=True)
        middle = x + axis.day_width / 2
        canvas.text(middle, y + 10, name, TextStyle(size=10.5, bold=True, anchor="middle"))
        # not the last hour of a day, which stands next to the first of the next
        for hour in range(int(axis.first), int(axis.last), step):
            at = x + (hour - axis.first) * axis.hour
            canvas.rule(at, y + 28, at, y + 32)
            canvas.text(at, y + 25, f"{hour % 24}", TextStyle(size=9, fill=QUIET, anchor="middle"))
    return y + 32


def _bar(canvas: Canvas, axis: Axis, entry: Entry, group: str | None, y: float) -> None:
    begins, ends = _hours(entry)
    x = axis.x(entry.start.date(), begins)
    wide = max(2.0, (ends - begins) * axis.hour)
    fill, edge = canvas.look(entry.group or group)
    tooltip = f"{entry.text}: {entry.start:%d.%m.} {entry.hours}, {entry.room_name}"
    canvas.box(Rect(x, y, wide, BAR), fill=fill, line=edge, title=tooltip, radius=2)
    label = fit_text(entry.room_name, wide - 6, 9)
    if len(label) > 3 or label == entry.room_name:
        canvas.text(x + 4, y + 11.5, label, TextStyle(size=9, fill=INK))

"""
The timetable as plain lines, for screen readers and mail: nothing to see, all to be heard.

One sitting a line, in the order in which a participant meets them; a change is said in words.
"""

from collections.abc import Iterator
from datetime import date, datetime

from scheduler.render.layout.shape import Cell, Column, Layout, Row, SideCell
from scheduler.render.layout.sheets import Entry
from scheduler.render.words import day_of, weekday

Said = tuple[datetime, str]
"""When a line is due among the others of its day, by the clock on the wall; and the line."""


def listing(layout: Layout) -> list[str]:
    """
    The layout in words, without box characters.

    Title, then every sitting with day, clock times, room if there are several, session and
    part; side events with their room; footnotes; what has no place and why. Blank lines part
    the days.
    """
    parts = [
        _top(layout),
        *(_day(layout, index, column) for index, column in enumerate(layout.columns)),
        ["".join(run.text for run in footnote) for footnote in layout.footnotes],
        [f"Without a place: {left.text}: {left.reason}" for left in layout.unplaced],
    ]
    return [line for part in parts if part for line in ("", *part)][1:]


def _top(layout: Layout) -> list[str]:
    lines = [layout.heading] if layout.heading.startswith(layout.title) else []
    lines = lines or [layout.title, layout.heading]
    issue = [f"Revision {layout.revision}"] if layout.revision > 0 else []
    issue += [f"as of {layout.as_of}"] if layout.as_of is not None else []
    return [*lines, ", ".join(issue)] if issue else lines


def _day(layout: Layout, index: int, column: Column) -> list[str]:
    """All rooms and the side events of one day, in order of the clock."""
    said = [
        line
        for table in layout.tables
        for row in table.rows
        for line in _cell(row, row.cells[index], table.room_name)
    ]
    if layout.side_events is not None:
        said += _side(layout.side_events[index])
    lines = [words for _, words in sorted(said, key=lambda line: line[0])]
    return lines or [f"{_on(column.day)}: no sessions"]


def _cell(row: Row, cell: Cell, room: str | None) -> Iterator[Said]:
    for entry in cell.entries:
        note = "new in this slot" if entry.added else ""
        note = "in another order than before" if cell.reordered else note
        yield _due(entry), _sitting(entry, room, entry.text, note)
    slot = datetime.combine(cell.day, row.start)
    last = max((_due(entry) for entry in cell.entries), default=slot)
    for words in cell.removed:
        place = _place(f"{_on(cell.day)}, {row.start:%H:%M} to {row.end:%H:%M}", room)
        yield last, f"{place}: no longer {words}"


def _side(cell: SideCell) -> Iterator[Said]:
    for entry in cell.entries:
        note = "new or moved" if entry.added else ""
        yield _due(entry), _sitting(entry, entry.room_name, f"side event, {entry.text}", note)
    if cell.tbc:
        yield datetime.max, f"{_on(cell.day)}: side events to be confirmed"
    for words in cell.removed:
        yield datetime.max, f"{_on(cell.day)}: no longer the side event {words}"


def _sitting(entry: Entry, room: str | None, words: str, note: str) -> str:
    part = f"part {entry.part} of {entry.parts}" if entry.parts > 1 else ""
    tbc = "to be confirmed" if entry.tbc else ""
    said = ", ".join(word for word in (words, part, tbc, *entry.served) if word)
    return f"{_place(_hours(entry), room)}: {said}" + (f" ({note})" if note else "")


def _hours(entry: Entry) -> str:
    """The end has a date of its own where it is past midnight."""
    start, end = entry.start, entry.end
    over = f" on {_on(end.date())}" if end.date() != start.date() else ""
    return f"{_on(start.date())}, {start:%H:%M} to {end:%H:%M}{over}"


def _place(when: str, room: str | None) -> str:
    return when if room is None else f"{when}, {room}"


def _due(entry: Entry) -> datetime:
    return entry.start.replace(tzinfo=None)


def _on(day: date) -> str:
    return f"{weekday(day)} {day_of(day)}"

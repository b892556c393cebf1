"""
What an annex says of a meeting, and what it leaves to be guessed.

The annex commits to an order; it does not say how a slot is shared between the sessions of a cell.
Here they share it evenly, and everything guessed is marked as such in the scenario.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from scheduler.letter.agenda import Business, Share, Window
from scheduler.letter.annex import Annex, Spot
from scheduler.letter.annex_rows import Left
from scheduler.letter.breaks import is_break
from scheduler.letter.cell_names import (
    MARK,
    Named,
    is_awaited,
    marked_in,
    sessions_in,
    without_continued,
    without_hours,
    without_stubs,
)
from scheduler.letter.choosing import Chosen
from scheduler.letter.clock_hours import Hours
from scheduler.letter.column_dates import dates_of_columns
from scheduler.letter.folding import plain
from scheduler.letter.merged_cells import table_caption
from scheduler.letter.names_of_ids import slug
from scheduler.letter.printed_marks import NO_MARKS
from scheduler.letter.sharing import GRIDS, shared, strangers
from scheduler.letter.side_events import Dated, is_announced, side_events_in
from scheduler.letter.weekdays import contradiction
from scheduler.letter.windows import windows_of
from scheduler.letter.written_dates import dates_in
from scheduler.vocabulary.calendar import end_clock


@dataclass(frozen=True, slots=True)
class Guess:
    """
    The whole meeting as the annex tells it.

    ``left``: what was not read; ``remarks``: what else to know of how it was read.
    """

    id: str
    title: str
    language: str
    days: tuple[date, ...]
    windows: tuple[Window, ...]
    sessions: tuple[Business, ...]
    grid: int
    continued: bool
    awaited: bool
    left: tuple[Left, ...]
    remarks: tuple[str, ...]


Lane = tuple[str, int]
"""A room in words (empty: not said), and which of those that are not said."""


@dataclass(slots=True)
class _Placed:
    """What each cell names, by lane, day and slot, in its order; and what was not read."""

    names: dict[Lane, dict[tuple[date, str], list[Named]]] = field(default_factory=dict)
    continued: bool = False
    left: list[Left] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def guess(tables: Sequence[Chosen], *, first: date | None = None) -> Guess:
    """
    The meeting that the tables of an annex announce.

    ValueError if its dates cannot be told, or no cell names a session.
    """
    annexes = [(without_stubs(one.annex), _days(one, first)) for one in tables]
    windows = _windows(annexes)
    placed = _placed(annexes, windows)
    lunches, side_window = side_events_in(annexes)
    if not placed.names and not lunches:
        raise ValueError("no cell of the table names a session")
    grid = next(g for g in GRIDS if all(w.minutes % g == 0 for w in windows.values()))
    title = _title(tables[0])
    taken: set[str] = set()
    days = tuple(sorted({day for _, dates in annexes for day in dates.values()}))
    sessions = [*_all_sessions(placed, _order(days, windows), grid, taken)]
    awaited = frozenset(name for annex, _ in annexes for name in _in_italics(annex))
    sessions = [replace(s, tbc=plain(s.title) in awaited) for s in sessions]
    sessions += [replace(lunch, id=slug(lunch.title, taken)) for lunch in lunches]
    return Guess(
        id=slug(title, set()),
        title=title,
        language=tables[0].annex.language,
        days=days,
        windows=(*windows.values(), *([side_window] if side_window is not None else [])),
        sessions=tuple(sessions),
        grid=_grid(grid, sessions),
        continued=placed.continued,
        awaited=any(is_announced(annex) for annex, _ in annexes),
        left=tuple(_all_left(tables, placed)),
        remarks=tuple(placed.remarks),
    )


def _days(chosen: Chosen, first: date | None) -> dict[int, date]:
    below = (paragraph.text for paragraph in chosen.span.below)
    around = tuple(dict.fromkeys((*chosen.titles, *below, *chosen.texts, chosen.letter.margins)))
    return dates_of_columns(chosen.annex.days, around, first, chosen.letter.dated)


def _title(chosen: Chosen) -> str:
    """The words that give a range of dates, else those right above the table and its caption."""
    caption = table_caption(chosen.table)
    titles = [text for text in chosen.titles if text != caption] or chosen.titles
    ranged = (text for text in titles if len(list(dates_in(text))) > 1)
    return next(ranged, next(iter(titles), chosen.letter.path.stem))


def _windows(annexes: Sequence[Dated]) -> dict[Hours, Window]:
    """By its hours each slot, in the order in which the rows name them."""
    days: dict[Hours, set[date]] = {}
    inferred = []
    for annex, dates in annexes:
        for spot in annex.spots:
            if spot.slot.hours is not None and not spot.slot.side:
                days.setdefault(spot.slot.hours, set()).add(dates[spot.day.column])
                inferred += [spot.slot.hours] if spot.slot.inferred else []
    found = windows_of({hours: frozenset(on) for hours, on in days.items()}, inferred)
    return {window.hours: window for window in found}


def _placed(annexes: Sequence[Dated], windows: Mapping[Hours, Window]) -> _Placed:
    placed = _Placed()
    alone = frozenset(name for annex, _ in annexes for name in _names(annex))
    for annex, days in annexes:
        seen: set[tuple[int, int, date, str]] = set()
        for spot in annex.spots:
            window = windows.get(spot.slot.hours) if spot.slot.hours is not None else None
            if window is None or spot.slot.side:
                continue
            key = (spot.cell.row, spot.cell.column, days[spot.day.column], window.id)
            if key not in seen:  # a cell over two rows of the same hours is one
                seen.add(key)
                _place(placed, spot, days[spot.day.column], window, alone)
        placed.remarks += _other_weekdays(annex, days)
        placed.remarks += [f"{pause}: read as a break" for pause in annex.breaks]
        placed.remarks += _parallel(annex)
    return placed


def _other_weekdays(annex: Annex, dates: Mapping[int, date]) -> Iterator[str]:
    """Heads whose weekday is not that of their date."""
    for day in annex.days:
        told = contradiction(day.label, dates[day.column])
        if told is not None and not day.lane:
            yield f"table head {told}"


def _place(placed: _Placed, spot: Spot, day: date, window: Window, alone: frozenset[str]) -> None:
    """What one cell names."""
    named = [*map(without_hours, sessions_in(spot.cell, alone))]
    pairs = [(one, *without_continued(one.name)) for one in named]
    placed.continued |= any(goes_on for _, _, goes_on in pairs)
    names = [replace(one, name=name) for one, name, _ in pairs if not is_awaited(name)]
    for pause in [one for one in names if is_break(one.name)]:
        placed.remarks.append(f"row {spot.slot.row + 1}, {pause.name!r}: read as a break")
        if pause.hours is None and pause.start is None:  # else its time stays free
            names.remove(pause)
    for one in names:
        unread = ", ".join(one.marks.unread)
        placed.remarks += [f"{one.name!r}: {unread} is not read"] if unread else []
    label = f"{window.hours[0]:%H:%M} – {end_clock(window.hours[1])}"
    for stranger in strangers(window, names):
        placed.remarks.append(
            f"row {spot.slot.row + 1}, {stranger.name!r}: its hours are not within {label}"
        )
    if names:
        lane = (spot.room or "", spot.lane)
        placed.names.setdefault(lane, {})[day, window.id] = names


def _parallel(annex: Annex) -> Iterator[str]:
    """Rows of the same hours, as they were read."""
    rows: dict[Hours, list[int]] = {}
    for slot in annex.slots:
        if slot.hours is not None and not slot.side:
            rows.setdefault(slot.hours, []).append(slot.row + 1)
    for hours, numbers in rows.items():
        if len(numbers) > 1 and annex.parallel:
            which = " and ".join(map(str, numbers))
            label = f"{hours[0]:%H:%M} – {end_clock(hours[1])}"
            yield f"rows {which} have the same hours, {label}: read as parallel"


def _names(annex: Annex) -> Iterator[str]:
    """What stands alone in a paragraph somewhere, and so is a name."""
    paragraphs = (lines for cell in annex.body for lines in cell.paragraphs)
    yield from filter(None, (_bare(lines[0]) for lines in paragraphs if len(lines) == 1))


def _in_italics(annex: Annex) -> Iterator[str]:
    """What is in italics, or says that it is to be confirmed."""
    for cell in annex.body:
        for text in marked_in(cell):
            if cell.italic or MARK.search(text):
                yield plain(_bare(MARK.sub("", text)))


def _bare(text: str) -> str:
    return without_continued(without_hours(text).name)[0]


def _order(days: Sequence[date], windows: Mapping[Hours, Window]) -> list[tuple[date, Window]]:
    """Every slot of every day, in order of time."""
    slots = sorted(windows.values(), key=lambda window: window.hours)
    return [(day, window) for day in days for window in slots]


def _all_sessions(
    placed: _Placed, order: Sequence[tuple[date, Window]], grid: int, taken: set[str]
) -> Iterator[Business]:
    """Lane by lane; slots of a kind of their own are a lane of their own."""
    kinds = dict.fromkeys(window.only for _, window in order)
    for lane, names in placed.names.items():
        for kind in kinds:
            slots = [(day, window) for day, window in order if window.only == kind]
            yield from _sessions(placed, (lane, names), slots, grid, taken)


def _sessions(
    placed: _Placed,
    own: tuple[Lane, Mapping[tuple[date, str], Sequence[Named]]],
    order: Sequence[tuple[date, Window]],
    grid: int,
    taken: set[str],
) -> Iterator[Business]:
    """A run of cells with the same name is one session; the name again later is another."""
    (room, number), by_slot = own
    title, shares, waits, empty, marks = "", list[Share](), False, False, NO_MARKS

    def made() -> Business:
        session = Business(slug(title, taken), title, tuple(shares), waits=waits, marks=marks)
        return replace(session, room=room or None, lane=number)

    for day, window in order:
        names = by_slot.get((day, window.id), ())
        for named, share in zip(names, shared(day, window, names, grid), strict=True):
            if share is None:
                place = f"{day} {window.id}"
                placed.left.append(Left(place, named.name, "the slot has no minutes left for it"))
            elif is_break(named.name):
                empty = empty and not shares
            elif shares and plain(named.name) == plain(title) and not empty:
                shares.append(share)
            else:
                if shares:
                    yield made()
                title, shares, waits, empty = named.name, [share], empty, False
                marks = named.marks
        empty = empty or not names
    if shares:
        yield made()


def _grid(grid: int, sessions: Sequence[Business]) -> int:
    minutes = [m for session in sessions for s in session.shares for m in (s.start, s.minutes)]
    return next(g for g in GRIDS if g <= grid and all(m % g == 0 for m in minutes))


def _all_left(tables: Sequence[Chosen], placed: _Placed) -> Iterator[Left]:
    """With the number of the table, where there are several."""
    for one in tables:
        for left in (*one.annex.unread, *one.annex.struck):
            place = f"table {one.number}, {left.place}" if len(tables) > 1 else left.place
            yield replace(left, place=place)
    yield from placed.left

"""
What an annex says of a meeting, and what it leaves to be guessed.

The annex commits to an order; how a slot is shared between the sessions of a cell it does not
say. Here they share it evenly, and everything guessed is marked as such in the scenario.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time

from scheduler.letter.agenda import Business, Share, Window, minutes_between
from scheduler.letter.annex import Annex, Slot
from scheduler.letter.cell_names import (
    MARK,
    is_awaited,
    marked_in,
    sessions_in,
    without_continued,
    without_hours,
    without_stubs,
)
from scheduler.letter.choosing import Chosen
from scheduler.letter.clock_hours import HOURS, hours_of
from scheduler.letter.column_dates import dates_of_columns
from scheduler.letter.folding import plain
from scheduler.letter.written_dates import dates_in

GRIDS = (15, 10, 5, 1)
LONGEST_ID = 32
LUNCH = (time(13, 15), time(14, 45))
"""Where the annex gives no hours of side events."""
STOP = (
    *("the", "of", "on", "and", "for", "de", "la", "le", "les", "des", "du", "sur", "et"),
    *("el", "los", "las", "del", "sobre", "y", "l", "d"),
)


@dataclass(frozen=True, slots=True)
class Guess:
    """The whole meeting as the annex tells it; ``remarks`` say what was left out or guessed."""

    id: str
    title: str
    language: str
    days: tuple[date, ...]
    windows: tuple[Window, ...]
    sessions: tuple[Business, ...]
    grid: int
    continued: bool
    awaited: bool
    remarks: tuple[str, ...]


def guess(chosen: Chosen, *, first: date | None = None) -> Guess:
    """
    The meeting that an annex announces.

    ValueError if its dates cannot be told, or no cell names a session.
    """
    annex = without_stubs(chosen.annex)
    below = (paragraph.text for paragraph in chosen.span.below)
    around = tuple(dict.fromkeys((*chosen.titles, *below, *chosen.texts, chosen.letter.margins)))
    days = dates_of_columns(annex.days, around, first)
    remarks = [f"row {label!r} was left out: no hours" for label in annex.unread if label]
    windows = _windows(annex, days)
    placed, continued = _placed(annex, days, windows)
    if not placed:
        raise ValueError("no cell of the table names a session")
    grid = next(g for g in GRIDS if all(w.minutes % g == 0 for w in windows.values()))
    title = _title(chosen)
    lunches, side_window = _side_events_in(annex, days)
    taken: set[str] = set()
    sessions = [*_sessions(placed, _order(days, windows), grid, taken)]
    awaited = _in_italics(annex)
    sessions = [replace(s, tbc=plain(s.title) in awaited) for s in sessions]
    sessions += [replace(lunch, id=slug(lunch.title, taken)) for lunch in lunches]
    return Guess(
        id=slug(title, set()),
        title=title,
        language=annex.language,
        days=tuple(sorted(days.values())),
        windows=(*windows.values(), *([side_window] if side_window is not None else [])),
        sessions=tuple(sessions),
        grid=_grid(grid, sessions),
        continued=continued,
        awaited=_is_awaited(annex),
        remarks=tuple(remarks),
    )


def slug(text: str, taken: set[str]) -> str:
    """A short id in plain letters, of the first words, unlike those that are taken."""
    letters = "".join(char if char.isalnum() and char.isascii() else " " for char in plain(text))
    significant = [word for word in letters.split() if word not in STOP]
    short = ""
    for word in significant:
        if short and len(short) + len(word) >= LONGEST_ID:
            break
        short = f"{short}-{word}" if short else word[:LONGEST_ID]
    short = short or "session"
    made, number = short, 2
    while made in taken:
        made, number = f"{short}-{number}", number + 1
    taken.add(made)
    return made


def _title(chosen: Chosen) -> str:
    """The words that give a range of dates, else those right above the table."""
    ranged = (text for text in chosen.titles if len(list(dates_in(text))) > 1)
    return next(ranged, next(iter(chosen.titles), chosen.letter.path.stem))


def _windows(annex: Annex, days: Mapping[int, date]) -> dict[int, Window]:
    """Row to slot: named by its hours as planners name it, morning, afternoon, evening."""
    rows = [slot for slot in annex.slots if not slot.side]
    taken: set[str] = set()
    return {slot.row: _window(slot, taken) for slot in rows if slot.hours is not None}


def _window(slot: Slot, taken: set[str]) -> Window:
    assert slot.hours is not None
    start = slot.hours[0]
    name = "morning" if start < time(13) else "afternoon" if start < time(18) else "evening"
    return Window(slug(name, taken), slot.hours, None, slot.inferred)


Named = tuple[str, tuple[time, time] | None]
"""A name in a cell, and its hours if it has some."""
Placed = dict[tuple[date, str], tuple[Named, ...]]
"""Day and slot to the names in the cell, in their order."""


def _placed(
    annex: Annex, days: Mapping[int, date], windows: Mapping[int, Window]
) -> tuple[Placed, bool]:
    """What each cell names, and whether any name says that it goes on."""
    placed: Placed = {}
    continued = False
    names_alone = _names(annex)
    for slot in annex.slots:
        if slot.row in windows:
            for day in annex.days:
                named = [*map(without_hours, sessions_in(annex.cell(slot, day), names_alone))]
                pairs = [(*without_continued(text), hours) for text, hours in named]
                continued |= any(goes_on for _, goes_on, _ in pairs)
                names = tuple((name, hours) for name, _, hours in pairs if not is_awaited(name))
                if names:
                    placed[days[day.column], windows[slot.row].id] = names
    return placed, continued


def _names(annex: Annex) -> frozenset[str]:
    """What stands alone in a paragraph somewhere, and so is a name."""
    paragraphs = (lines for cell in annex.body for lines in cell.paragraphs)
    alone = (_bare(lines[0]) for lines in paragraphs if len(lines) == 1)
    return frozenset(filter(None, alone))


def _in_italics(annex: Annex) -> frozenset[str]:
    """What is in italics, or says that it is to be confirmed."""
    return frozenset(
        plain(_bare(MARK.sub("", text)))
        for cell in annex.body
        for text in marked_in(cell)
        if cell.italic or MARK.search(text)
    )


def _bare(text: str) -> str:
    return without_continued(without_hours(text)[0])[0]


def _order(days: Mapping[int, date], windows: Mapping[int, Window]) -> list[tuple[date, Window]]:
    """Every slot of every day, in order of time."""
    slots = sorted(windows.values(), key=lambda window: window.hours)
    return [(day, window) for day in sorted(days.values()) for window in slots]


def _sessions(
    placed: Placed, order: Sequence[tuple[date, Window]], grid: int, taken: set[str]
) -> Iterator[Business]:
    """A run of cells with the same name is one session; the name again later is another."""
    title, shares, waits, empty = "", list[Share](), False, False
    for day, window in order:
        names = placed.get((day, window.id), ())
        shares_of = _shared(day, window, [hours for _, hours in names], grid)
        for (name, _), share in zip(names, shares_of, strict=True):
            if shares and plain(name) == plain(title) and not empty:
                shares.append(share)
                continue
            if shares:
                yield Business(slug(title, taken), title, tuple(shares), waits=waits)
            title, shares, waits, empty = name, [share], empty, False
        empty = empty or not names
    yield Business(slug(title, taken), title, tuple(shares), waits=waits)


def _shared(
    day: date, window: Window, hours: Sequence[tuple[time, time] | None], grid: int
) -> Iterator[Share]:
    """What has hours within its slot keeps them; the others share what is left between them."""
    own = [_within(window, printed) for printed in hours]
    index = start = 0
    while index < len(own):
        span = own[index]
        if span is not None:
            yield Share(day, window, span[0], span[1] - span[0], whole=False)
            index, start = index + 1, span[1]
        else:
            later = next((n for n in range(index, len(own)) if own[n] is not None), len(own))
            end = min((fixed[0] for fixed in own[later:] if fixed), default=window.minutes)
            yield from _evenly(day, window, (start, end), later - index, grid)
            index = later


def _within(window: Window, hours: tuple[time, time] | None) -> tuple[int, int] | None:
    """Start and end in minutes of the slot; None if these are not hours of it."""
    if hours is None:
        return None
    start, end = (minutes_between(window.hours[0], clock) for clock in hours)
    return (start, end) if 0 <= start < end <= window.minutes else None


def _evenly(
    day: date, window: Window, span: tuple[int, int], count: int, grid: int
) -> Iterator[Share]:
    """A stretch of a slot in even parts on the grid; what is left over falls to the first."""
    start, total = span[0], span[1] - span[0]
    even = max(total, 0) // count // grid * grid or grid
    for index in range(count):
        minutes = max(total - even * (count - 1) if index == 0 else even, grid)
        yield Share(day, window, start, minutes, whole=count == 1 and total == window.minutes)
        start += minutes


def _grid(grid: int, sessions: Sequence[Business]) -> int:
    minutes = [m for session in sessions for s in session.shares for m in (s.start, s.minutes)]
    return next(g for g in GRIDS if g <= grid and all(m % g == 0 for m in minutes))


def _is_awaited(annex: Annex) -> bool:
    cells = (annex.cell(slot, day) for slot in annex.slots if slot.side for day in annex.days)
    return any(is_awaited(text) for cell in cells for text in sessions_in(cell))


def _side_events_in(annex: Annex, days: Mapping[int, date]) -> tuple[list[Business], Window | None]:
    """The side events that have a name, and a slot that holds them all."""
    side_events: list[tuple[date, str, tuple[time, time] | None, bool]] = []
    for slot in annex.slots:
        if slot.side:
            for day in annex.days:
                cell = annex.cell(slot, day)
                for said in marked_in(cell):
                    text, tbc = MARK.sub("", said) or said, cell.italic or bool(MARK.search(said))
                    if not is_awaited(text):
                        hours = hours_of(text) or slot.hours
                        side_events.append((days[day.column], text, hours, tbc))
    if not side_events:
        return [], None
    given = [hours for _, _, hours, _ in side_events if hours is not None]
    start, end = LUNCH
    whole = (min((h[0] for h in given), default=start), max((h[1] for h in given), default=end))
    window = Window("lunch", whole, None, inferred=not given, side=True)
    events = [
        _side_event(day, text, own or whole, window, tbc=tbc) for day, text, own, tbc in side_events
    ]
    return events, window


def _side_event(
    day: date, text: str, hours: tuple[time, time], window: Window, *, tbc: bool
) -> Business:
    """``13:15 – 14:45 Launch of the handbook (Room 3)``"""
    title, room = _parts(text)
    start, end = hours
    offset = minutes_between(window.hours[0], start)
    share = Share(day, window, offset, minutes_between(start, end), whole=False)
    return Business("", title, (share,), side=True, room=room, tbc=tbc)


def _parts(text: str) -> tuple[str, str | None]:
    """The title, and the room in brackets at its end."""
    bare = HOURS.sub("", text, count=1).strip(" ,;:–-") if hours_of(text) is not None else text
    head, bracket, tail = bare.rpartition("(")
    if bracket and tail.endswith(")") and head.strip():
        return head.strip(" ,;:–-"), tail[:-1].strip()
    return bare or text, None

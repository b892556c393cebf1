"""
Rows and columns of the annex, decided once for every writer.

A column is a day, a row a regular slot, a cell the ordered list of sessions that a room holds in
that slot, without clock times: minutes inside a cell are nobody's promise. Side events get a row
of their own, with time and room, for theirs are promises. All texts are cleaned of characters
that would steer a terminal or break a document.
"""

import re
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from scheduler.problem import Problem, Session, Sitting, Slot
from scheduler.render.places import (
    Places,
    SidePlaces,
    bands,
    days,
    held,
    regular,
    side_events,
)
from scheduler.render.shape import (
    Cell,
    Column,
    Entry,
    Homeless,
    Layout,
    Row,
    Run,
    SideCell,
    TableLayout,
)
from scheduler.render.words import dates, day_of, hours, printable, weekday
from scheduler.timetable import Record, Timetable

Sittings = Sequence[Sitting]
BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")

__all__ = [
    "Cell",
    "Column",
    "Entry",
    "Homeless",
    "Layout",
    "Row",
    "Run",
    "SideCell",
    "TableLayout",
    "layout",
]


def layout(
    problem: Problem,
    record: Record,
    *,
    before: Timetable | None = None,
    rooms: Sequence[str] | None = None,
) -> Layout:
    """
    Decide what is printed where.

    Parameters
    ----------
    before
        The timetable to compare with: cells whose list of sessions differs are marked changed.
    rooms
        Ids of the rooms to print, in this order; None is every room with regular sessions.

    Raises
    ------
    ValueError
        If ``rooms`` names rooms that the scenario does not have.
    """
    title = problem.annex.title if problem.annex.title is not None else problem.meeting.title
    page = _page(problem, compared=before is not None)
    old = before.sittings if before is not None else ()
    return Layout(
        title=printable(title),
        heading=_heading(problem),
        columns=tuple(Column(day, weekday(day), day_of(day)) for day in days(problem)),
        tables=_tables(page, regular(problem, record.sittings), regular(problem, old), rooms),
        side_events=_side_cells(
            page, side_events(problem, record.sittings), side_events(problem, old)
        ),
        footnotes=tuple(runs(printable(footnote)) for footnote in problem.annex.footnotes),
        unplaced=tuple(
            Homeless(u.session, page.printed(u.session), printable(u.reason))
            for u in record.unplaced
        ),
        groups=tuple(dict.fromkeys(printable(s.group) for s in problem.sessions if s.group)),
        revision=record.revision,
        as_of=printable(record.as_of) if record.as_of is not None else None,
    )


def runs(text: str) -> tuple[Run, ...]:
    """``a **b** c`` in its weights; a lone ``**`` is a footnote mark and stays."""
    pieces = enumerate(BOLD.split(text))
    return tuple(Run(piece, bold=index % 2 == 1) for index, piece in pieces if piece)


def _heading(problem: Problem) -> str:
    meeting = problem.meeting
    parts = (meeting.title, meeting.venue, dates(problem.days), meeting.timezone)
    return " · ".join(part for part in map(printable, parts) if part)


@dataclass(frozen=True, slots=True)
class _Page:
    """What turns ids into print; ``compared``: whether changes are marked."""

    problem: Problem
    zone: ZoneInfo
    sessions: Mapping[str, Session]
    room_names: Mapping[str, str]
    compared: bool

    def printed(self, session: str) -> str:
        known = self.sessions.get(session)
        return (printable(known.printed) if known is not None else "") or session

    def entries(
        self, here: Sittings, old: Sittings, printed: Callable[[Sitting], Hashable]
    ) -> tuple[Entry, ...]:
        """``printed``: what a reader sees of a sitting; new to its cell if this is new."""
        known = {printed(sitting) for sitting in old}
        return tuple(
            self._entry(sitting, added=self.compared and printed(sitting) not in known)
            for sitting in here
        )

    def removed(self, here: Sittings, old: Sittings) -> tuple[str, ...]:
        kept = {sitting.session for sitting in here}
        left = dict.fromkeys(sitting.session for sitting in old)
        return tuple(self.printed(session) for session in left if session not in kept)

    def _entry(self, sitting: Sitting, *, added: bool) -> Entry:
        session = self.sessions.get(sitting.session)
        continued = self.problem.annex.continued and sitting.part > 1
        elapsed = sitting.end.astimezone(UTC) - sitting.start.astimezone(UTC)
        return Entry(
            session=sitting.session,
            text=self.printed(sitting.session) + (" (cont'd)" if continued else ""),
            group=printable(session.group) if session is not None and session.group else None,
            part=sitting.part,
            parts=sitting.parts,
            continued=continued,
            tbc=session is not None and session.tbc,
            added=added,
            room=sitting.room,
            room_name=self.room_names.get(sitting.room, sitting.room),
            start=sitting.start.astimezone(self.zone),
            end=sitting.end.astimezone(self.zone),
            minutes=elapsed // timedelta(minutes=1),
            served=tuple(self._served(sitting, session)),
        )

    def _served(self, sitting: Sitting, session: Session | None) -> Iterator[str]:
        """A deputy in the chair; which of several teams interprets."""
        chairs = session.chairs if session is not None else ()
        titles = {person.id: person.title or person.id for person in self.problem.people}
        for office, who in zip(chairs, sitting.chairs, strict=False):
            if office != who:
                yield f"{printable(titles.get(who, who))} presides"
        offered = self.problem.interpretation
        if sitting.team is not None and offered is not None and len(offered.teams) > 1:
            yield f"interpreted by {printable(sitting.team)}"


def _page(problem: Problem, *, compared: bool) -> _Page:
    return _Page(
        problem=problem,
        zone=ZoneInfo(problem.meeting.timezone),
        sessions={session.id: session for session in problem.sessions},
        room_names={room.id: printable(room.name) or room.id for room in problem.rooms},
        compared=compared,
    )


def _tables(
    page: _Page, now: Places, was: Places, rooms: Sequence[str] | None
) -> tuple[TableLayout, ...]:
    used = {room for room, _, _ in (*now, *was)}
    shown = _rooms_in_use(page, used) if rooms is None else _rooms_named(page, rooms)
    alone = len(used.union(shown)) == 1
    return tuple(
        TableLayout(
            room=room,
            room_name=None if alone else page.room_names[room],
            rows=tuple(_row(page, room, band, now, was) for band in bands(page.problem)),
        )
        for room in shown
    )


def _rooms_in_use(page: _Page, used: set[str]) -> tuple[str, ...]:
    """In the planner's order; an empty timetable is printed for the room it is meant for."""
    rolling = (order.room for order in page.problem.rolling)
    meant = used or {next(iter((*rolling, *page.room_names)))}
    return tuple(room for room in page.room_names if room in meant)


def _rooms_named(page: _Page, rooms: Sequence[str]) -> tuple[str, ...]:
    unknown = [room for room in rooms if room not in page.room_names]
    if unknown:
        raise ValueError(
            f"no room is called {', '.join(unknown)}; there are {', '.join(page.room_names)}"
        )
    return tuple(dict.fromkeys(rooms))


def _row(page: _Page, room: str, band: tuple[Slot, ...], now: Places, was: Places) -> Row:
    slot = band[0]
    return Row(
        slot=slot.id,
        label=hours(slot.start, slot.end),
        start=slot.start,
        end=slot.end,
        cells=tuple(_cell(page, room, day, band, now, was) for day in days(page.problem)),
    )


def _cell(
    page: _Page, room: str, day: date, band: tuple[Slot, ...], now: Places, was: Places
) -> Cell:
    slot = next((slot.id for slot in band if held(slot, day)), None)
    if slot is None:
        return Cell(day, None, serves=False)
    here = now.get((room, day, slot), ())
    old = was.get((room, day, slot), ())
    return Cell(
        day=day,
        slot=slot,
        serves=True,
        entries=page.entries(here, old, _name),
        changed=page.compared and [*map(_name, here)] != [*map(_name, old)],
        removed=page.removed(here, old),
    )


def _side_cells(page: _Page, now: SidePlaces, was: SidePlaces) -> tuple[SideCell, ...] | None:
    """None if there are no side events and none are announced."""
    cells = tuple(_side_cell(page, day, now[day], was[day]) for day in now)
    return cells if any(cell.tbc or cell.entries or cell.removed for cell in cells) else None


def _side_cell(page: _Page, day: date, here: Sittings, old: Sittings) -> SideCell:
    return SideCell(
        day=day,
        entries=page.entries(here, old, _promise),
        tbc=page.problem.annex.side_events == "tbc" and not here,
        changed=page.compared and [*map(_promise, here)] != [*map(_promise, old)],
        removed=page.removed(here, old),
    )


def _name(sitting: Sitting) -> str:
    return sitting.session


def _promise(sitting: Sitting) -> tuple[str, str, datetime, datetime]:
    return sitting.session, sitting.room, sitting.start, sitting.end

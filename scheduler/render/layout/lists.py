"""Sittings in order of time, as a journal lists them: of all, or of one person or body."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from operator import attrgetter
from typing import TYPE_CHECKING

from scheduler.problem import Problem, Sitting
from scheduler.render.languages.dating import on
from scheduler.render.languages.language import Language
from scheduler.render.layout.chance_words import told_late
from scheduler.render.layout.printed_names import PrintedNames
from scheduler.render.layout.promises import Placed, PlacedSideEvents, PlacedSittings, Promise
from scheduler.render.layout.sheets import (
    Band,
    Box,
    Entry,
    Gone,
    Head,
    Line,
    Page,
    Sheet,
    struck_of,
    stub_lines,
)
from scheduler.render.words import hours

if TYPE_CHECKING:  # numpy takes 0.1 s, and most files have no chances
    from scheduler.risk.figures import SessionRisk

PROMISE = attrgetter("session", "room", "sitting.start", "sitting.end")
"""What is promised of a side event."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """The sittings in their room slots now and before, and how they are printed."""

    names: PrintedNames
    days: tuple[date, ...]
    now: PlacedSittings
    was: PlacedSittings
    side: PlacedSideEvents
    side_was: PlacedSideEvents
    chances: Mapping[str, "SessionRisk"] = field(default_factory=dict)
    """How late sessions may be, by id; empty unless that is to be printed."""

    def only(self, rooms: Sequence[str] | None) -> "Meeting":
        """What is in these rooms; None is all of them."""
        if rooms is None:
            return self

        def regular(places: PlacedSittings) -> PlacedSittings:
            return {place: there for place, there in places.items() if place[0] in rooms}

        def side(places: PlacedSideEvents) -> PlacedSideEvents:
            return {
                day: tuple(placed for placed in there if placed.room in rooms)
                for day, there in places.items()
            }

        return replace(
            self,
            now=regular(self.now),
            was=regular(self.was),
            side=side(self.side),
            side_was=side(self.side_was),
        )

    @property
    def problem(self) -> Problem:
        return self.names.problem

    @property
    def language(self) -> Language:
        return self.names.language

    @property
    def dated(self) -> bool:
        """
        Whether the name of a weekday is not enough: the meeting has two of it.

        Of all its days, not of those that are printed: a paper of one day says which it is.
        """
        days = set(self.problem.days)
        return len({day.weekday() for day in days}) < len(days)

    @property
    def rooms(self) -> tuple[str, ...]:
        """Rooms in use now or before, in the planner's order, those of side events too."""
        used = {room for room, _, _ in (*self.now, *self.was)} | set(self.side_rooms)
        meant = used or {next(iter(self.names.room_names))}
        return tuple(room for room in self.names.room_names if room in meant)

    @property
    def side_rooms(self) -> tuple[str, ...]:
        sittings_by_day = (*self.side.values(), *self.side_was.values())
        used = {placed.room for placed_on_day in sittings_by_day for placed in placed_on_day}
        return tuple(room for room in self.names.room_names if room in used)

    @property
    def bodies(self) -> tuple[tuple[str, str], ...]:
        """Key and name of every body; a session of no body stands for itself."""
        bodies: dict[str, str] = {}
        for session in self.problem.sessions:
            if session.kind != "side-event":
                own = self.names.printed(session.id)
                bodies |= {group: self.names.body(group) for group in session.groups} or {
                    f"session:{session.id}": own
                }
        return tuple(bodies.items())

    def bodies_of(self, session: str) -> tuple[str, ...]:
        details = self.names.sessions.get(session)
        return (details.groups if details is not None else ()) or (f"session:{session}",)

    def box(self, here: Sequence[Placed], old: Sequence[Placed], *, roomed: bool = False) -> Box:
        """Sessions in their order; ``roomed``: with the room of each, so a new room is a change."""
        printed = attrgetter("session", "room") if roomed else attrgetter("session")
        entries, changed, left = self.names.compare(here, old, printed)
        lines = (
            Line(f"{e.line} ({e.room_name})" if roomed else e.line, e.tbc, e.marked, e)
            for e in entries
        )
        return Box((*lines, *stub_lines(left)), changed=changed, removed=struck_of(left))


@dataclass(frozen=True, slots=True)
class _Due:
    """
    A sitting under the label that it is listed by, and the session that it follows there.

    ``slot``: the one it sits in; empty of a side event.
    """

    placed: Placed
    label: str
    after: str | None = None
    slot: str = ""

    @property
    def sitting(self) -> Sitting:
        return self.placed.sitting

    @property
    def cell(self) -> tuple[str, str, str]:
        """Session, room and slot: at other hours there, it has not gone."""
        return self.sitting.session, self.sitting.room, self.slot

    @property
    def place(self) -> tuple[str, str, str]:
        """Session, room and the hours that it is listed by."""
        return self.sitting.session, self.sitting.room, self.label

    @property
    def promise(self) -> tuple[str, str, str, Promise]:
        """What a reader sees of it on a day, but for what it follows."""
        return *self.place, self.placed.promise


Parting = Callable[[Placed], Gone]
"""What is said, where it was, of a sitting that is no longer there."""


def sheets_in_order(meeting: Meeting, of: str | None, gone: Parting | None = None) -> Page:
    """A table for each day on which there is something; ``gone``: its name, unless told else."""
    left = gone or (lambda placed: meeting.names.left(placed).gone)
    now = {day: _due(meeting, day, meeting.now, meeting.side, of) for day in meeting.days}
    was = {day: _due(meeting, day, meeting.was, meeting.side_was, of) for day in meeting.days}
    heads = (Head(None, name, "", weight=3, narrow=True) for name, _ in _details(meeting, of))
    columns = (Head(None, meeting.language.session, "", weight=10), *heads)
    return tuple(
        Sheet(
            caption=on(day, meeting.language),
            columns=columns,
            bands=tuple(_bands(meeting, (now[day], was[day]), of, left))
            or (_nothing(meeting, columns),),
            stub=meeting.language.time,
            flowing=True,
            day=day,
        )
        for day in meeting.days
        if now[day] or was[day] or len(meeting.days) == 1
    )


def _due(
    meeting: Meeting, day: date, places: PlacedSittings, side: PlacedSideEvents, of: str | None
) -> tuple[_Due, ...]:
    """What is due on a day, in order of time."""
    slots = {slot.id: slot for slot in meeting.problem.slots}
    dues = []
    for (_, when, slot), there in places.items():
        if when == day:
            before: str | None = None
            for placed in there:
                label = hours(slots[slot].start, slots[slot].end) if placed.rolls else ""
                after = before if placed.rolls and placed.promise.not_before is None else None
                dues.append(_Due(placed, label or _hours(meeting, placed.sitting), after, slot))
                before = placed.session if placed.rolls else None
    dues += [_Due(placed, _hours(meeting, placed.sitting)) for placed in side.get(day, ())]
    wanted = (due for due in dues if of is None or _concerns(meeting, due.sitting, of))
    return tuple(sorted(wanted, key=lambda due: _order(meeting.names.room_names, due.sitting)))


def _order(rooms: Mapping[str, str], sitting: Sitting) -> tuple[datetime, int, str, int]:
    rank = list(rooms).index(sitting.room) if sitting.room in rooms else len(rooms)
    return sitting.start, rank, sitting.session, sitting.part


def _hours(meeting: Meeting, sitting: Sitting) -> str:
    start, end = (moment.astimezone(meeting.names.zone) for moment in (sitting.start, sitting.end))
    return hours(start.time(), end.time())


def _concerns(meeting: Meeting, sitting: Sitting, of: str) -> bool:
    return _presides(meeting, sitting, of) or _attends(meeting, sitting, of)


def _presides(meeting: Meeting, sitting: Sitting, of: str) -> bool:
    session = meeting.names.sessions.get(sitting.session)
    return of in (sitting.chairs or (session.chairs if session is not None else ()))


def _attends(meeting: Meeting, sitting: Sitting, of: str) -> bool:
    session = meeting.names.sessions.get(sitting.session)
    return session is not None and (of in session.attendees or of in session.groups)


def _details(meeting: Meeting, of: str | None) -> list[tuple[str, Callable[[Sitting, Entry], str]]]:
    """The columns beside that of the session: their heads, and what each says of a sitting."""
    language, body = meeting.language, meeting.names.body
    details: list[tuple[str, Callable[[Sitting, Entry], str]]] = []
    if any(session.groups for session in meeting.problem.sessions):
        details.append(
            (language.body, lambda _, entry: language.comma.join(map(body, entry.groups)))
        )
    if of is not None and of in {person.id for person in meeting.problem.people}:
        roles = {True: language.presides, False: language.attends}
        details.append((language.role, lambda sitting, _: roles[_presides(meeting, sitting, of)]))
    if len(meeting.rooms) > 1:
        details.append((language.room, lambda _, entry: entry.room_name))
    if meeting.chances:
        details.append((language.chances.column, lambda sitting, _: _lateness(meeting, sitting)))
    return details


def _lateness(meeting: Meeting, sitting: Sitting) -> str:
    return told_late(meeting.chances.get(sitting.session), sitting, meeting.language)


def _bands(
    meeting: Meeting, dues: tuple[Sequence[_Due], Sequence[_Due]], of: str | None, gone: Parting
) -> Iterator[Band]:
    """The rows of a day, what is no longer there where it was. Who serves is printed, so marked."""
    now, was = dues
    present = {due.cell for due in now}
    empty = [Box(()) for _ in _details(meeting, of)]
    earlier = {(due.promise, meeting.names.entry(due.placed).served) for due in was}
    left = {id(due) for due in was if due.cell not in present}
    for due in sorted(
        (*now, *(due for due in was if id(due) in left)), key=lambda due: due.sitting.start
    ):
        # of two at one moment, what is there now comes first
        if id(due) in left:
            yield Band(due.label, (_left(meeting, due, gone), *empty))
            continue
        printed = due.promise, meeting.names.entry(due.placed).served
        other = printed not in earlier or meeting.names.is_reworded(due.sitting.session)
        yield _band(meeting, due, of, added=meeting.names.compared and other)


def _left(meeting: Meeting, due: _Due, gone: Parting) -> Box:
    """Where it is now if it moved and keeps a stub, else its name, to be struck out."""
    stubs = stub_lines([meeting.names.left(due.placed)])
    return Box(stubs, changed=meeting.names.compared, removed=() if stubs else (gone(due.placed),))


def _band(meeting: Meeting, due: _Due, of: str | None, *, added: bool) -> Band:
    entry = meeting.names.entry(due.placed, added=added)
    after = () if due.after is None else (meeting.names.follows(due.after),)
    lines = [
        Line(entry.noted, entry.tbc, added, entry),
        *(Line(text) for text in (*after, *entry.served)),
        *(Line(detail.text, url=detail.url) for detail in entry.details),
    ]
    details = (_word(tell(due.sitting, entry)) for _, tell in _details(meeting, of))
    boxes = (Box(tuple(lines), changed=added), *details)
    return Band(due.label, boxes, side=entry.kind == "side-event")


def _word(text: str) -> Box:
    return Box((Line(text),) if text else ())


def _nothing(meeting: Meeting, columns: Sequence[Head]) -> Band:
    nothing = Box((Line(meeting.language.nothing, italic=True),))
    return Band("–", (nothing, *(Box(()),) * (len(columns) - 1)))

"""
A problem laid out in minutes for quick questions: slots, closed times, who presides, what opposes.

Minutes count from 1970 in UTC, spans are half-open. All of this holds for any timetable of the
problem, so it is made once and used for thousands of places.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from scheduler.insight.closed_times import Bar, bars
from scheduler.insight.minutes import SlotMinutes, Span, merged, minute, moment
from scheduler.insight.ordering import Ordered, ordered
from scheduler.insight.statements import Crowd, Follower, crowds, followers, opposed, strained
from scheduler.instance.levels import Levels
from scheduler.problem import Problem, Session, Slot, Window, day_slots

DAY = 24 * 60


@dataclass(frozen=True)
class Frame:
    """
    What holds for every timetable of a problem.

    Attributes
    ----------
    closed
        When a room, person or group, as ``("room", "plenary")``, is not there.
    presiding, present
        Persons by session, as acting where an office is vacant.
    leaderless
        Sessions with a vacant office for which nobody acts.
    sharing
        The rooms that share a part with a room, itself included.
    opposed, strained
        Sessions that must not be in parallel, by hard ``conflict`` statements; and those that
        should not, with what a minute of it costs.
    crowds
        Sessions of which only so many may go on at once.
    followers
        Small delegations, by the sessions that they follow.
    bars
        What rules say of the times and rooms of a session alone, beside its own fields.
    ordered
        Hard statements that put a session before or after another one.
    """

    problem: Problem
    zone: ZoneInfo
    levels: Levels
    slots: tuple[SlotMinutes, ...]
    sessions: Mapping[str, Session]
    closed: Mapping[tuple[str, str], tuple[Span, ...]]
    presiding: Mapping[str, tuple[str, ...]]
    present: Mapping[str, frozenset[str]]
    leaderless: frozenset[str]
    sharing: Mapping[str, frozenset[str]]
    travel: Mapping[frozenset[str], int]
    opposed: Mapping[str, frozenset[str]]
    strained: Mapping[str, Mapping[str, int]]
    crowds: tuple[Crowd, ...]
    followers: Mapping[str, tuple[Follower, ...]]
    bars: Mapping[str, tuple[Bar, ...]]
    ordered: Mapping[str, tuple[Ordered, ...]]
    orders: Mapping[str, tuple[str, ...]]

    def slots_for(self, session: Session) -> tuple[SlotMinutes, ...]:
        return tuple(slot for slot in self.slots if slot.template.serves(session.kind))

    def walk(self, a: str, b: str) -> int:
        """Minutes of travel between two rooms."""
        if a == b:
            return 0
        return self.travel.get(frozenset((a, b)), self.problem.travel.minutes)

    def is_hard(
        self,
        rule: str,
        sessions: tuple[str, ...],
        people: tuple[str, ...] = (),
        room: str | None = None,
    ) -> bool:
        return self.levels.all_hard(rule) or self.levels.of(rule, sessions, people, room).hard


def frame_of(problem: Problem) -> Frame:
    """Lay out a problem; a few milliseconds for a hundred sessions over ten days."""
    zone = problem.zone
    acting = {p.id: p.acting for p in problem.people if p.state == "vacant"}
    return Frame(
        problem=problem,
        zone=zone,
        levels=Levels(problem),
        slots=_slots(problem, zone),
        sessions={s.id: s for s in problem.sessions},
        closed=_closed(problem, zone),
        presiding={s.id: _as_acting(s.chairs, acting) for s in problem.sessions},
        present={
            s.id: frozenset(_as_acting((*s.chairs, *s.attendees), acting)) for s in problem.sessions
        },
        leaderless=frozenset(
            s.id for s in problem.sessions if any(acting.get(c, c) is None for c in s.chairs)
        ),
        sharing=_sharing(problem),
        travel={frozenset(walk.rooms): walk.minutes for walk in problem.travel.between},
        opposed=opposed(problem),
        strained=strained(problem),
        crowds=crowds(problem),
        followers=followers(problem),
        bars=bars(problem, zone),
        ordered=ordered(problem),
        orders={
            id: (order.room, *order.substitutes) for order in problem.rolling for id in order.order
        },
    )


def _as_acting(ids: Iterable[str], acting: Mapping[str, str | None]) -> tuple[str, ...]:
    found = ((acting.get(id) or id) for id in ids)
    return tuple(dict.fromkeys(found))


def _slots(problem: Problem, zone: ZoneInfo) -> tuple[SlotMinutes, ...]:
    agreed = problem.situation.overtime if problem.situation is not None else {}
    found = []
    for slot in day_slots.day_slots(problem):
        start, end = minute(slot.start), minute(slot.end)
        may = problem.means.allows_overtime(last=slot.last)
        found.append(
            SlotMinutes(
                id=slot.id,
                day=slot.day,
                template=slot.template,
                start=start,
                end=end,
                allowed=max(slot.limit if may else 0, agreed.get(slot.id, 0)),
                limit=max(slot.limit, agreed.get(slot.id, 0)),
                starts=_starts(start, end, problem.meeting.grid, slot.template, zone),
            )
        )
    return tuple(found)


def _starts(start: int, end: int, step: int, slot: Slot, zone: ZoneInfo) -> tuple[int, ...]:
    found = []
    for t in range(start, start + 1 if slot.aligned else end):
        local = moment(t, zone)
        if (local.hour * 60 + local.minute) % step == 0:
            found.append(t)
    return tuple(found)


def _closed(problem: Problem, zone: ZoneInfo) -> dict[tuple[str, str], tuple[Span, ...]]:
    found = {}
    for kind, things in (
        ("room", problem.rooms),
        ("person", problem.people),
        ("group", problem.groups),
    ):
        for thing in things:
            if thing.available or thing.unavailable:
                name = getattr(thing, "timezone", None)
                own = ZoneInfo(name) if name is not None else zone
                spans = closed_spans(problem, own, thing.available, thing.unavailable)
                found[kind, thing.id] = spans
    return found


def closed_spans(
    problem: Problem, zone: ZoneInfo, available: tuple[Window, ...], unavailable: tuple[Window, ...]
) -> tuple[Span, ...]:
    """When somebody is not there, from two days before the meeting to two days after it."""
    first = minute(day_slots.at(min(problem.days), datetime.min.time(), zone)) - 2 * DAY
    last = minute(day_slots.at(max(problem.days), datetime.min.time(), zone)) + 3 * DAY
    away = _minutes(problem, zone, unavailable)
    if available:
        reached = first
        for start, end in merged(_minutes(problem, zone, available)):
            away.append((reached, start))
            reached = end
        away.append((reached, last))
    return merged(away)


def _minutes(problem: Problem, zone: ZoneInfo, windows: tuple[Window, ...]) -> list[Span]:
    return [(minute(a), minute(b)) for a, b in day_slots.spans(windows, zone, problem.days)]


def _sharing(problem: Problem) -> dict[str, frozenset[str]]:
    parts = {room.id: frozenset((room.id, *room.combines)) for room in problem.rooms}
    return {
        a: frozenset(b for b, others in parts.items() if not own.isdisjoint(others))
        for a, own in parts.items()
    }

"""A timetable read beside its problem: who sits where and when, in UTC, found by name."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from scheduler.problem import Person, Problem, RollingOrder, Room, Session, Sitting, Situation
from scheduler.problem.day_slots import MINUTE
from scheduler.timetable import Timetable
from scheduler.verifier.clock import REGULAR, DaySlot, day_slots, say, say_span, utc
from scheduler.verifier.hours import Hours, hours_of
from scheduler.verifier.names import Names, names_of
from scheduler.verifier.spans import Calendar

CENTURY = timedelta(days=36_525) // datetime.resolution
NO_SLOTS: Calendar[DaySlot] = Calendar.of(())


@dataclass(frozen=True, slots=True)
class Stay:
    """
    One sitting in UTC.

    ``begun``: listed as history or running, by session, room and start. ``over``: as history.
    ``slot``: the day slot of its session's kind in which it starts. ``chairs``: who presides, where
    somebody else than the office holders may. ``team``: the interpreters.
    """

    session: str
    room: str
    start: datetime
    end: datetime
    part: int
    parts: int
    begun: bool
    over: bool
    slot: DaySlot | None
    chairs: tuple[str, ...] = ()
    team: str | None = None

    @property
    def length(self) -> timedelta:
        """How long it lasts; less than nothing if it is written to end before it starts."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Reading:
    """
    A problem and a timetable, indexed by name; names that nobody defined are simply not found.

    Attributes
    ----------
    names
        What names in statements stand for.
    stays, stays_of
        All sittings, and those of each session, in order of time.
    slots_of
        Day slots by the kind of session that they serve.
    chairs_of, people_of
        Who presides over a session in this timetable, and who is in it at all: as acting where
        acting.
    parts_of
        What a room is made of: itself, and the rooms that it combines.
    order_of
        The rolling order of each session that is in one.
    last_close
        The day slot that ends the meeting, among those for the kind ``session``.
    """

    problem: Problem
    names: Names
    zone: ZoneInfo
    sessions: Mapping[str, Session]
    rooms: Mapping[str, Room]
    people: Mapping[str, Person]
    slots: tuple[DaySlot, ...]
    slots_of: Mapping[str, Calendar[DaySlot]]
    last_close: DaySlot | None
    stays: tuple[Stay, ...]
    stays_of: Mapping[str, tuple[Stay, ...]]
    room_hours: Mapping[str, Hours]
    person_hours: Mapping[str, Hours]
    chairs_of: Mapping[str, frozenset[str]]
    people_of: Mapping[str, frozenset[str]]
    group_hours: Mapping[str, Hours]
    parts_of: Mapping[str, frozenset[str]]
    order_of: Mapping[str, RollingOrder]
    cancelled: frozenset[str]
    unplaced: frozenset[str]
    settled: frozenset[str]
    begun: frozenset[str]
    now: datetime | None

    def placed(self, session: str) -> bool:
        """Whether a session is held, not listed as unplaced, and has a sitting."""
        return (
            session in self.sessions
            and session not in self.cancelled
            and session not in self.unplaced
            and session in self.stays_of
        )

    def held_for(self, session: str) -> timedelta:
        """The time that a session has in this timetable, all parts together."""
        spent = sum(s.length // datetime.resolution for s in self.stays_of.get(session, ()))
        # however many centuries somebody wrote down, a timedelta must be able to hold the sum
        return min(max(spent, -CENTURY), CENTURY) * datetime.resolution

    def slots_for(self, kind: str) -> Calendar[DaySlot]:
        return self.slots_of.get(kind, NO_SLOTS)

    def bound_to_least_part(self, session: str) -> bool:
        """Whether parts must not be too short: not where a fact has set minutes or start."""
        return session not in self.settled and self.true_start(session) is None

    def true_start(self, session: str) -> datetime | None:
        """The true start that a fact has told, if one has."""
        situation = self.problem.situation
        started = situation.starts.get(session) if situation is not None else None
        return None if started is None else utc(started)

    def share_a_part(self, room: str, other: str) -> bool:
        """Whether two rooms are one, one combines the other, or both combine a third."""
        nothing: frozenset[str] = frozenset()
        return room == other or bool(
            self.parts_of.get(room, nothing) & self.parts_of.get(other, nothing)
        )

    def travel(self, room: str, other: str) -> timedelta:
        """How long it takes from one room to another."""
        if room == other:
            return timedelta(0)
        walks = {frozenset(w.rooms): w.minutes for w in self.problem.travel.between}
        return walks.get(frozenset((room, other)), self.problem.travel.minutes) * MINUTE

    def say(self, moment: datetime) -> str:
        return say(moment, self.zone)

    def say_span(self, start: datetime, end: datetime) -> str:
        return say_span(start, end, self.zone)

    def say_stay(self, stay: Stay) -> str:
        """``wg1 (Mon 2030-03-04 10:00-10:25, A)``."""
        return f"{stay.session} ({self.say_span(stay.start, stay.end)}, {stay.room})"


_LAST: list[tuple[Problem, Timetable, Reading]] = []
"""The reading made last: two dozen families judge the same timetable one after the other."""


def read(problem: Problem, timetable: Timetable) -> Reading:
    """Index a timetable against its problem; nothing in either is taken for granted."""
    for read_problem, judged, reading in _LAST:
        if read_problem is problem and judged is timetable:  # both are immutable
            return reading
    reading = _read(problem, timetable)
    _LAST[:] = [(problem, timetable, reading)]
    return reading


def _read(problem: Problem, timetable: Timetable) -> Reading:
    slots = day_slots(problem)
    sessions = {s.id: s for s in problem.sessions}
    people = {p.id: p for p in problem.people}
    kinds = {s.kind for s in problem.sessions} | {REGULAR}
    slots_of = {k: Calendar.of(s for s in slots if s.serves(k)) for k in sorted(kinds)}
    stays = stays_in(problem, timetable.sittings, sessions, slots_of)
    named = {stay.session: stay.chairs for stay in reversed(stays) if stay.chairs}
    chairs_of = {
        s.id: frozenset(named[s.id]) if s.id in named else _as_acting(s.chairs, people)
        for s in problem.sessions
    }
    situation = problem.situation
    return Reading(
        problem=problem,
        names=names_of(problem),
        zone=problem.zone,
        sessions=sessions,
        rooms={r.id: r for r in problem.rooms},
        people=people,
        slots=slots,
        slots_of=slots_of,
        last_close=max(slots_of[REGULAR].spans, key=lambda s: (s.end, s.start), default=None),
        stays=stays,
        stays_of=by_session(stays),
        room_hours=_room_hours(problem),
        person_hours=_person_hours(problem),
        chairs_of=chairs_of,
        people_of={
            s.id: chairs_of[s.id] | _as_acting(s.attendees, people) for s in problem.sessions
        },
        group_hours=_group_hours(problem),
        parts_of={r.id: frozenset((r.id, *r.combines)) for r in problem.rooms},
        order_of={id: order for order in reversed(problem.rolling) for id in order.order},
        cancelled=situation.cancelled if situation is not None else frozenset(),
        unplaced=frozenset(u.session for u in timetable.unplaced),
        settled=situation.settled if situation is not None else frozenset(),
        begun=frozenset(s.session for s in _told_begun(situation)),
        now=utc(situation.now) if situation is not None else None,
    )


def _told_begun(situation: Situation | None) -> tuple[Sitting, ...]:
    return situation.history + situation.running if situation is not None else ()


def stays_in(
    problem: Problem,
    sittings: Iterable[Sitting],
    sessions: Mapping[str, Session],
    slots_of: Mapping[str, Calendar[DaySlot]],
) -> tuple[Stay, ...]:
    """Sittings in UTC and in order of time, each with its day slot and whether it has begun."""
    situation = problem.situation
    over = {_key(s) for s in situation.history} if situation is not None else set()
    running = {_key(s) for s in situation.running} if situation is not None else set()
    stays = []
    for sitting in sittings:
        session, start, key = sessions.get(sitting.session), utc(sitting.start), _key(sitting)
        stays.append(
            Stay(
                session=sitting.session,
                room=sitting.room,
                start=start,
                end=utc(sitting.end),
                part=sitting.part,
                parts=sitting.parts,
                begun=key in over or key in running,
                over=key in over,
                chairs=sitting.chairs,
                team=team_of(problem, sitting, session),
                slot=None if session is None else slots_of[session.kind].at(start),
            )
        )
    return tuple(sorted(stays, key=lambda s: (s.start, s.end, s.part, s.room, s.session)))


def team_of(problem: Problem, sitting: Sitting, session: Session | None) -> str | None:
    """The team named; where none is, the only one there is with all the languages."""
    offered = problem.interpretation
    if sitting.team is not None or offered is None or session is None or not session.languages:
        return sitting.team
    able = [team.id for team in offered.teams if session.languages <= team.languages]
    return able[0] if len(able) == 1 else None


def by_session(stays: Iterable[Stay]) -> dict[str, tuple[Stay, ...]]:
    """The sittings of each session, in the order in which they come."""
    stays_of: dict[str, list[Stay]] = defaultdict(list)
    for stay in stays:
        stays_of[stay.session].append(stay)
    return {session: tuple(of) for session, of in stays_of.items()}


def _key(sitting: Sitting) -> tuple[str, str, datetime]:
    return sitting.session, sitting.room, utc(sitting.start)


def _as_acting(ids: Iterable[str], people: Mapping[str, Person]) -> frozenset[str]:
    """The persons themselves, or who acts for them while the office is vacant."""
    people_by_id = ((id, people.get(id)) for id in ids)
    return frozenset(
        p.acting if p is not None and p.state == "vacant" and p.acting is not None else id
        for id, p in people_by_id
    )


def _group_hours(problem: Problem) -> dict[str, Hours]:
    zone = problem.meeting.timezone
    hours = {g.id: hours_of(g.available, g.unavailable, zone) for g in problem.groups}
    return {id: h for id, h in hours.items() if h is not None}


def _room_hours(problem: Problem) -> dict[str, Hours]:
    zone = problem.meeting.timezone
    hours = {r.id: hours_of(r.available, r.unavailable, zone) for r in problem.rooms}
    return {id: h for id, h in hours.items() if h is not None}


def _person_hours(problem: Problem) -> dict[str, Hours]:
    zone = problem.meeting.timezone
    hours = {p.id: hours_of(p.available, p.unavailable, p.timezone or zone) for p in problem.people}
    return {id: h for id, h in hours.items() if h is not None}

"""A timetable read beside its problem: who sits where and when, in UTC, found by name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from scheduler.problem import Group, Person, Problem, RollingOrder, Room, Session, Sitting
from scheduler.problem.day_slots import MINUTE
from scheduler.timetable import Timetable
from scheduler.verifier.clock import REGULAR, DaySlot, Stretch, day_slots, say, say_span, utc
from scheduler.verifier.hours import Hours, hours_of
from scheduler.verifier.names import Names, names_of
from scheduler.verifier.spans import Calendar, grouped
from scheduler.verifier.standing import Progress, Standing

CENTURY = timedelta(days=36_525) // datetime.resolution
NO_SLOTS: Calendar[DaySlot] = Calendar.of(())


@dataclass(frozen=True, slots=True)
class Stay:
    """
    One sitting in UTC.

    ``standing``: where it stands at now; ``since``: from when its minutes are still to come, its
    end if none are. ``slot``: the day slot of its session's kind in which it starts. ``chairs``:
    who is named to preside; ``presiding``: who does, the office holders where nobody is named.
    ``team``: the interpreters.
    """

    session: str
    room: str
    start: datetime
    end: datetime
    part: int
    parts: int
    standing: Standing
    since: datetime
    slot: DaySlot | None
    chairs: tuple[str, ...] = ()
    presiding: tuple[str, ...] = ()
    team: str | None = None

    @property
    def begun(self) -> bool:
        return self.standing is not Standing.TO_COME

    @property
    def over(self) -> bool:
        return self.standing is Standing.OVER

    @property
    def running(self) -> bool:
        return self.standing is Standing.RUNNING

    @property
    def has_rest(self) -> bool:
        """Whether any minutes of it are still to come."""
        return self.since < self.end

    @property
    def length(self) -> timedelta:
        """How long it lasts; negative if it is written to end before it starts."""
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
    chairs_to_come
        Who presides over the sittings of a session that have not begun; the office holders where
        there are none.
    attendees_of
        Who else is in a session: as acting where acting.
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
    chairs_to_come: Mapping[str, tuple[str, ...]]
    attendees_of: Mapping[str, frozenset[str]]
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

    def present(self, stay: Stay) -> frozenset[str]:
        """Everybody who is in a sitting: who presides, and who attends."""
        return self.attendees_of.get(stay.session, frozenset()).union(stay.presiding)

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

    def day_of(self, stay: Stay) -> date:
        """The local date on which a sitting starts."""
        return stay.start.astimezone(self.zone).date()

    def slot_day(self, at: Stretch | Stay) -> date:
        """The local day of its day slot; outside every slot, the one on which it starts."""
        return at.slot.day if at.slot is not None else at.start.astimezone(self.zone).date()

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
    holders = {s.id: tuple(acting(people, who) for who in s.chairs) for s in problem.sessions}
    to_come = {stay.session: stay.presiding for stay in reversed(stays) if not stay.begun}
    situation, zone = problem.situation, problem.meeting.timezone
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
        room_hours=_hours(problem.rooms, zone),
        person_hours=_hours(problem.people, zone),
        chairs_to_come=holders | to_come,
        attendees_of={
            s.id: frozenset(acting(people, who) for who in s.attendees) for s in problem.sessions
        },
        group_hours=_hours(problem.groups, zone),
        parts_of={r.id: frozenset((r.id, *r.combines)) for r in problem.rooms},
        order_of={id: order for order in reversed(problem.rolling) for id in order.order},
        cancelled=situation.cancelled if situation is not None else frozenset(),
        unplaced=frozenset(u.session for u in timetable.unplaced),
        settled=situation.settled if situation is not None else frozenset(),
        begun=frozenset(s.session for s in situation.history + situation.running)
        if situation is not None
        else frozenset(),
        now=utc(situation.now) if situation is not None else None,
    )


def stays_in(
    problem: Problem,
    sittings: Iterable[Sitting],
    sessions: Mapping[str, Session],
    slots_of: Mapping[str, Calendar[DaySlot]],
) -> tuple[Stay, ...]:
    """Sittings in UTC and in order of time, each with its day slot and where it stands."""
    progress = Progress.of(problem.situation)
    people = {person.id: person for person in problem.people}
    stays = []
    for sitting in sittings:
        session, start, end = sessions.get(sitting.session), utc(sitting.start), utc(sitting.end)
        standing = progress.standing(sitting)
        offices = () if session is None else session.chairs
        stays.append(
            Stay(
                session=sitting.session,
                room=sitting.room,
                start=start,
                end=end,
                part=sitting.part,
                parts=sitting.parts,
                standing=standing,
                since=progress.asked_from(standing, start, end),
                chairs=sitting.chairs,
                presiding=sitting.chairs or tuple(acting(people, office) for office in offices),
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
    return {session: tuple(of) for session, of in grouped(stays, lambda s: s.session).items()}


def acting(people: Mapping[str, Person], id: str) -> str:
    """The person, or who acts for it while the office is vacant."""
    person = people.get(id)
    return id if person is None or person.state != "vacant" else person.acting or id


def _hours(owners: Iterable[Room | Person | Group], timezone: str) -> dict[str, Hours]:
    """When they are available, each in its own time zone where it has one."""
    hours: dict[str, Hours] = {}
    for owner in owners:
        own = owner.timezone if isinstance(owner, Person) else None
        if (of := hours_of(owner.available, owner.unavailable, own or timezone)) is not None:
            hours[owner.id] = of
    return hours

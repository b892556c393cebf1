"""A problem as the oracle reads it: whole minutes, day slots, free time, names, levels.

Written from docs/developers/semantics.md and stated-rules.md alone. Of the program only the records
are used, as data: how a scenario, a sitting and a situation are written down. Moments are minutes
since 1970 in UTC.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, wraps
from typing import Concatenate, NamedTuple, ParamSpec, TypeVar
from zoneinfo import ZoneInfo

from scheduler.problem import (
    Group,
    Person,
    Problem,
    RollingOrder,
    Room,
    Rule,
    Scope,
    Session,
    Sitting,
    Team,
    Window,
)
from scheduler.problem import Slot as Template

Span = tuple[int, int]
EVER: Span = (-(10**12), 10**12)
DEFAULTS = {
    **dict.fromkeys(("attendee_clash", "small_delegation", "comfort"), "soft"),
    **dict.fromkeys(("conflict", "adjacency", "together", "spread", "days_apart"), "soft"),
    **dict.fromkeys(("room_stability", "reserve", "fairness", "prefer", "avoid"), "soft"),
    **dict.fromkeys(("contiguous", "parallel", "position", "frequency"), "soft"),
    "documents": "warn",
}
"""Levels that are not ``hard``."""


def minute(moment: datetime) -> int:
    """Minutes since 1970, in UTC."""
    return int(moment.timestamp() // 60)


@cache
def local(moment: int, zone: str) -> datetime:
    return datetime.fromtimestamp(moment * 60, UTC).astimezone(ZoneInfo(zone))


def clock(day: date, hour: time, zone: str) -> int:
    """A local clock time as a moment: the first of two, or the change that skips it."""
    at = datetime.combine(day, hour)
    found = minute(at.replace(tzinfo=ZoneInfo(zone)))
    if local(found, zone).replace(tzinfo=None) == at:
        return found
    while local(found - 1, zone).replace(tzinfo=None) > at:
        found -= 1  # shown by the clock after the hour that is skipped
    return found


class Sit(NamedTuple):
    """One sitting; parts are counted by whoever needs their numbers."""

    session: str
    room: str
    start: int
    end: int
    chairs: tuple[str, ...] = ()
    team: str | None = None

    @classmethod
    def of(cls, sitting: Sitting) -> "Sit":
        start, end = minute(sitting.start), minute(sitting.end)
        return cls(sitting.session, sitting.room, start, end, sitting.chairs, sitting.team)


class Slot(NamedTuple):
    """A day slot; ``limit`` and ``price`` of its overtime as the scenario has them."""

    id: str
    name: str
    day: date
    start: int
    end: int
    limit: int
    price: int
    last: bool
    template: Template

    def serves(self, kind: str) -> bool:
        only = self.template.only
        return kind in only if only else kind != "side-event"

    @property
    def length(self) -> int:
        return self.end - self.start


class Meeting:
    """What the page asks of a problem, looked up once."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.tz = problem.meeting.timezone
        self.grid = problem.meeting.grid
        self.policy = problem.in_force
        self.situation = problem.situation
        at = problem.situation
        self.now = minute(at.now) if at else None
        self.cancelled = at.cancelled if at else frozenset()
        self.settled = at.settled if at else frozenset()
        self.starts = {id: minute(start) for id, start in at.starts.items()} if at else {}
        self.agreed = at.overtime if at else {}
        self.history = [Sit.of(s) for s in at.history] if at else []
        self.running = [Sit.of(s) for s in at.running] if at else []
        self.begun_sessions = {s.session for s in (*self.history, *self.running)}
        self.published = [Sit.of(s) for s in at.published] if at else []
        self.sessions = {s.id: s for s in problem.sessions}
        self.held = [s for s in problem.sessions if s.id not in self.cancelled]
        self.people = {p.id: p for p in problem.people}
        self.rooms = {r.id: r for r in problem.rooms}
        self.slots = self._slots()
        self.orders: dict[str, RollingOrder] = {
            id: order for order in problem.rolling for id in order.order
        }
        self.known: dict[Hashable, object] = {}
        self._free: dict[tuple[str, str], list[Span]] = {}
        self._levels: dict[object, tuple[str, int]] = {}
        self._names: dict[tuple[str, ...], list[str]] = {}
        self._slot_at: dict[tuple[str, int], Slot | None] = {}

    # --- slots -----------------------------------------------------------------------------------

    def _slots(self) -> list[Slot]:
        problem = self.problem
        spans = [
            (clock(day, t.start, self.tz), clock(day, t.end, self.tz), day, t)
            for day in problem.days
            for t in problem.slots
            if t.days is None or day in t.days
        ]
        regular = [s for s in spans if (not s[3].only or "session" in s[3].only)]
        close = max(regular, key=lambda s: s[1], default=None)
        found = []
        for span in sorted(spans, key=lambda s: (s[0], s[1], s[3].id)):
            start, end, day, t = span
            over = problem.last_close if span is close else t.overtime
            limit, price = (over.minutes, over.price) if over else (0, 1)
            found.append(
                Slot(f"{day}/{t.id}", t.id, day, start, end, limit, price, span is close, t)
            )
        return found

    def slot_at(self, kind: str, moment: int) -> Slot | None:
        """The day slot to which a sitting that starts then belongs."""
        key = kind, moment
        if key not in self._slot_at:
            found = [s for s in self.slots if s.serves(kind) and s.start <= moment < s.end]
            self._slot_at[key] = found[0] if found else None
        return self._slot_at[key]

    def slot_of(self, sit: Sit) -> Slot | None:
        session = self.sessions.get(sit.session)
        return self.slot_at(session.kind, sit.start) if session else None

    def ends_in(self, sit: Sit) -> Slot | None:
        """The slot whose end counts for a sitting that has begun, perhaps in the overtime of it."""
        session, within = self.sessions.get(sit.session), self.slot_of(sit)
        if within is not None or session is None:
            return within
        before = [s for s in self.slots if s.serves(session.kind) and s.start <= sit.start]
        return before[-1] if before else None

    def allowed(self, slot: Slot) -> int:
        """Allowed overtime."""
        whole = self.policy in (None, "extend")
        last = self.policy in ("roll", "reorder", "stay") and slot.last
        return max(slot.limit if whole or last else 0, self.agreed.get(slot.id, 0))

    def on_grid(self, moment: int) -> bool:
        at = local(moment, self.tz)
        return (at.hour * 60 + at.minute) % self.grid == 0

    def day(self, moment: int) -> date:
        return local(moment, self.tz).date()

    def day_of(self, sit: Sit) -> date:
        """The day of its slot; outside every slot, the one on which it starts."""
        slot = self.slot_of(sit)
        return self.day(sit.start) if slot is None else slot.day

    def means_slot(self, names: Iterable[str], slot: Slot | None) -> bool:
        return slot is not None and any(name in (slot.name, slot.id) for name in names)

    # --- free time -------------------------------------------------------------------------------

    def free(self, what: str, id: str) -> list[Span]:
        """When a ``room``, ``person``, ``group`` or ``team`` is available."""
        if (what, id) not in self._free:
            self._free[what, id] = self._free_time(what, id)
        return self._free[what, id]

    def _free_time(self, what: str, id: str) -> list[Span]:
        problem, zone = self.problem, self.tz
        owner: Room | Person | Group | Team | None = None
        if what == "room":
            owner = self.rooms.get(id)
        elif what == "person":
            owner = person = self.people.get(id)
            zone = (person.timezone if person else None) or zone
        elif what == "group":
            owner = next((g for g in problem.groups if g.id == id), None)
        elif problem.interpretation is not None:
            owner = next((t for t in problem.interpretation.teams if t.id == id), None)
        if owner is None:
            return [EVER]
        free = union(self._spans(owner.available, zone)) if owner.available else [EVER]
        return without(free, union(self._spans(owner.unavailable, zone)))

    def _spans(self, windows: Iterable[Window], zone: str) -> list[Span]:
        found = []
        days = self.problem.days
        for window in windows:
            own = window.timezone or zone
            if window.daily is not None:
                for n in range((max(days) - min(days)).days + 7):
                    day = min(days) + timedelta(days=n - 3)
                    first, last = window.daily
                    found.append((clock(day, first, own), clock(day, last, own)))
            elif window.start is not None and window.end is not None:
                tz = ZoneInfo(own)
                found.append(
                    (
                        minute(window.start.replace(tzinfo=tz)),
                        minute(window.end.replace(tzinfo=tz)),
                    )
                )
        return [span for span in found if span[0] < span[1]]

    def outside(self, what: str, id: str, start: int, end: int) -> int:
        """Minutes of a stretch outside the available time."""
        inside = sum(max(0, min(end, b) - max(start, a)) for a, b in self.free(what, id))
        return max(0, end - start) - inside

    # --- names and levels ------------------------------------------------------------------------

    def groups(self, session: Session) -> tuple[str, ...]:
        own = () if session.group is None else (session.group,)
        return tuple(dict.fromkeys((*own, *session.joint)))

    def means(self, name: str, session: Session) -> bool:
        """Whether a name stands for a session."""
        what, colon, rest = name.partition(":")
        if colon:
            if what == "session":
                return session.id == rest
            if what == "group":
                return rest in self.groups(session)
            return what == "kind" and session.kind == rest
        return name == "all" or name == session.id or name in self.groups(session)

    def chosen(self, names: Sequence[str]) -> list[str]:
        """The held sessions that names stand for, in the scenario's order."""
        key = tuple(names)
        if key not in self._names:
            found = [s.id for s in self.held if any(self.means(n, s) for n in names)]
            self._names[key] = found
        return self._names[key]

    def level(
        self,
        rule: str,
        sessions: tuple[str, ...] = (),
        people: tuple[str, ...] = (),
        room: str | None = None,
    ) -> tuple[str, int]:
        """``hard``, ``soft``, ``warn`` or ``waived``, with the weight, of one occurrence."""
        key = rule, sessions, people, room
        if key not in self._levels:
            self._levels[key] = self._level(rule, sessions, people, room)
        return self._levels[key]

    def _level(
        self, rule: str, sessions: tuple[str, ...], people: tuple[str, ...], room: str | None
    ) -> tuple[str, int]:
        def meant(scope: Scope) -> bool:
            if scope.rule != rule:
                return False
            if scope.people is not None and not set(scope.people) & set(people):
                return False
            if scope.rooms is not None and room not in scope.rooms:
                return False
            if scope.sessions is None:
                return True
            one = set(self.chosen(scope.sessions))
            if len(sessions) == 1:
                return sessions[0] in one
            if len(sessions) != 2:
                return False
            other = set(self.chosen(scope.against)) if scope.against is not None else one
            a, b = sessions
            return (a in one and b in other) or (b in one and a in other)

        if any(meant(scope) for scope in self.problem.waive):
            return "waived", 0
        for entry in reversed(self.problem.levels):
            if meant(entry):
                return entry.level, entry.weight
        return DEFAULTS.get(rule, "hard"), 1

    def hard(
        self,
        rule: str,
        sessions: tuple[str, ...] = (),
        people: tuple[str, ...] = (),
        room: str | None = None,
    ) -> bool:
        return self.level(rule, sessions, people, room)[0] == "hard"

    @staticmethod
    def stated(statement: Rule) -> tuple[str, int]:
        """Level and weight of an entry of ``rules``."""
        if statement.waive is not None:
            return "waived", 0
        return statement.level or DEFAULTS.get(statement.rule, "hard"), statement.weight

    # --- who presides, rooms, travel -------------------------------------------------------------

    def as_acting(self, office: str) -> str:
        person = self.people.get(office)
        if person is not None and person.state == "vacant" and person.acting:
            return person.acting
        return office

    def is_empty(self, office: str) -> bool:
        """Vacant, with nobody acting."""
        person = self.people.get(office)
        return person is not None and person.state == "vacant" and not person.acting

    def presiding(self, sit: Sit) -> tuple[str, ...]:
        return sit.chairs or tuple(map(self.as_acting, self.sessions[sit.session].chairs))

    def panels(self, session: Session) -> list[tuple[str, ...]]:
        """All that ``sitting.chairs`` may be."""
        found: list[tuple[str, ...]] = [()]
        for office in session.chairs:
            person = self.people.get(office)
            deputies = [d.id for d in person.deputies] if person else []
            seats = [self.as_acting(office), *deputies]
            found = [(*panel, seat) for panel in found for seat in seats]
        return found

    def shares(self, a: str, b: str) -> bool:
        """Whether two rooms share a part."""
        parts_a = {a, *self.rooms[a].combines}
        parts_b = {b, *self.rooms[b].combines}
        return bool(parts_a & parts_b)

    def walk(self, a: str, b: str) -> int:
        if a == b:
            return 0
        travel = self.problem.travel
        for walk in travel.between:
            if set(walk.rooms) == {a, b}:
                return walk.minutes
        return travel.minutes

    def order_rooms(self, order: RollingOrder, slot: Slot) -> list[str]:
        """Where sessions of a rolling order may sit in a slot."""
        if order.substitutes and self.outside("room", order.room, slot.start, slot.end):
            return [order.room, *order.substitutes]
        return [order.room]

    # --- minutes ---------------------------------------------------------------------------------

    def planned(self, id: str) -> int:
        at = self.situation
        if at is not None and id in at.minutes:
            return at.minutes[id]
        return self.sessions[id].minutes.likely

    def fewest(self, id: str) -> int:
        """The least minutes that a session may be held."""
        if self.policy in (None, "hold") and id not in self.settled:
            return max(1, min(self.sessions[id].minutes.least, self.planned(id)))
        return self.planned(id)


Given = ParamSpec("Given")
Found = TypeVar("Found")


def remembered(
    ask: Callable[Concatenate[Meeting, Given], Found],
) -> Callable[Concatenate[Meeting, Given], Found]:
    """Asked once of each meeting; what is asked about is hashable, the meeting settled."""

    @wraps(ask)
    def once(meeting: Meeting, /, *args: Given.args, **named: Given.kwargs) -> Found:
        key = ask.__name__, args, tuple(named.items())
        if key not in meeting.known:
            meeting.known[key] = ask(meeting, *args, **named)
        return meeting.known[key]  # type: ignore[return-value]  # what was asked has been kept

    return once


class Table:
    """A timetable, looked at session by session."""

    def __init__(self, meeting: Meeting, sits: Iterable[Sit], unplaced: Iterable[str] = ()) -> None:
        self.meeting = meeting
        self.sits = sorted(sits, key=lambda s: (s.start, s.room, s.session))
        self.unplaced = frozenset(unplaced)
        self.by: dict[str, list[Sit]] = {}
        for sit in self.sits:
            self.by.setdefault(sit.session, []).append(sit)

    def first(self, id: str) -> Sit:
        return self.by[id][0]

    def over(self, id: str) -> int:
        return max(sit.end for sit in self.by[id])

    def minutes(self, id: str) -> int:
        return sum(sit.end - sit.start for sit in self.by[id])


def begun(meeting: Meeting, sit: Sit) -> bool:
    return meeting.now is not None and sit.start < meeting.now


def runs(meeting: Meeting, sit: Sit) -> bool:
    return begun(meeting, sit) and any(
        (r.session, r.start) == (sit.session, sit.start) for r in meeting.running
    )


def is_over(meeting: Meeting, sit: Sit) -> bool:
    return begun(meeting, sit) and not runs(meeting, sit)


def rest(meeting: Meeting, sit: Sit) -> Span:
    """The minutes to come of a sitting: all of it, if it has not begun."""
    if meeting.now is None or sit.start >= meeting.now:
        return sit.start, sit.end
    return meeting.now, max(sit.end, meeting.now)


def union(spans: Iterable[Span]) -> list[Span]:
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def without(spans: Iterable[Span], holes: Iterable[Span]) -> list[Span]:
    left = list(spans)
    for a, b in holes:
        cut = []
        for start, end in left:
            cut += [(start, min(end, a)), (max(start, b), end)]
        left = [(start, end) for start, end in cut if start < end]
    return left


def overlap(a: Sit | Span, b: Sit | Span) -> int:
    """Minutes that two stretches have in common, below zero if they lie apart."""
    one = (a.start, a.end) if isinstance(a, Sit) else a
    two = (b.start, b.end) if isinstance(b, Sit) else b
    return min(one[1], two[1]) - max(one[0], two[0])

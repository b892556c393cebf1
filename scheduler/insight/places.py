"""
Every place that a session could have, and what stands in the way there, quickly.

A place is a day slot, a room and a start; a session that may be split goes on from there as the
rules say. Only the common hard rules are looked at here (room, people, windows, hours, hard
conflicts): the verifier has the last word on the few places that are shown. It takes 5 to 20 ms
for one timetable, and there are thousands of places.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from scheduler.insight.clashing import clashes
from scheduler.insight.minutes import EPOCH, SlotMinutes, Span, minute, moment
from scheduler.insight.obstacles import Obstacle, obstacles, out_of_order, unsuited
from scheduler.insight.occupancy import Board
from scheduler.insight.precomputed import Frame
from scheduler.problem import Session, Sitting
from scheduler.timetable import Timetable


@dataclass(frozen=True, slots=True)
class Place:
    """
    Where a session could sit: ``spans`` in minutes, one for each part, in ``room``.

    ``clashes``: minutes that people would be wanted elsewhere, the commonest price.
    """

    session: str
    slot: str
    room: str
    spans: tuple[Span, ...]
    obstacles: tuple[Obstacle, ...]
    clashes: int

    @property
    def start(self) -> int:
        return self.spans[0][0]

    @property
    def begins(self) -> datetime:
        """The start, in UTC."""
        return EPOCH + timedelta(minutes=self.start)

    @property
    def in_the_way(self) -> tuple[str, ...]:
        """The sessions of which some or all would have to move, in order of name."""
        return tuple(sorted({id for o in self.obstacles for id in o.sessions}))

    @property
    def movers(self) -> int:
        """How many sessions would have to move at least."""
        sure = {id for o in self.obstacles if not o.enough for id in o.sessions}
        more = [o.enough - len(sure & set(o.sessions)) for o in self.obstacles if o.enough]
        return len(sure) + max(0, *more, 0)

    @property
    def for_good(self) -> bool:
        """Whether something is in the way that no other session could clear."""
        return any(not obstacle.sessions for obstacle in self.obstacles)


def rooms_for(frame: Frame, session: Session) -> tuple[str, ...]:
    """The rooms that suit a session, in the planner's order."""
    return tuple(r.id for r in frame.problem.rooms if not unsuited(frame, session, r.id))


def places(
    board: Board,
    session: Session,
    *,
    rooms: tuple[str, ...] | None = None,
    slots: frozenset[str] | None = None,
) -> Iterator[Place]:
    """
    Every place, in order of slot, room and start; ``rooms`` and ``slots`` (ids of day slots or of
    templates) leave out others.
    """
    frame = board.frame
    for slot in frame.slots_for(session):
        if slots is not None and not slots & {slot.id, slot.template.id}:
            continue
        for room in rooms if rooms is not None else rooms_for(frame, session):
            for start in _starts(board, session, slot):
                yield place(board, session, slot, room, start)


def _starts(board: Board, session: Session, slot: SlotMinutes) -> tuple[int, ...]:
    """On the grid, not in the past; the pinned one alone where there is one."""
    pin = session.pin
    if pin is not None and pin.exact is not None:
        exact = minute(pin.exact.replace(tzinfo=board.frame.zone))
        return (exact,) if slot.start <= exact < slot.end else ()
    now = board.now
    return slot.starts if now is None else tuple(t for t in slot.starts if t >= now)


def place(board: Board, session: Session, slot: SlotMinutes, room: str, start: int) -> Place:
    """The session from this start on, with all that is in its way."""
    wanted, least = planned(board, session)
    spans, more = _layout(board, session, slot, room, start, wanted, least)
    own = obstacles(board, session, room, slot, *spans[0], first=True)
    return Place(
        session=session.id,
        slot=slot.id,
        room=room,
        spans=spans,
        obstacles=(*own, *more, *out_of_order(board, session, spans[0][0], spans[-1][1])),
        clashes=sum(clashes(board, session, span) for span in spans),
    )


def planned(board: Board, session: Session) -> tuple[int, int]:
    """Minutes wanted, and the least that it may be trimmed to."""
    problem, situation = board.frame.problem, board.frame.problem.situation
    wanted = session.minutes.likely
    if situation is not None:
        wanted = situation.minutes.get(session.id, wanted)
    settled = situation is not None and session.id in situation.settled
    trimmable = problem.means.trims and not settled
    return wanted, min(wanted, session.minutes.least) if trimmable else wanted


def _layout(
    board: Board,
    session: Session,
    slot: SlotMinutes,
    room: str,
    start: int,
    wanted: int,
    least: int,
) -> tuple[tuple[Span, ...], tuple[Obstacle, ...]]:
    """In one sitting if it fits; else cut at walls, if it may be; else trimmed."""
    until = slot.end + slot.allowed
    if start + wanted <= slot.end or (session.split is None and start + wanted <= until):
        return ((start, start + wanted),), ()
    if session.split is not None:
        return _parts(board, session, slot, room, start, wanted)
    if start + least <= until:
        return ((start, max(slot.end, start + least)),), ()
    return ((start, until),), (Obstacle("placement"),)


def _parts(
    board: Board, session: Session, slot: SlotMinutes, room: str, start: int, wanted: int
) -> tuple[tuple[Span, ...], tuple[Obstacle, ...]]:
    """Cut at walls; a later slot that is not free is passed over, unless too little is left."""
    spans, passed, rest = _cut(board, session, slot, room, start, wanted, over_others=True)
    if rest > 0:
        spans, passed, rest = _cut(board, session, slot, room, start, wanted, over_others=False)
    split = session.split
    assert split is not None
    short = any(end - start < split.least_part for start, end in spans)
    many = split.most_parts is not None and len(spans) > split.most_parts
    return spans, (*passed, Obstacle("split")) if rest > 0 or short or many else passed


def _cut(
    board: Board,
    session: Session,
    slot: SlotMinutes,
    room: str,
    start: int,
    wanted: int,
    *,
    over_others: bool,
) -> tuple[tuple[Span, ...], tuple[Obstacle, ...], int]:
    """Parts, the sessions in their way, and what is left; others' slots are passed over or not."""
    spans, rest, days = [(start, slot.end)], wanted - (slot.end - start), {slot.day}
    found: list[Obstacle] = []
    for later in board.frame.slots_for(session):
        if rest <= 0 or later.start < spans[-1][1] or not _may_follow(session, later, days):
            continue
        end = later.start + min(rest, later.end - later.start)
        there = obstacles(board, session, room, later, later.start, end, first=False)
        if there and (over_others or any(not obstacle.sessions for obstacle in there)):
            continue
        spans.append((later.start, end))
        days.add(later.day)
        found += there
        rest -= end - later.start
    return tuple(spans), tuple(found), rest


def _may_follow(session: Session, later: SlotMinutes, days: set[date]) -> bool:
    """Whether the rule on the days of parts allows one more there."""
    kind = session.split.days if session.split is not None else None
    return kind not in ("same", "different") or (later.day in days) == (kind == "same")


def moved(board: Board, place: Place) -> Timetable:
    """The timetable with this session there, and everything else as it is."""
    old = board.timetable
    before = old.of_session(place.session)
    chairs = before[0].chairs if before else ()
    zone = board.frame.zone
    sittings = [
        Sitting(
            session=place.session,
            room=place.room,
            part=part,
            parts=len(place.spans),
            start=moment(start, zone),
            end=moment(end, zone),
            chairs=chairs,
            team=_team(board, place, start),
        )
        for part, (start, end) in enumerate(place.spans, start=1)
    ]
    others = [s for s in old.sittings if s.session != place.session]
    waiting = [u for u in old.unplaced if u.session != place.session]
    return Timetable.of([*others, *sittings], waiting)


def _team(board: Board, place: Place, start: int) -> str | None:
    """The team that interprets in the room and slot already, else the one with least to do."""
    problem = board.frame.problem
    languages = board.frame.sessions[place.session].languages
    if problem.interpretation is None or not languages:
        return None
    slot = next((s for s in board.frame.slots if s.start <= start < s.end), None)
    others = [s for s in board.timetable.sittings if s.team and s.session != place.session]
    for sitting in others:
        inside = slot is not None and slot.start <= minute(sitting.start) < slot.end
        if inside and sitting.room == place.room:
            return sitting.team
    able = [team.id for team in problem.interpretation.teams if languages <= team.languages]
    busy = {id: sum(1 for s in others if s.team == id) for id in able}
    return min(able, key=lambda id: (busy[id], able.index(id)), default=None)

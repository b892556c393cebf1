"""
Why a session is not somewhere else: put there as things are, then solved anew around it.

First the session is put there with everything else as it is, and the verifier says what that
breaks. If nothing, that is the answer. Where only other sessions are in the way, the meeting is
solved again with the session restricted to that slot and room, as a replan before the opening: of
all timetables that have it there, the one that changes least, then costs least.
"""

from collections.abc import Sequence
from datetime import timedelta

from scheduler import planning
from scheduler.diff import changes
from scheduler.errors import Infeasible, NoTimetable, SchedulerError
from scheduler.insight.board import Board, board_of
from scheduler.insight.costs import charged, difference, new_violations
from scheduler.insight.frame import Frame, SlotMinutes, frame_of, minute, moment
from scheduler.insight.places import Place, moved, place, places
from scheduler.insight.standing import Forced
from scheduler.planning import Outcome
from scheduler.problem import Pin, Problem, Session, Situation
from scheduler.search.running import Report
from scheduler.timetable import Timetable
from scheduler.verify import Violation

LONG_BEFORE = timedelta(days=3)
"""Before the first day, so that no change is inside the notice period."""
TRIED = 3
"""Starts tried for a session that is longer than the slot."""


class NoSuchPlaceError(SchedulerError):
    """There is no such slot, or no such room; or no session of this kind may sit there."""


def force(
    problem: Problem,
    timetable: Timetable,
    session: str,
    slot: str,
    room: str | None = None,
    *,
    seconds: float = 60.0,
    seed: int = 1,
    workers: int = 1,
    progress: Report | None = None,
) -> Forced:
    """
    What would follow if the session sat in this slot (of any day, if it names none) and room.

    Raises
    ------
    NoSuchPlaceError
        The slot or room is unknown, or the slot is not for this kind of session.
    """
    frame = frame_of(problem)
    board = board_of(frame, timetable)
    asked = frame.sessions[session]
    found_places = _asked_about(board, asked, slot, room)
    simply = _cheapest(board, found_places)
    if simply is not None:
        return _told(board, simply, (), moved(board, simply), proved=True)
    best = min(found_places, key=_burden)
    refusals = new_violations(problem, timetable, moved(board, best))
    if _of_its_own(refusals, session):
        return Forced(session, best, refusals, for_good=True)
    found: Outcome | None = None
    rules: tuple[str, ...] = ()
    proved = True
    for restricted in _restrictions(board, asked, slot, room, best):
        try:
            found = _solved(restricted, timetable, seconds, seed, workers, progress)
        except Infeasible as error:
            rules = error.rules
        except NoTimetable:
            proved = False
        if found is not None and _is_there(frame, found.timetable, session, slot, room):
            break
        found = None
    if found is None:
        return Forced(session, best, refusals, for_good=False, rules=rules, proved=proved)
    return _told(board, best, refusals, found.timetable, proved=found.status == "optimal")


def _told(
    board: Board,
    place: Place,
    refusals: tuple[Violation, ...],
    after: Timetable,
    *,
    proved: bool,
) -> Forced:
    """What the timetable with the session there costs, and what changes in it."""
    problem, before = board.frame.problem, board.timetable
    lost = {u.session for u in after.unplaced} - {u.session for u in before.unplaced}
    return Forced(
        session=place.session,
        place=place,
        refusals=refusals,
        for_good=False,
        timetable=after,
        difference=difference(problem, charged(problem, before), charged(problem, after)),
        changes=changes(problem, before, after),
        dropped=tuple(sorted(lost)),
        proved=proved,
    )


PRICED = 20
"""Free places priced in full, the fewest clashes first."""


def _cheapest(board: Board, found: Sequence[Place]) -> Place | None:
    """Of the places that break nothing the cheapest one: nobody else has to move."""
    problem, before = board.frame.problem, board.timetable
    paid = charged(problem, before)
    free = sorted((p for p in found if not p.obstacles), key=_burden)[:PRICED]
    ranked = sorted(
        free,
        key=lambda p: difference(problem, paid, charged(problem, moved(board, p))).by_tier,
    )
    holding = (p for p in ranked if not new_violations(problem, before, moved(board, p)))
    return next(holding, None)


OWN = frozenset(
    ("room_fit", "window", "availability", "office_holder", "documents", "quorum", "overtime")
)
"""Families that concern a session alone: nobody else can clear the way."""


def _of_its_own(refusals: tuple[Violation, ...], session: str) -> bool:
    return any(v.rule in OWN and v.sessions == (session,) for v in refusals)


def _asked_about(board: Board, session: Session, slot: str, room: str | None) -> list[Place]:
    """All starts (and rooms, if none is named) in the slot, of any day if it names none."""
    frame = board.frame
    rooms = tuple(r.id for r in frame.problem.rooms) if room is None else (room,)
    if room is not None and room not in {r.id for r in frame.problem.rooms}:
        raise NoSuchPlaceError(f"no room is called {room!r}")
    slots = [s for s in frame.slots if slot in (s.id, s.template.id)]
    if not slots:
        raise NoSuchPlaceError(f"no slot is called {slot!r}; write morning or 2025-02-25/morning")
    serving = [s for s in slots if s.template.serves(session.kind)]
    if not serving:
        raise NoSuchPlaceError(f"{slot} is not for sessions of kind {session.kind!r}")
    found = list(places(board, session, rooms=rooms, slots=frozenset((slot,))))
    # pinned elsewhere, or past: the verifier says so of the start of the slot
    return found or [place(board, session, s, r, s.start) for s in serving for r in rooms]


def _burden(place: Place) -> tuple[bool, int, int, int, int]:
    obstacles = len(place.obstacles)
    return place.for_good, len(place.in_the_way), obstacles, place.clashes, place.start


def _restrictions(
    board: Board, session: Session, slot: str, room: str | None, best: Place
) -> tuple[Problem, ...]:
    """The problem with the session at the place; several if only its start can say so."""
    frame, problem = board.frame, board.frame.problem
    update: dict[str, object] = {} if room is None else {"rooms": (room,)}
    if session.split is None or len(best.spans) == 1:
        return (_with(problem, session, {**update, "slots": (slot,)}),)
    slots = [s for s in frame.slots_for(session) if slot in (s.id, s.template.id)]
    if session.id in frame.orders:
        moments = [("not_before", s.start) for s in slots]
    else:
        moments = [("exact", t) for t in _starts(best, slots)]
    return tuple(
        _with(problem, session, {**update, "pin": _pin(frame, session, kind, t)})
        for kind, t in moments[:TRIED]
    )


def _starts(best: Place, slots: list[SlotMinutes]) -> list[int]:
    """The start with the least in its way, then the starts of the slots."""
    return list(dict.fromkeys((best.start, *(slot.start for slot in slots))))


def _pin(frame: Frame, session: Session, kind: str, start: int) -> Pin:
    room = session.pin.room if session.pin is not None else None
    at = moment(start, frame.zone).replace(tzinfo=None)
    return Pin.model_validate({kind: at, "room": room})


def _with(problem: Problem, session: Session, update: dict[str, object]) -> Problem:
    changed = session.model_copy(update=update)
    sessions = tuple(changed if s.id == session.id else s for s in problem.sessions)
    return problem.model_copy(update={"sessions": sessions})


def _solved(
    problem: Problem,
    timetable: Timetable,
    seconds: float,
    seed: int,
    workers: int,
    progress: Report | None,
) -> Outcome:
    return planning.solve(
        problem.model_copy(update={"situation": staying(problem, timetable)}),
        seconds=seconds,
        seed=seed,
        workers=workers,
        progress=progress,
    )


def staying(problem: Problem, timetable: Timetable) -> Situation:
    """A situation in which the timetable is published and all that happened is what had."""
    if problem.situation is not None:
        return problem.situation.model_copy(update={"published": timetable.sittings})
    frame = frame_of(problem)
    first = min((s.start for s in timetable.sittings), default=None)
    opening = moment(min(slot.start for slot in frame.slots), frame.zone)
    now = min(opening, first or opening) - LONG_BEFORE
    return Situation(now=now, freeze_until=now, published=timetable.sittings, minutes={})


def _is_there(
    frame: Frame, timetable: Timetable, session: str, slot: str, room: str | None
) -> bool:
    sittings = timetable.of_session(session)
    if not sittings:
        return False
    start = minute(sittings[0].start)
    slots = frame.slots_for(frame.sessions[session])
    there = any(slot in (s.id, s.template.id) and s.start <= start < s.end for s in slots)
    return there and (room is None or sittings[0].room == room)

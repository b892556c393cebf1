"""
Why a session is not somewhere else: put there as things are, then with others making way.

First the session is put there with everything else as it is, and the verifier says what that
breaks. If nothing, that is the answer. Where only other sessions are in the way, they make way
(``yielding``), and the meeting is solved again with the session restricted to that slot and room,
as a replan before the opening: of all timetables that have it there, the one that changes least,
then costs least. The better of the two is told. A large meeting is not solved again unless there is
time for it: the solver would take minutes for what is mostly found in a second.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from scheduler import verifier
from scheduler.errors import Infeasible, NoTimetable, SchedulerError, did_you_mean
from scheduler.insight.costs import Difference, charged, difference, new_violations
from scheduler.insight.displacement import make_way
from scheduler.insight.occupancy import Board, board_of
from scheduler.insight.pinned_problem import Question, is_there, restrictions, staying
from scheduler.insight.places import Place, moved, place, places
from scheduler.insight.precomputed import Frame, frame_of
from scheduler.problem import DECLARATIONS, Problem
from scheduler.timetable import Change, Timetable
from scheduler.timetable.diff import changes
from scheduler.verifier import Violation

PRICED = 20
"""Free places priced in full, the fewest clashes first."""
WAYS = 4
"""Places for which others make way."""
MOVERS = 4
"""Sessions that make way for one place, at most."""
A_SECOND = 1_200
"""Places (of all sessions) that the solver needs about a second for: 120 x 20 x 10 took 20 s."""


class NoSuchPlaceError(SchedulerError):
    """There is no such slot, or no such room; or no session of this kind may sit there."""


class Solved(Protocol):
    """A timetable that holds, and whether it is proved the best: ``optimal`` then."""

    @property
    def timetable(self) -> Timetable: ...

    @property
    def status(self) -> str: ...


Solve = Callable[[Problem, float], Solved]
"""``planning.solve`` within so many seconds; planning asks this room for reasons itself."""


@dataclass(frozen=True, slots=True)
class Forced:
    """
    A session forced to a place.

    Attributes
    ----------
    place, refusals
        The best place of those asked about, and what it would break with all else as it is.
    for_good
        Whether moving others cannot help.
    timetable, difference, changes
        The closest timetable that has the session there, what it costs, and what changes in it;
        None and nothing if there is none.
    dropped
        Sessions that lose their place in it.
    rules
        If there is none: families of rules that cannot all hold.
    proved
        Whether no other timetable with the session there is closer, or there is none.
    """

    session: str
    place: Place
    refusals: tuple[Violation, ...]
    for_good: bool
    timetable: Timetable | None = None
    difference: Difference | None = None
    changes: tuple[Change, ...] = ()
    dropped: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    proved: bool = True


def force(
    problem: Problem,
    timetable: Timetable,
    session: str,
    slot: str,
    room: str | None = None,
    *,
    solve: Solve,
    seconds: float,
) -> Forced:
    """
    What would follow if the session sat in this slot (of any day, if it names none) and room.

    If it sits there already, its own timetable is told.
    ``seconds``: what ``solve`` may take.

    Raises
    ------
    NoSuchPlaceError
        The slot or room is unknown, or the slot is not for this kind of session.
    """
    board = board_of(frame_of(problem), timetable)
    question = Question(board, board.frame.sessions[session], slot, room)
    found = _asked_about(question)
    if is_there(question, timetable):
        return _told(board, found[0], (), timetable, proved=True)
    simply = _cheapest(board, found)
    if simply is not None:
        return _told(board, simply, (), moved(board, simply), proved=True)
    best = min(found, key=_burden)
    refusals = new_violations(board, moved(board, best))
    if _of_its_own(refusals, session):
        return Forced(session, best, refusals, for_good=True)
    way = _way(board, found)
    hopeless = seconds * A_SECOND < _size(board.frame)
    sought = NOTHING if hopeless else _solved(question, best, solve, seconds)
    ways = [after for after in (way, *sought.found) if after is not None]
    if not ways:
        return Forced(
            session, best, refusals, for_good=False, rules=sought.rules, proved=sought.proved
        )
    closest = min(ways, key=lambda after: distance(board, after))
    proved = sought.proved and bool(sought.found)
    return _told(board, best, refusals, closest, proved=proved)


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


def _cheapest(board: Board, found: Sequence[Place]) -> Place | None:
    """Of the places that break nothing the cheapest one: nobody else has to move."""
    problem = board.frame.problem
    paid = charged(problem, board.timetable)
    free = sorted((p for p in found if not p.obstacles), key=_burden)[:PRICED]
    ranked = sorted(
        free,
        key=lambda p: difference(problem, paid, charged(problem, moved(board, p))).by_tier,
    )
    return next((p for p in ranked if not new_violations(board, moved(board, p))), None)


OWN = frozenset(
    ("overtime", *(code for code, rule in DECLARATIONS.items() if rule.reach == "session"))
)
"""Families that concern a session alone: nobody else can clear the way."""


def _of_its_own(refusals: tuple[Violation, ...], session: str) -> bool:
    return any(v.rule in OWN and v.sessions == (session,) for v in refusals)


def _way(board: Board, found: Sequence[Place]) -> Timetable | None:
    """Others make way, at the places that need the fewest of them; the closest timetable."""
    burdened = sorted((p for p in found if not p.for_good), key=_burden)[:WAYS]
    made = [make_way(board, place, MOVERS) for place in burdened]
    ways = [way[0] for way in made if way is not None]
    return min(ways, key=lambda after: distance(board, after), default=None)


def distance(board: Board, after: Timetable) -> tuple[int, ...]:
    """What the change costs, tier by tier, as a replan before the opening."""
    problem = staying(board.frame.problem, board.timetable)
    return tuple(verifier.tier_costs(problem, after).values())


def _size(frame: Frame) -> int:
    return len(frame.sessions) * len(frame.slots) * len(frame.problem.rooms)


@dataclass(frozen=True, slots=True)
class Sought:
    """What the solver found: timetables, or rules that cannot all hold; and whether by proof."""

    found: tuple[Timetable, ...]
    rules: tuple[str, ...]
    proved: bool


NOTHING = Sought((), (), proved=False)


def _solved(question: Question, best: Place, solve: Solve, seconds: float) -> Sought:
    """The closest timetables with the session there, one for each way to say where."""
    found: list[Timetable] = []
    rules: tuple[str, ...] = ()
    ways = restrictions(question, best)
    proved = len(ways) == 1
    for problem in ways:
        try:
            solved = solve(staying(problem, question.board.timetable), seconds / len(ways))
        except Infeasible as error:
            rules = rules or error.rules
        except NoTimetable:
            proved = False
        else:
            proved &= solved.status == "optimal"
            if is_there(question, solved.timetable):
                found.append(solved.timetable)
    return Sought(tuple(found), rules, proved)


def _asked_about(question: Question) -> list[Place]:
    """All starts (and rooms, if none is named) in the slot, of any day if it names none."""
    board, session, slot, room = question.board, question.session, question.slot, question.room
    known = tuple(r.id for r in board.frame.problem.rooms)
    if room is not None and room not in known:
        raise NoSuchPlaceError(f"no room is called {room!r}{did_you_mean(room, known)}")
    rooms = known if room is None else (room,)
    slots = [s for s in board.frame.slots if slot in (s.id, s.template.id)]
    if not slots:
        raise NoSuchPlaceError(f"no slot is called {slot!r}; {_meant(board.frame, slot)}")
    serving = [s for s in slots if s.template.serves(session.kind)]
    if not serving:
        raise NoSuchPlaceError(f"{slot} is not for sessions of kind {session.kind!r}")
    found = list(places(board, session, rooms=rooms, slots=frozenset((slot,))))
    # pinned elsewhere, or past: the verifier says so of the start of the slot
    return found or [place(board, session, s, r, s.start) for s in serving for r in rooms]


def _meant(frame: Frame, slot: str) -> str:
    """``write morning, or 2025-02-25/morning``, in words of this meeting."""
    same = [s for s in frame.slots if slot.rpartition("/")[2] == s.template.id] or frame.slots
    return f"write {same[0].template.id}, or {same[0].id}"


def _burden(place: Place) -> tuple[bool, int, int, int, int]:
    obstacles = len(place.obstacles)
    return place.for_good, place.movers, obstacles, place.clashes, place.start

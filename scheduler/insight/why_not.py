"""
Why a session is not somewhere else: put there as things are, then with others making way.

First the session is put there with everything else as it is, and the verifier says what that
breaks. If nothing, that is the answer. Where only other sessions are in the way, they make way
(``displacement``), and the meeting is solved again with the session restricted to that slot and
room, as a replan before the opening: of all timetables that have it there, the one that changes
least, then costs least. The better of the two is the answer. A large meeting is not solved again
unless there is time for it: the solver would take minutes for what is mostly found in a second.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from scheduler import verifier
from scheduler.errors import Infeasible, NoTimetable, SchedulerError, did_you_mean
from scheduler.insight.costs import Difference, charged, difference, new_violations
from scheduler.insight.displacement import make_way
from scheduler.insight.occupancy import Occupancy
from scheduler.insight.pinned_problem import Question, is_there, restrictions, staying
from scheduler.insight.places import CandidatePlace, move, place, places
from scheduler.insight.precomputed import precompute
from scheduler.instance.instance import Instance
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
"""A solver, for so many seconds; ``search`` is above this room, so it is handed in."""


@dataclass(frozen=True, slots=True)
class WhyNot:
    """
    What follows if a session has to be somewhere else.

    Attributes
    ----------
    place, refusals
        The best place of those in question, and what it would break with all else as it is.
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
    place: CandidatePlace
    refusals: tuple[Violation, ...]
    for_good: bool
    timetable: Timetable | None = None
    difference: Difference | None = None
    changes: tuple[Change, ...] = ()
    dropped: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    proved: bool = True


def why_not(
    problem: Problem,
    timetable: Timetable,
    session: str,
    at: str,
    *,
    solve: Solve,
    seconds: float,
) -> WhyNot:
    """
    What would follow if the session sat in a slot (of any day, if it names none), or a room of it.

    ``at``: SLOT or SLOT:ROOM. ``seconds``: what ``solve`` may take. If the session sits there
    already, the answer has the timetable as it is.

    Raises
    ------
    NoSuchPlaceError
        The slot or room is unknown, or the slot is not for this kind of session.
    """
    occupancy = Occupancy(precompute(problem), timetable)
    slot, _, room = at.partition(":")
    question = Question(occupancy, occupancy.precomputed.sessions[session], slot, room or None)
    candidates = _candidates(question)
    if is_there(question, timetable):
        return _answer(occupancy, candidates[0], (), timetable, proved=True)
    cheapest = _cheapest(occupancy, candidates)
    if cheapest is not None:
        return _answer(occupancy, cheapest, (), move(occupancy, cheapest), proved=True)
    return _with_others_moving(question, candidates, solve, seconds)


def _with_others_moving(
    question: Question, candidates: Sequence[CandidatePlace], solve: Solve, seconds: float
) -> WhyNot:
    """Who is in the way makes way, or the whole is solved again; the closer of the two."""
    occupancy, session = question.occupancy, question.session.id
    best = min(candidates, key=_burden)
    refusals = new_violations(occupancy, move(occupancy, best))
    if _of_its_own(refusals, session):
        return WhyNot(session, best, refusals, for_good=True)
    way = _way(occupancy, candidates)
    hopeless = seconds * A_SECOND < _size(occupancy)
    solutions = UNSOLVED if hopeless else _solve_again(question, best, solve, seconds)
    ways = [after for after in (way, *solutions.timetables) if after is not None]
    if not ways:
        rules, proved = solutions.rules, solutions.proved
        return WhyNot(session, best, refusals, for_good=False, rules=rules, proved=proved)
    closest = min(ways, key=lambda after: distance(occupancy, after))
    proved = solutions.proved and bool(solutions.timetables)
    return _answer(occupancy, best, refusals, closest, proved=proved)


def _answer(
    occupancy: Occupancy,
    place: CandidatePlace,
    refusals: tuple[Violation, ...],
    after: Timetable,
    *,
    proved: bool,
) -> WhyNot:
    """What the timetable with the session there costs, and what changes in it."""
    problem, before = occupancy.problem, occupancy.timetable
    lost = {u.session for u in after.unplaced} - {u.session for u in before.unplaced}
    return WhyNot(
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


def _cheapest(occupancy: Occupancy, candidates: Sequence[CandidatePlace]) -> CandidatePlace | None:
    """Of the places that break nothing the cheapest one: nobody else has to move."""
    problem = occupancy.problem
    paid = charged(problem, occupancy.timetable)
    free = sorted((p for p in candidates if not p.obstacles), key=_burden)[:PRICED]

    def price(place: CandidatePlace) -> tuple[int, ...]:
        return difference(problem, paid, charged(problem, move(occupancy, place))).by_tier

    ranked = sorted(free, key=price)
    return next((p for p in ranked if not new_violations(occupancy, move(occupancy, p))), None)


OWN = frozenset(
    ("overtime", *(code for code, rule in DECLARATIONS.items() if rule.reach == "session"))
)
"""Families that concern a session alone: nobody else can clear the way."""


def _of_its_own(refusals: tuple[Violation, ...], session: str) -> bool:
    return any(v.rule in OWN and v.sessions == (session,) for v in refusals)


def _way(occupancy: Occupancy, candidates: Sequence[CandidatePlace]) -> Timetable | None:
    """Others make way, at the places that need the fewest of them; the closest timetable."""
    burdened = sorted((p for p in candidates if not p.for_good), key=_burden)[:WAYS]
    made = [make_way(occupancy, place, MOVERS) for place in burdened]
    ways = [way[0] for way in made if way is not None]
    return min(ways, key=lambda after: distance(occupancy, after), default=None)


def distance(occupancy: Occupancy, after: Timetable) -> tuple[int, ...]:
    """What the change costs, tier by tier, as a replan before the opening."""
    problem = staying(occupancy.problem, occupancy.timetable)
    return tuple(verifier.tier_costs(problem, after).values())


def _size(occupancy: Occupancy) -> int:
    sessions, instance = occupancy.precomputed.sessions, occupancy.instance
    return len(sessions) * len(instance.slots) * len(instance.rooms)


@dataclass(frozen=True, slots=True)
class Solutions:
    """What the solver found: timetables, or rules that cannot all hold; and whether by proof."""

    timetables: tuple[Timetable, ...]
    rules: tuple[str, ...]
    proved: bool


UNSOLVED = Solutions((), (), proved=False)


def _solve_again(
    question: Question, best: CandidatePlace, solve: Solve, seconds: float
) -> Solutions:
    """The closest timetables with the session there, one for each way to say where."""
    timetables: list[Timetable] = []
    rules: tuple[str, ...] = ()
    ways = restrictions(question, best)
    proved = len(ways) == 1
    for problem in ways:
        try:
            solved = solve(staying(problem, question.occupancy.timetable), seconds / len(ways))
        except Infeasible as error:
            rules = rules or error.rules
        except NoTimetable:
            proved = False
        else:
            proved &= solved.status == "optimal"
            if is_there(question, solved.timetable):
                timetables.append(solved.timetable)
    return Solutions(tuple(timetables), rules, proved)


def _candidates(question: Question) -> list[CandidatePlace]:
    """All starts (and rooms, if none is named) in the slot, of any day if it names none."""
    occupancy, session = question.occupancy, question.session
    slot, room = question.slot, question.room
    precomputed, instance = occupancy.precomputed, occupancy.instance
    if room is not None and room not in instance.rooms:
        raise NoSuchPlaceError(f"no room is called {room!r}{did_you_mean(room, instance.rooms)}")
    rooms = instance.rooms if room is None else (room,)
    if not any(s.is_called((slot,)) for s in instance.slots):
        raise NoSuchPlaceError(f"no slot is called {slot!r}; {_meant(instance, slot)}")
    if not question.slots:
        raise NoSuchPlaceError(f"{slot} is not for sessions of kind {session.kind!r}")
    if session.id not in instance.index:
        raise NoSuchPlaceError(f"{session.id} is cancelled")
    candidates = list(places(occupancy, session, rooms=rooms, slots=frozenset((slot,))))
    # pinned elsewhere, or past: the verifier says so of the start of the slot
    i, index = instance.index[session.id], precomputed.room_index
    return candidates or [
        place(occupancy, i, precomputed.slot_index[s.id], index[r], s.start)
        for s in question.slots
        for r in rooms
    ]


def _meant(instance: Instance, slot: str) -> str:
    """``write morning, or 2025-02-25/morning``, in words of this meeting."""
    slots, name = instance.slots, slot.rpartition("/")[2]
    same = [s for s in slots if name == s.template] or slots
    return f"write {same[0].template}, or {same[0].id}"


def _burden(place: CandidatePlace) -> tuple[bool, int, int, int, int]:
    obstacles = len(place.obstacles)
    return place.for_good, place.movers, obstacles, place.likely_cost, place.start

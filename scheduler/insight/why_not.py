"""
Why a session is not somewhere else: put there as things are, then with others making way.

First the session is put at every start of the slot with everything else as it is. The verifier says
what that breaks, and the cheapest place that breaks nothing is the answer. Else the question is
whether the session could sit there if it were the only one. Else others make way
(``displacement``), and the meeting is solved again with the session there, as a replan before the
opening: of all timetables that have it there, the one that changes least, then costs least. The
better of the two is the answer. A large meeting is not solved again unless there is time for it:
the solver would take minutes for what is mostly found in a second.
"""

from dataclasses import dataclass

from scheduler import verifier
from scheduler.insight.accepted import Accepted, accept
from scheduler.insight.costs import new_violations
from scheduler.insight.displacement import make_way
from scheduler.insight.location import Question, is_there, places_of, published, staying
from scheduler.insight.occupancy import Occupancy
from scheduler.insight.places import CandidatePlace, move
from scheduler.insight.precomputed import precompute
from scheduler.insight.seatings import MOST, seatings
from scheduler.insight.why_not_answer import Locate, Located, WhyNot
from scheduler.problem import Policy, Problem, Sitting
from scheduler.problem.subproblem import restrict
from scheduler.timetable import Timetable
from scheduler.verifier import Violation

A_SECOND_PRICED = 20_000
"""Sittings that the verifier judges in about a second, over all timetables together."""
LEAST = 20
"""Places that are put to the verifier in any case, the most promising first."""
WAYS = 4
"""Places for which others make way."""
MOVERS = 4
"""Sessions that make way for one place, at most."""
A_SECOND = 1_200
"""Places (of all sessions) that the solver needs about a second for: 120 x 20 x 10 took 20 s."""
ALONE = 0.2
"""Share of the time that asking about the session alone may take."""


def why_not(
    problem: Problem,
    timetable: Timetable,
    session: str,
    at: str,
    *,
    locate: Locate,
    seconds: float,
) -> WhyNot:
    """
    What would follow if the session sat in a slot (of any day, if it names none), or a room of it.

    ``at``: SLOT or SLOT:ROOM. ``seconds``: what ``locate`` may take. If the session sits there
    already, the answer has the timetable as it is.

    Raises
    ------
    NoSuchPlaceError
        The slot or room is unknown, or the slot is not for this kind of session.
    """
    policy, stay = _policy(problem, session), _not_to_be_left_out(problem)
    if policy is not None:
        problem = staying(problem, timetable).model_copy(update={"in_force": policy})
    occupancy = Occupancy(precompute(problem), timetable)
    slot, _, room = at.partition(":")
    question = Question(occupancy, occupancy.precomputed.sessions[session], slot, room or None)
    inquiry = _Inquiry(question, tuple(places_of(question)), policy, stay, locate, seconds)
    if is_there(question, timetable):
        return inquiry.found((), Accepted(occupancy, timetable), _Trial(()), proved=True)
    trial = inquiry.try_places()
    cheapest = min(trial.accepted, key=lambda a: a.difference.by_tier, default=None)
    if cheapest is not None:
        return inquiry.found((), cheapest, trial, proved=trial.priced == len(inquiry.candidates))
    return inquiry.with_others_moving(trial)


def _policy(problem: Problem, session: str) -> Policy | None:
    """In a rolling order the place follows from the order: whether another order has it there."""
    if any(session in order.order for order in problem.rolling):
        return "reorder"
    return None


@dataclass(frozen=True, slots=True)
class _Trial:
    """The places that were put to the verifier with all else as it is."""

    accepted: tuple[Accepted, ...]
    priced: int = 0


@dataclass(frozen=True, slots=True)
class _Inquiry:
    """The question with every place that it means, and who answers it."""

    question: Question
    candidates: tuple[CandidatePlace, ...]
    policy: Policy | None
    stay: frozenset[str]
    locate: Locate
    seconds: float

    @property
    def occupancy(self) -> Occupancy:
        return self.question.occupancy

    def try_places(self) -> _Trial:
        """As many as there is time for, the most promising first, in each seating."""
        sittings = max(1, len(self.occupancy.timetable.sittings))
        left = max(LEAST, int(self.seconds * A_SECOND_PRICED) // sittings)
        accepted: list[Accepted] = []
        priced = 0
        for place in sorted(self.candidates, key=_burden):
            seated = seatings(self.occupancy, place, min(MOST, left))
            accepted += [a for a in seated.accepted if self.is_there(a.timetable)]
            priced += seated.whole
            left -= seated.judged
        return _Trial(tuple(accepted), priced)

    def is_there(self, timetable: Timetable) -> bool:
        return is_there(self.question, timetable)

    def with_others_moving(self, trial: _Trial) -> WhyNot:
        """Who is in the way makes way, or the whole is solved again; the closer of the two."""
        best = min(self.candidates, key=_burden)
        refusals = new_violations(self.occupancy, move(self.occupancy, best))
        if self._impossible_alone():
            return self._none(best, refusals, trial, for_good=True, proved=True)
        located = self._solve_again()
        ways = [a for a in (*self._ways(), *self._located(located)) if a is not None]
        if not ways:
            proved = located is not None and located.timetable is None and located.proved
            return self._none(best, refusals, trial, proved=proved)
        closest = min(ways, key=lambda a: distance(self.occupancy, a.timetable))
        if self._nobody_else_moves(closest.timetable):
            return self.found((), closest, trial, proved=False)
        proved = located is not None and located.timetable is not None and located.proved
        return self.found(refusals, closest, trial, proved=proved, place=best)

    def _nobody_else_moves(self, timetable: Timetable) -> bool:
        def others(of: Timetable) -> set[Sitting]:
            return {s for s in of.sittings if s.session != self.question.session.id}

        return others(timetable) == others(self.occupancy.timetable)

    def found(
        self,
        refusals: tuple[Violation, ...],
        answer: Accepted,
        trial: _Trial,
        *,
        proved: bool,
        place: CandidatePlace | None = None,
    ) -> WhyNot:
        return WhyNot(
            session=self.question.session.id,
            place=place or self._place_of(answer.timetable),
            refusals=refusals,
            policy=self.policy,
            answer=answer,
            places=len(self.candidates),
            priced=trial.priced,
            free=_starts(trial, self.question.session.id),
            proved=proved,
        )

    def _none(
        self,
        place: CandidatePlace,
        refusals: tuple[Violation, ...],
        trial: _Trial,
        *,
        for_good: bool = False,
        proved: bool,
    ) -> WhyNot:
        return WhyNot(
            session=self.question.session.id,
            place=place,
            refusals=refusals,
            policy=self.policy,
            answer=None,
            places=len(self.candidates),
            priced=trial.priced,
            free=0,
            for_good=for_good,
            proved=proved,
        )

    def _place_of(self, timetable: Timetable) -> CandidatePlace:
        """The place at which the session sits in a timetable."""
        first = timetable.of_session(self.question.session.id)[0]
        at = first.room, self.occupancy.instance.grid.floor(first.start)
        return next((p for p in self.candidates if (p.room, p.start) == at), self.candidates[0])

    def _impossible_alone(self) -> bool:
        """
        Proof that the session could not sit there if it were the only one.

        Not asked where it may be cut or is in a rolling order: without others it would have to go
        on, or begin, where with them it need not.
        """
        session = self.question.session
        if session.split is not None or self.policy is not None or self.seconds <= 0:
            return False
        problem = restrict(
            published(self.occupancy.problem, self.occupancy.timetable), [session.id]
        )
        seconds = ALONE * self.seconds
        alone = self.locate(problem, self.question.location, frozenset((session.id,)), seconds)
        return alone.timetable is None and alone.proved

    def _solve_again(self) -> Located | None:
        """
        The closest timetable with the session there; None if there is no time to look.

        Nobody is held longer than now, but where there is no other way.
        """
        if self.seconds * A_SECOND < _size(self.occupancy):
            return None
        as_long = staying(self.occupancy.problem, self.occupancy.timetable)
        located = self.locate(as_long, self.question.location, self.stay, self.seconds)
        longer = published(self.occupancy.problem, self.occupancy.timetable)
        if located.timetable is None and located.proved and longer != as_long:
            return self.locate(longer, self.question.location, self.stay, self.seconds)
        return located

    def _located(self, located: Located | None) -> list[Accepted | None]:
        if located is None or located.timetable is None or not self.is_there(located.timetable):
            return []
        return [accept(self.occupancy, located.timetable)]

    def _ways(self) -> list[Accepted | None]:
        """Others make way, at the places that need the fewest of them."""
        burdened = sorted((p for p in self.candidates if not p.for_good), key=_burden)[:WAYS]
        made = (make_way(self.occupancy, place, MOVERS) for place in burdened)
        there = (way[0] for way in made if way is not None and self.is_there(way[0]))
        return [accept(self.occupancy, way) for way in there]


def _starts(trial: _Trial, session: str) -> int:
    """Places, whoever presides or interprets there."""
    firsts = (a.timetable.of_session(session)[0] for a in trial.accepted)
    return len({(first.room, first.start) for first in firsts})


def _not_to_be_left_out(problem: Problem) -> frozenset[str]:
    """Before anything was published, all but those that have a rank."""
    if problem.situation is not None:
        return frozenset()
    return frozenset(session.id for session in problem.held if session.rank is None)


def distance(occupancy: Occupancy, after: Timetable) -> tuple[int, ...]:
    """What the change costs, tier by tier, as a replan before the opening."""
    problem = staying(occupancy.problem, occupancy.timetable)
    return tuple(verifier.tier_costs(problem, after).values())


def _size(occupancy: Occupancy) -> int:
    sessions, instance = occupancy.precomputed.sessions, occupancy.instance
    return len(sessions) * len(instance.slots) * len(instance.rooms)


def _burden(place: CandidatePlace) -> tuple[bool, int, int, int, int]:
    obstacles = len(place.obstacles)
    return place.for_good, place.movers, obstacles, place.likely_cost, place.start

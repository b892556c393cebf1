"""
What of the planner's own is in the way: pins and facts without which more would have a place.

Each is left out by itself, and the solver asked whether a timetable is then possible; if none
helps by itself, all pins together, then everything. So is each other policy, with everything in
force. What could not be asked in time is not named.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from typing import get_args

from ortools.sat.python.cp_model import FEASIBLE, OPTIMAL, LinearExpr

from scheduler import model as models
from scheduler.errors import FactError, Infeasible, Interrupted, NoTimetable
from scheduler.instance.compile import compile
from scheduler.problem import Place, Policy, Problem, Waiver
from scheduler.replanning.amend import BOUND, with_waived
from scheduler.replanning.basis import moment_of, read_basis, without_expired_retractions
from scheduler.replanning.durations import PublishedBasis
from scheduler.replanning.facts import HELD, MINUTES, Fact
from scheduler.replanning.replan import build_problem
from scheduler.replanning.request import Effort, ReplanRequest
from scheduler.search.cpsat.running import Limits, Stop, interruptible, run

LARGE = 300
"""Sessions from which on the whole model takes too long to ask about each pin."""
STANDING = (*BOUND, "documents", "quorum-missed", "interpretation-cut")
"""Kinds of fact that bar something also after they were published."""
WAIVED = {
    "absent": "availability",
    "interpretation-lost": "interpretation",
    "interpretation-cut": "interpretation",
    "documents": "documents",
    "quorum-missed": "quorum",
}
"""The rule that a fact bars a session by, where somebody could let it pass."""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """
    What is in the way, or another policy under which nothing is.

    Attributes
    ----------
    pins, facts
        Left out together.
    waiver
        That lets pass what the only fact bars, if it helps as well; its reason is the fact.
    sessions
        Those that have a place then; empty where there was no timetable at all.
    """

    pins: tuple[Place, ...] = ()
    facts: tuple[Fact, ...] = ()
    waiver: Waiver | None = None
    policy: Policy | None = None
    sessions: tuple[str, ...] = ()


def find_obstacles(
    request: ReplanRequest, lost: Sequence[str] = ()
) -> tuple[tuple[Obstacle, ...], bool]:
    """
    What is in the way, and whether all could be asked about: the time may end, or Ctrl-C come.

    ``lost``: the sessions without a place; without any, there is no timetable at all.

    Raises
    ------
    FactError, TimetableError
        As ``replan``.
    """
    effort = Effort(request.budget)
    basis = read_basis(request)
    moment = moment_of(basis, request.now, request.published.as_of)
    basis = without_expired_retractions(basis, moment)
    if len(basis.problem.sessions) > LARGE:
        return (), False
    inquiry = _Inquiry(request, tuple(lost), basis, moment, effort)
    with interruptible(inquiry.stop):
        obstacles = tuple(_obstacles(inquiry))
    return obstacles, effort.left > 0 and not inquiry.stop.pressed


def _obstacles(inquiry: "_Inquiry") -> Iterator[Obstacle]:
    request, basis = inquiry.request, inquiry.basis
    singles = [*(Obstacle(pins=(p,)) for p in request.pins), *_barring(basis)]
    obstacles = [o for single in singles if (o := inquiry.without(single)) is not None]
    several = (inquiry.without(o) for o in _several(singles)) if not obstacles else ()
    yield from obstacles
    yield from islice((o for o in several if o is not None), 1)
    ways = (inquiry.without(Obstacle(policy=policy)) for policy in _others(request.chosen_policy))
    yield from (way for way in ways if way is not None)


def _others(policy: Policy) -> list[Policy]:
    """Policies with other means; ``stay`` has those of ``roll``."""
    means: Policy = "roll" if policy == "stay" else policy
    return [other for other in get_args(Policy) if other not in (means, "stay")]


def _barring(basis: PublishedBasis) -> Iterator[Obstacle]:
    """Facts that may be in the way: what bars, and new ones about how long or when."""
    for fact in basis.facts:
        rule = WAIVED.get(fact.kind)
        people = (fact.subject,) if fact.kind in ("absent", "interpretation-lost") else None
        waiver = None if rule is None else Waiver(rule=rule, reason=str(fact), people=people)
        if fact.kind in STANDING or (fact.kind in (*HELD, *MINUTES) and fact in basis.new):
            yield Obstacle(facts=(fact,), waiver=waiver)


def _several(singles: Sequence[Obstacle]) -> Iterator[Obstacle]:
    pins = tuple(pin for o in singles for pin in o.pins)
    if len(pins) > 1:
        yield Obstacle(pins=pins)
    if len(singles) > 1:
        yield Obstacle(pins=pins, facts=tuple(fact for o in singles for fact in o.facts))


@dataclass(frozen=True, slots=True)
class _Inquiry:
    """The question, put to the solver again and again."""

    request: ReplanRequest
    lost: tuple[str, ...]
    basis: PublishedBasis
    moment: datetime
    effort: Effort
    stop: Stop = field(default_factory=Stop)

    def without(self, obstacle: Obstacle) -> Obstacle | None:
        """The obstacle with the sessions that find a place without it; None if none does."""
        if self.effort.left <= 0 or self.stop.pressed:
            return None
        with suppress(FactError, Infeasible, NoTimetable, Interrupted):
            placed = self._placed(self._problem(obstacle))
            if placed is not None:
                return replace(obstacle, waiver=self._passing(obstacle), sessions=placed)
        return None

    def _passing(self, obstacle: Obstacle) -> Waiver | None:
        """The waiver, if it helps as well."""
        with suppress(FactError, Infeasible, NoTimetable, Interrupted):
            waived = [obstacle.waiver] if obstacle.waiver is not None else []
            for waiver in waived:
                if self._placed(with_waived(self._problem(Obstacle()), waived)) is not None:
                    return waiver
        return None

    def _problem(self, obstacle: Obstacle) -> Problem:
        basis = replace(
            self.basis,
            old=tuple(f for f in self.basis.old if f not in obstacle.facts),
            new=tuple(f for f in self.basis.new if f not in obstacle.facts),
        )
        pins = tuple(pin for pin in self.request.pins if pin not in obstacle.pins)
        policy = obstacle.policy or self.request.chosen_policy
        request = replace(self.request, pins=pins)
        problem = build_problem(basis, request, self.moment, policy, self.effort)
        return problem.model_copy(update={"in_force": policy})

    def _placed(self, problem: Problem) -> tuple[str, ...] | None:
        """
        The lost sessions that a timetable has with all others; None if no timetable is better.

        Where there was no timetable at all, any is.
        """
        instance = compile(problem)
        model = models.build(instance, may_drop=True)
        lost = [instance.index[id] for id in self.lost if id in instance.index]
        for i in range(len(instance.sessions)):
            if lost and i not in lost:
                model.cp.add(model.var.placed[i] == 1)
        if lost:
            model.cp.maximize(LinearExpr.sum([model.var.placed[i] for i in lost]))
        budget = self.request.budget
        limits = Limits(self.effort.left, budget.seed, budget.workers, stop=self.stop)
        solver, status = run(model.cp, limits, "in the way")
        if status not in (OPTIMAL, FEASIBLE):
            return None
        placed = tuple(instance.sessions[i].id for i in lost if solver.value(model.var.placed[i]))
        return placed if placed or not self.lost else None

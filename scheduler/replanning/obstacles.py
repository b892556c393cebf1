"""
What would help where a replan leaves somebody out, or where there is no timetable at all.

Each remedy is carried out as the planner would, in the very situation, and solved. It helps if a
replan then has a place for everybody who had lost theirs, and nobody else loses one, or if there is
a timetable at all; and the verifier has to accept it. That somebody *could* have a place is not
enough: a session that weighs more may take it. If no single pin lifted and no single fact taken
back helps, a smallest set that helps together is searched. What there was no time to try is listed
as not tried.
"""

from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime

from ortools.sat.python.cp_model import FEASIBLE, OPTIMAL

from scheduler import model as models
from scheduler import verifier
from scheduler.errors import (
    FactError,
    Infeasible,
    Interrupted,
    ModelTooLarge,
    NoTimetable,
    TimetableError,
)
from scheduler.insight.capacity import shortages
from scheduler.instance.compile import compile
from scheduler.problem import Problem
from scheduler.replanning.basis import moment_of, read_basis
from scheduler.replanning.durations import PublishedBasis
from scheduler.replanning.remedies import Remedy, in_the_way, other_ways
from scheduler.replanning.replan import build_problem
from scheduler.replanning.replaying import settle
from scheduler.replanning.request import Effort, ReplanRequest
from scheduler.search.cpsat.limits import Limits, Stop, interruptible
from scheduler.search.cpsat.running import run
from scheduler.search.cpsat.timetables import timetable_of
from scheduler.search.solve import solve

LARGE = 300
"""Sessions from which on the whole model takes too long to try anything."""


@dataclass(frozen=True, slots=True)
class Advice:
    """
    Attributes
    ----------
    helps
        Each by itself: with it a replan gives a timetable that the verifier accepts in which nobody
        who lost a place, or was published, is without one.
    untried
        What there was no time to try.
    """

    helps: tuple[Remedy, ...] = ()
    untried: tuple[Remedy, ...] = ()

    @property
    def obstacles(self) -> tuple[Remedy, ...]:
        """The pins and facts that are in the way, each by itself or all of one together."""
        return tuple(remedy for remedy in self.helps if remedy.pins or remedy.facts)


def find_advice(request: ReplanRequest, lost: Sequence[str] = ()) -> Advice:
    """
    What helps, and what could not be tried: the time may end, or Ctrl-C come.

    ``lost``: the sessions without a place; without any, there is no timetable at all.

    Raises
    ------
    FactError, TimetableError
        As ``replan``.
    """
    effort = Effort(request.budget)
    basis = read_basis(request)
    moment = moment_of(basis, request.now, request.published.as_of)
    basis = settle(basis, moment, request.chosen_policy, effort)
    inquiry = _Inquiry(request, tuple(lost), basis, moment, effort)
    singles = in_the_way(request, basis)
    with interruptible(inquiry.stop):
        helps = [remedy for remedy in singles if inquiry.helps(remedy)]
        if not helps and len(singles) > 1:
            helps += inquiry.together(singles)
        for ways in other_ways(request, basis, lost):
            helps += _first(inquiry, ways)
    return Advice(tuple(helps), tuple(inquiry.untried))


def _first(inquiry: "_Inquiry", ways: Sequence[Remedy]) -> Iterator[Remedy]:
    """The first of these that helps; they are more and more of the same."""
    for remedy in ways:
        if inquiry.helps(remedy):
            yield remedy
            return


@dataclass(frozen=True, slots=True)
class _Inquiry:
    """The question, put to the solver again and again."""

    request: ReplanRequest
    lost: tuple[str, ...]
    basis: PublishedBasis
    moment: datetime
    effort: Effort
    stop: Stop = field(default_factory=Stop)
    untried: list[Remedy] = field(default_factory=list)

    def helps(self, remedy: Remedy) -> bool:
        """Whether it was tried and helps; it is ``untried`` if that was not answered in time."""
        answer = self._answer(remedy)
        if answer is None:
            self.untried.append(remedy)
        return answer is True

    def together(self, singles: Sequence[Remedy]) -> list[Remedy]:
        """A smallest set of pins and facts that helps together, if one does; else nothing."""
        everything = _united(singles)
        if not self.helps(everything):
            return []
        needed = list(singles)
        for single in singles:
            fewer = [other for other in needed if other is not single]
            answer = self._answer(_united(fewer))
            if answer is None:  # a set that may be too large is no advice
                self.untried.append(everything)
                return []
            needed = fewer if answer else needed
        return [_united(needed)]

    def _answer(self, remedy: Remedy) -> bool | None:
        """Whether it helps; None if that is not known."""
        if not self._may_go_on:
            return None
        with suppress(FactError, TimetableError, Infeasible):
            try:
                return self._is_solved(self._problem(remedy))
            except NoTimetable:
                return None
            except Interrupted:
                self.stop.press()
                return None
        return False

    @property
    def _may_go_on(self) -> bool:
        small = len(self.basis.problem.sessions) <= LARGE
        return small and self.effort.left > 0 and not self.stop.pressed

    def _problem(self, remedy: Remedy) -> Problem:
        request = replace(remedy.carried_out(self.request, self.basis), now=self.moment)
        policy = request.chosen_policy
        basis = settle(read_basis(request), self.moment, policy, self.effort)
        problem = build_problem(basis, request, self.moment, policy, self.effort)
        return problem.model_copy(update={"in_force": policy})

    def _is_solved(self, problem: Problem) -> bool | None:
        """Whether a timetable has the lost and all published; any will do if there was none."""
        instance = compile(problem)
        if shortages(instance) or any(id not in instance.index for id in self.lost):
            return False
        budget = self.request.budget
        limits = Limits(self.effort.left, budget.seed, budget.workers, stop=self.stop)
        try:
            with limits.bounded():
                model = models.build(instance, soft=(), may_drop=True)
        except ModelTooLarge:
            return None
        wanted = {*self.lost, *(s.session for s in self.basis.published.sittings)}
        if self.lost:
            for session, placed in zip(instance.sessions, model.var.placed, strict=True):
                if session.id in wanted:
                    model.cp.add(placed == 1)
        solver, status = run(model.cp, limits, "in the way")
        if status not in (OPTIMAL, FEASIBLE):
            return False if self._may_go_on else None
        found = timetable_of(model, solver)
        if verifier.violations(problem, found):
            return False
        return True if not (self.lost and found.unplaced) else self._is_replanned(problem, wanted)

    def _is_replanned(self, problem: Problem, wanted: Collection[str]) -> bool | None:
        """Whether a replan gives all of these a place, where somebody has none; None: not known."""
        budget = replace(self.request.budget, seconds=self.effort.left)
        outcome = solve(problem, budget, naming_rules=False)
        if not any(u.session in wanted for u in outcome.timetable.unplaced):
            return True
        if outcome.interrupted:
            self.stop.press()
        return False if outcome.status == "optimal" else None


def _united(remedies: Sequence[Remedy]) -> Remedy:
    return Remedy(
        pins=tuple(pin for remedy in remedies for pin in remedy.pins),
        facts=tuple(fact for remedy in remedies for fact in remedy.facts),
    )

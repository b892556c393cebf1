"""Ask whether any timetable obeys every hard rule, within a budget of time."""

from dataclasses import dataclass, field

from ortools.sat.python.cp_model import FEASIBLE, INFEASIBLE, OPTIMAL, CpSolver, CpSolverStatus

from scheduler import model as models
from scheduler import verifier
from scheduler.errors import ModelTooLarge
from scheduler.instance.compile import compile
from scheduler.problem import Problem
from scheduler.search.cpsat.limits import Limits
from scheduler.search.cpsat.running import run
from scheduler.search.cpsat.timetables import timetable_of
from scheduler.timetable import Timetable


@dataclass(slots=True)
class Probe:
    """
    Attributes
    ----------
    limits
        The budget of the whole explanation.
    share
        The longest that one question may take, in seconds.
    doubts
        Questions that were not answered in time, or by a timetable that the verifier rejects; they
        count as feasible.
    asked
        Questions so far.
    """

    limits: Limits
    share: float
    doubts: int = 0
    asked: int = field(default=0)

    def infeasible(self, problem: Problem, *, presolve: bool = True) -> bool:
        """Whether it is proved that nothing obeys the hard rules; in doubt, no."""
        try:
            model, status, solver = self._run(problem, presolve=presolve)
        except ModelTooLarge:
            self.doubts += 1
            return False
        if status == INFEASIBLE:
            return True
        found = status in (OPTIMAL, FEASIBLE)
        if not found or verifier.violations(problem, timetable_of(model, solver)):
            self.doubts += 1
        return False

    def possible(self, problem: Problem) -> Timetable | None:
        """Some timetable that the verifier accepts; None if none was found in time."""
        try:
            model, status, solver = self._run(problem, presolve=True)
        except ModelTooLarge:
            return None
        if status not in (OPTIMAL, FEASIBLE):
            return None
        timetable = timetable_of(model, solver)
        return None if verifier.violations(problem, timetable) else timetable

    def _run(
        self, problem: Problem, *, presolve: bool
    ) -> tuple[models.Model, CpSolverStatus, CpSolver]:
        self.asked += 1
        instance = compile(problem)
        left = min(self.share, self.limits.left)
        part = Limits(left, self.limits.seed, self.limits.workers, stop=self.limits.stop)
        with part.bounded():
            model = models.build(instance, soft=(), may_drop=instance.replanning)
        solver, status = run(model.cp, part, "explain", presolve=presolve)
        return model, status, solver

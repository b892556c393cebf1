"""Scenarios and timetables read, checked and judged."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import overload

from scheduler import scenario as scenarios
from scheduler import verifier
from scheduler.insight import capacity
from scheduler.interface.plan import Plan, plan_of
from scheduler.problem import Problem
from scheduler.scenario import Diagnostic, InvalidScenarioError
from scheduler.scenario import Loaded as Scenario
from scheduler.timetable import Charge, Record, Warning_, files
from scheduler.verifier import Violation

__all__ = ["Scenario", "Verdict", "check", "judge", "load", "scenario_warnings", "verify"]


@overload
def load(scenario: Path | str) -> Scenario: ...
@overload
def load(scenario: Path | str, timetable: Path | str) -> Plan: ...
def load(scenario: Path | str, timetable: Path | str | None = None) -> Scenario | Plan:
    """
    Read a scenario, or a timetable file together with its scenario.

    Raises
    ------
    ScenarioError
        Every complaint about the scenario at once, each with file, line and column.
    TimetableError
        The timetable cannot be read, or belongs to another meeting.
    """
    loaded = scenarios.load(Path(scenario))
    if timetable is None:
        return loaded
    return plan_of(loaded, files.read(Path(timetable)), name=str(timetable))


def check(scenario: Path | str, *, deep: bool = False) -> tuple[Diagnostic, ...]:
    """
    Every complaint about a scenario file, errors and warnings; nothing is raised or solved.

    ``deep``: also whether rooms, people and teams suffice.
    """
    path = Path(scenario)
    complaints = tuple(scenarios.diagnose(path))
    if not deep:
        return complaints
    try:
        return (*complaints, *capacity.diagnose(scenarios.load(path)))
    except InvalidScenarioError:
        return complaints


def scenario_warnings(scenario: Scenario) -> tuple[Warning_, ...]:
    """The warnings of a scenario, as a timetable made from it carries them."""
    return tuple(
        Warning_(code=d.code, message=f"{d.message} ({scenario.path.name}:{d.line})")
        for d in scenario.diagnostics
    )


@dataclass(frozen=True, slots=True)
class Verdict:
    """
    What the verifier finds.

    Attributes
    ----------
    violations
        Hard rules that are broken, and prices that the file states wrongly.
    charges
        What the timetable costs, each line with its tier.
    """

    violations: Sequence[Violation]
    charges: Sequence[Charge]

    @property
    def valid(self) -> bool:
        """Whether no hard rule is broken, and every price is right."""
        return not self.violations


def verify(plan: Plan) -> Verdict:
    """Judge a timetable, also a hand-made one, by every rule of its scenario."""
    return judge(plan.problem, plan.record)


def judge(problem: Problem, record: Record) -> Verdict:
    """The verdict on a timetable of a problem."""
    charges = verifier.charges(problem, record.timetable)
    violations = verifier.violations(problem, record.timetable)
    for tier in record.tiers:
        cost = sum(charge.amount for charge in charges if charge.tier == tier.name)
        if cost != tier.cost:
            message = f"Tier {tier.name} costs {cost}, the file says {tier.cost}."
            violations.append(verifier.Violation("tiers", (), message))
    return Verdict(violations, charges)

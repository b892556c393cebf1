"""Timetables found: the first one, a replan, several replans side by side, an explanation."""

import os
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from scheduler.errors import UsageError
from scheduler.explanation.explain import Explanation
from scheduler.explanation.explain import explain as explain_problem
from scheduler.interface.expected_starts import percent_of, with_expected
from scheduler.interface.plan import Plan, scenario_warnings
from scheduler.problem import Place, Problem, Waiver
from scheduler.replanning.alternatives import alternatives as replan_under_policies
from scheduler.replanning.amend import with_waived
from scheduler.replanning.pins import with_pins
from scheduler.replanning.replan import Replanned, record_replan
from scheduler.replanning.replan import replan as replan_request
from scheduler.replanning.request import ReplanRequest
from scheduler.robustness.robust import Robust, make_robust
from scheduler.scenario import Loaded
from scheduler.search.budget import Budget
from scheduler.search.outcome import record
from scheduler.search.progress import Report
from scheduler.search.solve import solve as solve_problem
from scheduler.timetable import Record
from scheduler.vocabulary.moments import parse_moment
from scheduler.vocabulary.policies import Policy

MOST_THREADS = 8


def budget_of(
    seconds: float, seed: int, workers: int | None = None, progress: Report | None = None
) -> Budget:
    """``workers`` None: the cores there are, at most 8."""
    threads = workers if workers is not None else min(MOST_THREADS, os.cpu_count() or 1)
    return Budget(seconds, seed, threads, progress)


def solve(
    scenario: Loaded,
    *,
    policy: Policy | None = None,
    pins: Sequence[Place] = (),
    waive: Sequence[Waiver] = (),
    seconds: float = 60.0,
    seed: int = 1,
    workers: int | None = None,
    robust: bool = False,
    earliest: int | None = None,
    progress: Report | None = None,
) -> Plan:
    """
    The cheapest timetable that can be found in time, with the bound proved for every tier.

    ``policy`` None: every means that the scenario prices. ``pins``, ``waive``: in force besides
    those of the scenario. ``workers``: threads, by default the cores there are, at most 8.
    ``robust``: of those that cost the same, the one that bears surprises best; half of the time is
    for that. ``earliest``: the annex says before when a session is not expected; at most so many
    weeks in 100 begin it earlier (default: what the scenario says). ``progress`` is called with
    the stage, and with the incumbent and bound of a tier once there are some.

    Raises
    ------
    Infeasible
        No timetable satisfies the hard rules: ``explain`` says why.
    NoTimetable, Interrupted
        Nothing was found within ``seconds``, or before Ctrl-C.
    VerificationError
        The verifier rejects the timetable or prices it differently: a bug of ours.
    UsageError
        ``robust`` or ``earliest`` is not possible: the message says why.
    """
    budget = budget_of(seconds, seed, workers, progress)
    problem = with_pins(with_waived(scenario.problem, waive), pins)
    if not robust:
        outcome, judged = solve_problem(problem, budget, policy), None
    else:
        found = _robust(problem, budget, policy)
        outcome, pins, judged = found.outcome, (*pins, *found.hours), found.stored(seed)
    notes = scenario_warnings(scenario)
    made = record(outcome, sha256=scenario.sha256, notes=notes, pins=pins, waive=waive)
    made = _with_starts(outcome.problem, made.model_copy(update={"robust": judged}), earliest)
    return Plan(scenario, outcome.problem, made, interrupted=outcome.interrupted)


def _robust(problem: Problem, budget: Budget, policy: Policy | None) -> Robust:
    """A timetable found in half of the time; in the rest, one that bears surprises better."""
    began = time.monotonic()
    outcome = solve_problem(problem, replace(budget, seconds=budget.seconds / 2), policy)
    left = max(1.0, budget.seconds - (time.monotonic() - began))
    return make_robust(outcome, replace(budget, seconds=left))


def _with_starts(problem: Problem, made: Record, earliest: int | None) -> Record:
    """The record with starts to expect; UsageError if they were asked for and cannot be had."""
    made, reason = with_expected(
        problem, made, percent_of(problem) if earliest is None else earliest
    )
    if earliest is not None and reason is not None:
        raise UsageError(f"--earliest is not possible: {reason}")
    return made


def replan(
    plan: Plan,
    facts: Sequence[str],
    *,
    now: datetime | str | None = None,
    policy: Policy | None = None,
    freeze: int = 0,
    seconds: float = 60.0,
    seed: int = 1,
    workers: int | None = None,
    progress: Report | None = None,
) -> Plan:
    """
    The timetable closest to a published one under which the facts hold.

    Its ``changes`` say what moved, why, and whether it had to.

    Parameters
    ----------
    facts
        What happened, in words: ``overrun enip 30m``.
    now
        Local to the meeting without an offset; by default the moment at which the facts would
        first have been reported.
    policy
        By default that of the scenario.
    freeze
        Minutes from ``now`` within which no session moves unless a fact forces it.

    Raises
    ------
    FactError, TimetableError
        A fact cannot be read or does not fit; the timetable belongs to another meeting.
    Infeasible, NoTimetable, Interrupted, VerificationError
        As ``solve``.
    """
    budget = budget_of(seconds, seed, workers, progress)
    request = request_of(plan, facts, now, policy, freeze, budget)
    return record_plan(plan, replan_request(request))


def alternatives(
    plan: Plan,
    facts: Sequence[str],
    *,
    count: int = 3,
    now: datetime | str | None = None,
    freeze: int = 0,
    seconds: float = 60.0,
    seed: int = 1,
    workers: int | None = None,
    progress: Report | None = None,
) -> tuple[Plan, ...]:
    """
    Up to ``count`` different replans, one per policy, the least disturbing first.

    Parameters and errors as ``replan``; ``seconds`` are for all of them together.
    """
    budget = budget_of(seconds, seed, workers, progress)
    request = request_of(plan, facts, now, None, freeze, budget)
    return tuple(record_plan(plan, way) for way in replan_under_policies(request, count))


def explain(
    scenario: Loaded,
    *,
    policy: Policy | None = None,
    seconds: float = 60.0,
    seed: int = 1,
    workers: int | None = None,
) -> Explanation:
    """Why no timetable satisfies every hard rule, and the cheapest repairs, each one solved."""
    problem = scenario.problem.model_copy(update={"in_force": policy})
    budget = budget_of(seconds, seed, workers)
    return explain_problem(
        problem, seconds=budget.seconds, seed=budget.seed, workers=budget.workers
    )


def request_of(
    plan: Plan,
    facts: Sequence[str],
    now: datetime | str | None,
    policy: Policy | None,
    freeze: int,
    budget: Budget,
) -> ReplanRequest:
    """What is asked for; ``now`` in words, or local to the meeting without an offset."""
    return ReplanRequest(
        problem=plan.scenario.problem,
        published=plan.record,
        facts=facts,
        now=parse_moment(now, plan.problem.calendar) if isinstance(now, str) else now,
        policy=policy,
        freeze_minutes=freeze,
        budget=budget,
    )


def record_plan(plan: Plan, way: Replanned) -> Plan:
    """A replan of ``plan`` as a plan of its own."""
    made = record_replan(
        way, plan.record, sha256=plan.scenario.sha256, notes=scenario_warnings(plan.scenario)
    )
    problem = way.outcome.problem
    made, _ = with_expected(problem, made, percent_of(problem, plan.record))
    return Plan(plan.scenario, way.outcome.problem, made, interrupted=way.outcome.interrupted)

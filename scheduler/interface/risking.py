"""The risk of a timetable: by table where nobody has to decide anything, else by replanning."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from scheduler.errors import TimetableError, UsageError
from scheduler.interface.plan import Plan
from scheduler.problem import Policy
from scheduler.risk.assessing import (
    Assessment,
    assess,
    assess_weeks,
    draw_lengths,
    layout_of,
)
from scheduler.risk.figures import SessionRisk
from scheduler.risk.policies import Comparison, compare
from scheduler.risk.spreads import distribution_of
from scheduler.risk.stand import Stand, stand_at
from scheduler.risk.weeks import Week, hold_week
from scheduler.timetable import Timetable

BY_RULE: tuple[Policy, ...] = ("roll", "stay")
"""Policies under which a rolling order that stands by itself leaves nothing to decide."""
DRAWN, REPLANNED = 100_000, 40
"""Weeks, unless another number is asked for: from tables, and by replanning."""
FEW = 2_000
"""Weeks where only what is worked out is told."""
EACH = 20.0
"""Seconds that one replan of a week may take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskRequest:
    """
    What chances are asked for.

    Attributes
    ----------
    now
        Aware; what was over by then is known. None: as of the moment of the timetable.
    printed
        What is published, where the plan is what is expected since.
    policy
        The usual one of the scenario if none is given.
    samples
        Weeks; None: as many as are usual.
    seconds
        For weeks that are replanned; what is done by then is what is told.
    """

    plan: Plan
    now: datetime | None = None
    printed: Timetable | None = None
    policy: Policy | None = None
    samples: int | None = None
    seed: int = 1
    seconds: float = 60.0

    @property
    def chosen_policy(self) -> Policy:
        return self.policy or self.plan.scenario.problem.usual_policy


@dataclass(frozen=True)
class RiskOf:
    """
    The risk of a timetable under a policy.

    Attributes
    ----------
    reasons
        Rooms whose orders are replanned week by week, and why; empty if none is.
    replanned
        Whether weeks were replanned.
    asked
        Weeks that were asked for, where the time was up before all were done.
    certain
        Sessions of which nothing is stated but how long they are planned.
    """

    stand: Stand
    policy: Policy
    seed: int
    assessment: Assessment
    reasons: tuple[tuple[str, str], ...] = ()
    replanned: bool = False
    asked: int | None = None
    certain: tuple[str, ...] = ()


Progress = Callable[[str], None]


def risk_of(request: RiskRequest, progress: Progress | None = None) -> RiskOf:
    """
    The risk of a timetable.

    UsageError if no session has a spread; TimetableError if nothing is still to be held.
    """
    stand = stand_of(request)
    layout = layout_of(stand)
    policy, certain = request.chosen_policy, _certain(stand)
    if policy in BY_RULE and not layout.reasons:
        made = assess(stand, layout.chains, request.samples or DRAWN, request.seed)
        return RiskOf(stand, policy, request.seed, made, certain=certain)
    weeks = _weeks(request, stand, (policy,), progress)[policy]
    asked = request.samples or REPLANNED
    return RiskOf(
        stand,
        policy,
        request.seed,
        assess_weeks(stand, weeks),
        layout.reasons if policy in BY_RULE else (),
        replanned=True,
        asked=asked if len(weeks) < asked else None,
        certain=certain,
    )


def ends_of_running(request: RiskRequest) -> tuple[SessionRisk, ...]:
    """When sessions that are on end; empty where weeks would have to be replanned."""
    try:
        stand = stand_of(request)
    except (TimetableError, UsageError):
        return ()
    layout = layout_of(stand)
    running = [chain for chain in layout.chains if chain.held]
    if request.chosen_policy not in BY_RULE or not running:
        return ()
    made = assess(stand, running, request.samples or FEW, request.seed)
    return tuple(s for s in made.sessions if s.is_on)


def compare_policies(request: RiskRequest, progress: Progress | None = None) -> Comparison:
    """The same weeks under each policy that can mean something else; errors as ``risk_of``."""
    stand = stand_of(request)
    last: tuple[Policy, ...] = ("reorder",) if stand.instance.orders else ("stay",)
    return compare(stand, _weeks(request, stand, ("roll", "extend", "hold", *last), progress))


def stand_of(request: RiskRequest) -> Stand:
    """Where the meeting stands; errors as ``risk_of``."""
    plan = request.plan
    stand = stand_at(plan.problem, plan.timetable, request.now, request.printed)
    to_come = [s for s in stand.instance.sessions if stand.timetable.of_session(s.id)]
    to_come = [s for s in to_come if not stand.is_over(s.id)]
    if not to_come:
        raise TimetableError("no session is still to come, so there is no risk")
    if all(len(stand.durations[s.id].chance) == 1 for s in to_come):
        raise UsageError(
            "every session to come lasts exactly its minutes, so there is no risk; give a "
            "range, as in 'minutes: 90 (60 to 180)'"
        )
    return stand


def _certain(stand: Stand) -> tuple[str, ...]:
    problem = stand.instance.problem
    return tuple(
        s.id
        for s in stand.instance.sessions
        if s.kind != "side-event"
        and distribution_of(problem, s) is None
        and not stand.is_over(s.id)
    )


def _weeks(
    request: RiskRequest,
    stand: Stand,
    policies: tuple[Policy, ...],
    progress: Progress | None,
) -> Mapping[Policy, list[Week]]:
    """Weeks of each policy, as many of each, that meet the same luck."""
    from scheduler.replanning.answering import answer_by  # OR-Tools
    from scheduler.search.budget import Budget

    plan, samples = request.plan, request.samples or REPLANNED
    problem = plan.scenario.problem
    budget = Budget(EACH, seed=request.seed, workers=1)
    answers = {policy: answer_by(problem, policy, budget) for policy in policies}
    to_come = [s.id for s in stand.instance.sessions if stand.timetable.of_session(s.id)]
    ids = [id for id in to_come if not stand.is_over(id)]
    lengths = draw_lengths(stand, ids, samples, request.seed)
    weeks: dict[Policy, list[Week]] = {policy: [] for policy in policies}
    began = time.perf_counter()
    for n in range(samples):
        minutes = {id: int(lengths[id][n]) for id in ids}
        for policy, answer in answers.items():
            weeks[policy].append(hold_week(problem, plan.record, minutes, answer))
        elapsed = time.perf_counter() - began
        if progress is not None:
            left = min(request.seconds, elapsed / (n + 1) * samples) - elapsed
            progress(f"week {n + 1} of {samples}, {max(0, left):.0f} s to go")
        if elapsed > request.seconds:
            break
    return weeks

"""Several ways to go on, one per policy, side by side."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import takewhile
from typing import get_args

from scheduler.errors import Infeasible, NoTimetable
from scheduler.model import tier_names
from scheduler.problem import Policy, Problem
from scheduler.replanning.basis import read_basis
from scheduler.replanning.replan import Replanned, remark_known_facts, replan_under_policy
from scheduler.replanning.request import Effort, ReplanRequest


def alternatives(request: ReplanRequest, count: int = 3) -> tuple[Replanned, ...]:
    """
    Up to ``count`` different outcomes, one per policy, the least disturbing first.

    Only the policy of the request, if it names one. Outcomes with equal sittings are shown once. A
    policy that allows no timetable, or for which none was found in time, is named in ``notes`` of
    the first outcome; Infeasible or NoTimetable is raised only if there is no outcome at all. The
    seconds of the budget are for all of them together, shared out evenly; what one does not use is
    for the others.
    """
    basis = read_basis(request)
    effort = Effort(request.budget)
    ways = _Ways(notes=list(remark_known_facts(basis, request.facts)))
    policies = (request.policy,) if request.policy is not None else _policies(request.problem)
    for n, policy in enumerate(policies):
        if policy == "reorder" and _keeps_the_order(ways.outcomes):
            ways.notes.append(NO_OTHER_ORDER)
            continue
        try:
            share = effort.share(len(policies) - n)
            way = replan_under_policy(basis, request, policy, share)
        except (Infeasible, NoTimetable) as error:
            ways.fail(policy, error)
            continue
        ways.add(way)
        if way.outcome.interrupted:
            break
    if not ways.outcomes:
        raise ways.failure or Infeasible("no policy allows a timetable")
    usual = request.problem.usual_policy
    ranked = sorted(ways.outcomes, key=partial(_disturbs, usual=usual))
    return tuple(replace(way, notes=tuple(ways.notes)) for way in ranked[:count])


@dataclass(slots=True)
class _Ways:
    """Different outcomes in the order of their policies, and what to say of the others."""

    notes: list[str]
    outcomes: list[Replanned] = field(default_factory=list)
    failure: Infeasible | NoTimetable | None = None

    def add(self, way: Replanned) -> None:
        costs = [tier.cost for tier in way.outcome.tiers]
        rolled = [other.outcome.tiers for other in self.outcomes if other.policy == "roll"]
        if way.policy == "reorder" and costs in [[t.cost for t in tiers] for tiers in rolled]:
            self.notes.append(NO_OTHER_ORDER)
            return
        timetable = way.outcome.timetable
        same = next((o for o in self.outcomes if o.outcome.timetable == timetable), None)
        if same is None:
            self.outcomes.append(way)
        else:
            self.notes.append(f"{way.policy} comes to the same as {same.policy}")

    def fail(self, policy: Policy, error: Infeasible | NoTimetable) -> None:
        self.failure = self.failure or error
        if isinstance(error, NoTimetable):
            why = "no timetable was found in its share of the time"
        else:
            rules = ", ".join(error.rules)
            why = f"no timetable ({rules})" if rules else "no timetable"
        self.notes.append(f"{policy}: {why}")


def _policies(problem: Problem) -> tuple[Policy, ...]:
    """
    Those that differ: without a rolling order none is changed, in one nobody counts moves.

    The usual one comes first, and so gives its name to what others come to as well; but ``reorder``
    is compared with what ``roll`` comes to.
    """
    ordered = {session for order in problem.rolling for session in order.order}
    pointless = set[Policy]()
    if not ordered:
        pointless.add("reorder")
    if all(session.id in ordered for session in problem.sessions):
        pointless.add("stay")
    first = "roll" if problem.usual_policy == "reorder" else problem.usual_policy
    policies: list[Policy] = [p for p in get_args(Policy) if p not in pointless]
    return tuple(sorted(policies, key=lambda policy: policy != first))


NO_OTHER_ORDER = "reorder: no other order does better than roll"


def _disturbs(way: Replanned, *, usual: Policy) -> list[int]:
    """The costs in the order of the usual policy, whatever the order of its own is."""
    cost = {tier.name: tier.cost for tier in way.outcome.tiers}
    order = tier_names(way.outcome.problem.model_copy(update={"in_force": usual}))
    return [cost.pop(name) for name in order if name in cost] + list(cost.values())


def _keeps_the_order(ways: Sequence[Replanned]) -> bool:
    """
    Whether the outcome under ``roll`` costs nothing in the tiers that come before a pair.

    ``reorder`` may do all that ``roll`` may. If another order cannot save anything in those tiers,
    it only costs its pairs: no need to ask.
    """
    return any(
        all(tier.cost == 0 for tier in takewhile(lambda t: t.name != "order", way.outcome.tiers))
        for way in ways
        if way.policy == "roll"
    )

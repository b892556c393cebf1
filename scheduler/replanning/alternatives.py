"""Several ways to go on, one per policy, side by side."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from itertools import takewhile
from typing import get_args

from scheduler.errors import Infeasible, NoTimetable
from scheduler.model import tier_names
from scheduler.problem import Place, Policy, Problem
from scheduler.replanning.basis import known_of
from scheduler.replanning.budget import Effort
from scheduler.replanning.replan import Decided, Replanned, counted_before, replanned
from scheduler.search.cpsat.running import Report
from scheduler.timetable import Record


def alternatives(
    problem: Problem,
    published: Record,
    facts: Sequence[str],
    *,
    pins: Sequence[Place] = (),
    bans: Sequence[Place] = (),
    undone: Sequence[str] = (),
    count: int = 3,
    now: datetime | None = None,
    policy: Policy | None = None,
    freeze_minutes: int = 0,
    seconds: float = 60.0,
    seed: int = 1,
    workers: int = 2,
    progress: Report | None = None,
) -> tuple[Replanned, ...]:
    """
    Up to ``count`` different outcomes, one per policy, the least disturbing first.

    Outcomes with equal sittings are shown once. A policy that allows no timetable, or for which
    none was found in time, is named in ``notes`` of the first outcome; Infeasible or NoTimetable
    is raised only if there is no outcome at all. ``seconds`` are for all of them together, shared
    out evenly; what one does not use is for the others.
    """
    known = known_of(problem, published, facts, undone)
    effort = Effort(seconds, seed, workers, progress)
    found: list[Replanned] = []
    decided = Decided(tuple(pins), tuple(bans))
    notes = list(counted_before(known, facts))
    failure: Infeasible | NoTimetable | None = None
    policies = (policy,) if policy is not None else _policies(problem)
    for n, one in enumerate(policies):
        if one == "reorder" and _keeps_the_order(found):
            notes.append(NO_OTHER_ORDER)
            continue
        try:
            share = effort.share(len(policies) - n)
            outcome = replanned(known, decided, now, published.as_of, one, freeze_minutes, share)
        except NoTimetable as error:
            failure = failure or error
            notes.append(f"{one}: no timetable was found in its share of the time")
            continue
        except Infeasible as error:
            failure = failure or error
            rules = f" ({', '.join(error.rules)})" if error.rules else ""
            notes.append(f"{one}: no timetable{rules}")
            continue
        if one == "reorder" and any(_costs(f) == _costs(outcome) for f in found if _rolls(f)):
            notes.append(NO_OTHER_ORDER)
            continue
        same = next((f for f in found if _equal(f, outcome)), None)
        if same is None:
            found.append(outcome)
        else:
            notes.append(f"{one} comes to the same as {same.policy}")
        if outcome.outcome.interrupted:
            break
    if not found:
        raise failure or Infeasible("no policy allows a timetable")
    found.sort(key=partial(_disturbs, usual=problem.usual_policy))
    return tuple(replace(r, notes=tuple(notes)) for r in found[:count])


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


def _rolls(way: Replanned) -> bool:
    return way.policy == "roll"


def _costs(way: Replanned) -> tuple[int, ...]:
    return tuple(tier.cost for tier in way.outcome.tiers)


def _disturbs(way: Replanned, *, usual: Policy) -> list[int]:
    """The costs in the order of the usual policy, whatever the order of its own is."""
    cost = {tier.name: tier.cost for tier in way.outcome.tiers}
    order = tier_names(way.outcome.problem.model_copy(update={"in_force": usual}))
    return [cost.pop(name) for name in order if name in cost] + list(cost.values())


def _keeps_the_order(found: Sequence[Replanned]) -> bool:
    """
    Whether the outcome under ``roll`` costs nothing in the tiers that come before a pair.

    ``reorder`` may do all that ``roll`` may. If another order cannot save anything in those tiers,
    it only costs its pairs: no need to ask.
    """
    return any(
        all(tier.cost == 0 for tier in takewhile(lambda t: t.name != "order", way.outcome.tiers))
        for way in found
        if _rolls(way)
    )


def _equal(a: Replanned, b: Replanned) -> bool:
    return a.outcome.timetable == b.outcome.timetable

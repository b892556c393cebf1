"""Several ways to go on, one per policy, side by side."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from itertools import takewhile
from typing import get_args

from scheduler.errors import Infeasible, NoTimetable
from scheduler.knowing import known_of
from scheduler.problem import Place, Policy, Problem
from scheduler.replanning.effort import Effort
from scheduler.replanning.replan import Decided, Replanned, counted_before, replanned
from scheduler.search.running import Report
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
    policies = (policy,) if policy is not None else get_args(Policy)
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
    found.sort(key=_costs)
    return tuple(replace(r, notes=tuple(notes)) for r in found[:count])


NO_OTHER_ORDER = "reorder: no other order does better than roll"


def _rolls(way: Replanned) -> bool:
    return way.policy == "roll"


def _costs(way: Replanned) -> tuple[int, ...]:
    return tuple(tier.cost for tier in way.outcome.tiers)


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

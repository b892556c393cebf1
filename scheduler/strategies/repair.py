"""
Move what the facts broke, and only those whom that pushes away; then prove that it was least.

The published timetable is the first candidate. The sessions that it now fails are free; all others
stay where they are, or leave at a price that is too low rather than too high (``around``). Who
leaves becomes free as well, until nobody does: then everybody who is not free stays, and nothing
that is dearer in any tier of distance has been overlooked. Most facts touch a few sessions, so the
models stay small whatever the meeting is.
"""

from collections.abc import Collection
from dataclasses import dataclass, field, replace

from ortools.sat.python.cp_model import CpSolver

from scheduler import verify
from scheduler.errors import Infeasible, Interrupted, NoTimetable
from scheduler.instance import Instance
from scheduler.model import DISTANCE, Model
from scheduler.problem import Problem, Sitting
from scheduler.search import lexicographic
from scheduler.search.lexicographic import Result
from scheduler.search.running import Limits, Stop
from scheduler.strategies import around
from scheduler.strategies.distance import Least, least
from scheduler.timetable import Tier, Timetable

NAME = "repair"
SHARE = 0.6
"""Of the time that is left, what may be used to find out who is to be free."""
WISHES = 0.2
"""
Seconds for what is merely wished once the distance is proved, beside as much again as that took.
"""


FINISH = 5.0
"""
Seconds in which what is known becomes a timetable, even when time is up or Ctrl-C was pressed; it
takes a fraction of that.
"""

Step = dict[frozenset[str], Least]
"""What is known of sets of free sessions that have nothing to do with each other."""


@dataclass(slots=True)
class _Search:
    """Each set of free sessions is looked at once."""

    instance: Instance
    known: dict[frozenset[str], Least] = field(default_factory=dict)

    def least(self, free: frozenset[str], limits: Limits) -> Least:
        if free not in self.known:
            self.known[free] = self._least(free, limits)
        return self.known[free]

    def _least(self, free: frozenset[str], limits: Limits) -> Least:
        try:
            return least(around.part(self.instance, free), limits)
        except Infeasible:
            return least(around.part(self.instance, free, may_drop=True), limits)


def solve(instance: Instance, limits: Limits) -> Result | None:
    """
    The least change found, with its bounds; None where it is for the whole model to say.
    """
    if not around.applies(instance.problem):
        return None
    try:
        steps = _steps(instance, broken(instance.problem), limits)
        return _placed(instance, steps, limits)
    except (Infeasible, NoTimetable, Interrupted):
        return None


def broken(problem: Problem) -> frozenset[str]:
    """Sessions that cannot be as they were published, or were not."""
    held = {session.id for session in problem.held}
    found = {id for v in verify.violations(problem, _as_published(problem)) for id in v.sessions}
    return frozenset(found & held)


def _as_published(problem: Problem) -> Timetable:
    situation = problem.situation
    assert situation is not None
    return Timetable.of(situation.published)


def _steps(instance: Instance, free: frozenset[str], limits: Limits) -> list[Step]:
    """Free those whom the others push away, until nobody is: what is known at each step."""
    share = replace(limits, seconds=limits.elapsed + SHARE * limits.left)
    search, by = _Search(instance), 0
    steps: list[Step] = []
    while share.left > 0 or not steps:
        found: Step = {}
        for alone in around.apart(instance, free):
            part = replace(share, seconds=share.elapsed + share.left / 2)
            found[alone] = search.least(alone, part)
        steps.append(found)
        if share.left <= 0 and all(_together(step) is None for step in steps):
            share = limits  # anything near what was published is better than anything else
        left = frozenset(id for least in found.values() for id in least.left)
        if not left:
            break
        free = around.grown(instance, free, left, by)
        by = max(1, 2 * by)
    return steps


def _placed(instance: Instance, steps: list[Step], limits: Limits) -> Result | None:
    """The whole timetable, everybody who is not free as published; None if none is known."""
    last = steps[-1]
    free = frozenset(id for alone in last for id in alone)
    staying = [s for step in steps if (s := _together(step)) is not None]
    if not staying:
        return None
    _, places = min(staying, key=lambda pair: pair[0])
    dropped = any(least.may_drop for least in last.values())
    model = around.whole(instance, free, may_drop=dropped)
    start = _start(model, free, places, limits)
    bounds = _bounds(last.values())
    if all(least.proved for least in last.values()):
        limits = replace(limits, seconds=min(limits.seconds, 2 * limits.elapsed + WISHES))
    found = lexicographic.solve(model, limits, sure=False, start=start, known=bounds)
    tiers = tuple(_bounded(tier, bounds) for tier in found.tiers)
    return replace(found, tiers=tiers, free=free)


def _together(step: Step) -> tuple[list[int], dict[str, Sitting]] | None:
    """Prices and places of the free sessions if all others stay; None if that is not known."""
    prices = [0] * len(DISTANCE)
    places: dict[str, Sitting] = {}
    for free, found in step.items():
        if found.staying is None:
            return None
        prices = [a + t.cost for a, t in zip(prices, found.staying.tiers, strict=True)]
        places |= {s.session: s for s in found.staying.timetable.sittings if s.session in free}
    return prices, places


def _bounds(found: Collection[Least]) -> dict[str, int]:
    """Bounds of all together, up to the first tier that is not proved of each."""
    bounds: dict[str, int] = {}
    for name in DISTANCE:
        if any(name not in least.bounds for least in found):
            break
        bounds[name] = sum(least.bounds[name] for least in found)
        if any(least.open == name for least in found):
            break
    return bounds


def _start(
    model: Model, free: frozenset[str], at: dict[str, Sitting], limits: Limits
) -> CpSolver | None:
    """The whole with the free sessions at these places, and nothing dearer than it need be."""
    instance, var = model.instance, model.var
    everything = [term for terms in model.tiers.values() for term in terms]
    fixed = replace(model, cp=model.cp.clone(), tiers={"start": everything})
    for id in sorted(free):
        i = instance.index[id]
        if instance.begun[i]:
            continue
        fixed.cp.add(var.placed[i] == (id in at))
        if id in at:
            start = instance.grid.floor(at[id].start)
            fixed.cp.add_linear_constraint(var.start[i] - start, 0, 0)
            fixed.cp.add(var.parts[i][0].rooms[instance.rooms.index(at[id].room)] == 1)
    alone = replace(limits, seconds=limits.elapsed + FINISH, stop=Stop())
    try:
        return lexicographic.solve(fixed, alone, sure=False).solver
    except (Infeasible, NoTimetable):
        return None


def _bounded(tier: Tier, bounds: dict[str, int]) -> Tier:
    return tier.model_copy(update={"bound": min(bounds.get(tier.name, 0), tier.cost)})

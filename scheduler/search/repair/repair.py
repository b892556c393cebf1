"""
Move what the facts broke and whoever that pushes away, and prove that nothing less would do.

The published timetable is the first candidate. The sessions that break a rule in it are free; all
others stay where they are, or leave at a price that is too low rather than too high
(``neighbourhood``). Whoever leaves becomes free as well, until nobody does. Then everybody who is
not free stays, and no timetable that is cheaper in any tier of distance has been overlooked. Most
facts touch a few sessions, so the models stay small, however large the meeting is.
"""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from itertools import count

from ortools.sat.python.cp_model import CpSolver

from scheduler import verifier
from scheduler.errors import Interrupted, NoTimetable
from scheduler.instance.instance import Instance
from scheduler.model import Model, distance_tiers
from scheduler.problem import Problem
from scheduler.search.cpsat import lexicographic
from scheduler.search.cpsat.limits import Limits, Stop
from scheduler.search.cpsat.solutions import Found, ModelTier, NoSolution
from scheduler.search.proofs import Answer, Reason, claim_of
from scheduler.search.repair import distance, neighbourhood
from scheduler.search.repair.distance import Least, Staying
from scheduler.timetable import Timetable

NAME = "repair"
SHARE = 0.6
"""Share of the time left that may be used to find out which sessions must be free."""
PART = 0.8
"""Share of what is left of that which one part of the meeting may use at one step."""
FALLING_BACK = 0.25
"""Share of a part's time for the first timetable in which everybody around it stays."""
WISHES = 0.2
"""Seconds for preferences once the distance is proved, besides as much again as that took."""
LATE = 0.2
"""Seconds to find any timetable, even when time is up, if there is none yet."""
FINISH, FINISHING = 5.0, 1.0
"""
Seconds by the clock, and of work, in which what is known becomes a timetable, even when time is up
or Ctrl-C was pressed; it takes a fraction of that.
"""

Step = dict[frozenset[str], Least]
"""What is known of independent sets of free sessions."""


@dataclass(slots=True)
class _Search:
    """
    What is known of sets of free sessions.

    Attributes
    ----------
    broken
        Who was free at first.
    tiers
        Of distance, in the order of the policy.
    least
        Each set is looked at once.
    best
        The best of all steps with everybody staying who is not free.
    bounds
        The best of all steps: those around may leave at each, so each holds for the whole.
    """

    instance: Instance
    broken: frozenset[str]
    limits: Limits
    tiers: tuple[str, ...]
    least: dict[frozenset[str], Least] = field(default_factory=dict)
    best: Staying | None = None
    bounds: dict[str, int] = field(default_factory=dict)

    def step(self, free: frozenset[str], before: Step) -> Step:
        """What is known of these sessions, each independent set by itself."""
        reached: Step = {}
        for alone in neighbourhood.components(self.instance, free):
            if alone not in self.least:
                inside = [least.best for own, least in before.items() if own <= alone]
                best = (
                    distance.combine([b for b in inside if b], self.tiers) if all(inside) else None
                )
                self.least[alone] = self._least(alone, best if inside else None)
            reached[alone] = self.least[alone]
        self.bounds = max(self.bounds, self._bounds(reached.values()), key=self._by_tier)
        stayings = [least.best for least in reached.values() if least.best is not None]
        if len(stayings) == len(reached):
            all_of_them = [
                b for b in (self.best, distance.combine(stayings, self.tiers)) if b is not None
            ]
            self.best = min(all_of_them, key=lambda staying: staying.by_tier)
        return reached

    def _least(self, free: frozenset[str], best: Staying | None) -> Least:
        limits = self.limits.share(PART, "repair")
        for may_drop in (False, True):
            with limits.bounded():
                part = neighbourhood.build_part(self.instance, free, may_drop=may_drop)
            if best is None:
                share = limits.share(FALLING_BACK, "repair")
                best = distance.keep_others(part, free, share)
            least = distance.find_least(part, free, best, limits)
            if isinstance(least, Least):
                return least
        raise NoTimetable("a part has no timetable: that is for the whole model to say")

    def _by_tier(self, bounds: dict[str, int]) -> list[int]:
        return [bounds[name] for name in self.tiers if name in bounds]

    def _bounds(self, leasts: Collection[Least]) -> dict[str, int]:
        """Bounds of all together, up to the first tier that one of them says nothing of."""
        bounds: dict[str, int] = {}
        for name in self.tiers:
            if any(name not in least.bounds for least in leasts):
                break
            bounds[name] = sum(least.bounds[name] for least in leasts)
        return bounds


def solve(instance: Instance, limits: Limits) -> Answer | None:
    """
    The least change found, with its bounds; None where it is for the whole model to say.
    """
    if not neighbourhood.applies(instance.problem):
        return None
    try:
        return _placed(
            instance, *_steps(instance, broken_sessions(instance.problem), limits), limits
        )
    except (NoTimetable, Interrupted):
        return None


def broken_sessions(problem: Problem) -> frozenset[str]:
    """Sessions that cannot be as they were published, or were not."""
    sessions = {session.id for session in problem.held}
    broken = {id for v in verifier.violations(problem, _as_published(problem)) for id in v.sessions}
    return frozenset(broken & sessions)


def _as_published(problem: Problem) -> Timetable:
    situation = problem.situation
    assert situation is not None
    return Timetable.of(situation.published)


def _steps(instance: Instance, free: frozenset[str], limits: Limits) -> tuple[Step, _Search]:
    """Free those whom the others push away, until nobody is: the last step, and what is known."""
    search = _Search(
        instance, free, limits.share(SHARE, "repair"), distance_tiers(instance.problem)
    )
    last: Step = {}
    for n in count():
        last = search.step(free, last)
        left = frozenset(id for least in last.values() for id in least.left)
        if not left or search.limits.left <= 0:
            break
        free = neighbourhood.grow(instance, free, left, n)
    return last, search


def _placed(instance: Instance, last: Step, search: _Search, limits: Limits) -> Answer | None:
    """The whole timetable, everybody who is not free as published; None if none is known."""
    free = frozenset(id for alone in last for id in alone)
    dropped = any(least.may_drop for least in last.values())
    best = search.best
    if best is None:  # anything near what was published is better than anything else
        dropped, best = _anything(instance, (free, search.broken), limits, may_drop=dropped)
    if best is None:
        return None
    model = neighbourhood.build_whole(instance, free, may_drop=dropped)
    start = _start(model, free, best, limits)
    if all(least.proved for least in last.values()):
        limits = limits.within(limits.elapsed + WISHES)
    found = lexicographic.solve(model, limits, sure=False, start=start, bounds=search.bounds)
    if isinstance(found, NoSolution):
        return None
    costs = {tier.name: tier.cost for tier in found.tiers}
    proved = [ModelTier(name, bound, bound) for name, bound in search.bounds.items()]
    return replace(claim_of(costs, found.timetable, proved, Reason.NEARBY), free=free)


def _anything(
    instance: Instance,
    free: tuple[frozenset[str], frozenset[str]],
    limits: Limits,
    *,
    may_drop: bool,
) -> tuple[bool, Staying | None]:
    """
    With everybody else staying, whatever it costs: whether somebody may be left out, and it.

    ``free``: those who are now, and those who were at first, of whom some may be left out.
    """
    now, first = free  # at first those may be missing whom somebody who runs on pushes away
    for own, dropping in ((now, may_drop), (first, True), (now, True)):
        part = neighbourhood.build_part(instance, own, may_drop=dropping)
        share = limits.finishing(0.5, "repair")
        late = replace(share, seconds=max(share.seconds, share.elapsed + LATE))
        best = distance.keep_others(part, own, late)
        if best is not None:
            return dropping, best
    return True, None


def _start(model: Model, free: frozenset[str], best: Staying, limits: Limits) -> CpSolver | None:
    """The whole with the free sessions at their places, and nothing dearer than it need be."""
    instance, var = model.instance, model.var
    published = _as_published(instance.problem)
    at = {s.session: s for s in published.sittings if s.session not in best.free}
    at |= best.places
    everything = [term for terms in model.tiers.values() for term in terms]
    fixed = replace(model, cp=model.cp.clone(), tiers={"start": everything})
    for id in sorted(free):
        i = instance.index[id]
        if instance.begun[i]:
            continue
        fixed.cp.add(var.placed[i] == (id in at))
        if id in at:
            fixed.cp.add_linear_constraint(var.start[i] - instance.grid.floor(at[id].start), 0, 0)
            fixed.cp.add(var.parts[i][0].rooms[instance.room_index[at[id].room]] == 1)
    late = replace(limits, seconds=limits.elapsed + FINISH, grace=None, stop=Stop())
    alone = replace(late.within(FINISHING), grace=late.seconds)
    try:
        found = lexicographic.solve(fixed, alone, sure=False)
    except NoTimetable:
        return None
    return found.solver if isinstance(found, Found) else None

"""
The published order first, then any other order, from there.

``reorder`` may do all that ``roll`` may, with one exception: what has begun stays in front with all
its sittings, so that nobody comes in before its rest. So the result of ``roll`` is found first: the
order is fixed, windows are narrow, and it takes a fraction of the time. If ``reorder`` may do the
same, and it costs nothing up to the tier ``order``, and nobody is new, no other order does better,
and what was proved of it holds. Else the search among all orders begins there, and keeps it if it
finds nothing better.
"""

from collections.abc import Sequence
from typing import Protocol

from scheduler import verifier
from scheduler.errors import Interrupted, NoTimetable
from scheduler.instance.compile import compile
from scheduler.instance.instance import Instance
from scheduler.problem import Problem
from scheduler.search.cpsat.limits import Limits
from scheduler.search.cpsat.solutions import Found, NoSolution
from scheduler.search.exact import everything
from scheduler.search.proofs import Answer, Reason, claim, claim_nothing, join
from scheduler.search.repair import mended
from scheduler.timetable import Timetable

NAME = "order, then others"
SHARE = 0.5
"""Share of the time that the published order may use."""


class Priced(Protocol):
    """A tier with its cost, whatever is proved of it."""

    @property
    def name(self) -> str: ...

    @property
    def cost(self) -> int: ...


def suits(instance: Instance) -> bool:
    """Whether the policy lets sessions change places: then no other way does as well."""
    return any(order.free for order in instance.orders)


def solve(instance: Instance, limits: Limits) -> Answer | None:
    """The best in any order; None if there is none, or none was found in either step."""
    rolled = _rolled(instance.problem, limits.share(SHARE, "as published"))
    if rolled is not None and no_other_order(instance.problem, rolled.tiers):
        return claim(rolled, Reason.SEQUENCE)
    near = None if rolled is None else rolled.timetable
    try:
        reordered = everything.search(instance, limits, near=near)
    except (NoTimetable, Interrupted):
        return None if rolled is None else _unproved(rolled)
    if isinstance(reordered, NoSolution):
        return None
    answer = claim(reordered, Reason.EVERYTHING)
    if rolled is None or reordered.costs <= rolled.costs:
        return answer
    return join(_unproved(rolled), answer)


def no_other_order(problem: Problem, rolled: Sequence[Priced]) -> bool:
    """
    Whether a timetable that keeps the sequence in force is as good as those in another one.

    It is if it costs nothing up to the pairs that change places, and every session of the orders
    was published: then another sequence has a pair of them the other way round, and costs more.
    A session that is new has no such pair, and might save something elsewhere.
    """
    situation = problem.situation
    if situation is None:
        return False
    held = {session.id for session in problem.held}
    ordered = {id for order in problem.rolling for id in order.order} & held
    new = ordered - {sitting.session for sitting in situation.published}
    names = [tier.name for tier in rolled]
    return not new and not any(tier.cost for tier in rolled[: names.index("order") + 1])


def _rolled(problem: Problem, limits: Limits) -> Found | None:
    """The best in the published order, as proved of that alone; None if reorder forbids it."""
    fixed = compile(problem.model_copy(update={"in_force": "roll"}))
    try:
        found = everything.search(fixed, limits, near=_mended(fixed))
    except (NoTimetable, Interrupted):
        return None
    if not isinstance(found, Found) or verifier.violations(problem, found.timetable):
        return None
    return found


def _mended(fixed: Instance) -> Timetable | None:
    """What several orders come to by hand, to start from."""
    by_hand = mended.mend(fixed) if len(fixed.orders) > 1 else None
    return None if by_hand is None else by_hand.timetable


def _unproved(found: Found) -> Answer:
    return claim_nothing({tier.name: tier.cost for tier in found.tiers}, found.timetable)

"""Several ways to go on, one per policy, side by side."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Protocol, get_args

from scheduler.errors import Infeasible, NoTimetable
from scheduler.model import tier_names
from scheduler.problem import Policy, Problem, Sitting
from scheduler.replanning.basis import read_basis
from scheduler.replanning.replan import (
    Found,
    Replanned,
    explained,
    find_under_policy,
    remark_known_facts,
)
from scheduler.replanning.request import Effort, ReplanRequest
from scheduler.search.exact.reordering import no_other_order
from scheduler.timetable import Timetable
from scheduler.timetable.losses import loss_sentence, lost_places
from scheduler.timetable.sentences import voice


def alternatives(request: ReplanRequest, count: int = 3) -> tuple[Replanned, ...]:
    """
    Up to ``count`` different outcomes, one per policy, the least disturbing first.

    Only the policy of the request, if it names one. None leaves out sessions that weigh more than
    those that another one leaves out. Outcomes with equal sittings are shown once. What is not
    shown, and which policies ran out of time, is told in ``notes`` of the first outcome; Infeasible
    or NoTimetable is raised only if there is no outcome at all. The seconds of the budget are for
    all of them together, shared out evenly, with one share for the question what is forced, which
    is asked of what is shown; what one does not use is for the others. What one has found is where
    the others start, if it is allowed there.
    """
    basis = read_basis(request)
    effort, ways = Effort(request.budget), _Ways()
    policies = (request.policy,) if request.policy is not None else _policies(request.problem)
    asks = {policy: partial(find_under_policy, basis, request, policy) for policy in policies}
    for n, policy in enumerate(policies):
        if policy == "reorder" and _keeps_the_order(ways.outcomes.values()):
            ways.skipped.append(NO_OTHER_ORDER)
            continue
        _try(ways, policy, asks[policy], effort.share(len(policies) - n + 1))
        if ways.interrupted:
            break
    late = _late(ways)
    for n, policy in enumerate(late):
        _try(ways, policy, asks[policy], effort.share(len(late) - n + 1))
    if not ways.outcomes:
        raise next(iter(ways.failures.values()), Infeasible("no policy allows a timetable"))
    known = remark_known_facts(basis, request.facts)
    shown, notes = _shown(ways, request.problem.usual_policy, request.published.timetable, count)
    told = (explained(way, effort.share(len(shown) - n)) for n, way in enumerate(shown))
    return tuple(replace(way, notes=(*known, *notes)) for way in told)


class _Ask(Protocol):
    """The timetable under a policy; errors as ``replan``."""

    def __call__(self, effort: Effort, starts: Sequence[Timetable]) -> Found: ...


@dataclass(slots=True)
class _Ways:
    """
    What each policy came to, in the order in which they were asked.

    ``started``: the policies from whose timetables one has started already. ``skipped``: what to
    say of those that need not be asked.
    """

    outcomes: dict[Policy, Found] = field(default_factory=dict)
    failures: dict[Policy, Infeasible | NoTimetable] = field(default_factory=dict)
    started: dict[Policy, frozenset[Policy]] = field(default_factory=dict)
    skipped: list[str] = field(default_factory=list)

    @property
    def interrupted(self) -> bool:
        return any(way.outcome.interrupted for way in self.outcomes.values())

    def others(self, policy: Policy) -> dict[Policy, Timetable]:
        """The results of other policies that this one has not started from yet."""
        tried = {policy} | self.started.get(policy, frozenset())
        return {p: way.outcome.timetable for p, way in self.outcomes.items() if p not in tried}


def _try(ways: _Ways, policy: Policy, ask: _Ask, effort: Effort) -> None:
    """
    Ask a policy, starting from the results of others; the better of the answer and what it had.
    """
    others, before = ways.others(policy), ways.outcomes.get(policy)
    own = () if before is None else (before.outcome.timetable,)
    ways.started[policy] = ways.started.get(policy, frozenset()) | others.keys()
    try:
        way = ask(effort, (*own, *others.values()))
    except (Infeasible, NoTimetable) as error:
        if before is None:
            ways.failures[policy] = error
        return
    ways.failures.pop(policy, None)
    if before is None or _costs(way) <= _costs(before):
        ways.outcomes[policy] = way


def _late(ways: _Ways) -> list[Policy]:
    """Policies that ran out of time before others came to something that they could start from."""
    if ways.interrupted:
        return []
    late = [p for p, error in ways.failures.items() if isinstance(error, NoTimetable)]
    late += [p for p, way in ways.outcomes.items() if way.outcome.out_of_time]
    return [policy for policy in late if ways.others(policy)]


def _shown(
    ways: _Ways, usual: Policy, published: Timetable, count: int
) -> tuple[list[Found], list[str]]:
    """
    The outcomes that leave out least, the least disturbing first; and what to say besides.

    Of one that is not among the first ``count``, nothing is said: it was not asked for.
    """
    different, same, notes = _different(ways)
    least = min(map(_left_out, different))
    ranked = sorted(different, key=partial(_disturbs, usual=usual))
    shown = [way for way in ranked if _left_out(way) == least][:count]
    notes += [_same(way, to) for to, way in same if any(to is one for one in shown)]
    worse = [way for way in ranked if _left_out(way) > least]
    for way in worse:
        also = [other for to, other in same if to is way]
        notes.append(_dominated([way, *also], shown[0], published))
    notes += [f"{way.policy}: {OUT_OF_TIME}" for way in shown if way.outcome.out_of_time]
    return shown, notes


def _different(
    ways: _Ways,
) -> tuple[list[Found], list[tuple[Found, Found]], list[str]]:
    """
    Each timetable once, under the first policy that came to it; with others that came to it, after
    it; and what to say of policies that came to none.
    """
    different: list[Found] = []
    equal: list[tuple[Found, Found]] = []
    notes = [*ways.skipped, *(f"{p}: {_why(error)}" for p, error in ways.failures.items())]
    rolled = ways.outcomes.get("roll")
    for policy, way in ways.outcomes.items():
        sittings = _held(way)
        same = next((other for other in different if _held(other) == sittings), None)
        if policy == "reorder" and rolled is not None and _costs(way) == _costs(rolled):
            proved = way.outcome.status == "optimal"
            notes.append(NO_OTHER_ORDER if proved else f"{NO_OTHER_FOUND}; {OUT_OF_TIME}")
        elif same is not None:
            equal.append((same, way))
        else:
            different.append(way)
    return different, equal, notes


def _held(way: Found) -> tuple[Sitting, ...]:
    """All sittings; why the others have no place each policy says in its own words."""
    return way.outcome.timetable.sittings


def _same(way: Found, shown: Found) -> str:
    """
    The sentence that a policy gives a timetable that is shown already, or found nothing better.
    """
    if way.outcome.out_of_time:
        return f"{way.policy}: nothing better than {shown.policy} was found; {OUT_OF_TIME}"
    return f"{way.policy} gives the same timetable as {shown.policy}"


def _why(error: Infeasible | NoTimetable) -> str:
    if isinstance(error, NoTimetable):
        return "no timetable was found in its share of the time"
    rules = ", ".join(error.rules)
    return f"no timetable ({rules})" if rules else "no timetable"


def _dominated(ways: Sequence[Found], best: Found, published: Timetable) -> str:
    """``roll and hold are not shown: Drafting would lose its place; reorder leaves out less``"""
    problem = ways[0].outcome.problem
    lost = lost_places(published, ways[0].outcome.timetable)
    sentence = loss_sentence(lost, voice(problem.zone, problem=problem), conditional=True)
    late = f" ({OUT_OF_TIME})" if any(way.outcome.out_of_time for way in ways) else ""
    *others, last = [str(way.policy) for way in ways]
    names = " and ".join([*([", ".join(others)] if others else []), last])
    verb = "are" if others else "is"
    return f"{names} {verb} not shown: {sentence}; {best.policy} leaves out less{late}"


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


NO_OTHER_ORDER = "reorder: no other order does better"
NO_OTHER_FOUND = "reorder: no other order was found that does better"
OUT_OF_TIME = "the time ran out; more --seconds may give a better one"


def _costs(way: Found) -> list[int]:
    return [tier.cost for tier in way.outcome.tiers]


def _left_out(way: Found) -> int:
    """What those weigh who have no place."""
    return sum(tier.cost for tier in way.outcome.tiers if tier.name == "unplaced")


def _disturbs(way: Found, *, usual: Policy) -> list[int]:
    """The costs in the order of the usual policy, whatever the order of its own is."""
    cost = {tier.name: tier.cost for tier in way.outcome.tiers}
    order = tier_names(way.outcome.problem.model_copy(update={"in_force": usual}))
    return [cost.pop(name) for name in order if name in cost] + list(cost.values())


def _keeps_the_order(ways: Iterable[Found]) -> bool:
    """Whether no other order can do better than what was found under ``roll``: no need to ask."""
    return any(
        no_other_order(way.outcome.problem, way.outcome.tiers)
        for way in ways
        if way.policy == "roll"
    )

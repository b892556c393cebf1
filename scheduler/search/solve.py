"""From a problem to a verified timetable."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Protocol

from scheduler.errors import (
    Infeasible,
    Interrupted,
    ModelTooLarge,
    NoTimetable,
    VerificationError,
)
from scheduler.insight.capacity import shortages
from scheduler.insight.shortage_rules import rules_of_shortages
from scheduler.instance.compile import compile
from scheduler.instance.instance import Instance
from scheduler.problem import Policy, Problem
from scheduler.search import cells, decomposed, starting
from scheduler.search.budget import USUAL, Budget
from scheduler.search.by_hand import placing
from scheduler.search.cpsat import infeasible_families
from scheduler.search.cpsat.limits import NOTHING, Limits, interruptible
from scheduler.search.cpsat.solutions import NoSolution
from scheduler.search.exact import everything, remaining_tiers, reordering, without_overtime
from scheduler.search.outcome import Outcome, judged
from scheduler.search.proofs import Answer, Reason, claim, join, no_timetable, too_short
from scheduler.search.repair import mended, repair
from scheduler.search.time_then_rooms import when_then_where
from scheduler.timetable import Timetable

EXACT = "exact"
JUDGING, MOST = 6.0, 0.2
"""
How many times as long as it took to compile the problem is kept for judging and writing what is
found, and of what is left no more than this: both grow with the meeting, on any machine.
"""


class Strategy(Protocol):
    """A way to search that is better than the exact model for some problems."""

    NAME: str

    def suits(self, instance: Instance) -> bool:
        """Whether it is worth while: the exact model is quick where little is to be decided."""
        ...

    def solve(self, instance: Instance, limits: Limits) -> Answer | None:
        """The best found, or None where it does not treat every rule, or comes to nothing."""
        ...


STRATEGIES: tuple[Strategy, ...] = (reordering, cells, when_then_where)
"""The first that suits and finds something is used; else the exact model."""


def solve(
    problem: Problem,
    budget: Budget = USUAL,
    policy: Policy | None = None,
    *,
    starts: Sequence[Timetable] = (),
    naming_rules: bool = True,
    explaining: bool = True,
) -> Outcome:
    """
    Find the cheapest timetable, tier by tier, and have it verified.

    ``starts``: timetables found elsewhere. Those that break no rule here are where the search
    starts, and what is left if nothing better is found in time. ``explaining``: whether it is said
    why a session has no place, which nobody reads of a timetable that is not shown.

    Raises
    ------
    Infeasible
        No timetable satisfies the hard rules: ``shortages`` says why where arithmetic knows.
        ``rules`` names the families involved, which may take many more runs: none with
        ``naming_rules`` false.
    NoTimetable, Interrupted
        Nothing was found within the seconds of the budget, or before Ctrl-C.
    VerificationError
        The verifier rejects the timetable, or prices it differently: a bug of ours.
    """
    if policy is not None:
        problem = problem.model_copy(update={"in_force": policy})
    limits = Limits.of(budget, EXACT)
    limits.begin("building")
    instance = compile(problem)
    limits.seconds -= min(JUDGING * limits.elapsed, limits.left * MOST)
    if short := shortages(instance):
        raise too_short(short, rules_of_shortages(problem) if naming_rules else ())
    with interruptible(limits.stop):
        try:
            answer, strategy = _found(instance, limits, starting.cheapest(problem, starts), budget)
        except Infeasible as error:
            if naming_rules:
                error.rules = infeasible_families.rules_involved(instance, limits)
            raise
    answer = starting.as_published(problem, answer)
    return judged(problem, answer, strategy, limits, explaining=explaining)


def _found(
    instance: Instance, limits: Limits, start: Answer | None, budget: Budget
) -> tuple[Answer, str]:
    """The result in time, and the strategy; else the published timetable, mended by hand."""
    try:
        return _from_start(instance, limits, start)
    except NoTimetable as error:
        by_hand = mended.mend(instance)
        if by_hand is None:
            raise NoTimetable(_in_time(error, budget)) from error
        return by_hand, mended.NAME


def _in_time(error: NoTimetable, budget: Budget) -> str:
    """In which time nothing was found; and why, where it was not even searched."""
    seconds = budget.seconds if budget.asked is None else budget.asked
    why = f": {error}" if isinstance(error, ModelTooLarge) else ""
    return f"no timetable found within {seconds:.3g} s{why}"


def _from_start(instance: Instance, limits: Limits, start: Answer | None) -> tuple[Answer, str]:
    """The better of what is found and what there was to start from, with all that is proved."""
    if start is None:
        return _search(instance, limits, None)
    try:
        answer, strategy = _search(instance, limits, start.timetable)
    except (NoTimetable, Interrupted):
        return start, starting.NAME
    except Infeasible as error:
        raise VerificationError(f"{error}, but the verifier accepts one") from error
    if start.costs < answer.costs:
        return join(start, answer), starting.NAME
    return answer, strategy


def _search(
    instance: Instance, limits: Limits, near: Timetable | None = None
) -> tuple[Answer, str]:
    """A timetable with its price and bounds, and the strategy that found it."""
    limits.strategy = decomposed.NAME
    parts = decomposed.first(instance, limits)
    limits.strategy = EXACT
    if parts is None:
        if limits.left > 0 or len(instance.sessions) < decomposed.HUGE:
            return _as_a_whole(instance, limits, near)
        if limits.interrupted:
            raise Interrupted(NOTHING)
        raise NoTimetable(f"no timetable found within {limits.seconds:.3g} s")
    if parts.proved or limits.left <= 0 or len(instance.sessions) >= decomposed.LARGE:
        return parts, decomposed.NAME
    try:
        whole, strategy = _as_a_whole(instance, limits, near)
    except (NoTimetable, Interrupted):
        return parts, decomposed.NAME
    cheaper = whole.costs < parts.costs
    answer, name = (whole, strategy) if cheaper else (parts, decomposed.NAME)
    return join(answer, parts, whole), name


def _as_a_whole(instance: Instance, limits: Limits, near: Timetable | None) -> tuple[Answer, str]:
    """The same without parts."""
    placed, by_hand = _by_hand(instance, limits)
    if placed is not None and not any(placed.costs):
        return placed, by_hand
    if placed is None:
        return _by_models(instance, limits, near)
    near = placed.timetable if near is None else near
    try:
        answer, strategy = _by_models(instance, limits, near)
    except (NoTimetable, Interrupted):
        return placed, by_hand
    return (answer, strategy) if answer.costs <= placed.costs else (join(placed, answer), by_hand)


def _by_hand(instance: Instance, limits: Limits) -> tuple[Answer | None, str]:
    """A timetable that needs no model, if there is one, and how it came about."""
    if len(instance.orders) > 1 and instance.replanning:
        return mended.mend(instance), mended.NAME
    limits.strategy = placing.NAME
    placed = placing.solve(instance, limits)
    limits.strategy = EXACT
    return placed, placing.NAME


def _by_models(instance: Instance, limits: Limits, near: Timetable | None) -> tuple[Answer, str]:
    """The result of models; ``near``: a timetable from which they may start."""
    plain = without_overtime.search(instance, limits)
    if plain is not None and not any(plain.costs):
        return plain, EXACT
    limits.strategy = repair.NAME
    repaired = repair.solve(instance, limits)
    if repaired is not None:
        return remaining_tiers.prove(instance, limits, repaired), repair.NAME
    limits.strategy = EXACT
    try:
        return _whole(instance, limits, near)
    except (NoTimetable, Interrupted):
        if plain is None:
            raise
        return plain, EXACT


def _whole(instance: Instance, limits: Limits, near: Timetable | None) -> tuple[Answer, str]:
    """With all the freedom that the problem gives."""
    for strategy in STRATEGIES:
        if strategy.NAME in limits.avoid:
            continue
        limits.strategy = strategy.NAME
        answer = None
        with suppress(ModelTooLarge):
            answer = strategy.solve(instance, limits) if strategy.suits(instance) else None
        if answer is not None:
            return answer, strategy.NAME
    limits.strategy = EXACT
    found = everything.search(instance, limits, near=near)
    if isinstance(found, NoSolution):
        raise no_timetable(found)
    return claim(found, Reason.EVERYTHING), EXACT

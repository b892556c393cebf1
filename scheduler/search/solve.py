"""From a problem to a verified timetable, and from that to the record that is stored."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Protocol

from scheduler import __version__, verifier
from scheduler.errors import Infeasible, Interrupted, NoTimetable, VerificationError
from scheduler.insight.capacity import shortages
from scheduler.insight.shortage_rules import rules_of_shortages
from scheduler.insight.warnings import warnings
from scheduler.insight.why_unplaced import reasons
from scheduler.instance.compile import compile
from scheduler.instance.instance import Instance
from scheduler.problem import Place, Policy, Problem, Waiver
from scheduler.search import cells, decomposed, starting
from scheduler.search.budget import USUAL, Budget
from scheduler.search.by_hand import placing
from scheduler.search.cpsat import infeasible_families
from scheduler.search.cpsat.running import NOTHING, Limits, interruptible
from scheduler.search.cpsat.solutions import ModelTier, NoSolution
from scheduler.search.exact import everything, remaining_tiers, reordering, without_overtime
from scheduler.search.proofs import Answer, Reason, claim, join, no_timetable, too_short
from scheduler.search.repair import repair
from scheduler.search.time_then_rooms import when_then_where
from scheduler.timetable import Certificate, Charge, Record, Run, Tier, Timetable, Warning_

EXACT = "exact"


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
"""The first that suits and comes to something; else the exact model."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """
    A timetable that the verifier accepts, with its price.

    Attributes
    ----------
    problem
        The problem as solved: with the policy in force and the situation.
    status
        ``optimal`` only if every tier's bound equals its cost.
    free
        As in the search's result: ids of the sessions that were free, if not all were.
    interrupted
        Whether the planner stopped the search; the best timetable so far was kept.
    out_of_time
        Whether the time was up before all was proved.
    certificates
        Prices that prove bounds of tiers once more (``verify --bounds``).
    """

    problem: Problem
    timetable: Timetable
    status: str
    tiers: tuple[Tier, ...]
    charges: tuple[Charge, ...]
    warnings: tuple[Warning_, ...]
    waived: tuple[str, ...]
    strategy: str
    seconds: float
    seed: int
    workers: int
    interrupted: bool
    free: frozenset[str] | None = None
    out_of_time: bool = False
    certificates: tuple[Certificate, ...] = ()


def solve(
    problem: Problem,
    budget: Budget = USUAL,
    policy: Policy | None = None,
    *,
    starts: Sequence[Timetable] = (),
    naming_rules: bool = True,
) -> Outcome:
    """
    Find the cheapest timetable, tier by tier, and have it verified.

    ``starts``: timetables found elsewhere. Those that break no rule here are where the search
    starts, and what is left if nothing better is found in time.

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
    if short := shortages(instance):
        raise too_short(short, rules_of_shortages(problem) if naming_rules else ())
    with interruptible(limits.stop):
        try:
            answer, strategy = _from_start(instance, limits, starting.cheapest(problem, starts))
        except Infeasible as error:
            if naming_rules:
                error.rules = infeasible_families.rules_involved(instance, limits)
            raise
    return _judged(problem, starting.as_published(problem, answer), strategy, limits)


def _judged(problem: Problem, answer: Answer, strategy: str, limits: Limits) -> Outcome:
    """What was found, once the verifier accepts it; raises VerificationError if it does not."""
    limits.begin("checking")
    charges = judge(problem, answer.timetable, answer.tiers)
    timetable = _with_reasons(problem, answer.timetable)
    tiers = tuple(_as_charged(tier, charges) for tier in answer.tiers)
    proved = all(tier.cost == tier.bound for tier in tiers)
    waived = verifier.waived(problem, timetable)
    return Outcome(
        problem=problem,
        timetable=timetable,
        status="optimal" if proved else "feasible",
        tiers=tiers,
        charges=charges,
        warnings=warnings(problem, timetable, charges),
        waived=tuple(f"{f.rule}: {f.message} Waived: {f.reason}" for f in waived),
        strategy=strategy,
        seconds=limits.elapsed,
        seed=limits.seed,
        workers=limits.workers,
        interrupted=limits.interrupted,
        free=answer.free,
        out_of_time=not proved and limits.left <= 0,
        certificates=answer.certificates,
    )


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
    """The same, not in parts."""
    limits.strategy = placing.NAME
    placed = placing.solve(instance, limits)
    limits.strategy = EXACT
    if placed is not None and not any(placed.costs):
        return placed, placing.NAME
    if placed is None:
        return _by_models(instance, limits, near)
    near = placed.timetable if near is None else near
    try:
        answer, strategy = _by_models(instance, limits, near)
    except (NoTimetable, Interrupted):
        return placed, placing.NAME
    return (
        (answer, strategy) if answer.costs <= placed.costs else (join(placed, answer), placing.NAME)
    )


def _by_models(instance: Instance, limits: Limits, near: Timetable | None) -> tuple[Answer, str]:
    """What models come to; ``near``: a timetable from which they may start."""
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
        limits.strategy = strategy.NAME
        answer = strategy.solve(instance, limits) if strategy.suits(instance) else None
        if answer is not None:
            return answer, strategy.NAME
    limits.strategy = EXACT
    found = everything.search(instance, limits, near=near)
    if isinstance(found, NoSolution):
        raise no_timetable(found)
    return claim(found, Reason.EVERYTHING), EXACT


def judge(
    problem: Problem, timetable: Timetable, tiers: Sequence[Tier | ModelTier]
) -> tuple[Charge, ...]:
    """The verifier's charges, once it accepts the timetable at the solver's price."""
    complaints = [v.message for v in verifier.violations(problem, timetable)]
    charges = tuple(verifier.charges(problem, timetable))
    for tier in tiers:
        amount = sum(charge.amount for charge in charges if charge.tier == tier.name)
        # an incumbent that is not proved optimal may carry slack in its auxiliary variables
        if amount > tier.cost or amount < tier.bound:
            complaints.append(f"tier {tier.name}: solver {tier.cost}, verifier {amount}")
    if complaints:
        raise VerificationError("\n".join(complaints))
    return charges


def _with_reasons(problem: Problem, timetable: Timetable) -> Timetable:
    """What stands in the way of each session without a place."""
    if not timetable.unplaced:
        return timetable
    why = reasons(problem, timetable)
    return Timetable.of(
        timetable.sittings,
        [u.model_copy(update={"reason": why.get(u.session, u.reason)}) for u in timetable.unplaced],
    )


def _as_charged(tier: Tier, charges: Sequence[Charge]) -> Tier:
    amount = sum(charge.amount for charge in charges if charge.tier == tier.name)
    return tier.model_copy(update={"cost": amount})


def record(
    outcome: Outcome,
    *,
    sha256: str,
    notes: Sequence[Warning_] = (),
    pins: Sequence[Place] = (),
    waive: Sequence[Waiver] = (),
) -> Record:
    """
    What is stored of an outcome, as a first revision.

    ``notes``: warnings of the scenario itself, which come before those of the timetable. ``waive``:
    the waivers in force; ``pins``: those in force that no situation contains.
    """
    problem = outcome.problem
    return Record(
        meeting=problem.meeting.id,
        scenario_sha256=sha256,
        timezone=problem.meeting.timezone,
        status="optimal" if outcome.status == "optimal" else "feasible",
        tiers=outcome.tiers,
        certificates=outcome.certificates,
        sittings=outcome.timetable.sittings,
        unplaced=outcome.timetable.unplaced,
        charges=outcome.charges,
        waived=outcome.waived,
        warnings=(*notes, *outcome.warnings),
        policy=problem.in_force,
        pins=tuple(pins),
        waive=tuple(waive),
        situation=problem.situation,
        run=Run(
            rollgrid=__version__,
            ortools=version("ortools"),
            seed=outcome.seed,
            workers=outcome.workers,
            seconds=round(outcome.seconds, 3),
            strategy=outcome.strategy,
        ),
    )

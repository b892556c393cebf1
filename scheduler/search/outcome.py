"""The outcome of a search, judged by the verifier, and the record of it that is stored."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version

from scheduler import __version__, verifier
from scheduler.errors import VerificationError
from scheduler.insight.warnings import warnings
from scheduler.insight.why_unplaced import reasons
from scheduler.problem import Place, Problem, Waiver
from scheduler.search.cpsat.limits import Limits
from scheduler.search.cpsat.solutions import ModelTier
from scheduler.search.proofs import Answer
from scheduler.timetable import Certificate, Charge, Record, Run, Tier, Timetable, Warning_

EXPLAINING = 0.3
"""Seconds for the reasons of those without a place, even when time is up."""


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


def judged(
    problem: Problem, answer: Answer, strategy: str, limits: Limits, *, explaining: bool = True
) -> Outcome:
    """
    What was found, once the verifier accepts it; raises VerificationError if it does not.

    ``explaining``: whether it is said why a session has no place.
    """
    limits.begin("checking")
    charges = judge(problem, answer.timetable, answer.tiers)
    timetable = answer.timetable
    if explaining:
        timetable = _with_reasons(problem, timetable, max(EXPLAINING, limits.left))
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


def _with_reasons(problem: Problem, timetable: Timetable, seconds: float) -> Timetable:
    """What stands in the way of each session without a place."""
    if not timetable.unplaced:
        return timetable
    why = reasons(problem, timetable, seconds)
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
    The record of an outcome, as a first revision.

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

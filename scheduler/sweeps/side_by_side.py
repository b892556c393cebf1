"""One problem, many searches at once: the best timetable, and the best bound of each tier."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from scheduler.errors import NoTimetable, SchedulerError, VerificationError
from scheduler.problem import Policy, Problem
from scheduler.search.budget import Budget
from scheduler.search.cpsat.limits import Limits
from scheduler.search.outcome import Outcome, judged, record
from scheduler.search.proofs import Answer, join
from scheduler.search.solve import STRATEGIES
from scheduler.sweeps.driver import Memory, Tell, drive
from scheduler.sweeps.engines import Engine
from scheduler.sweeps.jobs import Job
from scheduler.sweeps.results import Result
from scheduler.timetable import Record, Tier
from scheduler.verifier.bounds import check_bounds


@dataclass(frozen=True, slots=True)
class SideBySide:
    """
    The best of several searches.

    Attributes
    ----------
    outcome
        Verified here, with the best bounds that any of them proved.
    claimed
        Tiers whose bound, more than nothing, rests on the word of a worker: no certificate proves
        it here. Name, bound, and what is proved here.
    searches
        How many came to a result; ``failed``: why others did not.
    """

    outcome: Outcome
    claimed: tuple[tuple[str, int, int], ...]
    searches: int
    failed: tuple[str, ...] = ()


def solve_side_by_side(
    problem: Problem,
    policy: Policy | None,
    budget: Budget,
    engine: Engine,
    count: int,
    tell: Tell | None = None,
) -> SideBySide:
    """
    ``count`` searches of ``budget.seconds`` each: seeds from ``budget.seed`` on, every other one
    without the strategies that are tried before the exact model.

    NoTimetable where none was found, also if a worker says that there is none: nobody proved it
    here;
    VerificationError where the best timetable is not accepted here, or workers contradict one
    another.
    """
    asked = problem.model_copy(update={"in_force": policy})
    swept = drive(_jobs(asked, budget, count), engine, Memory(), tell)
    failed = tuple(failure.reason for failure in swept.failures.values())
    results = list(swept.results.values())
    solved = [_answer(result) for result in results if result.state == "solved"]
    impossible = [result.reason for result in results if result.state == "infeasible"]
    if not solved:
        raise _nothing(impossible, [*(r.reason for r in results), *failed])
    if impossible:
        raise VerificationError(
            "one worker found a timetable, but another one says that none is possible"
        )
    best, *others = sorted(solved, key=lambda answer: answer.costs)
    limits = Limits.of(budget, "side by side")
    outcome = judged(asked, join(best, *others), "side by side", limits)
    outcome = replace(outcome, seconds=budget.seconds)
    return SideBySide(outcome, _claimed(asked, outcome), len(results), failed)


def _jobs(problem: Problem, budget: Budget, count: int) -> list[Job]:
    others = frozenset(strategy.NAME for strategy in STRATEGIES)
    return [
        Job(
            number=n + 1,
            choices=(f"seed {budget.seed + n // 2}",),
            problem=problem,
            seconds=budget.seconds,
            seed=budget.seed + n // 2,
            avoid=others if n % 2 else frozenset(),
        )
        for n in range(count)
    ]


def _answer(result: Result) -> Answer:
    """A result as what a search comes to; its bounds are claims of whoever found it."""
    record = Record.model_validate_json(result.timetable)
    tiers = tuple(Tier(name=name, cost=cost, bound=bound) for name, cost, bound in result.tiers)
    return Answer(tiers, record.timetable, frozenset(), certificates=record.certificates)


def _nothing(impossible: Sequence[str], reasons: Sequence[str]) -> SchedulerError:
    if impossible:
        return NoTimetable(
            "no timetable found: a worker of the cluster says that there is none, which is not "
            f"checked here: solve without --cluster to have it proved\n{impossible[0]}"
        )
    told = next(iter(reasons), "no result came back")
    return NoTimetable(f"no search of the cluster found a timetable: {told}")


def _claimed(problem: Problem, outcome: Outcome) -> tuple[tuple[str, int, int], ...]:
    """Bounds of more than nothing that no certificate proves here."""
    tiers = [tier for tier in outcome.tiers if tier.bound > 0]
    if not tiers:
        return ()
    proved = check_bounds(problem, record(outcome, sha256="")).proved
    return tuple(
        (tier.name, tier.bound, proved.get(tier.name, 0))
        for tier in tiers
        if proved.get(tier.name, 0) < tier.bound
    )

"""One job solved and verified, wherever that is done."""

import hashlib
import time
from dataclasses import replace

from scheduler.errors import Infeasible, Interrupted, NoTimetable
from scheduler.scenario.rereading import as_text, complaints
from scheduler.search.budget import Budget
from scheduler.search.outcome import record
from scheduler.search.solve import solve
from scheduler.sweeps.jobs import Job
from scheduler.sweeps.results import Result, figures_of
from scheduler.timetable.files import to_bytes


def solve_job(job: Job) -> Result:
    """
    The result of a job; its timetable was accepted by the verifier.

    Raises
    ------
    VerificationError
        A bug of ours: there is no result.
    Interrupted
        It was stopped: what had been found by then is no result either.
    """
    begun = time.process_time()
    made = _made(job)
    return replace(made, cpu=round(time.process_time() - begun, 3))


def _made(job: Job) -> Result:
    if job.refused:
        return Result(state="refused", reason=job.refused)
    if job.combined and (wrong := complaints(job.problem)):
        return Result(state="refused", reason="\n".join(c.message for c in wrong))
    budget = Budget(job.seconds, job.seed, workers=1, avoid=job.avoid)
    try:
        outcome = solve(job.problem, budget, job.problem.in_force, naming_rules=False)
    except Infeasible as error:
        told = [sentence for _, sentence in error.shortages] or [str(error)]
        return Result(state="infeasible", reason="\n".join(told))
    except NoTimetable as error:
        return Result(state="no timetable", reason=str(error))
    if outcome.interrupted:
        raise Interrupted("stopped: a job is done only when its search has ended by itself")
    digest = hashlib.sha256(as_text(job.problem).encode()).hexdigest()
    made = record(outcome, sha256=digest)
    return Result(
        state="solved",
        optimal=outcome.status == "optimal",
        tiers=tuple((tier.name, tier.cost, tier.bound) for tier in outcome.tiers),
        figures=figures_of(outcome.problem, outcome.timetable, outcome.charges),
        timetable=to_bytes(made).decode(),
    )

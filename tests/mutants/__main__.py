"""Run and report; see the package."""

import argparse
import multiprocessing
import os
from collections import Counter
from collections.abc import Sequence

from tests.mutants.mutations import Mutation, sample
from tests.mutants.trials import Trial, covering, recorded, try_out


def run(count: int, seed: int, jobs: int) -> None:
    """Try the mutants of a sample that have not been tried."""
    tried = {trial.mutation.id for trial in recorded()}
    left = [mutation for mutation in sample(count, seed) if mutation.id not in tried]
    covering()
    shares = [(left[n::jobs], n) for n in range(jobs)]
    with multiprocessing.Pool(jobs) as pool:
        pool.starmap(_try_all, shares)


def _try_all(mutations: Sequence[Mutation], worker: int) -> None:
    for mutation in mutations:
        print(_line(try_out(mutation, worker)), flush=True)


def _line(trial: Trial) -> str:
    mutation = trial.mutation
    change = " ".join(f"{mutation.before} -> {mutation.after}".split())
    return f"{trial.outcome:<9} {mutation.path}:{mutation.line} {mutation.kind}: {change}"


def report() -> str:
    """How many of each room were killed, and who survived."""
    trials = {trial.mutation.id: trial for trial in recorded()}.values()
    rooms = Counter((trial.mutation.path.split("/")[1], trial.outcome) for trial in trials)
    killed = sum(trial.outcome == "killed" for trial in trials)
    lines = [f"{killed} of {len(trials)} mutants killed"]
    lines += [f"  {room:<12} {outcome:<9} {n}" for (room, outcome), n in sorted(rooms.items())]
    return "\n".join([*lines, *(_line(t) for t in trials if t.outcome != "killed")])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.mutants")
    parser.add_argument("command", choices=["run", "report"])
    parser.add_argument("--count", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    chosen = parser.parse_args()
    if chosen.command == "run":
        run(chosen.count, chosen.seed, chosen.jobs)
    print(report())

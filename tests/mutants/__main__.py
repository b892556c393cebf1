"""Run and report; see the package."""

import argparse
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.pool import ThreadPool
from pathlib import Path

from tests.mutants.mutations import Mutation, sample
from tests.mutants.trials import MARKS, Concern, Copy, Trial, measured, recorded, try_out

DEAD = ("killed", "hung")
SURVIVORS = Path(__file__).with_name("survivors.md")


@dataclass(frozen=True)
class Sample:
    """How many mutants, the seed with which they are drawn, and from which files."""

    count: int
    seed: int
    among: str = ""

    def drawn(self) -> list[Mutation]:
        return sample(self.count, self.seed, self.among)


def run(of: Sample, jobs: int, seconds: float = 20, marks: Sequence[str] = tuple(MARKS)) -> None:
    """
    Try the mutants of a sample that have not been tried, and the survivors with new tests.

    Each is tried with tests of so many seconds of CPU, of every mark.
    """
    chosen = of.drawn()
    with Copy(0) as copy:
        concern = Concern(measured(copy, marks), seconds)
    known = recorded()
    left = [m for m in chosen if m.id not in known or _again(known[m.id], concern)]
    print(f"{len(left)} of {len(chosen)} to try", flush=True)
    with ThreadPool(jobs) as pool:
        pool.map(lambda n: _try_all(left[n::jobs], concern, n), range(jobs))


def _again(trial: Trial, concern: Concern) -> bool:
    """Whether there are other tests for a survivor by now."""
    alive = trial.outcome in ("survived", "not run")
    return alive and concern.told(concern.of(trial.mutation)) != trial.told


def _try_all(mutations: Sequence[Mutation], concern: Concern, worker: int) -> None:
    with Copy(worker) as copy:
        for mutation in mutations:
            print(_line(try_out(mutation, concern, copy)), flush=True)


def _line(trial: Trial) -> str:
    mutation = trial.mutation
    change = " ".join(f"{mutation.before} -> {mutation.after}".split())
    by = f" by {trial.killer}" if trial.killer else ""
    where = f"{mutation.id} {mutation.path}:{mutation.line}"
    return f"{trial.outcome:<9} {where} {mutation.kind}: {change} ({trial.tests} tests){by}"


def argued() -> set[str]:
    """Mutants of which survivors.md says that they are equal to the program, by their ids."""
    table = SURVIVORS.read_text(encoding="utf-8").partition("## Equal")[2].partition("\n## ")[0]
    return set(re.findall(r"^\| `([0-9a-f]{12})` \|", table, re.MULTILINE))


def unequal(of: Sample) -> list[Mutation]:
    """The mutants of a sample but for those that are argued."""
    equal = argued()
    return [mutation for mutation in of.drawn() if mutation.id not in equal]


def report(of: Sample) -> str:
    """How many of the sample were killed in each room, and who survived; no argued ones."""
    known, chosen = recorded(), unequal(of)
    trials = [known[m.id] for m in chosen if m.id in known]
    rooms = Counter((trial.mutation.path.split("/")[1], trial.outcome) for trial in trials)
    dead = sum(trial.outcome in DEAD for trial in trials)
    lines = [f"{dead} of {len(trials)} mutants killed, {len(chosen) - len(trials)} not tried yet"]
    lines += [f"  {room:<12} {outcome:<9} {n}" for (room, outcome), n in sorted(rooms.items())]
    alive = (trial for trial in trials if trial.outcome not in DEAD)
    return "\n".join([*lines, *map(_line, alive)])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.mutants")
    parser.add_argument("command", choices=["run", "report"])
    parser.add_argument("--count", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--among", default="", help="a part of the paths of the files to draw from")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=20, help="of tests for each mutant")
    parser.add_argument("--no-ci", action="store_true", help="without tests marked ci")
    chosen = parser.parse_args()
    drawn = Sample(chosen.count, chosen.seed, chosen.among)
    if chosen.command == "run":
        run(drawn, chosen.jobs, chosen.seconds, ("",) if chosen.no_ci else tuple(MARKS))
    print(report(drawn))

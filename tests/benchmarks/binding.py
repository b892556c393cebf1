"""
Does ``--seconds`` bind? Random runs of the program on meetings of all sizes, and how late each is.

    uv run python -m tests.benchmarks.binding --runs 200 --seed 1 --save binding.json
    uv run python -m tests.benchmarks.binding --runs 20 --busy 8      eight processes beside it

A meeting is drawn, solved by the program, and replanned once something has happened; some cannot be
solved at all, and are explained. A command is *late* by what it takes beyond its seconds: its wall
clock from when it has read the scenario to the end of the process, printing and writing included.
What is wanted: at most 1 s and 5 % of the seconds on a machine that is not busy, 3 s and 10 % with
eight busy processes on two cores.
"""

import argparse
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from scheduler.problem import Problem
from tests.benchmarks import councils, talks
from tests.benchmarks.centre import centre
from tests.search import planted
from tests.search.conferences import conference, subsidiary

SECONDS = (0.5, 1.0, 1.0, 2.0, 3.0, 5.0, 10.0)
"""Limits to draw from."""
ALONE, BUSY = (1.0, 0.05), (3.0, 0.10)
"""Seconds, and share of the limit, that a run may be late."""
HOPELESS = 900.0
"""Seconds after which a run is given up."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A meeting by its kind, size and seed."""

    kind: str
    size: int
    seed: int

    @property
    def problem(self) -> Problem:
        return KINDS[self.kind][1](self.size, self.seed)


def _impossible(size: int, seed: int) -> Problem:
    """Sessions in orders; one of them is to be over before it can be."""
    problem = planted.orders(size, seed)
    first, *others = problem.sessions
    opens = min(problem.days)
    late = first.model_dump(mode="json") | {"deadline": f"{opens} 10:30", "split": None}
    kept = [session.model_dump(mode="json") for session in others]
    whole = problem.model_dump(mode="json", exclude_defaults=True)
    return Problem.model_validate(whole | {"sessions": [late, *kept]})


KINDS: dict[str, tuple[tuple[int, int], Callable[[int, int], Problem]]] = {
    "centre": ((50, 3_000), centre),
    "split": ((5, 80), planted.splitting),
    "orders": ((14, 100), planted.orders),
    "council": ((14, 140), lambda n, seed: councils.council(seed, sessions=n, weeks=2 + n // 30)),
    "rooms": (
        (20, 800),
        lambda n, seed: conference(seed, sessions=n, days=max(2, n // 12)),
    ),
    "delegations": ((120, 120), lambda _, seed: subsidiary(seed)),
    "talks": ((10, 300), lambda n, seed: talks.problem(talks.talks(n, seed))),
    "impossible": ((14, 40), _impossible),
}
"""Kinds of meetings: the fewest and the most sessions, and how one is made of a size and a seed."""


@dataclass(frozen=True, slots=True)
class Late:
    """
    One run.

    Attributes
    ----------
    limit, late
        Seconds that it was given, and that it took beyond; negative if it was done before.
    reading, cpu, peak_mb
        Seconds from the start of the process until the scenario was read, which are not counted;
        seconds of CPU in all; memory in MiB.
    """

    command: str
    drawn: Drawn
    limit: float
    late: float
    reading: float
    cpu: float
    peak_mb: int
    code: int
    load: float

    def exceeds(self, allowed: tuple[float, float]) -> bool:
        seconds, share = allowed
        return self.late > seconds + share * self.limit


def main(argv: list[str] | None = None) -> int:
    """The exit code: 0 if no run was later than is allowed, else 1."""
    options = _options().parse_args(argv)
    if options.alone is not None:
        return _alone(options.alone)
    with tempfile.TemporaryDirectory(prefix="rollgrid-binding-") as folder, _busy(options.busy):
        runs = list(measure(options.runs, options.seed, Path(folder), options.kinds.split(",")))
    if options.save is not None:
        rows = [asdict(run) for run in runs]
        options.save.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    allowed = BUSY if options.busy else ALONE
    print("\n".join(told(runs, allowed)))
    return int(any(run.exceeds(allowed) for run in runs))


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.binding",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kinds", default=",".join(KINDS), help="draw from these alone")
    parser.add_argument("--busy", type=int, default=0, help="so many busy processes beside it")
    parser.add_argument("--save", type=Path, help="keep the runs as JSON")
    parser.add_argument("--alone", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)
    return parser


def measure(count: int, seed: int, folder: Path, kinds: Sequence[str]) -> Iterator[Late]:
    """So many runs, each told on stderr as it ends."""
    draw, done = random.Random(seed), 0
    for n in range(count):
        for run in _of_one(draw, n, folder, kinds):
            print(f"{done + 1} of {count}: {_line(run)}", file=sys.stderr, flush=True)
            done += 1
            yield run
            if done == count:
                return


def _of_one(draw: random.Random, n: int, folder: Path, kinds: Sequence[str]) -> Iterator[Late]:
    """Of one meeting: solved, and replanned if that came to something; or explained."""
    kind = draw.choice(kinds)
    (least, most), _ = KINDS[kind]
    size = round(least * (most / least) ** draw.random())
    drawn = Drawn(kind, size, draw.randrange(10**6))
    scenario, found = folder / f"{n}.yaml", folder / f"{n}.json"
    problem = drawn.problem
    raw = problem.model_dump(mode="json", exclude_defaults=True, by_alias=True)
    scenario.write_text(json.dumps(raw), encoding="utf-8")
    if kind == "impossible":
        yield _run(["explain", str(scenario)], drawn, draw.choice(SECONDS))
    yield _run(["solve", str(scenario), "--out", str(found)], drawn, draw.choice(SECONDS))
    if found.is_file():
        fact, now = _happening(draw, json.loads(found.read_text(encoding="utf-8")))
        told = ["--published", str(found), "--fact", fact, "--now", now]
        yield _run(["replan", str(scenario), *told], drawn, draw.choice(SECONDS))


def _happening(draw: random.Random, record: Any) -> tuple[str, str]:
    """A fact about a sitting, and the moment at which it is told."""
    sitting = draw.choice(record["sittings"])
    session, now = sitting["session"], sitting["start"][:16].replace("T", " ")
    facts = [f"late {session} 30m", f"cancelled {session}", f"overrun {session} 45m"]
    return draw.choice([*facts, f"room-lost {sitting['room']} from {now}"]), now


def _run(command: list[str], drawn: Drawn, seconds: float) -> Late:
    """One command in a process of its own."""
    load, began = os.getloadavg()[0], time.time()
    argv = [sys.executable, "-m", "tests.benchmarks.binding", "--alone"]
    argv += [*command, "--seconds", str(seconds)]
    try:
        done = subprocess.run(argv, capture_output=True, text=True, check=False, timeout=HOPELESS)
    except subprocess.TimeoutExpired:
        return Late(command[0], drawn, seconds, HOPELESS, 0.0, 0.0, 0, -1, round(load, 2))
    ended = time.time()
    own = json.loads(done.stderr.splitlines()[-1])
    figures = {"late": ended - own["read"] - seconds, "reading": own["read"] - began}
    return Late(
        command[0],
        drawn,
        seconds,
        **{key: round(value, 2) for key, value in figures.items()},
        cpu=own["cpu"],
        peak_mb=own["peak_mb"],
        code=done.returncode,
        load=round(load, 2),
    )


def _alone(argv: list[str]) -> int:
    """The program itself, with the moment at which a scenario was read last said on stderr."""
    import cli
    from scheduler import scenario

    read, load = [time.time()], scenario.load

    def loading(*args: Any, **kwargs: Any) -> Any:
        loaded = load(*args, **kwargs)
        read.append(time.time())
        return loaded

    scenario.load = loading  # commands take it from here when they are called
    code = cli.main(argv)
    used = resource.getrusage(resource.RUSAGE_SELF)
    own = {"read": read[-1], "cpu": round(used.ru_utime + used.ru_stime, 2)}
    print(json.dumps(own | {"peak_mb": used.ru_maxrss // 1024}), file=sys.stderr)
    return code


@contextmanager
def _busy(count: int) -> Iterator[None]:
    """So many processes that do nothing, as fast as they can."""
    each = [sys.executable, "-c", "while True: pass"]
    processes = [subprocess.Popen(each) for _ in range(count)]
    try:
        yield
    finally:
        for process in processes:
            process.kill()
            process.wait()


def told(runs: Sequence[Late], allowed: tuple[float, float]) -> list[str]:
    """How late runs were, by command and kind, and the latest of them."""
    if not runs:
        return ["no run"]
    lines = ["| command | kind | runs | late s: median | worst | too late | MiB |"]
    lines.append("|---|---|---|---|---|---|---|")
    for command, kind in sorted({(run.command, run.drawn.kind) for run in runs}):
        own = [run for run in runs if (run.command, run.drawn.kind) == (command, kind)]
        late = [run.late for run in own]
        cells = [command, kind, str(len(own)), f"{statistics.median(late):.2f}"]
        cells += [f"{max(late):.2f}", str(sum(run.exceeds(allowed) for run in own))]
        lines.append(f"| {' | '.join([*cells, str(max(run.peak_mb for run in own))])} |")
    lines += ["", "the latest:"]
    lines += [_line(run) for run in sorted(runs, key=lambda run: -run.late)[:10]]
    loads = [run.load for run in runs]
    too_late = sum(run.exceeds(allowed) for run in runs)
    seconds, share = allowed
    lines += ["", f"{too_late} of {len(runs)} runs later than {seconds:g} s and {share:.0%};"]
    lines[-1] += f" load average {min(loads):.1f} to {max(loads):.1f}"
    return lines


def _line(run: Late) -> str:
    drawn = run.drawn
    return (
        f"{run.command} {drawn.kind} {drawn.size} (seed {drawn.seed}), {run.limit:g} s: "
        f"{run.late:+.2f} s, {run.cpu:.1f} s of CPU, {run.peak_mb} MiB, exit {run.code}"
    )


if __name__ == "__main__":
    sys.exit(main())

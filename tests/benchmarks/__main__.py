"""
Run instance sets and write a table, or with ``--json`` everything that was measured.

    uv run python -m tests.benchmarks ietf106 cosplib:N2OR --seconds 60 --seeds 1,2,3

Each run is a process of its own, one at a time, so that its memory and CPU are its own. Scores are
recomputed by scorers that share no code with the product. Names:

    ietf106, ietf:NAME, tpac2023, tpac:NAME, optaplanner:100, cosplib:GECCO20
    cosplib:GECCO20:hard     presenters hard
    cosplib, optaplanner     every instance of the family in the data folder
    fosdem, fosdem:free      a real timetable replanned, step by step
    overrun:optaplanner100   two running meetings overrun
    scale:2000, scale:2000:7 a conference centre of 2,000 sessions, of seed 7
    talks:60                 a conference of talks, small enough for conference-scheduler
    scenarios, scenario:csp11
    startup                  CPU of --help, check, show and diff
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TextIO

from tests.benchmarks import catalogue, peers, running
from tests.benchmarks.catalogue import Asked, NotFound
from tests.benchmarks.running import How, Run
from tests.benchmarks.tables import table

USAGE, INTERRUPTED = 2, 130
GRACE = 900.0
"""Seconds beyond three times its limit after which a run is given up for lost."""


def main(argv: list[str] | None = None) -> int:
    """The exit code: 0; 1 if a run failed; 2 if there is no such set or no data; 130 on Ctrl-C."""
    options = _options().parse_args(argv)
    if options.data is not None:
        os.environ["ROLLGRID_DATA"] = str(options.data.resolve())
    try:
        sets = [one for name in options.names for one in catalogue.asked(name)]
        peers.check(options.peers)
    except NotFound as error:
        print(error, file=sys.stderr)
        return USAGE
    folder = options.out or Path(tempfile.mkdtemp(prefix="rollgrid-benchmarks-"))
    folder.mkdir(parents=True, exist_ok=True)
    hows = [How(options.seconds, seed, options.workers, folder) for seed in options.seeds]
    if options.alone is not None:
        print(_alone(options.alone, sets[0], hows[0]))
        return 0
    runs, whole = _all(sets, hows, [*(["us"] if options.us else []), *options.peers], folder)
    if options.save is not None:
        running.keep(runs, options.save)
    print(json.dumps(runs, indent=2) if options.json else table(runs))
    if not whole:
        return INTERRUPTED
    return 1 if any(run["status"] == "failed" for run in runs) else 0


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("names", nargs="+", metavar="NAME")
    parser.add_argument("--seconds", type=_positive, default=60.0, help="limit of each run")
    parser.add_argument("--seeds", type=_seeds, default=[1], help="1,2,3")
    parser.add_argument("--workers", type=int, default=2, help="threads of each run")
    parser.add_argument("--data", type=Path, help="read instances from another folder")
    parser.add_argument("--out", type=Path, help="keep the timetables here")
    parser.add_argument("--save", type=Path, help="keep the runs as JSON, without timetables")
    parser.add_argument("--json", action="store_true", help="an array of objects, not a table")
    parser.add_argument(
        "--peers",
        nargs="?",
        const=list(peers.NAMES),
        default=[],
        type=lambda said: said.split(","),
        help="run these beside us, alternately (timefold,conference-scheduler; default: all)",
    )
    parser.add_argument("--not-us", dest="us", action="store_false", help="peers alone")
    parser.add_argument("--alone", help=argparse.SUPPRESS)
    return parser


def _positive(said: str) -> float:
    seconds = float(said)
    if not 0 < seconds < float("inf"):
        raise argparse.ArgumentTypeError("must be more than 0")
    return seconds


def _seeds(said: str) -> list[int]:
    return [int(seed) for seed in said.split(",")]


def _all(
    sets: list[Asked], hows: list[How], solvers: list[str], folder: Path
) -> tuple[list[Run], bool]:
    """
    Every set, seed after seed, and on each of them one solver after the other.

    Ctrl-C ends it with what there is: the runs so far, and whether they are all.
    """
    todo = [
        (one, how, solver)
        for one in sets
        for how in (hows if one.kind != "startup" else hows[:1])
        for solver in solvers
        if solver == "us" or peers.can(solver, one)
    ]
    runs: list[Run] = []
    for n, (one, how, solver) in enumerate(todo, start=1):
        by = "" if solver == "us" else f", {solver}"
        what = f"{one.name}, seed {how.seed}{by}, up to {how.seconds:g} s"
        print(f"{n} of {len(todo)}: {what}", file=sys.stderr, flush=True)
        try:
            runs += _apart(one, how, solver, folder)
        except KeyboardInterrupt:
            return runs, False
    print(f"timetables are in {folder}", file=sys.stderr)
    return runs, True


def _apart(one: Asked, how: How, solver: str, folder: Path) -> list[Run]:
    """One run in a process of its own, which may fail in any way it likes."""
    command = [sys.executable, "-m", "tests.benchmarks", one.name, "--alone", solver]
    command += ["--seeds", str(how.seed), "--seconds", str(how.seconds)]
    command += ["--workers", str(how.workers), "--out", str(folder)]
    limit = 3 * how.seconds + GRACE
    with _said(one, how, solver, folder) as said:
        try:
            done = subprocess.run(
                command, stdout=subprocess.PIPE, stderr=said, text=True, timeout=limit, check=False
            )
            runs: list[Run] = json.loads(done.stdout.splitlines()[-1])
        except subprocess.TimeoutExpired:
            return [running.failed(one, how, f"no answer after {limit:.0f} s")]
        except (IndexError, json.JSONDecodeError):
            return [running.failed(one, how, f"the process ended with {done.returncode}")]
    return runs


def _said(one: Asked, how: How, solver: str, folder: Path) -> AbstractContextManager[TextIO | None]:
    """Our progress goes to stderr; what a peer says into a file, for one of them says a lot."""
    if solver == "us":
        return nullcontext()
    return (folder / f"{one.name.replace(':', '-')}-{solver}-{how.seed}.log").open("w")


def _alone(solver: str, one: Asked, how: How) -> str:
    work = running.run if solver == "us" else peers.runner(solver)
    return running.as_object(work, one, how)


if __name__ == "__main__":
    sys.exit(main())

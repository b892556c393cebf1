"""One run: solve, have it scored by others, and say what it took."""

import json
import os
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from inspect import signature
from pathlib import Path
from platform import python_version
from typing import Any

from scheduler.errors import Infeasible
from scheduler.search.budget import Budget
from scheduler.search.progress import Progress
from tests.benchmarks.catalogue import REPLANNED, Asked, NotFound

Run = dict[str, Any]

KEYS = (
    "name",
    "seed",
    "limit",
    "score",
    "bound",
    "status",
    "first",
    "best",
    "curve",
    "total",
    "cpu",
    "peak_mb",
    "strategy",
    "versions",
    "load",
    "timetable",
)
"""What is said of every run, ``None`` where there is nothing to say; a failed one has ``error``."""
SPARSE = 5.0
"""Seconds between two lines of progress."""


@dataclass(frozen=True, slots=True)
class How:
    """Seconds, seed and workers of a run, and where its timetable goes."""

    seconds: float
    seed: int
    workers: int
    out: Path


def run(asked: Asked, how: How) -> list[Run]:
    """All that is measured under this name: one object, or one for each step of a replan."""
    if asked.kind in REPLANNED:
        return _replanned(asked, how)
    if asked.kind == "startup":
        from tests.benchmarks import startup

        return [startup.measured(asked, how)]
    return [solved(asked, how)]


def solved(asked: Asked, how: How) -> Run:
    """
    One case from its file to a timetable that the verifier accepts.

    ``total`` and ``cpu`` are those of all of it, reading included; ``first`` and ``best`` are when
    a whole timetable was found first, and when the best one was.
    """
    from scheduler.search import solve
    from scheduler.search.outcome import record
    from tests.benchmarks.sets import case

    began, cpu, load = time.perf_counter(), time.process_time(), os.getloadavg()[0]
    made = case(asked)
    spent = time.perf_counter() - began
    watch = Watch(f"{asked.name}, seed {how.seed}")
    try:
        outcome = solve.solve(
            made.problem,
            Budget(
                seconds=max(0.1, round(how.seconds - spent, 2)),
                seed=how.seed,
                workers=how.workers,
                progress=watch,
            ),
            policy=made.policy,
        )
    except Infeasible:
        if not made.impossible:
            raise
        known = {"total": time.perf_counter() - began, "cpu": time.process_time() - cpu}
        figures = {key: round(value, 2) for key, value in known.items()}
        return {**begun(asked, how, load), **figures, "status": "infeasible", "peak_mb": peak()}
    total, cpu = time.perf_counter() - began, time.process_time() - cpu
    memory = peak()  # that of scoring is not ours
    score: dict[str, Any] = dict(made.score(outcome.timetable))
    bound = made.bound(outcome.tiers)
    if isinstance(bound, dict):
        score["charged"] = {tier.name: tier.cost for tier in outcome.tiers}
    return {
        **begun(asked, how, load),
        "score": score,
        "bound": bound,
        "status": outcome.status,
        "first": round(total if watch.first is None else spent + watch.first, 2),
        "best": round(total if watch.best is None else spent + watch.best, 2),
        "curve": watch.curve(spent) or [[round(total, 2), outcome.tiers[-1].cost]],
        "total": round(total, 2),
        "cpu": round(cpu, 2),
        "peak_mb": memory,
        "strategy": outcome.strategy,
        "timetable": stored(asked.name, how, record(outcome, sha256="")),
    }


def begun(asked: Asked, how: How, load: float) -> Run:
    """What can be said before anything has been found."""
    return {
        **dict.fromkeys(KEYS),
        "name": asked.name,
        "seed": how.seed,
        "limit": how.seconds,
        "versions": {
            "python": python_version(),
            **{name: version(name) for name in ("rollgrid", "ortools")},
        },
        "load": round(load, 2),
    }


def failed(asked: Asked, how: How, error: str) -> Run:
    """A run of which nothing came, with the reason."""
    run = begun(asked, how, os.getloadavg()[0])
    return {**run, "status": "failed", "error": error}


def keep(runs: list[Run], path: Path) -> None:
    """Runs as a file for ``tests.benchmarks.page``, without what only this machine has."""
    kept = [{**run, "timetable": None} for run in runs]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


def peak() -> int:
    """The most memory that this process has had, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def stored(name: str, how: How, record: Any, *, by: str = "") -> str:
    """The file of a timetable, written."""
    from scheduler.files import write
    from scheduler.timetable.files import to_bytes

    path = how.out.resolve() / f"{name.replace(':', '-')}{by}-{how.seed}.json"
    write(path, to_bytes(record))
    return str(path)


class Watch:
    """When the first and the best timetable were found; told now and then on stderr."""

    def __init__(self, what: str, say: Callable[[str], None] | None = None) -> None:
        self.what, self.say = what, say or _to_stderr
        self.first: float | None = None
        self.best: float | None = None
        self._told = -SPARSE
        self._costs: list[tuple[float, str, int]] = []
        self._reached: tuple[str, int] | None = None

    def __call__(self, found: Progress) -> None:
        if found.whole:
            self.first = found.seconds if self.first is None else self.first
            if (found.tier, found.incumbent) != self._reached:
                self._reached, self.best = (found.tier, found.incumbent), found.seconds
                self._costs.append((found.seconds, found.tier, found.incumbent))
        if found.seconds - self._told >= SPARSE:
            self._told = found.seconds
            self.say(f"  {self.what}: {found.describe()}")

    def curve(self, spent: float) -> list[list[float]]:
        """
        [seconds, cost] of each timetable, in the tier that was told last.

        ``spent``: seconds before the search. Tiers that come before had been met by then.
        """
        last = self._costs[-1][1] if self._costs else ""
        return [[round(spent + s, 2), cost] for s, tier, cost in self._costs if tier == last]


def _to_stderr(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def _replanned(asked: Asked, how: How) -> list[Run]:
    try:
        from tests.benchmarks import replans  # type: ignore[attr-defined,unused-ignore]  # not in every checkout
    except ImportError:
        raise NotFound(f"{asked.name}: no replans can be run in this checkout") from None
    load = os.getloadavg()[0]
    told: dict[str, Any] = {
        "seconds": how.seconds,
        "seed": how.seed,
        "workers": how.workers,
        "out": how.out,
    }
    wanted = signature(replans.runs).parameters
    rows = replans.runs(asked.name, **{key: told[key] for key in told if key in wanted})
    return [_complete(row, begun(asked, how, load)) for row in rows]


def _complete(row: Run, known: Run) -> Run:
    """
    A row of a replan with the keys of any run.

    Its ``seconds`` are those of the whole; its figures are the score, of which those to compare are
    the moves that nothing has asked for.
    """
    own = {key: value for key, value in row.items() if key not in (*KEYS, "error", "seconds")}
    run = {key: row[key] if row.get(key) is not None else known[key] for key in KEYS}
    run |= {"total": row.get("seconds", run["total"]), "peak_mb": run["peak_mb"] or peak()}
    if own:
        compared = {"total": own["additional"]} if "additional" in own else {}
        run["score"] = {**(run["score"] or {}), **compared, **own, "charged": own.get("cost", {})}
    return {**run, "error": row["error"]} if "error" in row else run


def as_object(work: Callable[[Asked, How], list[Run]], asked: Asked, how: How) -> str:
    """What a process of its own prints: the runs, or why there are none."""
    try:
        found = work(asked, how)
    except Exception as error:  # whatever it is, the other runs go on
        said = f"{type(error).__name__}: {error}".splitlines()[0]
        print(f"  {asked.name}, seed {how.seed}: {said}", file=sys.stderr)
        found = [failed(asked, how, said)]
    return json.dumps(found)

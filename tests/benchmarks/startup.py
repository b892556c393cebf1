"""CPU of whole commands that are to answer at once: median of nine, in seconds."""

import os
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.catalogue import SCENARIOS, Asked
from tests.benchmarks.running import How, Run, begun

ROOT = SCENARIOS.parent
SCENARIO = SCENARIOS / "csp11.yaml"
TIMES = 9


def measured(asked: Asked, how: How) -> Run:
    """``total`` and ``cpu`` are medians; ``score`` has the least and most CPU, milliseconds."""
    load = os.getloadavg()[0]
    with TemporaryDirectory() as folder:
        command = _command(asked.rest, Path(folder), how)
        _once(command)  # compiles what has not been compiled
        times = [_once(command) for _ in range(TIMES)]
    walls, cpus = zip(*times, strict=True)
    median = statistics.median(cpus)
    return {
        **begun(asked, how, load),
        "score": {
            "total": round(1_000 * median),
            "least": round(1_000 * min(cpus)),
            "most": round(1_000 * max(cpus)),
        },
        "status": "measured",
        "total": round(statistics.median(walls), 3),
        "cpu": round(median, 3),
        "peak_mb": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024,
        "strategy": "command",
    }


def _command(name: str, folder: Path, how: How) -> list[str]:
    words = {"help": ["--help"], "check": ["check", str(SCENARIO)]}
    return [*_PROGRAM, *(words.get(name) or _of_timetables(name, folder, how))]


_PROGRAM = [sys.executable, str(ROOT / "cli.py")]


def _of_timetables(name: str, folder: Path, how: How) -> list[str]:
    """A timetable and a second one of another seed, to show and to compare."""
    paths = [folder / "a.json", folder / "b.json"]
    for path, seed in zip(paths, (how.seed, how.seed + 1), strict=True):
        _once([*_PROGRAM, "solve", str(SCENARIO), "--out", str(path), "--seed", str(seed)])
    if name == "show":
        return ["show", str(paths[0]), "--scenario", str(SCENARIO)]
    return ["diff", str(paths[0]), str(paths[1]), "--scenario", str(SCENARIO)]


def _once(command: list[str]) -> tuple[float, float]:
    """Wall clock and CPU of one call."""
    began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(command[1:])} exits {done.returncode}: {done.stderr}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - began, cpu

"""
CPU of whole commands that are to answer at once: median of nine, in seconds.

Python may keep what it has compiled, as it does on a planner's machine: without that, every call
compiles two hundred modules anew, which costs more than all the rest.
"""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile

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
    walls, cpus, peaks = zip(*times, strict=True)
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
        "peak_mb": max(peaks),
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


def _once(command: list[str]) -> tuple[float, float, int]:
    """Wall clock and CPU of one call, in seconds, and its memory in MiB."""
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    began = time.perf_counter()
    with TemporaryFile() as said:
        called = subprocess.Popen(command, stdout=said, stderr=said, env=kept)
        _, status, used = os.wait4(called.pid, 0)
        called.returncode = os.waitstatus_to_exitcode(status)
        if called.returncode != 0:
            said.seek(0)
            raise RuntimeError(f"exit {called.returncode}: {said.read().decode()}")
    wall = time.perf_counter() - began
    return wall, used.ru_utime + used.ru_stime, used.ru_maxrss // 1024

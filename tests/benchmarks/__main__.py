"""
Run instance sets and write a table, or with ``--json`` everything that was measured.

    uv run python -m tests.benchmarks ietf106 cosplib:N2OR --seconds 60 --seeds 1,2,3

Each run is a process of its own, so that its memory and CPU are its own. Scores are recomputed by
scorers that share no code with the product.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any

Run = dict[str, Any]


def main(argv: list[str] | None = None) -> int:
    """The exit code: 0, or 1 if a run failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("names", nargs="+", metavar="NAME", help="ietf106, cosplib:N2OR, ...")
    parser.add_argument("--seconds", type=float, default=60.0, help="limit of each run")
    parser.add_argument("--seeds", default="1", help="1,2,3")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--data", type=Path, help="read instances from another folder")
    parser.add_argument("--out", type=Path, help="keep the timetables here")
    parser.add_argument("--json", action="store_true", help="an array of objects, not a table")
    parser.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args(argv)
    if asked.data is not None:
        os.environ["ROLLGRID_DATA"] = str(asked.data.resolve())
    if asked.alone:
        print(json.dumps(_run(asked.names[0], asked)))
        return 0
    folder = asked.out or Path(tempfile.mkdtemp(prefix="rollgrid-benchmarks-"))
    folder.mkdir(parents=True, exist_ok=True)
    runs = [_apart(name, seed, asked, folder) for name in asked.names for seed in _seeds(asked)]
    print(json.dumps(runs, indent=2) if asked.json else table(runs))
    return 1 if any(run["status"] == "failed" for run in runs) else 0


def _seeds(asked: argparse.Namespace) -> list[int]:
    return [int(seed) for seed in asked.seeds.split(",")]


def _apart(name: str, seed: int, asked: argparse.Namespace, folder: Path) -> Run:
    """One run in a process of its own."""
    command = [sys.executable, "-m", "tests.benchmarks", name, "--alone", "--seeds", str(seed)]
    command += ["--seconds", str(asked.seconds), "--workers", str(asked.workers)]
    done = subprocess.run(
        [*command, "--out", str(folder)], capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        told = (done.stderr.strip() or done.stdout.strip()).splitlines()[-1:]
        print(f"{name}, seed {seed}: {' '.join(told)}", file=sys.stderr)
        return {"name": name, "seed": seed, "limit": asked.seconds, "status": "failed"}
    run: Run = json.loads(done.stdout)
    return run


def _run(name: str, asked: argparse.Namespace) -> Run:
    """Solve one case, score it, and say what it took."""
    from scheduler import planning
    from scheduler.progress import Progress
    from scheduler.records import to_bytes, write
    from tests.benchmarks.sets import case

    (seed,) = _seeds(asked)
    found: list[Progress] = []
    load, began, cpu = os.getloadavg()[0], time.perf_counter(), time.process_time()
    made = case(name)
    outcome = planning.solve(
        made.problem,
        seconds=asked.seconds,
        seed=seed,
        workers=asked.workers,
        progress=found.append,
    )
    total = time.perf_counter() - began
    path = asked.out / f"{name.replace(':', '-')}-{seed}.json"
    write(path, to_bytes(planning.record(outcome, sha256="")))
    score = made.score(outcome.timetable)
    return {
        "name": name,
        "seed": seed,
        "limit": asked.seconds,
        "score": score,
        "cost": {tier.name: tier.cost for tier in outcome.tiers},
        "bound": {tier.name: tier.bound for tier in outcome.tiers},
        "status": outcome.status,
        "first": round(min((p.seconds for p in found), default=total), 2),
        "best": round(max((p.seconds for p in found), default=total), 2),
        "total": round(total, 2),
        "cpu": round(time.process_time() - cpu, 2),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "strategy": outcome.strategy,
        "versions": {name: version(name) for name in ("rollgrid", "ortools")},
        "load": round(load, 2),
        "timetable": str(path),
    }


def table(runs: list[Run]) -> str:
    """The runs as a Markdown table."""
    head = "| set | seed | score | status | gap | first s | best s | total s | MB | strategy |"
    lines = [head, "|---|---|---|---|---|---|---|---|---|---|"]
    for run in runs:
        if run["status"] == "failed":
            lines.append(f"| {run['name']} | {run['seed']} | | failed | | | | | | |")
            continue
        gap = sum(run["cost"].values()) - sum(run["bound"].values())
        lines.append(
            f"| {run['name']} | {run['seed']} | {run['score']['total']:,} | {run['status']} | "
            f"{gap:,} | {run['first']} | {run['best']} | {run['total']} | {run['peak_mb']} | "
            f"{run['strategy']} |"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())

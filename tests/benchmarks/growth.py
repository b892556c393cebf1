"""
How time, cost and memory grow with the size of a meeting: runs, exponents, and a plot of them.

    uv run python -m tests.benchmarks.growth --sizes 50,100,200 --seconds 60 --save growth.json
    uv run python -m tests.benchmarks.growth --from growth.json --to docs/pictures/growth.svg

A meeting is ``scale:SESSIONS``, a conference centre. Each run has the same limit, or, with
``--seconds-each``, seconds in proportion to its size. What grows with the size is above all the
time to a first timetable: in all, a run takes the time that it is given, unless it is proved
before.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from math import exp, log
from pathlib import Path
from statistics import median

from tests.benchmarks.plot import Panel, Series, svg
from tests.benchmarks.running import Run, keep
from tests.benchmarks.tables import gap_of

Points = list[tuple[float, float]]

SIZES = (50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000)


def main(argv: list[str] | None = None) -> int:
    """The exit code: 0; 1 if a run failed; 2 if there is nothing to plot."""
    options = _options().parse_args(argv)
    runs = _read(options.read) if options.read else _run(options)
    if options.save is not None:
        keep(runs, options.save)
    good = [run for run in runs if run["status"] != "failed" and _size(run) is not None]
    if not good:
        print("nothing to plot: no run of scale:SESSIONS has come to anything", file=sys.stderr)
        return 2
    if options.to is not None:
        options.to.write_text(drawn(good), encoding="utf-8")
        print(f"saved {options.to}", file=sys.stderr)
    for line in told(good):
        print(line)
    return 0 if len(good) == len(runs) else 1


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.growth",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    sizes = ",".join(map(str, SIZES))
    parser.add_argument("--sizes", default=sizes, help="sessions: 50,100,...")
    parser.add_argument("--seconds", type=float, default=60.0, help="limit of each run")
    parser.add_argument("--seconds-each", type=float, help="limit per session instead")
    parser.add_argument("--seeds", default="1")
    parser.add_argument("--workers", default="2")
    parser.add_argument("--from", dest="read", type=Path, nargs="+", help="runs kept as JSON")
    parser.add_argument("--save", type=Path, help="keep the runs as JSON")
    parser.add_argument("--to", type=Path, help="the plot, SVG")
    return parser


def _read(paths: Sequence[Path]) -> list[Run]:
    return [run for path in paths for run in json.loads(path.read_text(encoding="utf-8"))]


def _run(options: argparse.Namespace) -> list[Run]:
    """One size after the other, the smallest first."""
    runs: list[Run] = []
    for size in sorted(int(size) for size in options.sizes.split(",")):
        each = options.seconds_each
        seconds = options.seconds if each is None else max(1.0, each * size)
        command = [sys.executable, "-m", "tests.benchmarks", f"scale:{size}", "--json"]
        command += ["--seeds", options.seeds, "--workers", options.workers]
        command += ["--seconds", str(seconds)]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
        runs += json.loads(done.stdout)
    return runs


def _size(run: Run) -> int | None:
    kind, _, rest = run["name"].partition(":")
    return int(rest.partition(":")[0]) if kind == "scale" else None


def points(runs: list[Run], figure: str) -> Points:
    """(sessions, median over seeds) of ``first``, ``total``, ``cpu``, ``peak_mb`` or ``gap``."""
    by_size: dict[int, list[float]] = {}
    for run in runs:
        size, value = _size(run), gap_of(run) if figure == "gap" else run[figure]
        if size is not None and value is not None:
            by_size.setdefault(size, []).append(value)
    return [(size, median(values)) for size, values in sorted(by_size.items())]


def exponent(found: Points) -> tuple[float, float] | None:
    """
    ``(b, a)`` of ``a * size ** b``: the straight line of least squares through the logarithms.

    None with fewer than two sizes; what is zero has no logarithm and is left out.
    """
    logs = [(log(x), log(y)) for x, y in found if x > 0 and y > 0]
    if len({x for x, _ in logs}) < 2:
        return None
    mean_x, mean_y = (sum(of) / len(logs) for of in zip(*logs, strict=True))
    over = sum((x - mean_x) * (y - mean_y) for x, y in logs)
    b = over / sum((x - mean_x) ** 2 for x, _ in logs)
    return b, exp(mean_y - b * mean_x)


FIGURES = (
    ("first", "seconds to a first timetable"),
    ("total", "seconds in all"),
    ("cpu", "seconds of CPU"),
    ("peak_mb", "MiB"),
)


def told(runs: list[Run]) -> list[str]:
    """A table by size, and the exponents."""
    columns = {figure: dict(points(runs, figure)) for figure in ("gap", *(f for f, _ in FIGURES))}
    sizes = sorted({size for column in columns.values() for size in column})
    lines = ["| sessions | first s | total s | CPU s | MiB | gap % |", "|---|---|---|---|---|---|"]
    for size in sizes:
        row = [columns[f].get(size) for f in ("first", "total", "cpu", "peak_mb", "gap")]
        lines.append(f"| {size:,.0f} | {' | '.join(map(_number, row))} |")
    lines.append("")
    for figure, words in FIGURES:
        fit = exponent(points(runs, figure))
        if fit is not None:
            lines.append(f"{words}: grows with the sessions to the power of {fit[0]:.2f}")
    return lines


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:,.2f}".rstrip("0").rstrip(".")


def drawn(runs: list[Run]) -> str:
    """Time, gap and memory against size, each in a panel of its own."""
    time = Panel(
        "time, s",
        (
            Series("first timetable", points(runs, "first"), exponent(points(runs, "first"))),
            Series("in all", points(runs, "total"), None),
        ),
    )
    memory = points(runs, "peak_mb")  # no line through it: there is a floor, the libraries
    gap = [(size, max(value, 0.1)) for size, value in points(runs, "gap")]
    return svg(
        "Growth with the size of a meeting",
        "sessions",
        (
            time,
            Panel("gap, % (0.1: proved)", (Series("gap", gap, None),)),
            Panel("memory, MiB", (Series("peak", memory, None),)),
        ),
    )


if __name__ == "__main__":
    sys.exit(main())

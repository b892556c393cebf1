"""Runs as Markdown: medians over seeds, with the least and the most."""

import statistics
from collections.abc import Iterable
from typing import Any

Run = dict[str, Any]

HEAD = (
    "set",
    "runs",
    "score",
    "bound",
    "gap",
    "proved",
    "first s",
    "best s",
    "integral s",
    "total s",
    "CPU s",
    "MB",
    "strategy",
)
NOTHING = "–"


def table(runs: list[Run]) -> str:
    """One row for each set and who solved it; failed runs are counted and named below."""
    lines = [_row(HEAD), _row(["---"] * len(HEAD))]
    lines += [_row(_cells(of)) for of in grouped(runs).values()]
    lines += [""] if any(run["status"] == "failed" for run in runs) else []
    lines += [
        f"{run['name']}, seed {run['seed']}: failed, {run.get('error', 'no reason given')}"
        for run in runs
        if run["status"] == "failed"
    ]
    return "\n".join(lines)


REPLANS = (
    ("moved", "moved"),
    ("not told to", "beyond"),
    ("additional", "additional"),
    ("no place", "unplaced"),
    ("changes", "changes"),
    ("forced", "forced"),
)


def replans(runs: list[Run]) -> str:
    """One row for each step: who moved and had to, what was proved, and how long it took."""
    head = ("step", "runs", *(name for name, _ in REPLANS), "proved", "seconds", "load")
    lines = [_row(head), _row(["---"] * len(head))]
    for (name, _), of in grouped(runs).items():
        scores = [run["score"] for run in of if run["score"]]
        figures = (middle(score.get(key) for score in scores) for _, key in REPLANS)
        seconds, load = (middle((run[key] for run in of), 2) for key in ("total", "load"))
        lines.append(_row([name, str(len(of)), *figures, _proved(of), seconds, load]))
    return "\n".join(lines)


def grouped(runs: list[Run]) -> dict[tuple[str, str], list[Run]]:
    """By name and by who solved it, in the order in which they came."""
    found: dict[tuple[str, str], list[Run]] = {}
    for run in runs:
        found.setdefault((run["name"], who(run)), []).append(run)
    return found


def who(run: Run) -> str:
    """``""`` is us; a peer is called by its name."""
    strategy = run["strategy"] or ""
    return strategy if strategy.startswith("peer: ") else ""


def middle(values: Iterable[float | None], digits: int = 0) -> str:
    """``5 (4–7)``: median, least and most; just the value where they are one."""
    known = [value for value in values if value is not None]
    if not known:
        return NOTHING
    median = _number(statistics.median(known), digits)
    least, most = _number(min(known), digits), _number(max(known), digits)
    return median if least == most else f"{median} ({least}–{most})"


def total_of(run: Run) -> float | None:
    """The figure to compare."""
    score = run["score"]
    return None if score is None else score.get("total")


def bound_of(run: Run) -> float | None:
    """A bound of the figure to compare; None where there is one only in our own terms."""
    return run["bound"] if isinstance(run["bound"], int | float) else None


def gap_of(run: Run) -> float | None:
    """
    How far the score may be from the best, in percent of it.

    Where bounds are known by tier only, of what we charge in the first tier with a gap.
    """
    bound, score = run["bound"], run["score"]
    if bound is None or score is None:
        return None
    if isinstance(bound, int | float):
        return _percent(score["total"], bound)
    charged = score.get("charged", {})
    open_ = [tier for tier in bound if charged.get(tier, bound[tier]) > bound[tier]]
    return _percent(charged[open_[0]], bound[open_[0]]) if open_ else 0.0


def integral(run: Run, least: float) -> float | None:
    """
    The primal integral: seconds without a timetable, and those with one in parts of its gap.

    A timetable of cost c counts (c - least) / c of each second for which it was the best one;
    ``least``: what the best of all runs came to. None where the costs were not kept.
    """
    curve = run.get("curve")
    if not isinstance(curve, list) or not curve:
        return None
    moments = [*(seconds for seconds, _ in curve), max(run["total"], curve[-1][0])]
    best, spent = None, float(moments[0])
    for (_, cost), begins, ends in zip(curve, moments, moments[1:], strict=False):
        best = cost if best is None else min(best, cost)
        spent += (ends - begins) * max(0.0, best - least) / max(best, 1)
    return spent


def _least(runs: list[Run]) -> float:
    """What the best of some runs came to, in the costs that were kept."""
    curves = [run["curve"] for run in runs if isinstance(run.get("curve"), list)]
    return min((cost for curve in curves for _, cost in curve), default=0.0)


def _percent(cost: float, bound: float) -> float:
    return 0.0 if cost <= bound else 100 * (cost - bound) / cost


def _cells(of: list[Run]) -> list[str]:
    good = [run for run in of if run["status"] != "failed"]
    scores = [total_of(run) for run in good]
    return [
        of[0]["name"],
        str(len(of)) if len(good) == len(of) else f"{len(good)} of {len(of)}",
        middle(scores) + _broken(good),
        middle(bound_of(run) for run in good),
        _gap(good),
        _proved(of),
        *(middle((run[key] for run in good), 2) for key in ("first", "best")),
        middle((integral(run, _least(good)) for run in good), 2),
        *(middle((run[key] for run in good), 2) for key in ("total", "cpu")),
        middle(run["peak_mb"] for run in good),
        ", ".join(sorted({run["strategy"] for run in good if run["strategy"]})) or NOTHING,
    ]


def _proved(runs: list[Run]) -> str:
    """Nothing to prove of what is only measured, or impossible."""
    if all(run["status"] in ("measured", "infeasible") for run in runs):
        return NOTHING
    return f"{sum(map(is_proved, runs))} of {len(runs)}"


def is_proved(run: Run) -> bool:
    """A replan says itself whether its distance is proved; what it prefers beyond may be open."""
    return bool((run["score"] or {}).get("proved", run["status"] == "optimal"))


BROKEN = ("hard", "unplaced", "broken", "strays", "mixed_cells", "doubly_taken")
"""Figures that should be nothing."""


def _broken(runs: list[Run]) -> str:
    """What is against the rules of the instance, or left out, is never hidden by a low score."""
    figures = [
        f"{middle(values)} {figure.replace('_', ' ')}"
        for figure in BROKEN
        if any(values := [run["score"].get(figure, 0) for run in runs if run["score"]])
    ]
    return f", {', '.join(figures)}" if figures else ""


def _gap(runs: list[Run]) -> str:
    told = middle((gap_of(run) for run in runs), 1)
    return told if told == NOTHING else f"{told} %"


def _number(value: float, digits: int) -> str:
    return f"{value:,.{digits}f}" if digits and value != int(value) else f"{value:,.0f}"


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"

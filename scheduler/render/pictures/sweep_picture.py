"""The jobs of a sweep as points, by the two objectives that differ most; the front is joined."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from scheduler.render.pictures.svg import (
    INK,
    QUIET,
    Picture,
    Rect,
    TextStyle,
    fit_text,
)
from scheduler.render.reports.sweep_report import UNITS, Row, SweepView
from scheduler.sweeps.results import front
from scheduler.sweeps.statements import Objective

LEFT, TOP = 84.0, 84.0
WIDE, TALL = 560.0, 320.0
"""Pixels of the axes."""
DOT = 7.0
BEST, OTHER = "#1b7837", "#9aa5b1"
SMALL = TextStyle(size=9, fill=QUIET)
CAPTIONS: Mapping[Objective, str] = {
    **UNITS,
    "held": "minutes held",
    "unplaced": "sessions without a place",
    "overtime": "minutes of overtime",
    "trimmed": "minutes trimmed",
}
"""What stands at the axes."""
NAMED = 12
"""Jobs of the front whose numbers are explained below the picture."""


def draw(sweep: SweepView) -> str:
    """
    A point for each job with a timetable; jobs that nothing beats are green and numbered.

    The line joins those that nothing beats in these two objectives alone.
    """
    picture = Picture()
    picture.text(24, 34, f"What if: {sweep.title}", TextStyle(size=15, bold=True))
    told = f"{sweep.name} · {len(sweep.rows):,} jobs"
    picture.text(24, 53, told, TextStyle(size=11, fill=QUIET))
    across, up = _axes(sweep)
    shown = [row for row in sweep.rows if row.figures is not None]
    if shown:
        _points(picture, _Scale(shown, across, up), shown, (across, up))
    else:
        picture.text(24, TOP, "No job has a timetable.", TextStyle(size=11))
    _legend(picture, sweep, TOP + TALL + 58)
    return picture.finished(sweep.title, told)


def _axes(sweep: SweepView) -> tuple[Objective, Objective]:
    """The first two objectives in which jobs differ; the cost, if there is one, goes up."""
    figures = [row.figures for row in sweep.rows if row.figures is not None]
    named = dict.fromkeys((*sweep.objectives, *UNITS))
    differing = [o for o in named if len({f.value(o) for f in figures}) > 1]
    across, up = [*dict.fromkeys([*differing, *named])][:2]
    return (up, across) if across == "cost" else (across, up)


class _Scale:
    """Where figures are in the picture; the smallest at the left, and below."""

    def __init__(self, rows: Sequence[Row], across: Objective, up: Objective) -> None:
        self.across, self.up = across, up
        self.xs = _ends([_shown(row, across) for row in rows])
        self.ys = _ends([_shown(row, up) for row in rows])

    def x(self, value: int) -> float:
        low, high = self.xs
        return LEFT + WIDE * (value - low) / (high - low)

    def y(self, value: int) -> float:
        low, high = self.ys
        return TOP + TALL - TALL * (value - low) / (high - low)


def _shown(row: Row, objective: Objective) -> int:
    assert row.figures is not None
    return abs(row.figures.value(objective))


def _ends(values: Sequence[int]) -> tuple[int, int]:
    """The least and the most, with some room around."""
    low, high = min(values), max(values)
    room = max(1, (high - low) // 12)
    return (max(0, low - room), high + room)


def _points(
    picture: Picture, scale: _Scale, rows: Sequence[Row], axes: tuple[Objective, Objective]
) -> None:
    across, up = axes
    _frame(picture, scale)
    results = [row.result for row in rows if row.result is not None]
    best = sorted({(_shown(rows[n], across), _shown(rows[n], up)) for n in front(results, axes)})
    for (x1, y1), (x2, y2) in pairwise(best):
        picture.rule(scale.x(x1), scale.y(y1), scale.x(x2), scale.y(y2), line=BEST)
    for row in sorted(rows, key=lambda row: row.unbeaten):
        x, y = scale.x(_shown(row, across)), scale.y(_shown(row, up))
        fill = BEST if row.unbeaten else OTHER
        spot = Rect(x - DOT / 2, y - DOT / 2, DOT, DOT)
        title = f"{row.job.number} {row.job.name}"
        picture.box(spot, fill=fill, line="#ffffff", title=title, radius=DOT / 2)
    for (x_, y_), numbers in _numbers(rows, axes).items():
        picture.text(scale.x(x_) + 6, scale.y(y_) - 5, numbers, TextStyle(size=9.5, fill=INK))


def _numbers(rows: Sequence[Row], axes: tuple[Objective, Objective]) -> dict[tuple[int, int], str]:
    """Numbers of the jobs that nothing beats, by where they are."""
    at: dict[tuple[int, int], list[int]] = {}
    for row in rows:
        if row.unbeaten:
            at.setdefault((_shown(row, axes[0]), _shown(row, axes[1])), []).append(row.job.number)
    return {
        place: ", ".join(map(str, numbers[:4])) + (", …" if len(numbers) > 4 else "")
        for place, numbers in at.items()
    }


def _frame(picture: Picture, scale: _Scale) -> None:
    bottom = TOP + TALL
    picture.rule(LEFT, TOP, LEFT, bottom, line=INK)
    picture.rule(LEFT, bottom, LEFT + WIDE, bottom, line=INK)
    (left, right), (low, high) = scale.xs, scale.ys
    for share in (0, 0.5, 1):
        across = round(left + share * (right - left))
        upwards = round(low + share * (high - low))
        middle = TextStyle(size=9, fill=QUIET, anchor="middle")
        picture.text(scale.x(across), bottom + 14, f"{across:,}", middle)
        end = TextStyle(size=9, fill=QUIET, anchor="end")
        picture.text(LEFT - 6, scale.y(upwards) + 3, f"{upwards:,}", end)
    picture.text(LEFT + WIDE / 2, bottom + 30, CAPTIONS[scale.across], TextStyle(anchor="middle"))
    turned = TextStyle(anchor="middle", turned=True)
    picture.text(LEFT - 48, TOP + TALL / 2, CAPTIONS[scale.up], turned)


def _legend(picture: Picture, sweep: SweepView, y: float) -> None:
    best = [row for row in sweep.ordered if row.unbeaten]
    for row in best[:NAMED]:
        name = fit_text(f"{row.job.number}  {row.job.name}", LEFT + WIDE, 10.5)
        picture.text(24, y, name, TextStyle(size=10.5))
        y += 16
    if len(best) > NAMED:
        picture.text(24, y, f"and {len(best) - NAMED} more", SMALL)
        y += 16
    note = "Green: no other job is as good in everything that is wanted, and better in something."
    picture.text(24, y + 6, note, SMALL)

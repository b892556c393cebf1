"""A sweep in words and tables: what each job came to, and which ones nothing beats."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from scheduler.render.reports.replan_report import clock
from scheduler.render.terminal.answer import (
    BAD,
    GOOD,
    QUIET,
    WEAK,
    Line,
    View,
    adapt,
    counted,
    say,
)
from scheduler.render.terminal.figures import fit_table
from scheduler.render.words import printable
from scheduler.sweeps.driver import Swept
from scheduler.sweeps.engines import Failure
from scheduler.sweeps.jobs import Job
from scheduler.sweeps.reading import ReadSweep
from scheduler.sweeps.results import Figures, Result, front
from scheduler.sweeps.statements import Objective

MOST = 40
"""Jobs that are printed unless all are asked for."""
MARK = "●"
UNITS: Mapping[Objective, str] = {
    "held": "held",
    "unplaced": "no place",
    "cost": "cost",
    "overtime": "overtime",
    "trimmed": "trimmed",
    "room slots": "room slots",
    "clashes": "clashes",
}
"""Heads of the columns of figures."""
WORDS: Mapping[Objective, str] = {
    "held": "more minutes held",
    "unplaced": "fewer sessions without a place",
    "cost": "a lower cost",
    "overtime": "less overtime",
    "trimmed": "fewer minutes trimmed",
    "room slots": "fewer room slots in use",
    "clashes": "fewer clashes",
}
"""What is better."""


@dataclass(frozen=True, slots=True)
class Row:
    """A job with its result; ``unbeaten``: whether it is on the Pareto front."""

    job: Job
    result: Result | None
    failure: Failure | None
    unbeaten: bool

    @property
    def outcome(self) -> str:
        """``optimal``, ``feasible``, ``infeasible``, ``failed``, ``not done``, ..."""
        if self.result is None:
            return "failed" if self.failure is not None else "not done"
        if self.result.state == "solved":
            return "optimal" if self.result.optimal else "feasible"
        return self.result.state

    @property
    def figures(self) -> Figures | None:
        return self.result.figures if self.result is not None else None


@dataclass(frozen=True, slots=True)
class SweepView:
    """All that is printed, drawn or written of a sweep."""

    title: str
    name: str
    zone: ZoneInfo
    axes: tuple[str, ...]
    objectives: tuple[Objective, ...]
    rows: tuple[Row, ...]
    repeated: int
    stopped: bool = field(default=False, kw_only=True)

    @classmethod
    def of(cls, read: ReadSweep, swept: Swept) -> "SweepView":
        """The results of a sweep, with the front among those that there are."""
        pairs = [(job, swept.results.get(job.key)) for job in swept.jobs]
        there = [(n, result) for n, (_, result) in enumerate(pairs) if result is not None]
        best = front([result for _, result in there], read.sweep.objectives)
        unbeaten = {there[position][0] for position in best}
        problem = read.base.problem
        return cls(
            title=problem.meeting.title,
            name=read.path.name,
            zone=problem.zone,
            axes=tuple(axis.axis for axis in read.sweep.axes),
            objectives=read.sweep.objectives,
            rows=tuple(
                Row(job, result, swept.failures.get(job.key), n in unbeaten)
                for n, (job, result) in enumerate(pairs)
            ),
            repeated=swept.repeated,
        )

    @property
    def ordered(self) -> tuple[Row, ...]:
        """The front first; then by what is wanted; those without a timetable last."""
        return tuple(sorted(self.rows, key=self._rank))

    def _rank(self, row: Row) -> tuple[object, ...]:
        figures = row.figures
        if figures is None:
            return (2, (), row.job.number)
        values = tuple(figures.value(objective) for objective in self.objectives)
        return (0 if row.unbeaten else 1, values, row.job.number)


def lines(sweep: SweepView, view: View, *, whole: bool) -> list[Line]:
    """The table, its summary, and what failed."""
    rows = sweep.ordered if whole else sweep.ordered[:MOST]
    heads = ["job", "result", *(UNITS[objective] for objective in sweep.objectives), "ends"]
    made = [
        say(f"What if: {sweep.title}", "bold"),
        say(f"{sweep.name} · {_counts(sweep)}", QUIET),
        Line(),
    ]
    table = fit_table([heads, *(_cells(sweep, row) for row in rows)], view.width)
    styles = [QUIET, *(_style(row) for row in rows)]
    for printed, style in zip(table, styles, strict=True):
        made += [Line(text, style) for text in printed]
    if len(rows) < len(sweep.rows):
        made.append(say(f"and {len(sweep.rows) - len(rows):,} more: --all prints them", QUIET))
    made += [Line(), *_failures(sweep), say(_note(sweep), QUIET)]
    return list(adapt(made, view))


def _counts(sweep: SweepView) -> str:
    """``12 jobs: 5 optimal, 7 infeasible · 3 that nothing beats``"""
    outcomes = [row.outcome for row in sweep.rows]
    names = dict.fromkeys(sorted(outcomes, key=ORDER.index))
    parts = ", ".join(f"{outcomes.count(name):,} {name}" for name in names)
    unbeaten = sum(row.unbeaten for row in sweep.rows)
    before = f" · {sweep.repeated:,} stored before" if sweep.repeated else ""
    return f"{counted(len(outcomes), 'job')}: {parts} · {unbeaten:,} that nothing beats{before}"


ORDER = ("optimal", "feasible", "infeasible", "no timetable", "refused", "failed", "not done")


def _cells(sweep: SweepView, row: Row) -> list[str]:
    mark = MARK if row.unbeaten else " "
    name = f"{mark} {row.job.number} {printable(row.job.name)}"
    figures = row.figures
    if figures is None:
        return [name, row.outcome, *("" for _ in sweep.objectives), ""]
    values = [f"{abs(figures.value(objective)):,}" for objective in sweep.objectives]
    return [name, row.outcome, *values, ends(figures, sweep.zone)]


def ends(figures: Figures, zone: ZoneInfo) -> str:
    """``Fri 18:30``; nothing where nothing is held."""
    return clock(datetime.fromisoformat(figures.ends), zone) if figures.ends else ""


def _style(row: Row) -> str:
    if row.unbeaten:
        return GOOD
    return {"failed": BAD, "no timetable": WEAK, "refused": WEAK}.get(row.outcome, "")


def _failures(sweep: SweepView) -> Iterator[Line]:
    for row in sweep.rows:
        if row.failure is not None and row.result is None:
            yield say(f"Job {row.job.number} failed: {row.failure.reason}", BAD)


def _note(sweep: SweepView) -> str:
    better = [WORDS[objective] for objective in sweep.objectives]
    listed = " and ".join(part for part in (", ".join(better[:-1]), better[-1]) if part)
    return (
        f"{MARK}: no other job beats it, that is, none is as good in all of {listed} and "
        "better in one. For one job in detail, add --why NUMBER."
    )


def fields(sweep: SweepView) -> Mapping[str, object]:
    """The same as plain data; timetables apart."""
    return {
        "sweep": sweep.name,
        "meeting": sweep.title,
        "axes": list(sweep.axes),
        "objectives": list(sweep.objectives),
        "stored_before": sweep.repeated,
        "jobs": [_fields(row) for row in sweep.rows],
    }


def _fields(row: Row) -> Mapping[str, object]:
    result = row.result
    return {
        "job": row.job.number,
        "key": row.job.key,
        "choices": list(row.job.choices),
        "result": row.outcome,
        "unbeaten": row.unbeaten,
        "tiers": [
            {"name": name, "cost": cost, "bound": bound}
            for name, cost, bound in (result.tiers if result is not None else ())
        ],
        "figures": asdict(row.figures) if row.figures is not None else None,
        "reason": result.reason if result is not None else _reason(row.failure),
        "cpu_seconds": result.cpu if result is not None else None,
    }


def _reason(failure: Failure | None) -> str:
    return failure.reason if failure is not None else ""


def beaten_by(sweep: SweepView, row: Row) -> Sequence[Row]:
    """Jobs of the front that are as good in everything, and better in something."""
    if row.figures is None or row.unbeaten:
        return ()
    own = [row.figures.value(objective) for objective in sweep.objectives]
    return [
        other
        for other in sweep.ordered
        if other.unbeaten
        and other.figures is not None
        and all(
            other.figures.value(objective) <= value
            for objective, value in zip(sweep.objectives, own, strict=True)
        )
    ]

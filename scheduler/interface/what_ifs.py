"""What-ifs: a scenario solved under every combination of what may be otherwise."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from scheduler import store as stores
from scheduler.errors import UsageError
from scheduler.files import write
from scheduler.interface.plan import Plan, plan_of
from scheduler.render.reports import sweep_report
from scheduler.render.reports.sweep_report import Row, SweepView
from scheduler.render.terminal.answer import Line, View
from scheduler.render.terminal.fitting import fit_line
from scheduler.sweeps.driver import Tell, drive
from scheduler.sweeps.engines import Engine, Here
from scheduler.sweeps.processes import Processes
from scheduler.sweeps.reading import ReadSweep, read_sweep
from scheduler.sweeps.shelf import StoreShelf
from scheduler.timetable import Record

if TYPE_CHECKING:
    from scheduler.sweeps.cluster import Cluster

FORMS = (".csv", ".xlsx", ".svg", ".png")
"""What a table of jobs is written as."""
WIDTH = 120


@dataclass(frozen=True, slots=True)
class WhatIfs:
    """
    What came of a sweep.

    ``print`` shows it as the terminal does.

    Attributes
    ----------
    read
        The sweep with its scenario.
    view
        Its jobs with their results.
    """

    read: ReadSweep = field(repr=False)
    view: SweepView = field(repr=False)

    @property
    def jobs(self) -> Sequence[Row]:
        """
        Every job in its order: ``job.number``, ``job.choices``, ``outcome``, ``figures``,
        ``unbeaten``.
        """
        return self.view.rows

    @property
    def front(self) -> Sequence[Row]:
        """
        The jobs that no other job beats: none is as good in every objective, and better in one.
        """
        return [row for row in self.view.ordered if row.unbeaten]

    def plan(self, number: int) -> Plan:
        """
        The timetable of a job, with the scenario as it is in that job.

        Raises
        ------
        UsageError
            There is no job of that number, or it has no timetable.
        """
        row = next((row for row in self.view.rows if row.job.number == number), None)
        if row is None:
            raise UsageError(f"job {number}: there are the jobs 1 to {len(self.view.rows):,}")
        if row.result is None or not row.result.timetable:
            raise UsageError(f"job {number} has no timetable: {row.outcome}")
        record = Record.model_validate_json(row.result.timetable)
        problem = row.job.problem.model_copy(update={"in_force": None})
        return plan_of(replace(self.read.base, problem=problem), record, name=f"job {number}")

    def save(self, path: Path | str) -> Path:
        """
        Write all jobs as .csv or .xlsx, or draw them as .svg or .png, whole or not at all.

        Raises
        ------
        UsageError
            It is no such file.
        OSError
            The disk is full, or the like.
        """
        target = Path(path)
        write(target, sweep_file(self.view, target))
        return target

    def __str__(self) -> str:
        return plain(sweep_report.lines(self.view, View(WIDTH, False, False), whole=True))


def sweep(
    path: Path | str,
    *,
    workers: int = 1,
    cluster: "Cluster | None" = None,
    store: Path | str | None = None,
    progress: Tell | None = None,
) -> WhatIfs:
    """
    Solve a scenario under every combination of what may be otherwise; docs/howto/sweeps.md.

    Each result is stored as it comes, so the same call goes on where it was stopped, and nothing is
    done twice.

    Parameters
    ----------
    path
        The sweep, a YAML file beside its scenario.
    workers
        Processes; 1: in this one. A script that asks for more has to do so behind
        ``if __name__ == "__main__":``, for each process reads it again.
    cluster
        ``scheduler.sweeps.cluster.Cluster("tcp://host:8786")`` instead of processes.
    store
        Where results are kept: a file, or the address of a database; by default the file ``.sweep``
        beside the sweep.
    progress
        Is called with how many jobs are ``done`` of ``total``, ``failed``, and seconds ``left``.

    Raises
    ------
    ScenarioError
        Every complaint about the sweep and its scenario, each with file, line and column.
    UsageError, StoreError
        A cluster cannot be reached, a result cannot be stored: what was stored stays stored.
    """
    read = read_sweep(Path(path))
    kept_in = _location(store) if store is not None else read.path.with_suffix(".sweep")
    with stores.opened(kept_in) as opened:
        shelf = StoreShelf(opened, read.path.name)
        swept = drive(read.jobs(), engine_of(workers, cluster), shelf, progress)
    return WhatIfs(read, SweepView.of(read, swept))


def sweep_file(view: SweepView, path: Path) -> bytes:
    """All jobs in the form that the name of the file says; UsageError if that is none."""
    form = path.suffix.lower()
    if form not in FORMS:
        raise UsageError(f"{path}: a sweep is written as .csv, .xlsx, .svg or .png")
    if form in (".csv", ".xlsx"):
        from scheduler.render.workbook import sweep_table  # XlsxWriter

        return sweep_table.as_csv(view) if form == ".csv" else sweep_table.as_xlsx(view)
    from scheduler.render.pictures import sweep_picture

    svg = sweep_picture.draw(view)
    if form == ".svg":
        return svg.encode()
    from scheduler.render.pictures.picture_png import png  # typst

    return png(svg)


def engine_of(workers: int, cluster: "Cluster | None") -> Engine:
    """Where jobs run: a cluster, processes, or this process where there is one worker."""
    if workers < 1:
        raise UsageError(f"workers {workers}: expected 1 or more")
    if cluster is not None:
        return cluster
    return Here() if workers == 1 else Processes(workers)


def _location(store: Path | str) -> Path | str:
    return store if isinstance(store, str) and "://" in store else Path(store)


def plain(lines: Sequence[Line]) -> str:
    """Lines of a report as text, as wide as a terminal."""
    fitted = (part for line in lines for part in fit_line(line, WIDTH))
    return "\n".join(line.plain.rstrip() for line in fitted)

"""sweep: what-ifs by the thousand."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from scheduler import store as stores
from scheduler.commands.arguments import refuse_beside
from scheduler.commands.inputs.engines import engine_of
from scheduler.commands.inputs.store_location import known_store
from scheduler.commands.options.screen import Screen
from scheduler.commands.options.store import StoreOption
from scheduler.commands.options.sweeping import SweepOptions
from scheduler.commands.options.values import Json
from scheduler.errors import StoreError, UsageError
from scheduler.explanation.explain import explain
from scheduler.files import announce, is_standard_input
from scheduler.interface.what_ifs import FORMS, sweep_file
from scheduler.render.reports import sweep_job_report
from scheduler.render.reports import sweep_report as reports
from scheduler.render.reports.sweep_job_report import JobView
from scheduler.render.terminal.answer import (
    BUG,
    INTERRUPTED,
    NO,
    OK,
    Answer,
    View,
    counted,
    to_json,
)
from scheduler.render.terminal.console import working
from scheduler.render.terminal.counting import counting
from scheduler.sweeps.driver import Swept, drive
from scheduler.sweeps.jobs import Job
from scheduler.sweeps.reading import ReadSweep, read_sweep
from scheduler.sweeps.shelf import StoreShelf

SHOW = "show"
SHORTEST = 6
"""Letters of a key by which a job may be called."""
EXPLAINING = 20.0
"""Seconds of the search for statements that cannot all hold."""


def sweep(
    file: Annotated[Path, Parameter(help="The sweep, a YAML file; or 'show', then the sweep.")],
    shown: Annotated[
        Path | None, Parameter(help="After show: the sweep whose stored results are printed.")
    ] = None,
    /,
    *,
    why: Annotated[
        str | None, Parameter(help="Explain the job with this number; nothing else is solved.")
    ] = None,
    to: Annotated[
        list[Path] | None,
        Parameter(help="Also write the table: w.csv, w.xlsx, w.svg or w.png. Repeatable."),
    ] = None,
    all: Annotated[bool, Parameter(negative=(), help="Print all jobs (default: 40).")] = False,
    json: Json = False,
    running: SweepOptions = SweepOptions(),
    screen: Screen = Screen(),
    where: StoreOption = StoreOption(),
) -> Answer:
    """Solve a scenario under every combination of assumptions.

    Each job is solved, verified and stored as it ends. After a stop, the same command goes on;
    nothing is solved twice.
    """
    if json:
        refuse_beside("--json", **screen.given())
    path = _sweep_named(file, shown)
    _refuse_forms(to or [])
    with working(f"reading {path.name}"):
        read = read_sweep(path)
        jobs = read.jobs()
    kept_in = known_store(where.store) or _beside(path)
    view = None if json else screen.terminal
    if why is not None:
        return _why(read, jobs, _job_called(jobs, why), kept_in, view)
    if str(file) == SHOW:
        swept, code, remarks = _stored(read, jobs, kept_in), OK, list[str]()
    else:
        swept, code, remarks = _driven(read, jobs, kept_in, running)
    made = reports.SweepView.of(read, swept)
    files = [(one, sweep_file(made, one)) for one in to or []]
    if view is None:
        return Answer(code, to_json(reports.fields(made), made.zone), remarks, files)
    return Answer(code, reports.lines(made, view, whole=all), remarks, files, width=view.width)


def _sweep_named(file: Path, shown: Path | None) -> Path:
    """The sweep itself, which stands after the word show if that is first."""
    if str(file) == SHOW:
        if shown is None:
            raise UsageError("no sweep is given: rollgrid sweep show what-if.yaml")
        return shown
    if shown is not None:
        raise UsageError(f"expected one sweep, not {file} and {shown}")
    return file


def _beside(path: Path) -> Path:
    """Where results are kept; UsageError for a sweep that lies nowhere."""
    if is_standard_input(path):
        raise UsageError(
            "a sweep from standard input has no file to keep results beside: add --store"
        )
    return path.with_suffix(".sweep")


def _refuse_forms(to: list[Path]) -> None:
    for one in to:
        if one.suffix.lower() not in FORMS:
            raise UsageError(f"{one}: expected a .csv, .xlsx, .svg or .png file")
        announce(one)


def _driven(
    read: ReadSweep, jobs: Sequence[Job], kept_in: str | Path, running: SweepOptions
) -> tuple[Swept, int, list[str]]:
    """The results of the sweep, the exit code, and remarks."""
    engine = engine_of(running)
    with (
        stores.opened(kept_in) as store,
        counting(f"sweep {read.path.name}", verbose=running.verbose) as tell,
    ):
        shelf = StoreShelf(store, read.path.name)
        try:
            swept = drive(jobs, engine, shelf, tell)
        except KeyboardInterrupt:
            swept = Swept(tuple(jobs), shelf.kept(jobs))
            return swept, INTERRUPTED, [f"stopped: {_go_on(swept)}"]
        except (StoreError, UsageError) as error:
            left = Swept(tuple(jobs), shelf.kept(jobs))
            raise type(error)(f"{error}\n{_go_on(left)}") from error
    remarks = _claims(swept) if running.cluster is not None else []
    if not swept.failures:
        return swept, OK, remarks
    ours = any(failure.trace for failure in swept.failures.values())
    traces = dict.fromkeys(failure.trace for failure in swept.failures.values() if failure.trace)
    again = f"{counted(len(swept.failures), 'job')} failed; the same command tries again"
    return swept, BUG if ours else NO, [*remarks, *traces, again]


def _claims(swept: Swept) -> list[str]:
    """What a worker of a cluster says of impossibility is no proof."""
    impossible = sum(result.state == "infeasible" for result in swept.results.values())
    if not impossible:
        return []
    jobs = "1 job is" if impossible == 1 else f"{impossible:,} jobs are"
    return [
        (f"note: {jobs} infeasible by a worker's claim, not checked here; --why JOB checks it here")
    ]


def _go_on(swept: Swept) -> str:
    done = len(swept.jobs) - len(swept.missing)
    return f"{done:,} of {counted(len(swept.jobs), 'result')} are stored; the same command goes on"


def _stored(read: ReadSweep, jobs: Sequence[Job], kept_in: str | Path) -> Swept:
    """What is stored of a sweep; nothing where there is no store yet."""
    if isinstance(kept_in, Path) and not kept_in.exists():
        return Swept(tuple(jobs), {})
    with stores.opened(kept_in, reads_only=True) as store:
        results = StoreShelf(store, read.path.name).kept(jobs)
    return Swept(tuple(jobs), results)


def _job_called(jobs: Sequence[Job], word: str) -> Job:
    """A job by its number, or by the beginning of its key."""
    for job in jobs:
        if str(job.number) == word or (len(word) >= SHORTEST and job.key.startswith(word)):
            return job
    raise UsageError(f"--why {word}: expected a job from 1 to {len(jobs):,}")


def _why(
    read: ReadSweep, jobs: Sequence[Job], job: Job, kept_in: str | Path, view: View | None
) -> Answer:
    """What a job was; ``view``: None for JSON."""
    swept, outdated = Swept(tuple(jobs), {}), None
    if not isinstance(kept_in, Path) or kept_in.exists():
        with stores.opened(kept_in, reads_only=True) as store:
            shelf = StoreShelf(store, read.path.name)
            swept = Swept(tuple(jobs), shelf.kept(jobs))
            outdated = shelf.outdated(job) if job.key not in swept.results else None
    made = reports.SweepView.of(read, swept)
    row = next(row for row in made.rows if row.job is job)
    told = None
    if row.result is not None and row.result.state == "infeasible":
        with working("looking for the conflict"):
            told = explain(job.problem, seconds=EXPLAINING, workers=1)
    shown = JobView(made, row, job.problem, told, outdated)
    if view is None:
        return Answer(OK, to_json(sweep_job_report.fields(shown), made.zone))
    return Answer(OK, sweep_job_report.lines(shown, view), width=view.width)

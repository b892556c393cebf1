"""What-ifs: a scenario under every combination of what may be otherwise, and single concessions."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from scheduler import store as stores
from scheduler.errors import UsageError
from scheduler.files import write
from scheduler.interface.plan import Plan, plan_of
from scheduler.problem import Policy, Problem
from scheduler.problem.spoken_names import business_meant, spoken_bodies, spoken_sessions, unknown
from scheduler.render.reports import concede_report, sweep_report
from scheduler.render.reports.sweep_report import Row, SweepView
from scheduler.render.terminal.answer import Line, View
from scheduler.render.terminal.fitting import fit_line
from scheduler.scenario import Loaded
from scheduler.sweeps.conceding import Bought, Conceded, ConcedeRequest
from scheduler.sweeps.conceding import concede as try_concessions
from scheduler.sweeps.driver import Tell, drive
from scheduler.sweeps.engines import Engine, Here
from scheduler.sweeps.overlays import minutes_of
from scheduler.sweeps.processes import Processes
from scheduler.sweeps.reading import ReadSweep, read_sweep
from scheduler.sweeps.results import Result
from scheduler.sweeps.shelf import StoreShelf
from scheduler.sweeps.statements import More
from scheduler.timetable import Record
from scheduler.timetable.wording import wording_of

if TYPE_CHECKING:
    from scheduler.sweeps.cluster import Cluster

FORMS = (".csv", ".xlsx", ".svg", ".png")
"""What a table of jobs is written as."""
WIDTH = 120
MOST = {"slots": 100, "minutes": 10_000}
"""How much more somebody may be given."""


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
        """Those that no other job beats: none is as good in every objective, and better in one."""
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
        return _plain(sweep_report.lines(self.view, View(WIDTH, False, False), whole=True))


@dataclass(frozen=True, slots=True)
class Concessions:
    """
    What a scenario would gain by one concession.

    ``print`` shows it as the terminal does.

    Attributes
    ----------
    scenario
        As it was read.
    asked, told
        What was asked, and what came of it.
    """

    scenario: Loaded = field(repr=False)
    asked: concede_report.Asked = field(repr=False)
    told: Conceded = field(repr=False)

    @property
    def answer(self) -> str:
        """In one sentence: what it would take, and what that costs."""
        return concede_report.answer(self.asked, self.told, wording_of(self.asked.problem))

    @property
    def fits(self) -> bool:
        """Whether what is to be given needs no concession."""
        return self.told.fits

    @property
    def found(self) -> Sequence[Bought]:
        """
        Concessions that help, the best first: ``concessions`` (one, or two together), ``result``;
        ``sure``: it is proved that nothing as good is possible without it.
        """
        return self.told.bought

    @property
    def now(self) -> Result:
        """The scenario as it is."""
        return self.told.now

    @property
    def wanted(self) -> Result:
        """The scenario with what is to be given, and without a concession."""
        return self.told.wanted

    def says(self, one: Bought) -> str:
        """``let WGTU take 60 minutes less, 210 in all``"""
        return concede_report.all_of(one, wording_of(self.asked.problem))

    def places(self, one: Bought) -> list[str]:
        """Where the statements of a concession stand: ``file:line:column``."""
        return [self.scenario.locate(concession.loc) for concession in one.concessions]

    def __str__(self) -> str:
        view = View(WIDTH, False, False)
        return _plain(concede_report.lines(self.asked, self.told, view))


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
        swept = drive(read.jobs(), _engine(workers, cluster), shelf, progress)
    return WhatIfs(read, SweepView.of(read, swept))


def concede(
    scenario: Loaded,
    *,
    give: str | None = None,
    slots: int | None = None,
    minutes: int | None = None,
    policy: Policy | None = None,
    seconds: float = 5.0,
    seed: int = 1,
    most: int = 40,
    workers: int = 1,
    cluster: "Cluster | None" = None,
    progress: Tell | None = None,
) -> Concessions:
    """
    Which single statement, loosened a little, buys most; each one solved and verified.

    Parameters
    ----------
    give
        A body or session that is to have more: ``slots`` (one), or ``minutes``. None asks what
        would help as it is.
    policy
        By default every means that the scenario prices.
    seconds
        For each search; ``seed``: of each.
    most
        Statements that are loosened, those that seem to matter first.
    workers, cluster, progress
        As ``sweep``; what concessions are compared with is solved here in any case.

    Raises
    ------
    UsageError
        Nobody is called so, the amount cannot be meant, or a cluster cannot be reached.
    """
    problem, engine = scenario.problem, _engine(workers, cluster)
    if give is None and (slots is not None or minutes is not None):
        raise UsageError("slots and minutes say how much: say whom to give them")
    if slots is not None and minutes is not None:
        raise UsageError("give slots or minutes, not both")
    if seconds <= 0:
        raise UsageError(f"seconds {seconds:g}: expected more than 0")
    wish = None if give is None else wish_of(problem, give, slots, minutes)
    request = ConcedeRequest(
        problem=problem, give=wish, policy=policy, seconds=seconds, seed=seed, most=most
    )
    # what a worker of a cluster says of impossibility is no proof
    prover = engine if cluster is None else Here()
    told = try_concessions(request, engine, progress, prover=prover)
    amount = minutes_of(problem, wish) if wish is not None else 0
    return Concessions(scenario, concede_report.Asked(problem, wish, amount, most), told)


def wish_of(problem: Problem, give: str, slots: int | None, minutes: int | None) -> More:
    """Whom to give how much, by id or title. UsageError if nobody is called so."""
    unit, amount = ("slots", 1 if slots is None else slots)
    if minutes is not None:
        unit, amount = "minutes", minutes
    if not 1 <= amount <= MOST[unit]:
        raise UsageError(f"{unit} {amount:,}: expected 1 to {MOST[unit]:,}")
    name = business_meant(problem, give)
    if not problem.chosen((name,)):
        spoken = {**spoken_bodies(problem), **spoken_sessions(problem)}
        raise UsageError(unknown("no session and no body", give, spoken))
    return More.model_validate({"of": name, unit: amount})


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


def _engine(workers: int, cluster: "Cluster | None") -> Engine:
    if workers < 1:
        raise UsageError(f"workers {workers}: expected 1 or more")
    if cluster is not None:
        return cluster
    return Here() if workers == 1 else Processes(workers)


def _location(store: Path | str) -> Path | str:
    return store if isinstance(store, str) and "://" in store else Path(store)


def _plain(lines: Sequence[Line]) -> str:
    fitted = (part for line in lines for part in fit_line(line, WIDTH))
    return "\n".join(line.plain.rstrip() for line in fitted)

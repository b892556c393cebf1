"""Concessions: single statements loosened a little, each solved and compared."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from scheduler.errors import UsageError
from scheduler.interface.what_ifs import WIDTH, engine_of, plain
from scheduler.problem import Policy, Problem
from scheduler.problem.spoken_names import business_meant, spoken_bodies, spoken_sessions, unknown
from scheduler.render.reports import concede_report
from scheduler.render.terminal.answer import View
from scheduler.scenario import Loaded
from scheduler.sweeps.conceding import Bought, Conceded, ConcedeRequest
from scheduler.sweeps.conceding import concede as try_concessions
from scheduler.sweeps.driver import Tell
from scheduler.sweeps.engines import Here
from scheduler.sweeps.overlays import minutes_of
from scheduler.sweeps.results import Result
from scheduler.sweeps.statements import More
from scheduler.timetable.wording import wording_of

if TYPE_CHECKING:
    from scheduler.sweeps.cluster import Cluster

MOST = {"slots": 100, "minutes": 10_000}
"""How much more somebody may be given."""


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
        return plain(concede_report.lines(self.asked, self.told, view))


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
    problem, engine = scenario.problem, engine_of(workers, cluster)
    if seconds <= 0:
        raise UsageError(f"seconds {seconds:g}: expected more than 0")
    wish = _wish(problem, give, slots, minutes)
    request = ConcedeRequest(
        problem=problem, give=wish, policy=policy, seconds=seconds, seed=seed, most=most
    )
    # what a worker of a cluster says of impossibility is no proof
    prover = engine if cluster is None else Here()
    told = try_concessions(request, engine, progress, prover=prover)
    amount = minutes_of(problem, wish) if wish is not None else 0
    return Concessions(scenario, concede_report.Asked(problem, wish, amount, most), told)


def _wish(
    problem: Problem, give: str | None, slots: int | None, minutes: int | None
) -> More | None:
    if give is None and (slots is not None or minutes is not None):
        raise UsageError("slots and minutes need a session or body: add give")
    if slots is not None and minutes is not None:
        raise UsageError("give slots or minutes, not both")
    return None if give is None else wish_of(problem, give, slots, minutes)


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

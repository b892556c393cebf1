"""concede: which small concession buys most."""

from typing import Annotated

from cyclopts import Parameter

from scheduler.commands.arguments import from_to, refuse_beside
from scheduler.commands.inputs.engines import engine_of, processes
from scheduler.commands.options.screen import Screen
from scheduler.commands.options.sweeping import SweepOptions
from scheduler.commands.options.values import Json, PolicyOption, Scenario
from scheduler.errors import UsageError
from scheduler.interface.concessions import wish_of
from scheduler.problem import Problem
from scheduler.render.reports import concede_report as reports
from scheduler.render.terminal.answer import NO, OK, Answer, View, to_json
from scheduler.render.terminal.console import working
from scheduler.render.terminal.counting import counting
from scheduler.scenario import Loaded, load
from scheduler.sweeps.conceding import Conceded, ConcedeRequest
from scheduler.sweeps.conceding import concede as try_concessions
from scheduler.sweeps.overlays import minutes_of
from scheduler.sweeps.statements import More


def concede(
    scenario: Scenario,
    *,
    give: Annotated[
        str | None, Parameter(help="Give this body or session more time, and show what it takes.")
    ] = None,
    slots: Annotated[
        int | None,
        Parameter(
            validator=from_to(1, 100), help="With --give: number of slots to add (default: 1)."
        ),
    ] = None,
    minutes: Annotated[
        int | None,
        Parameter(validator=from_to(1, 10_000), help="With --give: number of minutes to add."),
    ] = None,
    policy: PolicyOption = None,
    seconds: Annotated[float, Parameter(help="Time limit in seconds for each concession.")] = 5.0,
    seed: Annotated[
        int, Parameter(validator=from_to(0, 2**31 - 2), help="Random seed of each search.")
    ] = 1,
    most: Annotated[
        int,
        Parameter(
            validator=from_to(1, 10_000), help="Number of statements to loosen together, at most."
        ),
    ] = 40,
    top: Annotated[
        int, Parameter(validator=from_to(1, 1_000), help="Number of concessions to print.")
    ] = 10,
    json: Json = False,
    running: SweepOptions = SweepOptions(),
    screen: Screen = Screen(),
) -> Answer:
    """Find the small concession that helps most; each one is solved.

    A concession is, for example, an hour of an absence, thirty minutes of a session, a room for a
    morning, or a rule. It makes an impossible meeting possible, or a timetable better. Each
    result is verified.
    """
    if json:
        refuse_beside("--json", **screen.given())
    _refuse_amounts(give, slots, minutes, seconds)
    with working(f"reading {scenario.name}"):
        loaded = load(scenario)
    problem, wish = loaded.problem, _wish(loaded.problem, give, slots, minutes)
    request = ConcedeRequest(
        problem=problem, give=wish, policy=policy, seconds=seconds, seed=seed, most=most
    )
    told = _try(request, running)
    asked = reports.Asked(problem, wish, 0 if wish is None else minutes_of(problem, wish), top)
    return _answer(loaded, asked, told, None if json else screen.terminal)


def _answer(loaded: Loaded, asked: reports.Asked, told: Conceded, view: View | None) -> Answer:
    """The table, or JSON where there is no ``view``."""
    # not 4: that a few statements alone do not help proves nothing of the scenario
    code = OK if told.bought or told.fits else NO
    if view is None:
        places = [[loaded.locate(c.loc) for c in one.concessions] for one in told.bought]
        return Answer(code, to_json(reports.fields(asked, told, places), asked.problem.zone))
    return Answer(code, reports.lines(asked, told, view), width=view.width)


def _refuse_amounts(
    give: str | None, slots: int | None, minutes: int | None, seconds: float
) -> None:
    """UsageError for an amount of nothing, for two amounts, and for no time."""
    if seconds <= 0:
        raise UsageError(f"--seconds {seconds:g}: expected more than 0")
    if give is None and (slots is not None or minutes is not None):
        raise UsageError("--slots and --minutes need --give BODY or --give SESSION")
    if slots is not None and minutes is not None:
        raise UsageError("give --slots or --minutes, not both")


def _try(request: ConcedeRequest, running: SweepOptions) -> Conceded:
    """Each concession solved where the options say, with its progress on the terminal."""
    with counting("trying concessions", verbose=running.verbose) as tell:
        engine = engine_of(running)
        # what a worker of a cluster says of impossibility is no proof
        prover = processes() if running.cluster is not None else engine
        return try_concessions(request, engine, tell, prover=prover)


def _wish(
    problem: Problem, give: str | None, slots: int | None, minutes: int | None
) -> More | None:
    """Whom to give how much; UsageError if nobody is called so."""
    if give is None:
        return None
    try:
        return wish_of(problem, give, slots, minutes)
    except UsageError as error:
        raise UsageError(f"--give: {error}") from None

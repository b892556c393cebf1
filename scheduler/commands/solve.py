"""solve: the best timetable of a scenario."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from scheduler.commands.arguments import refuse_beside
from scheduler.commands.inputs import drafts
from scheduler.commands.inputs.acknowledged import shown_at
from scheduler.commands.inputs.engines import cluster_of
from scheduler.commands.inputs.orders import Orders
from scheduler.commands.inputs.shown import shown
from scheduler.commands.inputs.side_by_side import solve_elsewhere
from scheduler.commands.options.chances import ForesightOptions
from scheduler.commands.options.screen import WHOLE, GridScreen
from scheduler.commands.options.search import Search
from scheduler.commands.options.store import Author
from scheduler.commands.options.sweeping import ClusterOptions
from scheduler.commands.options.values import Json, Out, PolicyOption, Scenario
from scheduler.errors import Infeasible, SchedulerError, UsageError
from scheduler.files import announce, is_standard_input
from scheduler.interface import solving
from scheduler.interface.plan import Plan, locate_shortages
from scheduler.render.reports import replan_report, robust_report
from scheduler.render.terminal.answer import INTERRUPTED, Answer, Line, adapt
from scheduler.render.terminal.console import progress, remind, working
from scheduler.render.terminal.screen import BLANK, STOPPED, draw_timetable, next_step
from scheduler.scenario import Loaded, load
from scheduler.timetable import Record
from scheduler.timetable.files import to_bytes
from scheduler.vocabulary.command_lines import on_store, recorded, rollgrid
from scheduler.vocabulary.policies import Policy

PLAIN = ForesightOptions()


def solve(
    scenario: Scenario,
    *,
    policy: PolicyOption = None,
    save: Annotated[
        bool,
        Parameter(
            negative=(),
            help="Keep the draft in a store beside the scenario; make the store if needed.",
        ),
    ] = False,
    out: Out = None,
    json: Json = False,
    foresight: ForesightOptions = ForesightOptions(),
    search: Search = Search(),
    elsewhere: ClusterOptions = ClusterOptions(),
    author: Author = Author(),
    screen: GridScreen = GridScreen(),
) -> Answer:
    """Find the best timetable, verify it and print the grid.

    If there is a store, the timetable is kept in it as a draft.
    """
    if json:
        refuse_beside(WHOLE, **screen.given())
    announce(out)
    with working(f"reading {scenario.name}"):
        loaded = load(scenario)
    request = shown(loaded.problem, screen)
    place = drafts.place_for(scenario, author.store, save=save)
    head, orders = drafts.base_of(place, loaded.problem.zone)
    plan, told = _found(loaded, orders, policy, search, foresight, elsewhere)
    record, command = plan.record, _command(scenario, policy, search, foresight)
    draft = drafts.Draft(record, drafts.cause_of(record), command)
    saved = drafts.save(place, [draft], loaded.data, parent=head, author=author)
    data, view = to_bytes(record), screen.terminal
    known, seen = shown_at(place, record, saved.drafts)
    lines = draw_timetable(plan.problem, record, view, request)
    lines = [*lines, BLANK, *_summary(plan, known)]
    steps = saved.next_step or [_step(scenario, out)]
    if plan.interrupted:
        steps = [STOPPED, *saved.next_step]
    return Answer(
        INTERRUPTED if plan.interrupted else saved.code,
        data if json else adapt(lines, view),
        [*told, *_not_a_replan(head), *seen, *saved.remarks, *steps],
        [(out, data)] if out is not None else [],
        width=view.width,
    )


def _step(scenario: Path, out: Path | None) -> str:
    """How to go on where nothing was kept."""
    if out is not None or is_standard_input(scenario):
        return next_step(scenario, out)
    return f"next: to keep it as a draft, {rollgrid('solve', scenario, '--save')}"


def _found(
    loaded: Loaded,
    orders: Orders,
    policy: Policy | None,
    search: Search,
    foresight: ForesightOptions,
    elsewhere: ClusterOptions,
) -> tuple[Plan, list[str]]:
    """The best timetable, of this machine or of a cluster, and what is said of the latter."""
    cluster = cluster_of(elsewhere)
    if cluster is None:
        return solve_loaded(loaded, orders, policy, search, foresight), []
    _refuse_here(search, foresight)
    return solve_elsewhere(loaded, orders, policy, search, cluster)


def _summary(plan: Plan, known: Record) -> list[Line]:
    """What stands below the grid; ``known``: the record without what was acknowledged."""
    return [
        *replan_report.summary(plan.problem, known),
        *robust_report.lines(plan.problem, plan.record),
    ]


def _refuse_here(search: Search, foresight: ForesightOptions) -> None:
    """UsageError for what a cluster does not do."""
    if search.workers is not None:
        raise UsageError("--workers counts threads on this machine: leave it out with --cluster")
    if foresight.robust or foresight.earliest:
        raise UsageError("--robust and --earliest run on this machine: leave out --cluster")


def _not_a_replan(head: int | None) -> list[str]:
    if head is None:
        return []
    return [
        (
            f"warning: Rev.{head} is published, but this solve ignored it. To move as little "
            f"as possible: {on_store('replan')}"
        )
    ]


def solve_loaded(
    loaded: Loaded,
    orders: Orders,
    policy: Policy | None,
    search: Search,
    foresight: ForesightOptions = PLAIN,
) -> Plan:
    """The best timetable under a planner's orders."""
    with progress("solving", verbose=search.verbose, seconds=search.seconds) as tell:
        try:
            return solving.solve(
                loaded,
                policy=policy,
                pins=orders.pins,
                waive=orders.waive,
                seconds=search.seconds,
                seed=search.seed,
                workers=search.cores,
                robust=foresight.robust,
                earliest=foresight.percent(loaded.problem),
                progress=tell,
            )
        except SchedulerError as error:
            if isinstance(error, Infeasible):
                locate_shortages(loaded, error)
                error.add_note(f"next: {rollgrid('explain', loaded.path)}")
            # what the scenario itself warns of may well be the reason
            for note in loaded.diagnostics:
                remind(str(note))
            raise


def _command(
    scenario: Path, policy: Policy | None, search: Search, foresight: ForesightOptions
) -> str:
    chosen = f" --policy {policy}" if policy is not None else ""
    chosen += " --robust" if foresight.robust else ""
    chosen += " --earliest" if foresight.earliest else ""
    return f"{recorded('solve', scenario.name)}{chosen}{drafts.as_options(search)}"

"""A scenario solved by a cluster: many searches at once, judged here."""

from typing import TYPE_CHECKING

from scheduler.commands.inputs.orders import Orders
from scheduler.commands.options.search import Search
from scheduler.interface.plan import Plan, scenario_warnings
from scheduler.render.terminal.counting import counting
from scheduler.replanning.amend import with_waived
from scheduler.replanning.pins import with_pins
from scheduler.scenario import Loaded
from scheduler.search.outcome import record
from scheduler.sweeps.side_by_side import SideBySide, solve_side_by_side
from scheduler.vocabulary.policies import Policy

if TYPE_CHECKING:
    from scheduler.sweeps.cluster import Cluster

MOST = 64
"""Searches at once: more of them find next to nothing more."""


def solve_elsewhere(
    loaded: Loaded, orders: Orders, policy: Policy | None, search: Search, cluster: "Cluster"
) -> tuple[Plan, list[str]]:
    """The best timetable of one search for each thread of a cluster; and what is to be told."""
    problem = with_pins(with_waived(loaded.problem, orders.waive), orders.pins)
    count = min(MOST, cluster.threads())
    with counting("solving on the cluster", verbose=search.verbose) as tell:
        best = solve_side_by_side(problem, policy, search.budget(), cluster, count, tell)
    made = record(
        best.outcome,
        sha256=loaded.sha256,
        notes=scenario_warnings(loaded),
        pins=orders.pins,
        waive=orders.waive,
    )
    return Plan(loaded, best.outcome.problem, made), _told(best)


def _told(best: SideBySide) -> list[str]:
    """How many searches, and which bounds are only a worker's claim."""
    told = [f"the best of {best.searches} searches, verified here"]
    told += [f"a search failed: {reason}" for reason in best.failed]
    for tier, bound, proved in best.claimed:
        here = f"; proved here: {proved:,}" if proved else ""
        told.append(
            f"note: the bound {bound:,} of {tier} is a worker's claim, not checked here{here}"
        )
    return told

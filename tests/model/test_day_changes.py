"""Windows by the price of other days leave every timetable that costs no more, and no others."""

import random
from collections.abc import Iterator
from datetime import timedelta

import pytest
from ortools.sat.python.cp_model import INFEASIBLE, CpSolver

from scheduler import model as models
from scheduler import verifier
from scheduler.instance.compile import compile
from scheduler.instance.decode import decode
from scheduler.instance.instance import Instance
from scheduler.model.candidates import Candidates
from scheduler.model.day_changes import keep_days
from scheduler.problem import Problem, Situation
from scheduler.search.by_hand.following import in_orders
from scheduler.search.by_hand.rows import Layout, Rows
from scheduler.timetable import Timetable
from tests.search import planted
from tests.twins import tiny

MADE = 5
"""Timetables of a problem that are looked at."""


def _replan(seed: int) -> Problem:
    """Before the first sitting, somebody takes an hour longer than published."""
    problem = planted.orders(12, seed, rooms=3)
    minutes = {session.id: session.minutes.likely for session in problem.sessions}
    published = next(layouts for layouts in _laid_out(compile(problem), random.Random(seed)))
    now = min(s.start for s in published.sittings) - timedelta(hours=1)
    longer = minutes | {"s00": minutes["s00"] + 60}
    fields = {"now": now, "freeze_until": now, "published": published.sittings, "minutes": longer}
    update = {"situation": Situation.model_validate(fields), "in_force": "roll"}
    return problem.model_copy(update=update)


def _laid_out(instance: Instance, draw: random.Random) -> Iterator[Timetable]:
    """Whole timetables without a mistake; who comes first of two who could is drawn."""
    while True:
        layouts, nowhere = in_orders(Rows(instance), lambda _: (draw.random(),))
        if nowhere is None:
            timetable = decode(instance, list(_sittings(layouts)), ())
            if not verifier.violations(instance.problem, timetable):
                yield timetable


def _sittings(layouts: list[Layout]) -> Iterator[tuple[int, int, int, int]]:
    for own in layouts:
        yield from ((own.i, own.r, start, end) for _, start, end in own.legs)


def _left(instance: Instance, most: int) -> Candidates:
    candidates = models.prune(instance)
    keep_days(instance, candidates, most)
    return candidates


@pytest.mark.parametrize("seed", [1, 2])
def test_no_timetable_that_costs_so_much_at_the_most_is_cut_off(seed: int) -> None:
    instance = compile(_replan(seed))
    draw, narrower = random.Random(seed), 0
    whole = sum(map(len, models.prune(instance).slots))
    for timetable, _ in zip(_laid_out(instance, draw), range(MADE), strict=False):
        left = _left(instance, verifier.tier_costs(instance.problem, timetable)["days"])
        narrower += sum(map(len, left.slots)) < whole
        for i, session in enumerate(instance.sessions):
            own = timetable.of_session(session.id)
            ticks = [instance.grid.floor(s.start) for s in own]
            assert left.earliest[i] <= ticks[0] <= left.latest[i]
            assert instance.grid.floor(own[-1].end) <= left.ends[i]
            kept = [instance.slots[k] for k in left.slots[i]]
            assert all(any(s.start <= tick < s.end for s in kept) for tick in ticks)
    assert narrower


def test_who_could_start_on_a_day_that_is_too_dear_does_not_wait_for_a_cheaper_one() -> None:
    """b was published for the second day, and must come on the first, for a is shorter now."""
    days, slots = [tiny.DAY, tiny.NEXT], [{"id": "am", "start": "00:00", "end": "00:30"}]
    rows = tiny.sessions({"minutes": 30}, {"minutes": 20})
    base = tiny.problem(days=days, slots=slots, sessions=rows, rolling=tiny.ROLLING)
    published = [
        tiny.sitting("a", "00:00", "00:30"),
        tiny.sitting("b", "00:00", "00:20", day=tiny.NEXT),
    ]
    then = compile(tiny.replanned("00:00", published, base, minutes={"a": 10, "b": 20}))
    for days_cost, possible in ((0, False), (1, True)):
        costs = {"unplaced": 0, "freeze": 0, "days": days_cost}
        status = CpSolver().solve(models.build(then, costs=costs).cp)
        assert (status != INFEASIBLE) == possible

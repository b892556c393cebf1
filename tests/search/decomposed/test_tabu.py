"""Prices of starts by array are what the verifier charges, however often one moves."""

import random

import numpy as np
import pytest

from scheduler import verifier
from scheduler.instance.compile import compile
from scheduler.instance.instance import Instance
from scheduler.search import decomposed
from scheduler.search.cpsat.limits import Limits
from scheduler.search.decomposed import start_prices
from scheduler.search.decomposed.masks import frame_of
from scheduler.search.time_then_rooms import when_then_where
from scheduler.timetable import Timetable
from tests.search.conferences import conference
from tests.twins import tiny


def first(seed: int) -> tuple[Instance, Timetable]:
    instance = compile(conference(seed, sessions=36, rooms=6, days=4))
    found = when_then_where._first(instance, Limits(30, 1, 1))
    assert found is not None
    return instance, found.timetable


def times(instance: Instance, timetable: Timetable) -> start_prices.Times:
    starts = {s.session: instance.grid.floor(s.start) for s in timetable.sittings}
    return start_prices.times_of(frame_of(instance), [starts[s.id] for s in instance.sessions])


@pytest.mark.parametrize("seed", [1, 2, 5])
def test_the_cost_is_what_the_verifier_charges(seed: int) -> None:
    instance, timetable = first(seed)
    charged = verifier.tier_costs(instance.problem, timetable)["preferences"]
    assert times(instance, timetable).cost == charged > 0


def test_after_many_moves_everything_is_as_if_counted_anew() -> None:
    instance, timetable = first(4)
    moved, draw = times(instance, timetable), random.Random(4)
    for _ in range(200):
        i = draw.randrange(len(moved.starts))
        open_to = np.flatnonzero(moved.options(i) < start_prices.CLOSED).tolist()
        if open_to:
            before, now = moved.cost, int(moved.price[i, moved.starts[i]])
            start = draw.choice(open_to)
            then = int(moved.price[i, start])
            moved.move(i, start)
            assert moved.cost == before - now + then
    anew = start_prices.times_of(moved.frame, list(moved.starts))
    assert (moved.price == anew.price).all()
    assert (moved.against == anew.against).all()
    for one, other in zip(moved.rooms, anew.rooms, strict=True):
        assert (one.taken == other.taken).all()


def test_it_finds_better_starts_for_which_there_are_rooms() -> None:
    instance, timetable = first(5)
    better = decomposed.times(instance, timetable, Limits(2, 1, 1))
    assert better is not None
    found = when_then_where._where(instance, better, Limits(30, 1, 1))
    assert found is not None
    assert verifier.violations(instance.problem, found.timetable) == []
    before, after = (
        verifier.tier_costs(instance.problem, t)["preferences"]
        for t in (timetable, found.timetable)
    )
    assert after < before


def test_a_start_that_is_barred_is_left_for_good() -> None:
    instance, timetable = first(5)
    barred = {(s.session, s.start) for s in timetable.sittings[::3]}
    better = decomposed.times(instance, timetable, Limits(1, 1, 1), barred=barred)
    assert better is not None
    assert barred.isdisjoint((s.session, s.start) for s in better.sittings)


def test_who_finds_no_room_for_all_of_it_starts_at_another_time() -> None:
    """At no moment there are more than two, and the small room would have to take two at once."""
    problem = tiny.problem(
        slots=[{"id": "day", "start": "00:00", "end": "02:00"}],
        rooms=[{"id": "A", "seats": 50}, {"id": "B", "seats": 20}],
        sessions=tiny.sessions(
            {"minutes": 30, "attendance": 50},
            {"minutes": 30, "attendance": 50},
            {"minutes": 30, "attendance": 10},
            {"minutes": 30, "attendance": 10},
        ),
    )
    starts = {"a": "00:00", "b": "01:00", "c": "00:20", "d": "00:40"}
    ends = {"a": "00:30", "b": "01:30", "c": "00:50", "d": "01:10"}
    when = Timetable.of([tiny.sitting(id, start, ends[id]) for id, start in starts.items()])
    found = when_then_where._housed(compile(problem), when, Limits(20, 1, 1))
    assert found is not None
    assert verifier.violations(problem, found.timetable) == []
    assert not found.timetable.unplaced
    kept = when_then_where._starts(found.timetable) & when_then_where._starts(when)
    assert len(kept) == 3

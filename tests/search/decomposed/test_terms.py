"""Every start of every session, by array, is what the verifier says of it."""

import random
from typing import Any

import numpy as np
import pytest

from scheduler import verifier
from scheduler.instance.compile import compile
from scheduler.instance.decode import decode
from scheduler.instance.instance import Instance
from scheduler.problem import Problem
from scheduler.search import decomposed
from scheduler.search.budget import Budget
from scheduler.search.cpsat.limits import Limits
from scheduler.search.decomposed import scope, start_prices, tabu
from scheduler.search.decomposed.masks import frame_of
from scheduler.search.solve import solve
from scheduler.search.time_then_rooms import relaxation
from scheduler.timetable import Timetable
from tests.draws import sampled

SEEDS = range(8)


def drawn(seed: int) -> Problem:
    """Three days, ten sessions of four groups, a rule of every sort that terms know."""
    draw = random.Random(seed)
    groups = ["g0", "g1", "g2", "g3"]
    sessions: list[dict[str, Any]] = [
        {
            "id": f"s{n}",
            "group": groups[n % 4],
            "minutes": draw.choice([30, 45, 60]),
            "chairs": [f"p{n % 6}"],
        }
        for n in range(10)
    ]
    statements: list[dict[str, Any]] = [
        {"rule": "opening", "session": "s0", "of": draw.choice([["g1"], ["g0", "g2"]])},
        {"rule": "closing", "session": "s9", "of": ["g0"]},
        {"rule": "precedence", "first": "s1", "then": "s5", "lag": draw.choice([0, 15])},
        {"rule": "precedence", "first": "s2", "then": "s6", "days": 1},
        {"rule": "precedence", "first": "s3", "then": "s7", "slots": 1},
        {"rule": "spread", "each": ["g1", "g2"], "most": 1, "level": "hard"},
        {"rule": "spread", "each": ["g0", "g3"], "most": 1, "level": "soft", "weight": 7},
        {"rule": "concurrency", "of": ["g0", "g1"], "most": 2},
        {"rule": "concurrency", "of": ["all"], "most": 4},
        {"rule": "conflict", "of": ["g0", "g3"], "count": draw.choice(["pairs", "minutes"])},
        {"rule": "conflict", "of": ["s4", "s8"], "level": "hard"},
        {"rule": "nothing_after", "of": ["g2"], "after": "15:00"},
        {"rule": "parallel", "level": "hard"},
    ]
    return Problem.model_validate(
        {
            "meeting": {"id": "m", "title": "m", "timezone": "Europe/Zurich", "grid": 15},
            "days": ["2030-03-04", "2030-03-05", "2030-03-07"],
            "slots": [
                {"id": "am", "start": "10:00", "end": "12:00"},
                {"id": "pm", "start": "14:00", "end": "15:30", "aligned": draw.random() < 0.3},
            ],
            "rooms": [{"id": f"r{n}", "seats": 50} for n in range(9)],
            "people": [{"id": f"p{n}"} for n in range(6)],
            "delegations": [
                {"id": "one", "people": 1, "follows": draw.sample(groups, 3)},
                {"id": "two", "people": 2, "follows": ["all"]},
            ],
            "sessions": sessions,
            "rules": draw.sample(statements, 9),
        }
    )


def started(seed: int) -> tuple[Instance, start_prices.Times]:
    problem = relaxation.without_rooms(drawn(seed))
    first = solve(problem, Budget(seconds=20, seed=seed, workers=1)).timetable
    instance = compile(drawn(seed))
    assert scope.applies_to_times(instance)
    starts = {s.session: instance.grid.floor(s.start) for s in first.sittings}
    return instance, start_prices.times_of(
        frame_of(instance), [starts[s.id] for s in instance.sessions]
    )


def judged(instance: Instance, starts: list[int]) -> tuple[bool, int]:
    """Whether the verifier accepts these starts, were there only rooms; and the price."""
    problem = relaxation.without_rooms(instance.problem)
    found = compile(problem)
    rows = [(i, 0, t, t + instance.planned[i]) for i, t in enumerate(starts)]
    timetable = Timetable.of(decode(found, rows, []).sittings)
    broken = verifier.violations(problem, timetable)
    return not broken, verifier.tier_costs(problem, timetable)["preferences"]


@pytest.mark.parametrize("seed", sampled(SEEDS, 2))
def test_every_start_is_allowed_and_priced_as_the_verifier_says(seed: int) -> None:
    instance, times = started(seed)
    draw = random.Random(seed)
    for _ in range(3):
        accepted, cost = judged(instance, times.starts)
        assert (accepted, cost) == (True, times.cost)
        i = draw.randrange(len(times.starts))
        options = times.options(i)
        now = int(options[times.starts[i]])
        for t in np.flatnonzero(~times.closed[i]).tolist():
            there = [t if j == i else start for j, start in enumerate(times.starts)]
            accepted, price = judged(instance, there)
            assert (i, t, accepted) == (i, t, bool(options[t] < start_prices.CLOSED))
            assert not accepted or price == cost - now + options[t]
        times.move(i, draw.choice(np.flatnonzero(options < start_prices.CLOSED).tolist()))


@pytest.mark.parametrize("seed", sampled(SEEDS, 2))
def test_what_is_paid_is_what_each_costs_where_it_is(seed: int) -> None:
    _, times = started(seed)
    where = [int(times.options(i)[start]) for i, start in enumerate(times.starts)]
    assert times.paid().tolist() == where


@pytest.mark.parametrize("seed", sampled(SEEDS, 2))
def test_after_many_moves_terms_are_as_if_counted_anew(seed: int) -> None:
    _, times = started(seed)
    draw = random.Random(seed)
    for _ in range(60):
        i = draw.randrange(len(times.starts))
        times.move(i, draw.choice(np.flatnonzero(times.options(i) < start_prices.CLOSED).tolist()))
    anew = start_prices.times_of(times.frame, list(times.starts))
    assert times.cost == anew.cost
    for j in range(len(times.starts)):
        assert (times.options(j) == anew.options(j)).all()


@pytest.mark.parametrize("seed", sampled(SEEDS, 2))
def test_a_search_keeps_what_is_hard_and_pays_no_more(seed: int) -> None:
    instance, times = started(seed)
    before = times.cost
    tabu.search(times, Limits(0.3, seed, 1))
    accepted, price = judged(instance, times.starts)
    assert accepted
    assert price == times.cost <= before


def test_what_is_not_known_is_left_to_others() -> None:
    problem = drawn(1)
    reserve = {"rule": "closing", "reserve": 30}
    for rule in ({"rule": "precedence", "first": "s1", "then": "s5", "level": "soft"}, reserve):
        more = problem.model_dump(mode="json", exclude_defaults=True)
        more["rules"] = [*more.get("rules", ()), rule]
        instance = compile(Problem.model_validate(more))
        assert not scope.applies_to_times(instance)
        assert decomposed.times(instance, Timetable.of([]), Limits(1, 1, 1)) is None

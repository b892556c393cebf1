"""
No strategy is cheaper than the optimum, none claims a bound above it, and all are verified.

The optimum is the one that the exact model proves; ``test_brute_force`` compares that with every
timetable. Each strategy is made to solve small problems for which it would not be chosen.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest
from pydantic import TypeAdapter

from scheduler import model as models
from scheduler.instance.compile import compile
from scheduler.problem import Problem, Rule
from scheduler.search import cells, decomposed
from scheduler.search.cpsat import lexicographic
from scheduler.search.cpsat.limits import Limits
from scheduler.search.cpsat.solutions import Found, ModelTier, NoSolution
from scheduler.search.exact import session_neighbourhoods, thorough
from scheduler.search.outcome import judge
from scheduler.search.time_then_rooms import when_then_where
from tests import draws
from tests.draws import sampled
from tests.twins import tiny
from tests.twins.drawing import draw

SECONDS = 20.0
SHORT = 0.5
"""Seconds for searches that go on until their time is up; the first timetable takes far less."""


def meeting(seed: int) -> Problem:
    """Four to seven whole sessions in two or three rooms, on one or two days."""
    pick = random.Random(seed)
    rows = [_session(pick) for _ in range(pick.choice([4, 5, 6]))]
    rooms = [{"id": "A", "seats": 50}, {"id": "B", "seats": 20}, {"id": "C", "seats": 20}]
    return tiny.problem(
        days=[tiny.DAY, tiny.NEXT][: pick.choice([1, 2, 2])],
        slots=[
            {"id": "am", "start": "00:00", "end": "00:40"},
            {"id": "pm", "start": "01:00", "end": "01:30"} | _overtime(pick),
        ],
        rooms=[room | _away(pick) for room in rooms[: pick.choice([2, 2, 3])]],
        people=[{"id": "ada"} | _away(pick), {"id": "bo"}],
        groups=[{"id": "G"}, {"id": "H"}],
        sessions=tiny.sessions(*rows),
        rules=[
            {"rule": "room_stability", "weight": pick.choice([1, 5])},
            *(_rule(pick) for _ in range(pick.choice([1, 2, 3]))),
        ],
    )


def conference(seed: int) -> Problem:
    """The same, but a room slot is for one body, and what is priced is mostly about room slots."""
    pick = random.Random(f"conference {seed}")
    plain = meeting(seed)
    rows = [
        session.model_copy(update={"group": pick.choice("GGH"), "joint": ()})
        for session in plain.sessions
    ]
    stated = [_of_cells(pick) for _ in range(pick.choice([2, 3, 4]))]
    stated += [{"rule": "exclusive"}, {"rule": "room_stability"}]
    rules = TypeAdapter(tuple[Rule, ...]).validate_python(stated)
    return plain.model_copy(update={"sessions": tuple(rows), "rules": rules})


def _of_cells(pick: random.Random) -> dict[str, Any]:
    name, weight = pick.choice([*"abcd", "G", "H"]), {"weight": pick.choice([1, 3])}
    return weight | pick.choice(
        [
            {"rule": "parallel"},
            {"rule": "contiguous"},
            {"rule": "reserve", "rooms": 1, "among": ["A"], "slots": ["am"]},
            {"rule": "avoid", "of": name, "rooms": ["A"], "count": "room-slots"},
            {"rule": "prefer", "of": [name, "a"], "slots": ["am"], "count": "room-slots"},
            {"rule": "avoid", "of": name, "rooms": ["B"], "slots": ["pm"]},
            {"rule": "conflict", "of": "G", "against": "H", "count": "slots"},
            {"rule": "conflict", "of": "a", "against": ["b", "c"], "count": "slots"},
            {"rule": "conflict", "of": "all", "count": pick.choice(["pairs", "minutes"])},
            {"rule": "position", "session": "a", "at": 2, "of": "all"},
        ]
    )


def _session(pick: random.Random) -> dict[str, Any]:
    likely = pick.choice([10, 15, 20, 30])
    return {
        "minutes": {"least": likely - pick.choice([0, 0, 0, 5]), "likely": likely},
        "group": pick.choice([None, "G", "G", "H"]),
        "joint": pick.choice([[], [], [], ["H"]]),
        "chairs": pick.choice([[], ["ada"], ["bo"]]),
        "attendees": pick.choice([[], [], ["bo"]]),
        "attendance": pick.choice([0, 0, 30]),
    }


def _overtime(pick: random.Random) -> dict[str, Any]:
    return {"overtime": {"minutes": 10, "price": 2}} if pick.random() < 0.2 else {}


def _away(pick: random.Random) -> dict[str, Any]:
    if pick.random() < 0.7:
        return {}
    start = pick.choice(["00:00", "00:20", "01:00"])
    return {"unavailable": [{"from": f"{tiny.DAY} {start}", "to": f"{tiny.DAY} 01:10"}]}


def _rule(pick: random.Random) -> dict[str, Any]:
    level = {"level": pick.choice(["hard", "soft", "soft"]), "weight": pick.choice([1, 3])}
    names = [*pick.sample("abcd", 2), pick.choice(["G", "H"])]
    return level | pick.choice(
        [
            {"rule": "conflict", "of": "G", "against": "H", "count": "pairs"},
            {"rule": "conflict", "of": names, "count": pick.choice(["pairs", "minutes"])},
            {"rule": "prefer", "of": names[0], "rooms": [pick.choice("AB")]},
            {"rule": "avoid", "of": names[:2], "hours": ["00:10", "00:35"]},
            {"rule": "conflict", "of": "all", "count": "pairs", "level": "soft"},
        ]
    )


KINDS = (meeting, conference)


def _cells(problem: Problem, limits: Limits) -> Any:
    return cells.solve(compile(problem), replace(limits, seconds=SHORT))


def _time(problem: Problem, limits: Limits) -> Any:
    return when_then_where.solve(compile(problem), limits)


def _parts(problem: Problem, limits: Limits) -> Any:
    return decomposed.solve(compile(problem), replace(limits, seconds=SHORT))


def _thorough(problem: Problem, limits: Limits) -> Any:
    return thorough.search(models.build(compile(problem)), limits, sure=True)


def _near(problem: Problem, limits: Limits) -> Any:
    """From whatever timetable comes first, no bound known, and not for long."""
    model = models.build(compile(problem))
    any_of_them = replace(model, cp=model.cp.clone(), tiers={})
    found = lexicographic.solve(any_of_them, limits, sure=True)
    assert isinstance(found, Found)
    tiers = tuple(ModelTier(name, 0, 0) for name in model.tiers)
    short = replace(limits, seconds=limits.elapsed + 0.3)
    return session_neighbourhoods.improve(model, replace(found, tiers=tiers), short)


STRATEGIES: dict[str, Callable[[Problem, Limits], Any]] = {
    "time": _time,
    "cells": _cells,
    "decomposed": _parts,
    "thorough": _thorough,
    "neighbourhoods": _near,
}


def optimum(problem: Problem) -> tuple[ModelTier, ...] | None:
    found = lexicographic.solve(models.build(compile(problem)), Limits(60.0, 1, 1))
    if isinstance(found, NoSolution):
        return None
    assert all(tier.cost == tier.bound for tier in found.tiers)
    return found.tiers


def compare(problem: Problem, found: Sequence[ModelTier], best: Sequence[ModelTier]) -> None:
    """Tier by tier, as long as the tiers before are as good as they can be."""
    assert [tier.name for tier in found] == [tier.name for tier in best]
    for mine, right in zip(found, best, strict=True):
        assert mine.bound <= right.cost <= mine.cost
        if mine.cost > right.cost:
            return


def answers(problem: Problem) -> dict[str, bool]:
    """Which strategies had an answer, once it is verified and compared with the optimum."""
    best = optimum(problem)
    if best is None:
        return {}
    said = {}
    for name, solve in STRATEGIES.items():
        found = solve(problem, Limits(SECONDS, 1, 1))
        said[name] = found is not None
        if found is not None:
            charges = judge(problem, found.timetable, found.tiers)
            charged = [
                ModelTier(
                    tier.name, sum(c.amount for c in charges if c.tier == tier.name), tier.bound
                )
                for tier in found.tiers
            ]
            compare(problem, charged, best)
    return said


@pytest.mark.parametrize("block", sampled(range(4), 1))
def test_cost_is_at_least_the_optimum_and_the_bound_at_most(block: int) -> None:
    drawn = [kind(seed) for seed in range(4 * block, 4 * block + 4) for kind in KINDS]
    said = [answers(problem) for problem in drawn]
    for name in STRATEGIES:
        assert any(row.get(name) for row in said), f"{name} never had an answer"


def test_problems_of_every_kind_of_rule_are_declined_or_bounded() -> None:
    for seed in range(12):
        answers(draw(seed))


@pytest.mark.long
@pytest.mark.parametrize("share", draws.SHARES)
def test_cost_is_at_least_the_optimum_and_the_bound_at_most_on_many(share: int) -> None:
    draws.rounds("strategies and the optimum", range(16, 240), share, _every_kind)


def _every_kind(seed: int) -> None:
    for kind in (*KINDS, draw):
        answers(kind(seed))

"""The repair against the model of the whole: the same price in every tier, and bounds that hold."""

import random
from datetime import UTC, datetime
from functools import cache
from typing import Any

import pytest

from scheduler import model as models
from scheduler import verifier
from scheduler.errors import Infeasible, NoTimetable
from scheduler.instance.compile import compile
from scheduler.model import DISTANCE
from scheduler.problem import Place, Problem
from scheduler.replanning.replan import replan
from scheduler.replanning.request import ReplanRequest
from scheduler.search.budget import Budget
from scheduler.search.cpsat import lexicographic
from scheduler.search.cpsat.limits import Limits
from scheduler.search.cpsat.solutions import Found, ModelTier, NoSolution
from scheduler.search.outcome import judge, record
from scheduler.search.repair import neighbourhood, repair
from scheduler.search.repair.distance import Least, find_least, keep_others
from scheduler.search.solve import solve
from scheduler.timetable import Record
from scheduler.verifier.rules import moves
from scheduler.vocabulary.policies import Policy
from tests.draws import sampled

NOW = datetime(2030, 3, 4, 10, 20)
SEEDS = range(12)


def drawn(draw: random.Random) -> Problem:
    """Two days of some slots in three rooms, nine sessions, nine people, a rule of every sort."""
    people = [f"p{n}" for n in range(7)]
    sessions = [
        {
            "id": f"s{n}",
            "minutes": draw.choice([30, 45, 60, 90]),
            "chairs": draw.sample(people, draw.choice([0, 1, 1, 2])),
            "attendees": draw.sample(people, draw.choice([0, 1])),
            "attendance": draw.choice([10, 30, 120]),
        }
        for n in range(9)
    ]
    statements: list[dict[str, Any]] = [
        {"rule": "conflict", "of": ["s0", "s1", "s2"], "level": "hard"},
        {"rule": "precedence", "first": "s3", "then": "s4", "lag": 15},
        {"rule": "avoid", "of": ["s5"], "slots": ["pm"], "level": "hard"},
        {"rule": "concurrency", "of": ["all"], "most": 2},
        {"rule": "spread", "of": ["s6", "s7", "s8"], "most": 2, "level": "hard"},
        {"rule": "together", "of": ["s1", "s6"], "same": "day", "level": "hard"},
        {"rule": "days_apart", "sessions": ["s2", "s7"], "least": 0, "most": 1, "level": "hard"},
        {"rule": "prefer", "of": ["s8"], "rooms": ["A"], "level": "soft", "weight": 5},
    ]
    aligned = draw.choice([True, False])
    return Problem.model_validate(
        {
            "meeting": {"id": "m", "title": "m", "timezone": "UTC", "grid": 15},
            "days": ["2030-03-04", "2030-03-05"],
            "slots": [
                {"id": "am", "start": "10:00", "end": "12:00"},
                {"id": "pm", "start": "14:00", "end": "16:00", "overtime": {"minutes": 30}},
            ]
            if not aligned
            else [
                {"id": "am", "start": "10:00", "end": "11:00", "aligned": True},
                {"id": "noon", "start": "11:00", "end": "12:30", "aligned": True},
                {"id": "pm", "start": "14:00", "end": "16:00", "aligned": True},
            ],
            "rooms": [
                {"id": "A", "seats": 200},
                {"id": "B", "seats": 50},
                {"id": "C", "seats": 200},
            ],
            "people": [{"id": p} for p in people],
            "sessions": sessions,
            "rules": draw.sample(statements, 4),
        }
    )


def told(draw: random.Random, problem: Problem, before: Record) -> dict[str, Any]:
    """Facts, pins and bans at random; sessions that began are left alone but for overruns."""
    begun = {s.session for s in before.sittings if s.start < NOW.replace(tzinfo=UTC)}
    ahead = [s for s in before.sittings if s.session not in begun]
    facts = [f"overrun {draw.choice(before.sittings).session} {draw.choice([15, 30, 60])}m"]
    facts += draw.choice(
        (
            [],
            [f"absent {draw.choice(problem.people).id} 2030-03-05"],
            ["room-lost C 2030-03-04 14:00"],
            [f"cancelled {ahead[0].session}"],
        )
    )
    gone = {fact.split()[1] for fact in facts if fact.startswith("cancelled")}
    places = [
        Place(session=s.session, start=s.start, room=draw.choice([s.room, None]))
        for s in draw.sample(ahead, draw.choice([0, 1, 2]))
    ]
    facts = [f for f in facts if f.split()[0] == "cancelled" or f.split()[1] not in gone]
    return {"facts": facts, "bans": [p for p in places if p.session not in gone]}


@cache
def replanned(seed: int, policy: Policy) -> Problem | None:
    """The problem that a replan solves; None where the draw allows none."""
    draw = random.Random(seed)
    problem = drawn(draw)
    lone = problem.sessions[draw.randrange(9)].id
    fewer = tuple(s for s in problem.sessions if s.id != lone)
    rules = tuple(r for r in problem.rules if lone not in str(r))
    first = problem.model_copy(update={"sessions": fewer, "rules": rules})
    try:
        before = record(solve(first, Budget(seconds=10)), sha256="")
        found = replan(
            ReplanRequest(
                problem,
                before,
                now=NOW,
                policy=policy,
                **told(draw, problem, before),
                budget=Budget(seconds=10),
            )
        )
    except (Infeasible, NoTimetable):
        return None
    return found.outcome.problem


def exact(problem: Problem) -> tuple[ModelTier, ...]:
    """Of the model of the whole alone."""
    found = lexicographic.solve(models.build(compile(problem), may_drop=True), Limits(60, 1, 1))
    assert isinstance(found, Found)
    judge(problem, found.timetable, found.tiers)
    return found.tiers


@pytest.mark.parametrize("policy", ["roll", "hold", "stay"])
@pytest.mark.parametrize("seed", sampled(SEEDS, 2))
def test_a_repair_costs_what_the_whole_model_costs(seed: int, policy: Policy) -> None:
    problem = replanned(seed, policy)
    if problem is None:
        pytest.skip("the draw allows no timetable")
    assert neighbourhood.applies(problem)
    found = repair.solve(compile(problem), Limits(60, 1, 1))
    assert found is not None
    charges = judge(problem, found.timetable, found.tiers)
    whole = {tier.name: tier for tier in exact(problem)}
    paid = {name: sum(c.amount for c in charges if c.tier == name) for name in whole}
    for tier in found.tiers:
        assert tier.bound <= whole[tier.name].cost
    for name in DISTANCE:
        assert (name, paid[name]) == (name, whole[name].cost)
    bounds = {tier.name: tier.bound for tier in found.tiers}
    assert all(bounds[name] == paid[name] for name in DISTANCE)


@pytest.mark.parametrize("seed", sampled(SEEDS, 2))
def test_there_is_a_timetable_even_when_time_is_up(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(repair, "LATE", 20.0)  # whatever else this machine is doing
    problem = replanned(seed, "stay")
    if problem is None:
        pytest.skip("the draw allows no timetable")
    found = repair.solve(compile(problem), Limits(0.0001, seed, 1))
    assert found is not None
    judge(problem, found.timetable, found.tiers)


@pytest.mark.parametrize("seed", sampled(SEEDS, 2))
def test_what_a_part_proves_bounds_the_whole(seed: int) -> None:
    """Up to the first tier in which the whole is dearer; from there it may be anything."""
    problem = replanned(seed, "roll")
    if problem is None:
        pytest.skip("the draw allows no timetable")
    instance = compile(problem)
    whole = {tier.name: tier.cost for tier in exact(problem)}
    free = repair.broken_sessions(problem)
    found = find_least(neighbourhood.build_part(instance, free), free, None, Limits(60, 1, 1))
    if isinstance(found, NoSolution):
        assert whole["unplaced"] > 0
        return
    bounds = list(found.bounds.values())
    assert bounds <= [whole[name] for name in found.bounds]


@pytest.mark.ci
def test_the_draws_are_of_every_sort() -> None:
    """Some break nothing, some push others away, some leave a session without a place."""
    sorts = set()
    for seed in SEEDS:
        problem = replanned(seed, "roll")
        if problem is None:
            continue
        instance = compile(problem)
        found = repair.solve(instance, Limits(60, 1, 1))
        assert found is not None
        assert found.free is not None
        sorts.add("unplaced" if found.timetable.unplaced else "placed")
        sorts.add("pushed" if found.free - repair.broken_sessions(problem) else "alone")
        charged = verifier.charges(problem, found.timetable, [moves])
        sorts |= {"moved"} if charged else set()
    assert sorts == {"unplaced", "placed", "pushed", "alone", "moved"}


def test_ctrl_c_keeps_what_was_found_near_the_published_timetable() -> None:
    problem = replanned(0, "roll")
    assert problem is not None
    limits = Limits(60, 1, 1)
    instance = compile(problem)
    free = repair.broken_sessions(problem)
    assert keep_others(neighbourhood.build_part(instance, free), free, limits) is not None
    limits.stop.press()
    stopped = find_least(neighbourhood.build_part(instance, free), free, None, limits)
    assert isinstance(stopped, Least)
    assert (stopped.best, stopped.left) == (None, frozenset())

"""What is on at once: the bound holds, and is worth something."""

import random
from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest

from scheduler import model as models
from scheduler import verifier
from scheduler.instance.compile import compile
from scheduler.problem import Problem
from scheduler.search.cpsat import lexicographic
from scheduler.search.cpsat.limits import Limits
from scheduler.search.cpsat.solutions import NoSolution
from scheduler.search.outcome import judge
from scheduler.search.proofs import claim_nothing
from scheduler.search.time_then_rooms import overlap_bound, when_then_where
from scheduler.search.time_then_rooms.interchangeable import exclusive, interchangeable
from scheduler.search.time_then_rooms.overlap_moments import moments_of
from scheduler.timetable import Timetable
from tests.draws import sampled
from tests.twins import tiny

SEEDS = range(30)
LIMITS = 20.0


def crowded(seed: int) -> Problem:
    """More sessions than there is time for, one after the other, with people in several."""
    pick = random.Random(f"crowded {seed}")
    aligned = pick.choice([True, False])
    people = ["ada", "bo", "cy"]
    rows = [
        {
            "minutes": pick.choice([10, 20, 30]),
            "chairs": pick.sample(people, pick.choice([0, 0, 1])),
            "attendees": pick.sample(people, pick.choice([1, 2, 3])),
            "group": pick.choice(["G", "H", None]),
            "attendance": pick.choice([0, 30]),
        }
        for _ in range(pick.choice([5, 6, 7]))
    ]
    rules: list[dict[str, Any]] = [
        {"rule": "conflict", "of": ["G", "H"], "count": "pairs", "weight": 3},
        {"rule": "conflict", "of": "G", "against": "H", "count": "minutes", "weight": 2},
        {"rule": "concurrency", "of": "G", "most": 1},
        {"rule": "precedence", "first": "a", "then": "b"},
        {"rule": "opening", "session": "c"},
        {"rule": "avoid", "of": "d", "slots": ["am"], "level": "hard"},
        {"rule": "nothing_after", "after": "02:20"},
    ]
    return tiny.problem(
        days=[tiny.DAY],
        slots=[
            {"id": "am", "start": "00:00", "end": "00:40", "aligned": aligned},
            {"id": "pm", "start": "01:00", "end": "01:30", "aligned": aligned},
            {"id": "late", "start": "02:00", "end": "02:30", "aligned": aligned},
        ],
        rooms=[{"id": "A", "seats": 50}, {"id": "B", "seats": 20}, {"id": "C", "seats": 20}],
        people=[{"id": id} for id in people],
        groups=[{"id": "G"}, {"id": "H"}],
        delegations=[
            {"id": "small", "people": 1, "follows": pick.sample("abcde", 3)},
            {"id": "pair", "people": 2, "follows": ["all"]},
        ][: pick.choice([0, 1, 2])],
        sessions=tiny.sessions(*rows),
        rules=pick.sample(rules, 3),
    )


def optimum(problem: Problem) -> tuple[int, Timetable] | None:
    found = lexicographic.solve(models.build(compile(problem)), Limits(LIMITS, 1, 1))
    if isinstance(found, NoSolution):
        return None
    assert all(tier.cost == tier.bound for tier in found.tiers)
    judge(problem, found.timetable, found.tiers)
    return sum(tier.cost for tier in found.tiers), found.timetable


def bound(problem: Problem, known: Timetable) -> int:
    proof = overlap_bound.bound(compile(problem), known, Limits(LIMITS, 1, 1))
    return 0 if proof is None else proof.bound


@pytest.mark.parametrize("seed", sampled(SEEDS, 10))
def test_no_timetable_is_cheaper(seed: int) -> None:
    problem = crowded(seed)
    assert overlap_bound.applies(compile(problem))
    if (best := optimum(problem)) is None:
        pytest.skip("the draw allows no timetable")
    cost, timetable = best
    assert bound(problem, timetable) <= cost


@pytest.mark.ci
def test_many_draws_are_proved_by_it_alone() -> None:
    """Not by a bound of nothing: at what costs something."""
    found = [(best, problem) for s in SEEDS if (best := optimum(problem := crowded(s)))]
    costly = [(cost, bound(problem, known)) for (cost, known), problem in found if cost]
    assert len(costly) > 10
    assert sum(least > 0 for _, least in costly) > len(costly) / 2
    assert any(least == cost for cost, least in costly)


def test_a_timetable_that_could_be_cheaper_is_not_proved(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever came first, if nothing better was found in the time: the bound is not its cost."""
    dear = 0
    for seed in range(8):
        problem = crowded(seed)
        best = optimum(problem)
        if best is None:
            continue
        model = models.build(compile(problem), soft=())
        any_one = lexicographic.solve(model, Limits(LIMITS, 1, 1))
        assert not isinstance(any_one, NoSolution)
        found = claim_nothing(verifier.tier_costs(problem, any_one.timetable), any_one.timetable)
        monkeypatch.setattr(when_then_where, "_first", lambda *_, found=found: found)
        monkeypatch.setattr(when_then_where, "_further", lambda *_: None)
        answer = when_then_where.solve(compile(problem), Limits(LIMITS, 1, 1))
        assert answer is not None
        assert sum(tier.bound for tier in answer.tiers) <= best[0]
        dear += sum(tier.cost for tier in answer.tiers) > best[0]
    assert dear > 0


def test_five_half_hours_of_one_attendee_do_not_fit_into_two_hours() -> None:
    problem = tiny.problem(
        days=[tiny.DAY],
        slots=[
            {"id": "am", "start": "00:00", "end": "01:00"},
            {"id": "pm", "start": "02:00", "end": "03:00"},
        ],
        rooms=[{"id": "A"}, {"id": "B"}],
        people=[{"id": "ada"}],
        sessions=tiny.sessions(*({"minutes": 30, "attendees": ["ada"]} for _ in range(5))),
    )
    cost, timetable = optimum(problem) or (0, Timetable.of(()))
    assert cost == 30 * problem.weights.attendee_clash > 0
    assert bound(problem, timetable) == cost


def test_an_evening_after_hours_holds_nothing() -> None:
    """Three half hours that one person follows, in one hour: the evening slot is no help."""
    problem = tiny.problem(
        days=[tiny.DAY],
        slots=[
            {"id": "am", "start": "00:00", "end": "01:00"},
            {"id": "late", "start": "02:00", "end": "03:00"},
        ],
        rooms=[{"id": "A"}, {"id": "B"}],
        delegations=[{"id": "small", "people": 1, "follows": ["all"]}],
        sessions=tiny.sessions(*({"minutes": 30} for _ in range(3))),
        rules=[{"rule": "nothing_after", "after": "01:30"}],
    )
    cost, timetable = optimum(problem) or (0, Timetable.of(()))
    assert bound(problem, timetable) == cost == 30


@pytest.mark.parametrize("seed", range(5))
def test_interchangeable_sessions_stand_for_one_another_in_every_set(seed: int) -> None:
    moments = moments_of(compile(crowded(seed)))
    n = len(moments.needs)
    every = [frozenset(s) for size in range(n) for s in combinations(range(n), size)]
    allowed = {on for on in every if not any({i, j} <= on for i, j in moments.hard_conflicts)}
    groups = interchangeable(moments)
    assert sorted(i for group in groups for i in group) == list(range(n))
    for i, j in (pair for group in groups for pair in combinations(group, 2)):
        for on in (on for on in every if i in on and j not in on):
            other = on - {i} | {j}
            assert moments.cost(on) == moments.cost(other)
            assert (on in allowed) == (other in allowed)
    for group in exclusive(moments, frozenset(range(n))):
        assert not any({i, j} <= on for on in allowed for i, j in combinations(group, 2))


def test_sessions_of_one_chair_that_the_same_people_follow_are_interchangeable() -> None:
    row = {"minutes": 10, "chairs": ["ada"], "attendees": ["bo"]}
    problem = tiny.problem(sessions=tiny.sessions(row, row, {"minutes": 10, "attendees": ["bo"]}))
    moments = moments_of(compile(problem))
    assert set(interchangeable(moments)) == {(0, 1), (2,)}
    assert set(exclusive(moments, frozenset({0, 1, 2}))) == {(0, 1), (2,)}


def test_nothing_is_claimed_where_sessions_may_be_left_out() -> None:
    problem = tiny.problem(sessions=tiny.sessions({"minutes": 10, "rank": 1}))
    assert not overlap_bound.applies(compile(problem))


def test_nothing_is_claimed_where_a_deputy_may_preside() -> None:
    """Two sessions of one chair may then be on at once, and no bound may rest on the contrary."""
    problem = tiny.problem(
        people=[{"id": "ada"}, {"id": "bo"}],
        sessions=tiny.sessions({"chairs": ["ada"]}, {"chairs": ["ada"]}),
    )
    instance = compile(problem)
    assert overlap_bound.applies(instance)
    panels = (instance.panels[0] * 2, *instance.panels[1:])
    assert not overlap_bound.applies(replace(instance, panels=panels))

"""The frame exact, the rest as counts: the bound holds, and is more than windows alone give."""

import random
from typing import Any

import pytest

from scheduler.instance.compile import compile
from scheduler.problem import Problem
from scheduler.search.cpsat.limits import Limits
from scheduler.search.time_then_rooms import count_bound, framed, overlap_bound
from scheduler.search.time_then_rooms.count_bound import CountBound
from scheduler.search.time_then_rooms.count_prices import Counts, bound_at
from scheduler.search.time_then_rooms.overlap_moments import UNIT
from tests import draws
from tests.draws import sampled
from tests.search.time_then_rooms.test_overlap_bound import crowded, optimum
from tests.twins import tiny

LIMITS = 60.0


def named(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Of as many as there are: a, b, c ..."""
    return [{"id": chr(ord("a") + n), **row} for n, row in enumerate(rows)]


def framed_meeting(seed: int) -> Problem:
    """
    Two bodies, each with a session that opens it and one that closes it, which all exclude one
    another, in five to seven slots of a day: not both have the widest window.
    """
    pick = random.Random(f"framed {seed}")
    aligned = pick.random() < 0.7
    sizes = pick.choice([(3, 3), (4, 2), (4, 3), (5, 2)])
    rows: list[dict[str, Any]] = [{"minutes": 10} for _ in range(4)]
    for group, size in zip("GH", sizes, strict=True):
        rows += [
            {
                "minutes": 10 if aligned else pick.choice([10, 15]),
                "group": group,
                "attendees": pick.sample(["ada", "bo"], pick.choice([0, 0, 1])),
                "chairs": pick.choice([[], [], ["cy"]]),
            }
            for _ in range(size)
        ]
    # three slots of unlike length, so that times tell apart what slots do not
    hours = [f"0{n}:00" for n in range(pick.choice([5, 6]))]
    return tiny.problem(
        days=[tiny.DAY],
        slots=[
            {"id": f"q{n}", "start": hour, "end": hour[:3] + "20", "aligned": aligned}
            for n, hour in enumerate(hours)
        ],
        rooms=[{"id": "A"}, {"id": "B"}, {"id": "C"}],
        people=[{"id": "ada"}, {"id": "bo"}, {"id": "cy"}],
        groups=[{"id": "G"}, {"id": "H"}],
        sessions=named(rows),
        delegations=[{"id": "small", "people": 2, "follows": ["G", "H"]}] * pick.choice([0, 1]),
        rules=[
            {"rule": "conflict", "of": list("abcd"), "level": "hard", "count": "pairs"},
            {"rule": "opening", "session": "a", "of": ["G"]},
            {"rule": "closing", "session": "b", "of": ["G"]},
            {"rule": "opening", "session": "c", "of": ["H"]},
            {"rule": "closing", "session": "d", "of": ["H"]},
            *(
                {
                    "rule": "conflict",
                    "of": group,
                    "count": pick.choice(["pairs", "pairs", "minutes"]),
                    "weight": pick.choice([1, 2, 5]),
                }
                for group in "GH"
            ),
        ],
    )


def proved(problem: Problem, enough: int = 10_000) -> CountBound:
    return count_bound.bound(compile(problem), Limits(LIMITS, 1, 1), enough=enough)


def compare(seed: int) -> tuple[int, int] | None:
    """(optimum, bound); None if there is no timetable."""
    problem = framed_meeting(seed) if seed % 3 else crowded(seed)
    best = optimum(problem)
    found = proved(problem)
    if best is None:
        return None
    assert found.bound <= best[0], seed
    return best[0], found.bound


@pytest.mark.parametrize("seed", sampled(range(40), 6))
def test_no_timetable_is_cheaper(seed: int) -> None:
    compare(seed)


@pytest.mark.ci
def test_many_are_proved_by_counts_alone() -> None:
    pairs = [pair for seed in range(40, 90) if (pair := compare(seed)) is not None and pair[0]]
    assert len(pairs) > 20
    assert sum(least == cost for cost, least in pairs) > len(pairs) / 3


@pytest.mark.long
@pytest.mark.parametrize("share", draws.SHARES)
def test_no_timetable_is_cheaper_of_many(share: int) -> None:
    draws.rounds("counts and frames", range(1_000, 5_000), share, compare)


def study() -> Problem:
    """Eight quarters; two bodies of six sessions that open and close one after the other."""
    body = {"minutes": 20, "chairs": []}
    rows: list[dict[str, Any]] = [{"minutes": 20} for _ in range(4)]
    rows += [{**body, "group": "G"} for _ in range(6)] + [{**body, "group": "H"} for _ in range(6)]
    return tiny.problem(
        days=[tiny.DAY],
        slots=[
            {"id": f"q{n}", "start": f"0{n}:00", "end": f"0{n}:20", "aligned": True}
            for n in range(8)
        ],
        rooms=[{"id": room} for room in "ABCD"],
        groups=[{"id": "G"}, {"id": "H"}],
        sessions=named(rows),
        rules=[
            {"rule": "conflict", "of": list("abcd"), "level": "hard", "count": "pairs"},
            {"rule": "opening", "session": "a", "of": ["G"]},
            {"rule": "closing", "session": "b", "of": ["G"]},
            {"rule": "opening", "session": "c", "of": ["H"]},
            {"rule": "closing", "session": "d", "of": ["H"]},
            {"rule": "conflict", "of": "G", "count": "pairs"},
            {"rule": "conflict", "of": "H", "count": "pairs"},
        ],
    )


def test_two_that_cannot_both_be_first_cost_what_the_windows_do_not_say() -> None:
    """Six slots between the first and the last take six of one body for nothing, four the other."""
    problem = study()
    found = proved(problem)
    assert found.bound == 2
    (root,) = (leaf for leaf in proved(problem, enough=0).leaves)
    assert root.orders == ()
    assert root.bound == 0
    assert len(found.leaves) > 1
    best = optimum(problem)
    assert best is not None
    assert best[0] == 2
    assert overlap_bound.bound(compile(problem), best[1], Limits(LIMITS, 1, 1)) is None


def test_the_frame_is_put_where_the_bound_has_it() -> None:
    problem = study()
    instance = compile(problem)
    found = framed.times(instance, proved(problem), Limits(LIMITS, 1, 1))
    assert found is not None
    slots = {s.session: s.start.hour for s in found.sittings}
    assert {slots["a"], slots["c"]} == {0, 1}
    assert {slots["b"], slots["d"]} == {6, 7}


def test_a_meeting_without_a_frame_has_one_leaf() -> None:
    found = proved(crowded(1))
    assert [leaf.orders for leaf in found.leaves] == [()]


def test_whatever_the_prices_they_prove_no_more_than_any_timetable_costs() -> None:
    """A slip of the linear program makes the bound weak, never false."""
    for seed in range(4):
        problem = crowded(seed)
        best = optimum(problem)
        leaf = proved(problem).leaves[0]
        if best is None or leaf.prices is None:
            continue
        counts: Counts = proved(problem).counts
        open_to = [frozenset(own.values()) for own in leaf.starts]
        pick = random.Random(seed)
        for _ in range(200):
            prices = {
                (g, k): max(0, leaf.prices.of.get((g, k), 0) + pick.choice([-900, 0, 0, 700]))
                for g in range(len(counts.groups))
                for k in range(len(counts.times))
            }
            assert bound_at(counts, open_to, prices) <= best[0] * UNIT

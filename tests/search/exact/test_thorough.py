"""Bounds proved of a relaxed problem hold only where the tiers before cost what they cost there."""

from ortools.sat.python.cp_model import CpSolver

from scheduler.search.cpsat.solutions import Result
from scheduler.search.exact.thorough import bounded
from scheduler.timetable import Tier, Timetable


def tiers(*pairs: tuple[int, int]) -> tuple[Tier, ...]:
    names = ("unplaced", "preferences", "warnings")
    return tuple(Tier(name=n, cost=c, bound=b) for n, (c, b) in zip(names, pairs, strict=False))


def bounds(found: tuple[Tier, ...], proved: tuple[Tier, ...]) -> list[int]:
    result = Result(found, Timetable(sittings=()), CpSolver())
    return [tier.bound for tier in bounded(result, proved).tiers]


def test_equal_tiers_before_let_a_bound_through() -> None:
    assert bounds(tiers((2, 0), (9, 0)), tiers((2, 2), (7, 5))) == [2, 5]


def test_one_more_left_out_makes_the_next_bound_worthless() -> None:
    assert bounds(tiers((3, 0), (4, 0)), tiers((2, 2), (7, 5))) == [2, 0]


def test_own_bounds_and_tiers_that_were_not_looked_at_are_worth_nothing() -> None:
    assert bounds(tiers((0, 0), (9, 9), (3, 3)), tiers((0, 0), (9, 4))) == [0, 4, 0]

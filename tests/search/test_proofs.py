"""What is proved of a model holds for the whole only where the tiers before cost no more."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import scheduler
from scheduler.search.cpsat.solutions import ModelTier, NoSolution
from scheduler.search.proofs import Answer, Reason, claim_nothing, claim_of, join, no_timetable
from scheduler.timetable import Timetable

NAMES = ("unplaced", "preferences", "warnings")
EMPTY = Timetable(sittings=())
SOURCE = Path(scheduler.__file__).parent


def proved(*pairs: tuple[int, int]) -> tuple[ModelTier, ...]:
    return tuple(ModelTier(n, c, b) for n, (c, b) in zip(NAMES, pairs, strict=False))


def claimed(costs: tuple[int, ...], *pairs: tuple[int, int]) -> Answer:
    priced = dict(zip(NAMES, costs, strict=False))
    return claim_of(priced, EMPTY, proved(*pairs), Reason.CELLS)


def bounds(answer: Answer) -> list[int]:
    return [tier.bound for tier in answer.tiers]


def test_tiers_before_that_cost_no_more_let_a_bound_through() -> None:
    assert bounds(claimed((2, 9), (2, 2), (7, 5))) == [2, 5]
    assert bounds(claimed((2, 9), (3, 2), (7, 5))) == [2, 5]


def test_one_more_left_out_makes_the_next_bound_worthless() -> None:
    assert bounds(claimed((3, 4), (2, 2), (7, 5))) == [2, 0]


def test_tiers_that_were_not_looked_at_are_worth_nothing() -> None:
    assert bounds(claimed((0, 9, 3), (0, 0), (9, 4))) == [0, 4, 0]


def test_joined_answers_keep_the_best_bounds_as_far_as_they_hold() -> None:
    one, other = claimed((2, 9), (2, 1), (9, 3)), claimed((2, 12), (2, 2), (12, 7))
    assert bounds(join(one, other)) == [2, 7]
    worse = claimed((1, 12), (1, 1), (12, 8))
    assert bounds(join(one, worse)) == [1, 3]
    assert join(one, other).reasons == {Reason.CELLS}


def test_what_is_not_claimed_has_no_bound_and_no_reason() -> None:
    answer = claim_nothing({"unplaced": 0, "preferences": 4}, EMPTY)
    assert (bounds(answer), answer.reasons, answer.proved) == ([0, 0], frozenset(), False)


def test_a_single_run_never_says_that_there_is_no_timetable() -> None:
    with pytest.raises(AssertionError, match="single run"):
        no_timetable(NoSolution(confirmed=False))
    assert no_timetable(NoSolution(confirmed=True)).rules == ()


def _calls(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id


@pytest.mark.parametrize("name", ["Tier", "Answer"])
def test_bounds_of_the_whole_are_made_in_one_module(name: str) -> None:
    """So every one of them has its reason; ``_as_charged`` of ``solve`` copies one at its cost."""
    makers = {
        p.relative_to(SOURCE / "search")
        for p in (SOURCE / "search").rglob("*.py")
        if name in _calls(p)
    }
    assert makers == {Path("proofs.py")}


def test_nobody_else_says_that_there_is_no_timetable() -> None:
    makers = {p.relative_to(SOURCE) for p in SOURCE.rglob("*.py") if "Infeasible" in _calls(p)}
    # a planner's hand passes on what was proved of the whole: the search, or tiers that are proved
    passed_on = {Path("replanning/alternatives.py"), Path("replanning/by_hand.py")}
    by_arithmetic = {Path("replanning/splitting.py")}  # parts that no slots can have
    assert makers == {Path("search/proofs.py"), *passed_on, *by_arithmetic}

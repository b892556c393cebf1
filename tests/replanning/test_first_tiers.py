"""The tier in which a change is counted first, row by row as the page lists them."""

from datetime import datetime
from typing import Any

import pytest

from scheduler.model import tier_names
from scheduler.problem import Problem, Sitting
from scheduler.replanning.first_tiers import FirstTiers, _firsts
from scheduler.search.outcome import Outcome
from scheduler.timetable import Tier, Timetable, diff
from scheduler.timetable.diff import utc
from tests.twins import tiny

A_EARLY, B_LATE = tiny.sitting("a", "00:00", "00:20"), tiny.sitting("b", "01:00", "01:20")
PUBLISHED = [A_EARLY, B_LATE]


def outcome(problem: Problem, *after: Sitting) -> Outcome:
    return Outcome(
        problem=problem,
        timetable=Timetable.of(after),
        status="feasible",
        tiers=tuple(Tier(name=name, cost=0, bound=0) for name in tier_names(problem)),
        charges=(),
        warnings=(),
        waived=(),
        strategy="",
        seconds=0.0,
        seed=1,
        workers=1,
        interrupted=False,
    )


def firsts(problem: Problem, *after: Sitting) -> dict[tuple[str, str], str]:
    """By session and kind, what the change is counted in first."""
    assert problem.situation is not None
    found = outcome(problem, *after)
    tiers = FirstTiers(found)
    before = Timetable.of(problem.situation.published)
    changes = diff.changes(problem, before, found.timetable)
    return {(change.session, change.kind): tiers.of(change) for change in changes}


def situated(*published: Sitting, **changes: Any) -> Problem:
    base = tiny.problem(
        days=[tiny.DAY, tiny.NEXT],
        rooms=tiny.TWO_ROOMS,
        people=[{"id": "ada", "deputies": [{"id": "bo"}]}, {"id": "bo"}],
        sessions=tiny.sessions({"chairs": ["ada"]}, {"minutes": 20}),
        rolling=changes.pop("rolling", []),
    )
    now = changes.pop("now", "00:00")
    return tiny.replanned(now, list(published or PUBLISHED), base, **changes)


def at(clock: str) -> datetime:
    return datetime.fromisoformat(f"{tiny.DAY}T{clock}").replace(tzinfo=tiny.ZURICH)


def test_places_lost_and_found_are_counted_first_of_all() -> None:
    assert firsts(situated(), A_EARLY) == {("b", "cancelled"): "unplaced"}
    assert firsts(situated(A_EARLY), A_EARLY, B_LATE) == {("b", "new"): "unplaced"}


@pytest.mark.parametrize(("until", "tier"), [("01:05", "freeze"), ("01:00", "cells")])
def test_what_starts_before_the_freeze_ends_is_counted_there(until: str, tier: str) -> None:
    other = tiny.sitting("b", "01:00", "01:20", room="B")
    assert firsts(situated(freeze_until=at(until)), A_EARLY, other) == {("b", "room"): tier}


def test_what_starts_now_is_protected_whatever_the_freeze() -> None:
    other = tiny.sitting("b", "01:10", "01:30")
    assert firsts(situated(now="01:00"), A_EARLY, other) == {("b", "moved"): "freeze"}


def test_another_day_comes_before_cells_and_under_stay_after_moves() -> None:
    tomorrow = tiny.sitting("b", "01:00", "01:20", day=tiny.NEXT)
    assert firsts(situated(), A_EARLY, tomorrow) == {("b", "moved"): "days"}
    assert firsts(situated(in_force="stay"), A_EARLY, tomorrow) == {("b", "moved"): "moves"}
    rolling = [{"room": "A", "order": ["a", "b"]}]
    stay = situated(in_force="stay", rolling=rolling)
    assert firsts(stay, A_EARLY, tomorrow) == {("b", "moved"): "days"}


def test_a_start_in_its_own_cell_is_a_move_or_where_it_rolls_a_shift() -> None:
    later = tiny.sitting("b", "01:10", "01:30")
    assert firsts(situated(), A_EARLY, later) == {("b", "moved"): "moves"}
    rolling = [{"room": "A", "order": ["a", "b"]}]
    assert firsts(situated(rolling=rolling), A_EARLY, later) == {("b", "moved"): "shifts"}


def test_a_cell_that_lost_somebody_who_is_not_held_has_not_changed() -> None:
    before = tiny.sitting("a", "01:20", "01:40")
    problem = situated(B_LATE, before, cancelled=["a"], minutes={"b": 20})
    assert problem.situation is not None
    kept = problem.situation.model_copy(update={"published": (B_LATE,)})
    problem = problem.model_copy(update={"situation": kept})
    later = tiny.sitting("b", "01:10", "01:30")
    assert firsts(problem, later) == {("b", "moved"): "moves"}


def test_two_that_change_places_in_their_own_rooms_are_counted_in_the_order() -> None:
    """Side by side in rooms of their own, nothing but the order of the two is another one."""
    rolling = [{"room": "A", "order": ["a", "b"], "substitutes": ["B"]}]
    published = [tiny.sitting("a", "00:05", "00:20"), tiny.sitting("b", "00:10", "00:30", room="B")]
    problem = situated(*published, rolling=rolling, in_force="reorder")
    after = [tiny.sitting("a", "00:15", "00:30"), tiny.sitting("b", "00:05", "00:25", room="B")]
    assert firsts(problem, *after) == {("a", "moved"): "order", ("b", "moved"): "order"}


def test_minutes_and_who_serves_have_tiers_of_their_own() -> None:
    deputy = A_EARLY.model_copy(update={"chairs": ("bo",)})
    shorter = tiny.sitting("b", "01:00", "01:10")
    assert firsts(situated(), deputy, shorter) == {
        ("a", "chairs"): "served",
        ("b", "shortened"): "minutes",
    }


def test_a_session_in_parts_starts_with_the_first_of_them() -> None:
    parts = [tiny.sitting("a", "00:00", "00:30"), tiny.sitting("a", "01:00", "01:10", room="B")]
    for order in (parts, parts[::-1]):
        assert _firsts(Timetable.of(order)) == {"a": (utc(parts[0].start), "A")}

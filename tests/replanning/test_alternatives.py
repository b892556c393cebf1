"""Several policies side by side: nobody loses a place in one that another can give."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from importlib import import_module
from types import SimpleNamespace
from typing import Any, get_args

import pytest

from scheduler.errors import NoTimetable
from scheduler.problem import Policy, Problem
from scheduler.replanning.alternatives import alternatives
from scheduler.replanning.request import ReplanRequest
from scheduler.search.budget import Budget
from scheduler.search.outcome import record
from scheduler.search.solve import solve
from scheduler.timetable import Record
from tests.twins import tiny

replanning = import_module("scheduler.replanning.replan")
side_by_side = import_module("scheduler.replanning.alternatives")
solving = import_module("scheduler.search.solve")
NOW = datetime(2030, 3, 4, 9, 0)
ONE = Budget(workers=1)
AWAY = ["absent ada 2030-03-04 10:00 to 12:00"]


@pytest.fixture(scope="module")
def meeting() -> Problem:
    """Three sessions in two rooms; whom ada is away for may sit in the afternoon."""
    return tiny.problem(
        slots=[
            {"id": "am", "start": "10:00", "end": "12:00", "overtime": {"minutes": 30}},
            {"id": "pm", "start": "14:00", "end": "16:00"},
        ],
        rooms=[{"id": "A"}, {"id": "B"}],
        sessions=tiny.sessions(
            {"minutes": 120, "chairs": ["ada"]}, {"minutes": 60}, {"minutes": 90}
        ),
        policy="roll",
    )


@pytest.fixture(scope="module")
def published(meeting: Problem) -> Record:
    return record(solve(meeting, ONE), sha256="")


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[tuple[Policy, bool]]]:
    """Policies under which nothing is found in time; who was asked, and whether from a start."""

    def given(*policies: Policy) -> list[tuple[Policy, bool]]:
        asked: list[tuple[Policy, bool]] = []
        search = solving._search

        def late(instance: Any, limits: Any, near: Any = None) -> Any:
            policy = instance.problem.in_force
            asked.append((policy, near is not None))
            if policy in policies:
                raise NoTimetable("no timetable found within 0 s")
            return search(instance, limits, near)

        monkeypatch.setattr(solving, "_search", late)
        monkeypatch.setattr(solving.mended, "mend", lambda _: None)
        return asked

    return given


def ways(meeting: Problem, published: Record, facts: Sequence[str] = AWAY) -> Any:
    return alternatives(ReplanRequest(meeting, published, facts, now=NOW, budget=ONE), 5)


def test_a_policy_that_is_out_of_time_starts_from_what_another_found(
    meeting: Problem, published: Record, slow: Callable[..., list[tuple[Policy, bool]]]
) -> None:
    asked = slow("extend")
    found = ways(meeting, published)
    assert ("extend", True) in asked
    assert not any(way.outcome.timetable.unplaced for way in found)
    assert "extend gives the same timetable as roll" in found[0].notes


def test_it_is_asked_again_if_the_others_come_later(
    meeting: Problem, published: Record, slow: Callable[..., list[tuple[Policy, bool]]]
) -> None:
    asked = slow("roll")
    found = ways(meeting, published)
    assert [start for policy, start in asked if policy == "roll"] == [False, True]
    assert not any("no timetable" in note for note in found[0].notes)
    assert {"roll"} <= {way.policy for way in found} | {
        note.split()[0] for note in found[0].notes if "gives the same timetable" in note
    }


@pytest.mark.parametrize(
    ("order", "pointless"), [([], "reorder"), (["a"], None), (["a", "b"], "stay")]
)
def test_each_policy_that_may_differ_is_asked(
    order: list[str],
    pointless: Policy | None,
    slow: Callable[..., list[tuple[Policy, bool]]],
) -> None:
    """In a rolling order nobody counts moves, and outside one there is no order to change."""
    rolling = [{"room": "A", "order": order}] if order else []
    problem = tiny.problem(rolling=rolling, policy="roll")
    before = record(solve(problem, ONE), sha256="")
    asked = slow()
    alternatives(
        ReplanRequest(problem, before, ["overrun a 10m"], now=datetime(2030, 3, 3), budget=ONE), 5
    )
    assert {policy for policy, _ in asked} | {"reorder"} == {*get_args(Policy)} - (
        {pointless} - {"reorder"}
    )


def test_without_anything_to_start_from_it_says_so(
    meeting: Problem, published: Record, slow: Callable[..., list[tuple[Policy, bool]]]
) -> None:
    slow("roll", "hold", "extend", "stay")
    with pytest.raises(NoTimetable):
        ways(meeting, published)


def test_what_leaves_out_more_is_not_shown_and_who_loses_is_told(
    meeting: Problem, published: Record
) -> None:
    """Only overtime makes room for what runs over, and for the session after it."""
    short = tiny.problem(
        slots=[
            {"id": "am", "start": "10:00", "end": "12:00", "overtime": {"minutes": 30}},
            {"id": "pm", "start": "14:00", "end": "14:10"},
        ],
        rooms=[{"id": "A"}],
        sessions=tiny.sessions({"minutes": 60}, {"minutes": 60}),
        policy="roll",
    )
    before = record(solve(short, ONE), sha256="")
    overrun = before.sittings[0].session
    (only,) = ways(short, before, [f"overrun {overrun} 20m"])
    assert (only.policy, only.outcome.timetable.unplaced) == ("extend", ())
    said = (
        f"roll, hold and stay are not shown: {overrun} would lose its place; extend leaves out less"
    )
    assert said in only.notes


def test_what_is_shown_and_ran_out_of_time_says_so(
    meeting: Problem, published: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    def late(*given: Any, **more: Any) -> Any:
        return replace(solve(*given, **more), out_of_time=True, status="feasible")

    monkeypatch.setattr(replanning, "solve", late)
    (only,) = alternatives(
        ReplanRequest(meeting, published, AWAY, now=NOW, policy="roll", budget=ONE)
    )
    assert only.notes == ("roll: the time ran out; more --seconds may give a better one",)


def test_a_policy_that_ran_out_of_time_is_not_said_to_come_to_the_same(
    meeting: Problem, published: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    def late(problem: Problem, budget: Budget, policy: Policy, **more: Any) -> Any:
        found = solve(problem, budget, policy, **more)
        return replace(found, out_of_time=True, status="feasible") if policy != "roll" else found

    monkeypatch.setattr(replanning, "solve", late)
    notes = alternatives(ReplanRequest(meeting, published, AWAY, now=NOW, budget=ONE))[0].notes
    assert not any("gives the same timetable" in note for note in notes)
    late_ones = [note for note in notes if "nothing better than" in note]
    assert late_ones
    assert all(
        note.endswith("the time ran out; more --seconds may give a better one")
        for note in late_ones
    )


def test_outcomes_with_equal_sittings_are_shown_once_whatever_left_the_others_out() -> None:
    """Under one policy it is too long for the afternoon; under the other another one is there."""
    meeting = tiny.problem(
        slots=[
            {"id": "am", "start": "10:00", "end": "12:00"},
            {"id": "pm", "start": "14:00", "end": "15:00"},
        ],
        rooms=[{"id": "A"}],
        sessions=tiny.sessions(
            {"minutes": {"least": 60, "likely": 120}, "chairs": ["ada"]},
            {"minutes": 60, "pin": {"exact": "2030-03-04 14:00"}},
        ),
        policy="roll",
    )
    first = record(solve(meeting, ONE), sha256="")
    (way,) = ways(meeting, first)
    assert [unplaced.session for unplaced in way.outcome.timetable.unplaced] == ["a"]
    assert "hold gives the same timetable as roll" in way.notes


def test_of_two_tries_of_a_policy_that_cost_the_same_the_later_one_counts() -> None:
    """It has started from what others have found, and may have proved what the first could not."""

    def way(cost: int) -> Any:
        outcome = SimpleNamespace(tiers=[SimpleNamespace(cost=cost)], timetable=None)
        return SimpleNamespace(outcome=outcome)

    for cost, kept in ((3, True), (2, True), (4, False)):
        ways, first, second = side_by_side._Ways(), way(3), way(cost)
        for found in (first, second):
            side_by_side._try(ways, "roll", lambda *_, found=found: found, None)
        assert (ways.outcomes["roll"] is second) == kept


def test_only_a_policy_that_ran_out_of_time_is_asked_again() -> None:
    def ways(roll: bool, hold: bool, interrupted: bool = False) -> Any:
        outcomes = {
            policy: SimpleNamespace(
                outcome=SimpleNamespace(out_of_time=late, interrupted=interrupted, timetable=None)
            )
            for policy, late in (("roll", roll), ("hold", hold))
        }
        return side_by_side._late(side_by_side._Ways(outcomes=outcomes))

    assert ways(False, True) == ["hold"]
    assert ways(True, False) == ["roll"]
    assert ways(False, False) == []
    assert ways(True, True, interrupted=True) == []

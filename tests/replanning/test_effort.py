"""``--seconds`` is for the whole command: what each search may use of it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from scheduler.errors import NoTimetable
from scheduler.problem import Policy, Problem
from scheduler.replanning import replaying
from scheduler.replanning import request as efforts
from scheduler.replanning.alternatives import alternatives
from scheduler.replanning.replan import replan
from scheduler.replanning.request import Effort, ReplanRequest
from scheduler.scenario import load
from scheduler.search.budget import Budget
from scheduler.search.outcome import Outcome, record
from scheduler.search.solve import solve
from scheduler.timetable import Record, Timetable

replanning = import_module("scheduler.replanning.replan")
FACTS = ["overrun enip 30m"]
EVENING = datetime(2025, 2, 25, 17, 55)
LATER = datetime(2025, 2, 26, 10, 20)
"""By when ENIP runs over, and the meeting has to be played through first."""


class Clock:
    """Stands still unless a search uses time."""

    def __init__(self) -> None:
        self.time = 1_000.0

    def __call__(self) -> float:
        return self.time


@pytest.fixture
def csp11() -> Problem:
    return load(Path("scenarios/csp11.yaml")).problem


@pytest.fixture
def published(csp11: Problem) -> Record:
    return record(solve(csp11, Budget(workers=1)), sha256="0")


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(efforts, "clock", clock)
    monkeypatch.setattr(efforts, "JUDGING", 0.0)  # so that what is granted is easily counted
    return clock


@pytest.fixture
def granted(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Callable[[float], list[float]]:
    """Searches that use so much of what they may; the seconds that each was granted."""
    return lambda part: _watched(monkeypatch, clock, part)


def _watched(monkeypatch: pytest.MonkeyPatch, clock: Clock, part: float) -> list[float]:
    grants: list[float] = []

    def search(
        problem: Problem,
        budget: Budget,
        policy: Policy,
        *,
        starts: Sequence[Timetable] = (),
        naming_rules: bool = True,
        explaining: bool = True,
    ) -> Outcome:
        grants.append(budget.seconds)
        clock.time += part * budget.seconds
        return solve(problem, replace(budget, seconds=60.0), policy)

    def asked(outcome: Outcome, changes: object, seconds: float, added: object) -> dict[Any, bool]:
        grants.append(seconds)
        clock.time += seconds
        return {}

    monkeypatch.setattr(replanning, "solve", search)
    monkeypatch.setattr(replaying, "solve", search)
    monkeypatch.setattr(replanning, "find_forced", asked)
    return grants


@pytest.mark.ci
def test_alternatives_that_use_all_they_may_stay_within_the_limit_together(
    csp11: Problem, published: Record, clock: Clock, granted: Callable[[float], list[float]]
) -> None:
    grants, began = granted(1.0), clock.time
    alternatives(
        ReplanRequest(csp11, published, FACTS, now=EVENING, budget=Budget(seconds=40, workers=1))
    )
    policies = sum(seconds == pytest.approx(8) for seconds in grants)
    assert policies == 4
    assert sum(grants[policies:]) == pytest.approx(8)  # what is forced, of all that is shown
    assert clock.time - began <= 40


def test_what_comes_after_a_search_is_part_of_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(efforts, "clock", Clock())
    effort = Effort(Budget(10.0))
    assert effort.for_search(1_000).seconds == pytest.approx(10 - 1_000 * efforts.JUDGING)
    assert effort.for_search(10**6).seconds == pytest.approx(
        9.0
    )  # nearly all of it is for the search


@pytest.mark.ci
def test_what_one_does_not_use_is_for_the_others(
    csp11: Problem, published: Record, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    grants = _watched(monkeypatch, clock, 0.0)
    monkeypatch.setattr(replanning, "find_forced", lambda *_: {})
    alternatives(
        ReplanRequest(csp11, published, FACTS, now=EVENING, budget=Budget(seconds=40, workers=1))
    )
    assert grants[:3] == [8, 10, pytest.approx(40 / 3)]


def test_the_question_what_is_forced_gets_what_the_search_has_left(
    csp11: Problem, published: Record, clock: Clock, granted: Callable[[float], list[float]]
) -> None:
    grants, began = granted(0.25), clock.time
    replan(
        ReplanRequest(
            csp11,
            published,
            FACTS,
            now=EVENING,
            policy="roll",
            budget=Budget(seconds=40, workers=1),
        )
    )
    assert grants == pytest.approx([34, 31.5])  # a part of it is kept for that
    assert clock.time - began == pytest.approx(40)


def test_playing_through_what_was_told_late_is_part_of_it(
    csp11: Problem, published: Record, clock: Clock, granted: Callable[[float], list[float]]
) -> None:
    grants = granted(0.5)
    facts = ["overrun enip 30m", "late enip 15m"]
    replan(
        ReplanRequest(
            csp11, published, facts, now=LATER, policy="roll", budget=Budget(seconds=40, workers=1)
        )
    )
    assert grants == pytest.approx([34, 17, 14.5])


def test_a_policy_whose_share_ends_with_nothing_does_not_lose_the_others(
    csp11: Problem, published: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    def search(
        problem: Problem,
        budget: Budget,
        policy: Policy,
        *,
        starts: Sequence[Timetable] = (),
        naming_rules: bool = True,
        explaining: bool = True,
    ) -> Outcome:
        if policy == "hold":
            raise NoTimetable("no timetable found within 15 s")
        return solve(problem, budget, policy, starts=starts)

    monkeypatch.setattr(replanning, "solve", search)
    monkeypatch.setattr(replaying, "solve", search)
    ways = alternatives(
        ReplanRequest(csp11, published, FACTS, now=EVENING, budget=Budget(workers=1))
    )
    assert [way.policy for way in ways] == ["extend", "roll"]
    assert "hold: no timetable was found in its share of the time" in ways[0].notes
    with pytest.raises(NoTimetable):
        alternatives(
            ReplanRequest(
                csp11, published, FACTS, now=EVENING, policy="hold", budget=Budget(workers=1)
            )
        )


def test_what_is_told_is_the_time_that_was_asked_for(clock: Clock) -> None:
    whole = Effort(Budget(2.0))
    clock.time += 1.9
    assert whole.for_search(10).seconds < 0.2
    assert whole.for_search(10).asked == whole.share(3).for_search(10).asked == 2.0


def test_a_share_is_an_equal_part_of_what_is_left(clock: Clock) -> None:
    whole = Effort(Budget(60.0))
    clock.time += 20
    assert whole.left == 40
    assert whole.share(4).left == 10
    clock.time += 100
    assert whole.left == 0
    assert whole.share(2).left == 0

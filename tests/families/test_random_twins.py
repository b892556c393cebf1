"""Model and verifier agree on every timetable of random tiny problems, prices included."""

import random
from datetime import datetime, timedelta
from math import prod

import pytest

from scheduler import verify
from scheduler.compiling import compile
from scheduler.problem import Problem
from scheduler.timetable import Timetable
from tests import tiny, twins
from tests.drawing import clock, draw

MINUTE = timedelta(minutes=1)
MOST = 4_000
"""Timetables of a problem that are still worth going through."""


def situated(seed: int, timetable: Timetable, problem: Problem) -> Problem:
    """The problem replanned from one of its timetables, with a fact or two."""
    pick = random.Random(seed)
    published = list(timetable.sittings)
    now = clock(pick.choice([0, 5, 15, 25, 35]))
    at = datetime.fromisoformat(f"{tiny.DAY}T{now}").replace(tzinfo=tiny.ZURICH)
    history = [s for s in published if s.end <= at]
    running = [s for s in published if s.start < at < s.end]
    minutes: dict[str, int] = {}
    for s in published:
        minutes[s.session] = minutes.get(s.session, 0) + int((s.end - s.start) / MINUTE)
    told = running or [s for s in published if s.start >= at]
    settled = []
    if told and pick.random() < 0.6:
        name = pick.choice(told).session
        minutes[name] += pick.choice([5, 10])
        settled = [name]
    return tiny.replanned(
        now,
        published,
        problem,
        in_force=pick.choice(["roll", "hold", "extend"]),
        history=history,
        running=running,
        minutes=minutes,
        settled=settled,
        freeze_until=at + timedelta(minutes=pick.choice([0, 20])),
    )


def _agree(problem: Problem, seed: int) -> set[Timetable] | None:
    """The timetables that both accept at the same price; None if there are too many to try."""
    tick = max(5, compile(problem).grid.tick)
    sizes = [len(list(twins.chains(problem, session, tick))) for session in problem.held]
    if prod(sizes) > MOST:
        return None
    accepted = twins.accepted_by_verifier(problem, tick)
    assert twins.accepted_by_model(problem) == accepted
    chosen = sorted(accepted, key=str)[seed % 7 :: 7][:6]
    for timetable, price in twins.prices(problem, chosen):
        assert price == verify.tier_costs(problem, timetable)
    return accepted


def _compare(seed: int) -> None:
    problem = draw(seed)
    accepted = _agree(problem, seed)
    if accepted:
        chosen = random.Random(seed).choice(sorted(accepted, key=str))
        _agree(situated(seed, chosen, problem), seed)


@pytest.mark.parametrize("seed", range(25))
def test_two_voices_agree_on_random_problems(seed: int) -> None:
    _compare(seed)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(25, 400))
def test_two_voices_agree_on_many_random_problems(seed: int) -> None:
    _compare(seed)

"""Model and verifier agree on every timetable of random tiny problems, prices included."""

import random
from datetime import datetime, timedelta
from math import prod

import pytest

from scheduler import verifier
from scheduler.instance.compile import compile
from scheduler.problem import Problem
from scheduler.timetable import Timetable
from tests import draws
from tests.draws import sampled
from tests.twins import tiny, twins
from tests.twins.drawing import clock, draw, draw_night

MINUTE = timedelta(minutes=1)
MOST = 4_000
"""Timetables of a problem that are still worth going through."""


def situated(
    seed: int, timetable: Timetable, problem: Problem, policy: str | None = None
) -> Problem:
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
    drawn = pick.choice(["roll", "hold", "extend", "reorder", "stay"])
    return tiny.replanned(
        now,
        published,
        problem,
        in_force=policy or drawn,
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
        assert price == verifier.tier_costs(problem, timetable)
    return accepted


def _compare(seed: int) -> None:
    _compared(draw(seed), seed)


def _at_night(seed: int) -> None:
    _compared(draw_night(seed), seed)


def _compared(problem: Problem, seed: int) -> None:
    accepted = _agree(problem, seed)
    if accepted:
        chosen = random.Random(seed).choice(sorted(accepted, key=str))
        _agree(situated(seed, chosen, problem), seed)


def _rolling(seed: int) -> Problem:
    """A random problem with two or more sessions in a rolling order, the first one of its kind."""
    for n in range(seed * 50, seed * 50 + 50):
        problem = draw(n)
        if any(len(order.order) > 1 for order in problem.rolling):
            return problem
    raise AssertionError("no rolling order in fifty draws")


def _reorder(seed: int) -> None:
    """From a timetable of the one order, into any; and from there with the order published."""
    pick, problem = random.Random(seed), _rolling(seed)
    accepted = _agree(problem, seed)
    if not accepted:
        return
    first = situated(seed, pick.choice(sorted(accepted, key=str)), problem, "reorder")
    again = _agree(first, seed)
    if not again:
        return
    held = pick.choice(sorted(again, key=str))
    second = situated(
        seed + 1, held, problem, pick.choice(["roll", "hold", "extend", "reorder", "stay"])
    )
    assert second.situation is not None
    starts = {s.session: s.start for s in reversed(held.sittings)}
    listed = [s for order in problem.rolling for s in order.order if s in starts]
    situation = second.situation.model_copy(
        update={"sequence": tuple(sorted(listed, key=starts.__getitem__))}
    )
    _agree(second.model_copy(update={"situation": situation}), seed)


@pytest.mark.parametrize("seed", sampled(range(12), 3))
def test_two_voices_agree_on_another_order_and_what_follows_it(seed: int) -> None:
    _reorder(seed)


@pytest.mark.long
@pytest.mark.parametrize("share", draws.SHARES)
def test_two_voices_agree_on_another_order_of_many(share: int) -> None:
    draws.rounds("two voices, another order", range(12, 200), share, _reorder)


@pytest.mark.parametrize("seed", sampled(range(25), 6))
def test_two_voices_agree_on_random_problems(seed: int) -> None:
    _compare(seed)


@pytest.mark.long
@pytest.mark.parametrize("share", draws.SHARES)
def test_two_voices_agree_on_many_random_problems(share: int) -> None:
    draws.rounds("two voices", range(25, 400), share, _compare)


@pytest.mark.parametrize("seed", sampled(range(16), 1))
def test_two_voices_agree_on_what_lies_over_midnight(seed: int) -> None:
    _at_night(seed)


@pytest.mark.long
@pytest.mark.parametrize("share", draws.SHARES)
def test_two_voices_agree_on_many_problems_over_midnight(share: int) -> None:
    draws.rounds("two voices, at night", range(16, 400), share, _at_night)

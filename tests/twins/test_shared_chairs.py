"""Rolling orders that share chairs: nobody waits longer than others make them, in both voices."""

import random
from math import prod
from typing import Any

import pytest

from scheduler.instance.compile import compile
from scheduler.problem import Problem
from tests.draws import sampled
from tests.twins import tiny, twins
from tests.twins.agreement import accepted_alike

MOST = 1_000
"""Timetables of a problem that are still worth going through."""
SLOTS = [
    {"id": "am", "start": "00:00", "end": "00:40"},
    {"id": "pm", "start": "01:00", "end": "01:40"},
]

SHUT = [{"from": f"{tiny.DAY} 01:10", "to": f"{tiny.DAY} 01:20"}]


def _drawn(seed: int) -> Problem:
    """Two orders of one or two sessions, maybe somebody outside them; ends off the grid."""
    draw = random.Random(seed)
    rows = [_session(draw) for _ in range(draw.choice((2, 3, 3)))]
    names = "abcdef"[: len(rows)]
    second = [{"room": "B", "order": [names[1]]}]
    orders = [{"room": "A", "order": [names[0], *names[2:3]]}, *second]
    if draw.random() < 0.4:
        orders[0]["substitutes"] = ["B"]
    rules: list[dict[str, Any]] = []
    if draw.random() < 0.3:
        rules.append({"rule": "precedence", "first": "b", "then": "a", "lag": draw.choice((0, 5))})
    if draw.random() < 0.2:
        rules.append({"rule": "conflict", "of": "a", "against": "b", "level": "hard"})
    people = [{"id": "ada", "deputies": [{"id": "bo"}]} if draw.random() < 0.3 else {"id": "ada"}]
    more = {"travel": {"minutes": 5}} if draw.random() < 0.2 else {}
    return tiny.problem(
        slots=SLOTS,
        rooms=[{"id": "A", "unavailable": SHUT if draw.random() < 0.4 else []}, {"id": "B"}],
        people=[*people, {"id": "bo"}],
        sessions=tiny.sessions(*rows),
        rolling=orders,
        rules=rules,
        **more,
    )


def _session(draw: random.Random) -> dict[str, Any]:
    least = draw.choice((10, 15, 20, 25))
    row: dict[str, Any] = {"minutes": {"least": least, "likely": least + draw.choice((0, 0, 5))}}
    row["chairs"] = [draw.choice(("ada", "ada", "bo"))]
    if draw.random() < 0.15:
        row["split"] = {"least_part": draw.choice((5, 10))}
    return row


def _worth_while(problem: Problem) -> bool:
    sizes = [len(list(twins.chains(problem, session, 5))) for session in problem.held]
    return prod(sizes) <= MOST and compile(problem).grid.tick >= 5


@pytest.mark.parametrize("seed", sampled(range(24), 2))
def test_both_voices_accept_the_same(seed: int) -> None:
    draws = (n for n in range(50 * seed, 50 * seed + 50) if _worth_while(_drawn(n)))
    accepted_alike(_drawn(next(draws)), 5)

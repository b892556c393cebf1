"""Ranges of starts and durations are exactly what the layouts allow, and few."""

import random
from typing import Any

import pytest

from scheduler.instance.compile import compile
from scheduler.instance.instance import Instance
from scheduler.model import nominal
from scheduler.model.start_ranges import start_ranges
from scheduler.problem import Problem
from tests.twins import tiny

SLOTS = [
    {"id": "am", "start": "00:00", "end": "01:00"},
    {"id": "noon", "start": "01:00", "end": "01:40"},
    {"id": "pm", "start": "02:00", "end": "03:00"},
]


def _drawn(seed: int) -> Problem:
    draw = random.Random(seed)
    least = 10 * draw.randint(1, 4)
    row: dict[str, Any] = {"minutes": {"least": least, "likely": least + 10 * draw.randint(0, 4)}}
    if draw.random() < 0.8:
        row["split"] = {"least_part": draw.choice([10, 20, 30])}
    if draw.random() < 0.3:
        row["deadline"] = f"{tiny.DAY} 02:{draw.choice((10, 40))}"
    begin = draw.randrange(16)
    spans = [
        {
            "from": f"{tiny.DAY} {begin // 6:02}:{begin % 6}0",
            "to": f"{tiny.DAY} {(begin + 2) // 6:02}:{(begin + 2) % 6}0",
        }
    ]
    rooms = [
        {"id": "A", "unavailable": spans if draw.random() < 0.6 else []},
        {"id": "B"},
    ]
    rolling = [{"room": "A", "order": ["a"]} | ({"substitutes": ["B"]} if seed % 2 else {})]
    return tiny.problem(slots=SLOTS, rooms=rooms, sessions=tiny.sessions(row), rolling=rolling)


def _legs(instance: Instance, layout: nominal.Layout) -> tuple[tuple[int, tuple[int, ...]], ...]:
    return tuple((k, nominal.rooms_open(instance, 0, k, x, y)) for k, x, y in layout)


@pytest.mark.parametrize("seed", range(40))
def test_they_are_exactly_what_the_layouts_allow(seed: int) -> None:
    instance = compile(_drawn(seed))
    ticks = [t for k in instance.serving[0] for t in instance.starts(0, k)]
    covered = set()
    for own in start_ranges(instance, 0, 0, ticks):
        for d in range(own.least, own.most + 1):
            first, last = own.run(d)
            for t in range(first, last + 1, own.step):
                layout = nominal.layout(instance, 0, t, d)
                assert layout is not None
                assert _legs(instance, layout) == own.legs
                assert layout[-1][2] == t + d + own.shift
                assert (t, d) not in covered
                covered.add((t, d))
    durations = range(instance.least[0], instance.planned[0] + 1)
    allowed = {(t, d) for t in ticks for d in durations if nominal.layout(instance, 0, t, d)}
    assert covered == allowed


def test_they_do_not_grow_with_the_grid() -> None:
    """The same meeting in steps of ten minutes and in single ones, with nine durations or 81."""
    row = {"minutes": {"least": 30, "likely": 110}, "split": {"least_part": 20}}
    rolling = [{"room": "A", "order": ["a"]}]
    numbers = []
    for grid in (10, 1):
        problem = tiny.problem(slots=SLOTS, sessions=tiny.sessions(row), rolling=rolling)
        meeting = problem.meeting.model_copy(update={"grid": grid})
        instance = compile(problem.model_copy(update={"meeting": meeting}))
        ticks = [t for k in instance.serving[0] for t in instance.starts(0, k)]
        numbers.append(len(start_ranges(instance, 0, 0, ticks)))
    assert numbers[0] == numbers[1] <= 12

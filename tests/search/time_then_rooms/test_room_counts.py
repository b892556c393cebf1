"""Rooms that are only counted: one that is closed is missing for as long as it is, no longer."""

from typing import Any

import pytest

from scheduler import model as models
from scheduler.instance.compile import compile
from scheduler.search.cpsat.limits import Limits
from scheduler.search.time_then_rooms import room_counts, when_then_where
from tests.model import solved
from tests.twins import tiny


@pytest.mark.parametrize("aligned", [False, True])
@pytest.mark.parametrize(("start", "end"), [("01:00", "01:40"), ("00:30", "01:40")])
def test_two_are_on_at_once_before_a_room_is_closed(aligned: bool, start: str, end: str) -> None:
    closed = [{"from": f"{tiny.DAY} {start}", "to": f"{tiny.DAY} {end}"}]
    slots: list[dict[str, Any]] = [
        {"id": "am", "start": "00:10", "end": "00:40", "aligned": aligned},
        {"id": "pm", "start": "01:00", "end": "01:30", "aligned": aligned},
    ]
    if start == "00:30":
        slots[0]["end"] = "00:30"
    minutes = 20 if start == "00:30" else 30
    problem = tiny.problem(
        slots=slots,
        rooms=[{"id": "A", "unavailable": closed}, {"id": "B"}],
        sessions=tiny.sessions(*({"minutes": minutes} for _ in range(3))),
    )
    answer = when_then_where.solve(compile(problem), Limits(60.0, 1, 1))
    assert answer is not None
    assert not answer.timetable.unplaced
    assert len(answer.timetable.sittings) == 3


@pytest.mark.parametrize("aligned", [False, True])
def test_who_suits_no_room_is_counted_out_where_rooms_have_to_suit(aligned: bool) -> None:
    problem = tiny.problem(
        slots=[{"id": "am", "start": "00:00", "end": "00:30", "aligned": aligned}],
        sessions=tiny.sessions({"attendance": 300}),
        levels=[{"rule": "room_fit", "level": "soft"}],
    )
    instance = compile(problem)
    for wished, found in ((True, None), (False, 0)):
        model = models.build(instance)
        room_counts.post(model, instance, wished=wished)
        assert solved.at_least(model, []) == found

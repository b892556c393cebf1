"""A session that is split passes over just those slots that it may not use (semantics, rule 3)."""

import pytest

from scheduler.problem import Problem, Sitting
from tests.model.solved import agreed
from tests.twins import tiny
from tests.twins.agreement import accepted_alike


def _part(session: str, start: str, end: str, part: int, parts: int = 2) -> Sitting:
    sitting = tiny.sitting(session, start, end)
    return sitting.model_copy(update={"part": part, "parts": parts})


def _late_parts(rolling: bool) -> Problem:
    """Overtime of the first slot reaches into the second."""
    slots = [
        {"id": "s1", "start": "00:00", "end": "00:20", "overtime": {"minutes": 20}},
        {"id": "s2", "start": "00:30", "end": "01:00"},
        {"id": "s3", "start": "02:00", "end": "02:30"},
    ]
    rows = tiny.sessions({"minutes": 50, "split": tiny.SPLIT}, {"minutes": 10})
    return tiny.problem(slots=slots, sessions=rows, rolling=tiny.ROLLING if rolling else [])


@pytest.mark.parametrize("rolling", [True, False])
def test_a_slot_that_begins_before_the_part_before_has_ended_is_passed_over(rolling: bool) -> None:
    problem = _late_parts(rolling)
    late = (_part("a", "00:00", "00:40", 1), _part("a", "02:00", "02:10", 2))
    assert agreed(problem, *late, tiny.sitting("b", "02:10", "02:20")) is not None
    punctual = (_part("a", "00:00", "00:20", 1), _part("a", "00:30", "01:00", 2))
    assert agreed(problem, *punctual, tiny.sitting("b", "02:00", "02:10")) is not None


def test_two_voices_agree_where_overtime_reaches_into_the_next_slot() -> None:
    assert accepted_alike(_late_parts(rolling=True), 10)


def test_the_rest_of_a_later_session_may_be_why_one_that_was_added_before_it_passes_over() -> None:
    """c was added before b, which has begun: either of them takes the afternoon."""
    slots = [
        {"id": "am", "start": "00:00", "end": "00:50"},
        {"id": "pm", "start": "01:00", "end": "01:20"},
        {"id": "eve", "start": "02:00", "end": "02:30"},
    ]
    ten, thirty = {"minutes": 10}, {"minutes": 30, "split": tiny.SPLIT}
    rows = tiny.sessions(ten, thirty, thirty, ten)
    rolling = [{"room": "A", "order": ["a", "c", "b", "d"]}]
    base = tiny.problem(slots=slots, sessions=rows, rolling=rolling)
    over, run = tiny.sitting("a", "00:00", "00:10"), _part("b", "00:10", "00:30", 1)
    planned = [over, run, _part("b", "01:00", "01:10", 2), tiny.sitting("d", "01:10", "01:20")]
    minutes = {"a": 10, "b": 30, "c": 30, "d": 10}
    problem = tiny.replanned("00:30", planned, base, history=[over, run], minutes=minutes)
    first = _part("c", "00:30", "00:50", 1)
    for c, b in (("01:00", "02:00"), ("02:00", "01:00")):
        rests = [_part("c", c, f"{c[:3]}10", 2), _part("b", b, f"{b[:3]}10", 2)]
        last = tiny.sitting("d", "02:10", "02:20")
        assert agreed(problem, over, first, run, *rests, last) is not None

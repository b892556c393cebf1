"""Where a session that was cut goes on, or passes over."""

from tests.model import solved
from tests.twins import tiny


def test_a_slot_that_is_too_short_a_part_is_passed_over_whatever_its_overtime() -> None:
    """After half an hour 25 minutes are left; at noon there are 20, and overtime for more."""
    slots = [
        {"id": "am", "start": "00:00", "end": "00:30"},
        {"id": "noon", "start": "01:00", "end": "01:20", "overtime": {"minutes": 10}},
        {"id": "pm", "start": "02:00", "end": "02:30"},
    ]
    rows = tiny.sessions({"minutes": 55, "split": {"least_part": 25}})
    problem = tiny.problem(slots=slots, sessions=rows).model_copy(update={"in_force": "extend"})
    first = tiny.sitting("a", "00:00", "00:30").model_copy(update={"parts": 2})

    def goes_on(start: str, end: str) -> bool:
        rest = tiny.sitting("a", start, end).model_copy(update={"part": 2, "parts": 2})
        return solved.agreed(problem, first, rest) is not None

    assert not goes_on("01:00", "01:25")
    assert goes_on("02:00", "02:25")

"""What follows is about the slot of the session itself, where it runs over."""

from typing import Any, cast

import pytest

from scheduler.replanning.consequences import consequence_of
from scheduler.search.solve import Outcome
from scheduler.timetable import Record, Timetable
from tests.twins import tiny


@pytest.mark.parametrize(
    ("end", "other", "over"), [("00:40", "01:20", True), ("00:30", "01:50", False)]
)
def test_it_runs_over_if_its_own_slot_does(end: str, other: str, over: bool) -> None:
    problem = tiny.problem(sessions=tiny.sessions({}, {}), rolling=tiny.ROLLING)
    before = (tiny.sitting("a", "00:10", "00:30"), tiny.sitting("b", "01:00", "01:20"))
    after = (tiny.sitting("a", "00:10", end), tiny.sitting("b", "01:00", other))
    record = Record(meeting="m", scenario_sha256="", timezone="Europe/Zurich", sittings=before)
    outcome: Any = type("After", (), {"timetable": Timetable.of(after), "problem": problem})
    found = consequence_of(record, cast(Outcome, outcome), problem.rolling[0], "a", 10)
    assert found.runs_over == over
    assert [minutes for _, minutes in found.overtime] == [10]

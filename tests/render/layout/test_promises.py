"""Hours are promised of a sitting where those of its slot would be wrong, and nowhere else."""

from datetime import datetime
from typing import Any

import pytest

from scheduler.render.formats import ExportRequest
from scheduler.render.layout.layout import lay_out
from scheduler.render.layout.sheets import Entry
from scheduler.timetable import Expected
from tests.render.annexes import meeting, record, timetable


def printed(*lines: str, problem: Any = None, **wanted: Any) -> dict[str, str]:
    """Each sitting as its cell prints it, by its session and part."""
    page = lay_out(problem or meeting(), record(*lines), ExportRequest(**wanted))
    return {f"{e.session} {e.part}": e.line for e in page.entries}


def only(*lines: str, problem: Any = None, **wanted: Any) -> Entry:
    page = lay_out(problem or meeting(), record(*lines), ExportRequest(**wanted))
    return page.entries[-1]


def test_on_a_rolling_basis_the_order_is_the_promise() -> None:
    assert printed("wgtu 27 10:00-11:35", "wgtr 27 11:35-12:10") == {
        "wgtu 1": "WGTU",
        "wgtr 1": "WGTR",
    }


@pytest.mark.parametrize(
    ("start", "line"),
    [
        ("11:30", "WGTR"),
        ("11:35", "WGTR"),  # a gap that the grid makes
        ("12:00", "WGTR (not before 12:00)"),
    ],
)
def test_what_waits_says_so(start: str, line: str) -> None:
    assert meeting().meeting.grid == 15
    assert only("wgtu 27 10:00-11:30", f"wgtr 27 {start}-13:00").line == line


def test_the_first_of_a_slot_waits_too() -> None:
    assert only("wgtr 27 16:00-18:00").line == "WGTR (not before 16:00)"


def test_a_changeover_is_no_waiting() -> None:
    order = {"room": "room2", "order": ["wgtu", "wgtr"], "changeover": 30}
    problem = meeting(rolling=[order])
    lines = ("wgtu 27 10:00-11:30", "wgtr 27 12:00-13:00")
    assert only(*lines, problem=problem).line == "WGTR"
    first = only("wgtr 27 10:30-12:00", problem=problem)  # nothing comes before it
    assert first.line == "WGTR (not before 10:30)"


def test_who_waits_for_an_overrun_of_the_slot_before_waits_for_nothing_else() -> None:
    slots = [
        {"id": "one", "start": "10:00", "end": "13:00", "overtime": {"minutes": 60}},
        {"id": "two", "start": "13:00", "end": "15:00"},
    ]
    problem = meeting(slots=slots)
    lines = ("wgtu 27 10:00-13:30", "wgtr 27 13:30-15:00")
    assert list(printed(*lines, problem=problem).values()) == ["WGTU (until 13:30)", "WGTR"]


def test_what_passes_the_end_of_its_slot_says_until_when() -> None:
    assert only("wgtr 27 15:00-18:30").line == "WGTR (until 18:30)"
    assert only("wgtr 27 16:00-18:30").line == "WGTR (not before 16:00, until 18:30)"


@pytest.mark.parametrize(
    ("hours", "line"),
    [
        ("15:00-18:00", "WGTR"),
        ("16:45-18:00", "16:45 – 18:00 WGTR"),
        ("15:00-18:30", "15:00 – 18:30 WGTR"),
    ],
)
def test_what_is_in_no_rolling_order_says_its_hours_unless_it_fills_the_slot(
    hours: str, line: str
) -> None:
    assert only(f"wgtr 27 {hours}", problem=meeting(rolling=[])).line == line


def test_planned_hours_are_printed_as_expected_if_they_are_asked_for() -> None:
    lines = ("wgtu 27 10:00-11:30", "wgtr 27 11:30-13:00")
    assert list(printed(*lines, times=True).values()) == [
        "WGTU (expected 10:00 – 11:30)",
        "WGTR (expected 11:30 – 13:00)",
    ]
    fixed = meeting(rolling=[])
    assert printed(*lines, times=True, problem=fixed)["wgtu 1"] == "10:00 – 11:30 WGTU"


def test_other_hours_are_a_change_and_expected_ones_are_none() -> None:
    old = timetable("wgtu 27 10:00-11:30", "wgtr 27 15:00-18:00")
    late = only("wgtu 27 10:00-11:30", "wgtr 27 15:00-19:00", before=old)
    assert (late.added, late.altered, late.marked) == (False, True, True)
    moved = only("wgtu 27 10:00-11:00", "wgtr 27 15:00-17:00", before=old, times=True)
    assert not moved.marked
    agreed = timetable("wgtr 27 15:00-19:00")
    assert not only("wgtr 27 15:00-19:00", before=agreed).marked


def test_rolling_sessions_may_be_on_from_the_first_start_to_the_last_end() -> None:
    page = lay_out(meeting(), record("wgtu 27 10:00-11:30", "wgtr 27 11:30-12:30"))
    spans = {tuple(f"{moment:%H:%M}" for moment in entry.on or ()) for entry in page.entries}
    assert spans == {("10:00", "12:30")}
    waits = lay_out(meeting(), record("wgtu 27 10:00-11:00", "wgtr 27 12:00-12:30"))
    assert len({entry.on for entry in waits.entries}) == 2


@pytest.mark.parametrize(
    ("moment", "line"),
    [
        ("27 15:00", "WGTR"),  # its slot says so
        ("27 15:45", "WGTR (not expected before 15:45)"),
        ("27 11:30", "WGTR (not expected before 11:30)"),
        ("26 17:30", "WGTR (not expected before Wednesday, 17:30)"),
    ],
)
def test_before_when_a_session_is_not_expected_is_said_where_it_is_known(
    moment: str, line: str
) -> None:
    zone = meeting().zone
    start = datetime.strptime(f"2025-02-{moment}", "%Y-%m-%d %H:%M").replace(tzinfo=zone)
    one = Expected(session="wgtr", start=start, chance=0.04, alpha=0.05)
    made = record("wgtr 27 15:00-18:00").model_copy(update={"expected": (one,)})
    (entry,) = lay_out(meeting(), made).entries
    assert entry.line == line
    before = timetable("wgtr 27 15:00-18:00")
    (again,) = lay_out(meeting(), made, ExportRequest(before=before)).entries
    assert not again.marked  # nobody is bound by it
    fixed = lay_out(meeting(rolling=[]), made).entries[0]
    assert "expected" not in fixed.line


def test_who_waits_until_then_is_not_told_twice() -> None:
    start = datetime(2025, 2, 27, 16, tzinfo=meeting().zone)
    one = Expected(session="wgtr", start=start, chance=0, alpha=0.05)
    made = record("wgtr 27 16:00-18:00").model_copy(update={"expected": (one,)})
    assert lay_out(meeting(), made).entries[0].line == "WGTR (not before 16:00)"

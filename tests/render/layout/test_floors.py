"""A room says its floor where it is a head or a place to go to, and nowhere else."""

from typing import Any

from scheduler.problem import Problem
from scheduler.render.calendars.ics_writer import location, names_in
from scheduler.render.formats import ExportRequest
from scheduler.render.layout.layout import lay_out
from scheduler.render.layout.shape import Layout
from tests.render.annexes import CSP11, meeting, record

HERE = ("enip 25 10:00-13:00", "wgtr 25 10:00-13:00 annex")


def floored() -> Problem:
    plenary, annex = CSP11["rooms"]
    floor = {"floor": "1st floor", "floors": {"fr": "1er étage"}}
    return meeting(rooms=[{**plenary, **floor}, annex])


def laid_out(*lines: str, **request: Any) -> Layout:
    return lay_out(floored(), record(*lines), ExportRequest(**request))


def test_rows_and_heads_say_the_floor() -> None:
    rows = [band.label for band in laid_out(*HERE).pages[0][0].bands]
    assert rows[:2] == ["Room 2 (1st floor)", "Room 3"]
    assert [table.head for table in laid_out(*HERE).tables] == ["Room 2 (1st floor)", "Room 3"]
    assert "Room 2 (1er étage)" in laid_out(HERE[0], language="fr").heading


def test_narrow_cells_do_not_say_the_floor() -> None:
    for view in ("groups", "list"):
        sheets = [sheet for page in laid_out(*HERE, view=view).pages for sheet in page]
        boxes = [box for sheet in sheets for band in sheet.bands for box in band.boxes if box]
        assert "floor" not in " ".join(line.text for box in boxes for line in box.lines)


def test_a_calendar_says_where_to_go() -> None:
    assert location(names_in(floored()), "plenary") == "Room 2 (1st floor), CICG Geneva"
    assert location(names_in(floored(), "zh"), "plenary") == "Room 2（1st floor），CICG Geneva"
    assert location(names_in(floored()), "annex") == "Room 3, CICG Geneva"

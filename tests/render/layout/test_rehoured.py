"""Cells that keep their sessions and print other hours: those that are marked, and not counted."""

from scheduler.render.formats import ExportRequest
from scheduler.render.layout.layout import lay_out
from scheduler.render.layout.rehoured import rehoured
from tests.render.annexes import PRINTED, meeting, record, timetable

LATER = "enip 25 15:00-18:30"


def test_a_cell_that_is_marked_is_counted_or_named() -> None:
    after = record(*(LATER if line == "enip 25 15:00-18:00" else line for line in PRINTED))
    page = lay_out(meeting(), after, ExportRequest(before=timetable(*PRINTED)))
    marked = [cell for row in page.tables[0].rows for cell in row.cells if cell.changed]
    assert [(cell.day.day, cell.slot) for cell in marked] == [(25, "afternoon")]
    found = rehoured(meeting(), timetable(*PRINTED), after.timetable)
    assert found == (("plenary", "2025-02-25/afternoon"),)


def test_what_is_counted_or_the_same_is_not_named() -> None:
    gone = record(*PRINTED[:-1])
    assert rehoured(meeting(), timetable(*PRINTED), gone.timetable) == ()
    assert rehoured(meeting(), timetable(*PRINTED), timetable(*PRINTED)) == ()
    moved = record(*PRINTED[2:], *PRINTED[:1], LATER, "wgtr 26 15:00-18:00 annex")
    assert rehoured(meeting(), timetable(*PRINTED), moved.timetable) == (
        ("plenary", "2025-02-25/afternoon"),
    )

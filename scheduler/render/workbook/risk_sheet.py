"""How late each session may be, as a sheet: moments as moments, chances as percentages."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from xlsxwriter import Workbook

from scheduler.problem import Problem
from scheduler.render.words import printable
from scheduler.render.workbook.view_sheet import Styles, cut
from scheduler.timetable.wording import wording_of

if TYPE_CHECKING:  # numpy takes 0.1 s, and most sheets have no chances
    from scheduler.risk.figures import SessionRisk

MOMENTS = ("printed", "10 %", "50 %", "90 %")
HEADS = (
    "session",
    "room",
    *(f"start, {name}" for name in MOMENTS),
    "starts later",
    "starts earlier",
    *(f"end, {name}" for name in MOMENTS),
    "ends later",
    "to decide",
)


def write_risk(
    book: Workbook, styles: Styles, problem: Problem, sessions: Sequence["SessionRisk"]
) -> None:
    """A row for each session; a moment that is missing is one by which somebody has to decide."""
    sheet, wording = book.add_worksheet("Risk"), wording_of(problem)
    for column, name in enumerate(HEADS):
        sheet.set_column(column, column, 30 if column == 0 else 16 if "," in name else 12)
        sheet.write_string(0, column, name, styles.head())
    for row, one in enumerate(sessions, start=1):
        texts = (one.session, one.room)
        for column, id in enumerate(texts):
            sheet.write_string(row, column, cut(printable(wording.of(id))), styles.of())
        starts = (one.printed_start, *one.starts)
        ends = (one.printed_end, *one.ends)
        for first, moments in ((2, starts), (8, ends)):
            for column, moment in enumerate(moments, start=first):
                _moment(sheet, styles, row, column, moment, problem)
        chances = {6: one.starts_later, 7: one.starts_earlier, 12: one.ends_later}
        for column, chance in (chances | {13: one.undecided}).items():
            sheet.write_number(row, column, chance.value, styles.of(num_format="0.0%"))
    sheet.freeze_panes(1, 1)


def _moment(
    sheet: Any, styles: Styles, row: int, column: int, moment: datetime | None, problem: Problem
) -> None:
    """Local, as a spreadsheet knows no zone."""
    if moment is not None:
        local = moment.astimezone(problem.zone).replace(tzinfo=None)
        sheet.write_datetime(row, column, local, styles.of(num_format="yyyy-mm-dd hh:mm"))

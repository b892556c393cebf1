"""The sheets to sort and to count with: a row for each sitting; what changed, in words."""

from datetime import date, datetime, time
from typing import Any

from xlsxwriter import Workbook

from scheduler.problem import Problem
from scheduler.render.layout.shape import Layout
from scheduler.render.workbook.columns import COLUMNS, rows
from scheduler.render.workbook.styles import Styles, cut
from scheduler.timetable import Record

WIDTHS = {"day": 11, "room_name": 22, "session": 16, "title": 50, "presiding": 40, "unplaced": 30}
NUMBERS = ("minutes", "part", "parts", "attendance")


def write_sittings(book: Workbook, styles: Styles, problem: Problem, record: Record) -> None:
    """Days, clock times and numbers as what they are, all else as text; filters on every column."""
    sheet = book.add_worksheet("Sittings")
    for column, name in enumerate(COLUMNS):
        sheet.set_column(column, column, WIDTHS.get(name, 10))
        sheet.write_string(0, column, name, styles.head())
    last = 0
    for last, row in enumerate(rows(problem, record), start=1):
        for column, (name, text) in enumerate(zip(COLUMNS, row, strict=True)):
            _write(sheet, styles, last, column, name, text)
    sheet.autofilter(0, 0, last, len(COLUMNS) - 1)
    sheet.freeze_panes(1, 0)


def _write(sheet: Any, styles: Styles, row: int, column: int, name: str, text: str) -> None:
    if not text:
        return
    if name == "day":
        day = date.fromisoformat(text)
        midnight = datetime.combine(day, time())
        sheet.write_datetime(row, column, midnight, styles.of(num_format="yyyy-mm-dd"))
    elif name in ("start", "end"):
        clock = time.fromisoformat(text)
        sheet.write_datetime(row, column, clock, styles.of(num_format="hh:mm"))
    elif name in NUMBERS:
        sheet.write_number(row, column, int(text), styles.of())
    else:
        sheet.write_string(row, column, cut(text), styles.of())


def write_changes(book: Workbook, styles: Styles, layout: Layout) -> None:
    """What differs from the issue before, a line each."""
    sheet = book.add_worksheet("Changes")
    if layout.language.rtl:
        sheet.right_to_left()
    sheet.set_column(0, 0, 110)
    sheet.write_string(0, 0, layout.language.changes, styles.of(bold=True, font_size=13))
    for row, change in enumerate(layout.changes, start=2):
        sheet.write_string(row, 0, cut(change), styles.of(text_wrap=True))

"""The form for side events: a spreadsheet that takes only what can be meant, or a CSV file."""

from datetime import time
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name

from scheduler.problem import Problem
from scheduler.render.workbook.annex_xlsx import OPTIONS, WHEN
from scheduler.render.workbook.sittings_csv import guarded
from scheduler.render.workbook.view_sheet import Styles
from scheduler.vocabulary.request_form import ACCESS, COLUMNS, LISTS, LONGEST, ROWS, SHEET, Column

SIDE = "side-event"
TITLE_CAP, PROMPT_CAP = 32, 255
"""Letters that a spreadsheet takes in the title and the text of a hint."""
WIDE = ("title", "organiser", "partners", "description", "documents")


def as_csv() -> bytes:
    """The headings alone."""
    return ("\ufeff" + ",".join(guarded(column.heading) for column in COLUMNS) + "\r\n").encode()


def as_xlsx(problem: Problem) -> bytes:
    """A sheet to fill in, with the days and rooms of the meeting to choose from."""
    data = BytesIO()
    with Workbook(data, OPTIONS) as book:
        title = f"Side events: {problem.meeting.title}"[:255]
        book.set_properties({"title": title, "created": WHEN, "author": ""})
        styles = Styles(book)
        sheet, lists = book.add_worksheet(SHEET), book.add_worksheet(LISTS)
        rooms = [room.name or room.id for room in problem.rooms]
        for row, name in enumerate(rooms):
            lists.write_string(row, 0, name)
        lists.hide()
        for at, column in enumerate(COLUMNS):
            _column(sheet, styles, at, column)
            rule = _rule(problem, column, at, len(rooms))
            hint = {"input_title": column.heading[:TITLE_CAP], "input_message": column.hint}
            sheet.data_validation(1, at, ROWS, at, {**rule, **hint})
        sheet.freeze_panes(1, 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
    return data.getvalue()


def _column(sheet: Any, styles: Styles, at: int, column: Column) -> None:
    heading = f"{column.heading} *" if column.required else column.heading
    sheet.write_string(0, at, heading, styles.head())
    formats = {"date": "yyyy-mm-dd", "time": "hh:mm"}
    shown = formats.get(column.kind)
    width = 30 if column.field in WIDE else 14
    sheet.set_column(at, at, width, styles.of(num_format=shown) if shown else styles.of())


def _rule(problem: Problem, column: Column, at: int, rooms: int) -> dict[str, Any]:
    """What may be typed into a column, in the words of the spreadsheet."""
    cell = f"{xl_col_to_name(at)}2"
    if column.kind == "date":
        first, last = min(problem.days), max(problem.days)
        return _between("date", first, last, f"A day from {first} to {last}, as {first}")
    if column.kind == "time":
        return _between("time", time(), time(23, 59), "A clock time, such as 13:15")
    if column.kind == "minutes":
        most = longest(problem)
        return _between("integer", 1, most, f"Whole minutes, at most {most}")
    if column.kind == "number":
        return _between("integer", 0, 1_000_000, "A whole number")
    if column.kind == "room":
        source = f"={LISTS}!$A$1:$A${max(rooms, 1)}"
        return _list(source, "One of the rooms of the meeting")
    if column.kind in ("access", "yes"):
        choices = list(ACCESS if column.kind == "access" else ("yes", "no"))
        return _list(choices, f"{choices[0]} or {choices[1]}")
    return {
        "validate": "custom",
        "value": f"=LEN({cell})<=2000",
        "error_message": "At most 2,000 characters",
    }


def _between(kind: str, least: Any, most: Any, message: str) -> dict[str, Any]:
    limits = {"criteria": "between", "minimum": least, "maximum": most}
    return {"validate": kind, **limits, "error_message": message[:PROMPT_CAP]}


def _list(source: Any, message: str) -> dict[str, Any]:
    return {"validate": "list", "source": source, "error_message": message}


def longest(problem: Problem) -> int:
    """Minutes of the longest slot for side events."""
    slots = (slot for slot in problem.slots if SIDE in slot.only)
    lengths = [
        (slot.end.hour * 60 + slot.end.minute) - (slot.start.hour * 60 + slot.start.minute)
        for slot in slots
    ]
    return max((length for length in lengths if length > 0), default=LONGEST)

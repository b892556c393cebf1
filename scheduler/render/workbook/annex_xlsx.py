"""The timetable as a spreadsheet: a sheet for each view, and one with a row for each sitting."""

from dataclasses import replace
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from scheduler.problem import Problem
from scheduler.render.formats import ExportRequest
from scheduler.render.layout.heading import title
from scheduler.render.layout.layout import lay_out
from scheduler.render.layout.shape import Layout
from scheduler.render.layout.sheets import Page
from scheduler.render.workbook.risk_sheet import write_risk
from scheduler.render.workbook.sittings_csv import COLUMNS, rows
from scheduler.render.workbook.view_sheet import Styles, cut, write_view
from scheduler.timetable import Record
from scheduler.vocabulary.printing import ViewName

VIEWS: tuple[ViewName, ...] = ("days", "rooms", "groups", "side-events", "list")
NAMES: dict[ViewName, str] = {
    "days": "Days",
    "rooms": "Rooms",
    "groups": "Bodies",
    "side-events": "Side events",
    "programme": "Programme",
    "list": "List",
}
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
WHEN = datetime(2000, 1, 1)
"""A spreadsheet says when it was made; ours says nothing, so that equal input is equal bytes."""


def export(problem: Problem, record: Record, request: ExportRequest) -> bytes:
    """Every view that has something in it, the one that is requested first."""
    data = BytesIO()
    with Workbook(data, OPTIONS) as book:
        styles = Styles(book)
        views = dict.fromkeys((request.view, *VIEWS))
        written: list[tuple[Page, ...]] = []
        for view in views:
            of = request.of if view == "programme" else None
            layout = lay_out(problem, record, replace(request, view=view, of=of))
            if view == request.view:
                properties = {"title": title(layout)[:255], "created": WHEN, "author": ""}
                book.set_properties(properties)
                first = layout
            # with several rooms the annex is the view by rooms
            known = layout.pages in written
            if not known and any(sheet.bands for page in layout.pages for sheet in page):
                written.append(layout.pages)
                write_view(book, styles, NAMES[view], layout)
        write_sittings(book, styles, problem, record)
        if request.chances:
            write_risk(book, styles, problem, request.chances)
        if first.changes:
            write_changes(book, styles, first)
    return data.getvalue()


WIDTHS = {"day": 11, "room_name": 22, "session": 16, "title": 50, "presiding": 40, "unplaced": 30}
WIDTHS |= {"documents": 30, "organiser": 30, "description": 40}
NUMBERS = ("minutes", "part", "parts", "attendance", "meeting_number")


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
    elif text == "24:00":
        sheet.write_number(row, column, 1, styles.of(num_format="[hh]:mm"))  # a whole day
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

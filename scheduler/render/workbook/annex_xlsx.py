"""The timetable as a spreadsheet: a sheet for each view, and one with a row for each sitting."""

from dataclasses import replace
from datetime import datetime
from io import BytesIO

from xlsxwriter import Workbook

from scheduler.problem import Problem
from scheduler.render.export_request import ExportRequest
from scheduler.render.layout.heading import title
from scheduler.render.layout.layout import lay_out
from scheduler.render.layout.shape import Layout
from scheduler.render.workbook.sittings_sheet import write_changes, write_sittings
from scheduler.render.workbook.styles import Styles
from scheduler.render.workbook.view_sheet import write_view
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
        for view in views:
            of = request.of if view == "programme" else None
            layout = lay_out(problem, record, replace(request, view=view, of=of))
            if view == request.view:
                _properties(book, layout)
                first = layout
            if any(sheet.bands for page in layout.pages for sheet in page):
                write_view(book, styles, NAMES[view], layout)
        write_sittings(book, styles, problem, record)
        if first.changes:
            write_changes(book, styles, first)
    return data.getvalue()


def _properties(book: Workbook, layout: Layout) -> None:
    book.set_properties({"title": title(layout)[:255], "created": WHEN, "author": ""})

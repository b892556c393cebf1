"""The timetable as CSV: a row for each sitting, for spreadsheets; nothing calculates."""

import csv
from io import StringIO

from scheduler.problem import Problem
from scheduler.render.export_request import ExportRequest
from scheduler.render.workbook.columns import COLUMNS, rows
from scheduler.timetable import Record

CALCULATES = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""With one of these in front a spreadsheet takes text for a formula."""


def export(problem: Problem, record: Record, _request: ExportRequest) -> bytes:
    """UTF-8 with a byte order mark, which spreadsheets need; lines end as RFC 4180 says."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows(problem, record):
        writer.writerow([guarded(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def guarded(text: str) -> str:
    """Text in front of which an apostrophe keeps a spreadsheet from calculating."""
    return f"'{text}" if text.startswith((*CALCULATES, "'")) else text

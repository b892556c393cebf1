"""The results of a sweep as a table: CSV, or a sheet with filters."""

import csv
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO, StringIO
from typing import Any

from xlsxwriter import Workbook

from scheduler.render.reports.sweep_report import Row, SweepView
from scheduler.render.workbook.annex_xlsx import OPTIONS, WHEN
from scheduler.render.workbook.sittings_csv import guarded
from scheduler.render.workbook.view_sheet import CHANGED, Styles, cut

FIGURES = ("held", "unplaced", "cost", "overtime", "trimmed", "room_slots", "free", "clashes")
WIDE = 30


def columns(sweep: SweepView) -> list[str]:
    """The headings: the job, its axes, its result, its figures."""
    heads = ["job", *sweep.axes, "result", "unbeaten", *FIGURES, "ends", "reason", "cpu_seconds"]
    return [*heads, "key"]


def rows(sweep: SweepView) -> list[list[str | int | float]]:
    """A row for each job, in their order."""
    return [_row(sweep, row) for row in sweep.rows]


def _row(sweep: SweepView, row: Row) -> list[str | int | float]:
    figures, result = row.figures, row.result
    values: list[str | int | float] = [""] * len(FIGURES)
    end = ""
    if figures is not None:
        values = [getattr(figures, name) for name in FIGURES]
        if figures.ends:
            end = datetime.fromisoformat(figures.ends).astimezone(sweep.zone).isoformat()
    reason = result.reason if result is not None else row.failure.reason if row.failure else ""
    unbeaten = "yes" if row.unbeaten else ""
    spent = result.cpu if result is not None else ""
    head = (*row.job.choices, row.outcome, unbeaten)
    return [row.job.number, *head, *values, end, reason, spent, row.job.key]


def as_csv(sweep: SweepView) -> bytes:
    """UTF-8 with a byte order mark, as every table of ours."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([guarded(head) for head in columns(sweep)])
    for row in rows(sweep):
        writer.writerow([guarded(cell) if isinstance(cell, str) else cell for cell in row])
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(sweep: SweepView) -> bytes:
    """Numbers as numbers, all else as text; what nothing beats is marked."""
    data = BytesIO()
    with Workbook(data, OPTIONS) as book:
        title = f"What if: {sweep.title}"[:255]
        book.set_properties({"title": title, "created": WHEN, "author": ""})
        styles, heads = Styles(book), columns(sweep)
        sheet = book.add_worksheet("Jobs")
        for column, head in enumerate(heads):
            sheet.set_column(column, column, WIDE if head in (*sweep.axes, "reason") else 11)
            sheet.write_string(0, column, cut(head), styles.head())
        for number, row in enumerate(sweep.rows, start=1):
            look = styles.cell(bg_color=CHANGED) if row.unbeaten else styles.cell()
            _write_row(sheet, number, _row(sweep, row), look)
        sheet.autofilter(0, 0, max(1, len(sweep.rows)), len(heads) - 1)
        sheet.freeze_panes(1, 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
    return data.getvalue()


def _write_row(sheet: Any, number: int, cells: Sequence[str | int | float], look: Any) -> None:
    for column, cell in enumerate(cells):
        if isinstance(cell, str):
            sheet.write_string(number, column, cut(cell), look)
        else:
            sheet.write_number(number, column, cell, look)

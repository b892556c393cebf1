"""A timetable on the screen, as the planner asked to see it."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from scheduler.problem import Problem
from scheduler.render.formats import ExportRequest
from scheduler.render.languages.dating import day_called
from scheduler.render.layout.layout import lay_out
from scheduler.render.layout.shape import Layout
from scheduler.render.terminal.answer import Line, View
from scheduler.render.terminal.screen_list import listing
from scheduler.timetable import Record, Timetable

if TYPE_CHECKING:
    from rich.text import Text

Lines: TypeAlias = "list[Line | Text]"
BLANK = Line()
STOPPED = "interrupted: this is the best timetable found until then"


def drawn(
    problem: Problem,
    record: Record,
    view: View,
    *,
    before: Timetable | None = None,
    day: str | None = None,
) -> Lines:
    """The grid, or the listing; ``before`` marks what differs, ``day`` leaves out the others.

    Raises
    ------
    ValueError
        There is no such day.
    """
    page = lay_out(problem, record, ExportRequest(before=before))
    page = _of_day(page, day) if day is not None else page
    if view.list:
        return [Line(line) for line in listing(page)]
    from scheduler.render.terminal.screen_grid import grid  # rich costs 0.05 s

    return [*grid(page, width=view.width, ascii=view.ascii)]


def _of_day(layout: Layout, day: str) -> Layout:
    """
    The layout of one day, named by date or weekday.

    Raises
    ------
    ValueError
        No day is called that, or several are.
    """
    index = day_called([column.day for column in layout.columns], day)
    return replace(
        layout,
        columns=layout.columns[index : index + 1],
        tables=tuple(
            replace(t, rows=tuple(replace(r, cells=(r.cells[index],)) for r in t.rows))
            for t in layout.tables
        ),
        side_events=(layout.side_events[index],) if layout.side_events is not None else None,
    )


def next_step(scenario: Path, stored: Path | None) -> str:
    """The command to run now."""
    if stored is None:
        return "next: the same with --out FILE.json stores it"
    return f"next: rollgrid export docx {scenario} {stored} --to annex.docx"

"""A timetable on the screen, as the planner asked to see it."""

from collections.abc import Sequence
from pathlib import Path

from rich.text import Text

from scheduler.problem import Problem
from scheduler.render import reports
from scheduler.render.console import View
from scheduler.timetable import Record, Timetable

BLANK = Text("")
STOPPED = "interrupted: this is the best timetable found until then"


def drawn(
    problem: Problem,
    record: Record,
    view: View,
    *,
    before: Timetable | None = None,
    day: str | None = None,
) -> list[Text]:
    """The grid, or the listing; ``before`` marks what differs, ``day`` leaves out the others.

    Raises
    ------
    ValueError
        There is no such day.
    """
    from scheduler.render.layout import layout
    from scheduler.render.listing import listing
    from scheduler.render.terminal import grid

    page = layout(problem, record, before=before)
    page = reports.of_day(page, day) if day is not None else page
    if view.list:
        return [Text(line) for line in listing(page)]
    return grid(page, width=view.width, ascii=view.ascii)


def finished(lines: Sequence[Text], view: View) -> list[Text]:
    """Lines as this terminal can show them."""
    return reports.plain(lines) if view.ascii else list(lines)


def next_step(scenario: Path, stored: Path | None) -> str:
    """The command to run now."""
    if stored is None:
        return "next: the same with --out FILE.json stores it"
    return f"next: rollgrid export docx {scenario} {stored} --to annex.docx"

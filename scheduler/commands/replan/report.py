"""What a replan is answered with: one timetable and what moved, or several side by side."""

from collections.abc import Sequence
from pathlib import Path

from scheduler.render.reports import choices_report, replan_report
from scheduler.render.terminal.answer import Body, Line, View
from scheduler.render.terminal.show import BLANK, drawn, finished
from scheduler.timetable import Record
from scheduler.timetable.files import to_bytes


def one(
    chosen: Sequence[choices_report.Choice],
    old: Record,
    notes: Sequence[str],
    out: Path | None,
    *,
    as_json: bool,
    view: View,
    apart: Sequence[Line] = (),
) -> tuple[Body, list[tuple[Path, bytes]]]:
    """The grid with what changed marked, and the changes with their reasons; then ``apart``."""
    problem, record = chosen[0].problem, chosen[0].record
    data = to_bytes(record)
    files = [(out, data)] if out is not None else []
    if as_json:
        return data, files
    lines = [
        *replan_report.standing(problem, record, old),
        BLANK,
        *drawn(problem, record, view, before=old.timetable),
        BLANK,
        *replan_report.replanned(problem, record, old, apart),
    ]
    return finished(lines, view), files


def several(
    chosen: Sequence[choices_report.Choice],
    old: Record,
    notes: Sequence[str],
    out: Path | None,
    *,
    as_json: bool,
    view: View,
) -> tuple[Body, list[tuple[Path, bytes]]]:
    """The comparison; the files are ``new-A.json``, ``new-B.json``, ... beside one another."""
    records = [choice.record for choice in chosen]
    names = [out.with_stem(f"{out.stem}-{c.letter}") for c in chosen] if out is not None else []
    files = [(name, to_bytes(record)) for name, record in zip(names, records, strict=False)]
    if as_json:
        return choices_report.as_json(records, notes), files
    head = [*replan_report.standing(chosen[0].problem, records[0], old), BLANK]
    table = choices_report.comparison(chosen, old.timetable, ascii=view.ascii)
    return [*finished(head, view), table], files

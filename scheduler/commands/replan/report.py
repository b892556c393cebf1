"""What a replan is answered with: one timetable and what moved, or several side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from scheduler.render.reports import choices_report, replan_report
from scheduler.render.terminal.answer import Body, Line, View
from scheduler.render.terminal.show import BLANK, drawn, finished
from scheduler.timetable import Record
from scheduler.timetable.files import to_bytes

Files = list[tuple[Path, bytes]]


@dataclass(frozen=True, slots=True)
class Reply:
    """How the answer is to be given: a file besides, JSON or lines, and how wide."""

    out: Path | None
    as_json: bool
    view: View


def one(
    choice: choices_report.Choice, old: Record, reply: Reply, differs: Sequence[Line]
) -> tuple[Body, Files]:
    """The grid with what changed marked, the changes with their reasons, then ``differs``."""
    problem, record = choice.problem, choice.record
    data = to_bytes(record)
    files = [(reply.out, data)] if reply.out is not None else []
    if reply.as_json:
        return data, files
    lines = [
        *replan_report.standing(problem, record, old),
        BLANK,
        *drawn(problem, record, reply.view, before=old.timetable),
        BLANK,
        *replan_report.replanned(problem, record, old, differs),
    ]
    return finished(lines, reply.view), files


def several(
    chosen: Sequence[choices_report.Choice], old: Record, notes: Sequence[str], reply: Reply
) -> tuple[Body, Files]:
    """The comparison; the files are ``new-A.json``, ``new-B.json``, ... beside one another."""
    out, records = reply.out, [choice.record for choice in chosen]
    names = [out.with_stem(f"{out.stem}-{c.letter}") for c in chosen] if out is not None else []
    files = [(name, to_bytes(record)) for name, record in zip(names, records, strict=False)]
    if reply.as_json:
        return choices_report.as_json(records, notes), files
    head = [*replan_report.standing(chosen[0].problem, records[0], old), BLANK]
    table = choices_report.comparison(chosen, old.timetable, ascii=reply.view.ascii)
    return [*finished(head, reply.view), table], files

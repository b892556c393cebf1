"""A table as a report: of sittings with their times, or of sessions with their fields."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from scheduler.importing.against.file_report import FileReport, FileSession, Stretch
from scheduler.importing.against.meeting_view import View
from scheduler.importing.placed_details import described, tidy
from scheduler.importing.placed_table import Placed, PlacedRows
from scheduler.importing.session_list import Imported
from scheduler.problem import Session
from scheduler.scenario.tables.papers import papers_in


def sessions_report(imported: Imported) -> FileReport:
    """A row for each session; what a row leaves out is not compared."""
    sessions = tuple(
        FileSession(
            id=str(fields["id"]),
            title=str(fields.get("title", "")),
            fields={name: value for name, value in fields.items() if name != "id"},
        )
        for fields in imported.sessions
    )
    notes = ("the conflicts of requests are not compared",) if imported.rules else ()
    return FileReport(file=imported.source, sessions=sessions, timed=False, remarks=notes)


def sittings_report(placed: PlacedRows, view: View) -> FileReport:
    """A row for each sitting; rows of one id are the parts of a session."""
    tidy(placed)
    sessions = [_heard(row, view) for row in placed.rows]
    sessions += [FileSession(id=id) for id in placed.unplaced if id]
    ignored = ", ".join(map(repr, placed.ignored))
    remarks = [f"columns that were not read: {ignored}"] if ignored else []
    return FileReport(
        file=placed.file,
        sessions=tuple(_as_wholes(sessions)),
        timed=True,
        left=tuple(placed.left),
        remarks=(*remarks, *placed.remarks, *_doubts(placed.rows, view), *_papers(placed, view)),
    )


def _heard(row: Placed, view: View) -> FileSession:
    part = Stretch(row.start, row.minutes, room=row.room)
    told = row.fields.get("id", "")
    named = row.fields.get("label", "") or row.fields.get("title", "")
    return FileSession(
        id=told,
        title=named or ("" if told else row.title),
        place=f"row {row.row}",
        stretches=(part,),
        fields=_fields(row, view.sessions.get(told)),
    )


def _fields(row: Placed, session: Session | None) -> dict[str, Any]:
    """What a row says besides; who presides may be a deputy, and a kind may be its own spelling."""
    fields = {f: value for f, value in described(row).items() if f not in ("label", "chairs")}
    if session is not None and row.fields.get("kind") == session.kind:
        fields.pop("kind", None)
    return fields


def _papers(placed: PlacedRows, view: View) -> Iterator[str]:
    """Papers are documents of the scenario, and not fields of a session."""
    problem = view.problem
    known = {
        (id, word)
        for paper in problem.documents
        for id in problem.chosen(paper.sessions)
        for word in (paper.symbol, paper.url)
    }
    others = [
        row.row
        for row in placed.rows
        for paper in papers_in(row.fields.get("documents", ""))
        if row.fields.get("id", "") in view.sessions
        and not {(row.fields["id"], paper.symbol), (row.fields["id"], paper.url)} & known
    ]
    if others:
        where = ", ".join(map(str, dict.fromkeys(others[:10])))
        yield f"other documents than in the scenario, not compared: row {where}"


def _as_wholes(sessions: Iterable[FileSession]) -> Iterator[FileSession]:
    """Parts of one id together, also of an id that the scenario has not."""
    whole: dict[str, list[FileSession]] = {}
    for number, one in enumerate(sessions):
        whole.setdefault(one.id or f"\n{number}", []).append(one)
    for own in whole.values():
        first = own[0]
        parts = sorted((p for one in own for p in one.stretches), key=lambda part: part.start)
        yield replace(first, stretches=tuple(parts))


def _doubts(rows: Iterable[Placed], view: View) -> Iterator[str]:
    """Where a row says two things: one of them was changed and the other was not."""
    for row in rows:
        end, name = row.fields.get("end", ""), row.fields.get("room_name", "")
        ends = end[-5:].replace("24:00", "00:00")
        if row.fields.get("minutes") and end and ends != f"{_end(row, view):%H:%M}":
            yield (
                f"row {row.row}: from {row.start:%H:%M} to {end[-5:]} is not {row.minutes} "
                "minutes; the minutes count"
            )
        if row.room and name and view.room(name) not in (None, view.room(row.room)):
            yield f"row {row.row}: {name!r} is not the name of room {row.room!r}; the id counts"


def _end(row: Placed, view: View) -> datetime:
    start = row.start.replace(tzinfo=view.problem.zone).astimezone(UTC)
    return (start + timedelta(minutes=row.minutes)).astimezone(view.problem.zone)

"""A table as a report: of sittings with their times, or of sessions with their fields."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from scheduler.importing.against.file_report import FileReport, FileSession, Stretch
from scheduler.importing.against.meeting_view import View
from scheduler.importing.placed_table import Placed, PlacedRows
from scheduler.importing.session_list import Imported

TIMELESS = ("exact", "not_before")


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
    sessions = [_heard(row) for row in placed.rows]
    sessions += [FileSession(id=id) for id in placed.unplaced if id]
    ignored = ", ".join(map(repr, placed.ignored))
    remarks = [f"columns that are not read: {ignored}"] if ignored else []
    return FileReport(
        file=placed.file,
        sessions=tuple(_as_wholes(sessions)),
        timed=True,
        left=tuple(placed.left),
        remarks=(*remarks, *_doubts(placed.rows, view)),
    )


def _heard(row: Placed) -> FileSession:
    part = Stretch(row.start, row.minutes, room=row.room)
    told = row.fields.get("id", "")
    named = row.fields.get("label", "") or row.fields.get("title", "")
    return FileSession(
        id=told,
        title=named or ("" if told else row.title),
        place=f"row {row.row}",
        stretches=(part,),
    )


def _as_wholes(sessions: Iterable[FileSession]) -> Iterator[FileSession]:
    """Parts of one id together, also of an id that the scenario has not."""
    whole: dict[str, list[FileSession]] = {}
    for number, one in enumerate(sessions):
        whole.setdefault(one.id or f"\n{number}", []).append(one)
    for own in whole.values():
        first = own[0]
        parts = sorted((p for one in own for p in one.stretches), key=lambda part: part.start)
        yield FileSession(id=first.id, title=first.title, place=first.place, stretches=tuple(parts))


def _doubts(rows: Iterable[Placed], view: View) -> Iterator[str]:
    """Where a row says two things: one of them was changed and the other was not."""
    for row in rows:
        end, name = row.fields.get("end", ""), row.fields.get("room_name", "")
        if row.fields.get("minutes") and end and end[-5:] != f"{_end(row, view):%H:%M}":
            yield (
                f"row {row.row}: from {row.start:%H:%M} to {end[-5:]} is not {row.minutes} "
                "minutes; the minutes are taken"
            )
        if row.room and name and view.room(name) not in (None, view.room(row.room)):
            yield f"row {row.row}: {name!r} is not the room {row.room!r}; that is taken"


def _end(row: Placed, view: View) -> datetime:
    start = row.start.replace(tzinfo=view.problem.zone).astimezone(UTC)
    return (start + timedelta(minutes=row.minutes)).astimezone(view.problem.zone)

"""The programme of a conference, read as a scenario with its times, as a report."""

from collections.abc import Iterable, Mapping
from typing import Any

from scheduler.importing.against.file_report import FileReport, FileSession
from scheduler.importing.against.meeting_view import base_of
from scheduler.importing.tally import LeftOut
from scheduler.problem import Problem, Sitting

TOLD = ("kind", "description", "organiser", "items", "closed", "webcast", "tbc")


def programme_report(
    file: str,
    problem: Problem,
    programme: Mapping[str, Any],
    sittings: Iterable[Sitting],
    left: Iterable[LeftOut] = (),
) -> FileReport:
    """
    What the programme says of the scenario ``problem``; ``programme`` is the scenario that
    was made of it, as plain data.

    Rooms are known by their names, for the ids of a programme are made up.
    """
    rooms = {str(room["id"]): room.get("name") or str(room["id"]) for room in programme["rooms"]}
    ids = {room.id for room in problem.rooms}
    named = (
        s if s.room in ids else s.model_copy(update={"room": rooms.get(s.room, s.room)})
        for s in sittings
    )
    parts = base_of(problem, named)
    sessions = tuple(
        FileSession(
            id=str(session["id"]),
            title=session.get("title", ""),
            stretches=parts[str(session["id"])],
            fields={name: session[name] for name in TOLD if name in session},
        )
        for session in programme["sessions"]
        if str(session["id"]) in parts
    )
    return FileReport(file=file, sessions=sessions, timed=True, left=tuple(left))

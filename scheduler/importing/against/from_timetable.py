"""A timetable file as a report."""

from collections.abc import Iterable

from scheduler.importing.against.file_report import FileReport, FileSession
from scheduler.importing.against.meeting_view import base_of
from scheduler.problem import Problem, Sitting


def timetable_report(
    file: str, problem: Problem, sittings: Iterable[Sitting], unplaced: Iterable[str]
) -> FileReport:
    """Every sitting, and what has no place."""
    parts = base_of(problem, sittings)
    sessions = [FileSession(id=id, stretches=own) for id, own in parts.items()]
    sessions += [FileSession(id=id) for id in unplaced if id not in parts]
    return FileReport(file=file, sessions=tuple(sessions), timed=True)

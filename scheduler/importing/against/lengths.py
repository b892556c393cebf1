"""Differences in how long a session is."""

from collections.abc import Iterator

from scheduler.importing.against.differences import Difference
from scheduler.importing.against.file_report import FileSession
from scheduler.importing.against.meeting_view import View
from scheduler.problem import Session
from scheduler.problem.fields import Minutes
from scheduler.scenario.editing import Edit, SetField


def resized(view: View, session: Session, heard: FileSession) -> Iterator[Difference]:
    """
    The difference of minutes, if there is one.

    Of a timetable all its minutes count; without one, what is within the bounds of the scenario
    is no difference.
    """
    told = heard.minutes
    own = session.minutes
    if view.base is not None:
        before = sum(part.minutes for part in view.base.get(session.id, ()))
        if not told or not before or told == before:
            return
        said = str(before)
    else:
        if not told or own.least <= told <= own.most:
            return
        said = bounds(own)
        before = own.likely
    yield Difference(
        session=session.id,
        name=session.printed,
        kind="lengthened" if told > before else "shortened",
        before=said,
        after=f"{told} minutes",
        place=heard.place,
        edits=tuple(_taken(session, told)),
    )


def bounds(minutes: Minutes) -> str:
    """``90``, or ``60 to 120``"""
    same = minutes.least == minutes.most
    return str(minutes.likely) if same else f"{minutes.least} to {minutes.most}"


def _taken(session: Session, told: int) -> Iterator[Edit]:
    own = session.minutes
    if own.least == own.most:
        yield SetField(session.id, ("minutes",), str(told))
        return
    yield SetField(session.id, ("minutes", "likely"), str(told))
    if told < own.least or own.least == own.likely:
        yield SetField(session.id, ("minutes", "least"), str(min(told, own.least)))
    if told > own.most or own.most == own.likely:
        yield SetField(session.id, ("minutes", "most"), str(max(told, own.most)))

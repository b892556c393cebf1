"""What of a timetable a planner asks to see, checked before any search."""

from scheduler.commands.options.screen import GridScreen
from scheduler.errors import UsageError
from scheduler.problem import Problem
from scheduler.problem.spoken_names import rooms_meant, whose
from scheduler.render.formats import ExportRequest
from scheduler.render.layout.layout import refuse_unknown
from scheduler.vocabulary.moments import parse_meeting_day


def shown(problem: Problem, screen: GridScreen) -> ExportRequest:
    """
    The same for the layout.

    Raises
    ------
    UsageError
        There is no such day, room, person or body, or a programme is nobody's.
    """
    day = screen.day
    try:
        request = ExportRequest(
            view=screen.view,
            of=whose(problem, screen.of) if screen.of is not None else None,
            day=parse_meeting_day(day, problem.calendar) if day is not None else None,
            rooms=rooms_meant(problem, screen.room),
            times=screen.times,
        )
        refuse_unknown(problem, request)
    except ValueError as error:
        raise UsageError(str(error)) from None
    return request

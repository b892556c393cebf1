"""Pictures of a timetable, for looking: the grid, who sits when, how full it is, who clashes."""

from scheduler.problem import Problem
from scheduler.render.layout.layout import lay_out
from scheduler.render.layout.shape import Layout
from scheduler.render.pictures import clashes, gantt, grid, utilisation
from scheduler.render.request import ExportRequest
from scheduler.timetable import Record


def export(problem: Problem, record: Record, request: ExportRequest) -> bytes:
    """An SVG in UTF-8."""
    return draw(lay_out(problem, record, request), request).encode()


def draw(layout: Layout, request: ExportRequest) -> str:
    """The picture that is requested; equal input gives equal text."""
    if request.picture == "clashes":
        return clashes.draw(layout, request.charges)
    drawings = {"grid": grid.draw, "gantt": gantt.draw, "utilisation": utilisation.draw}
    return drawings[request.picture](layout)

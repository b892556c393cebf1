"""Export a picture in SVG: the grid, who sits when, how full it is, who clashes."""

from scheduler.problem import Problem
from scheduler.render.formats import ExportRequest
from scheduler.render.layout.layout import lay_out
from scheduler.render.layout.shape import Layout
from scheduler.render.pictures import clash_map, gantt, grid_picture, utilisation_map
from scheduler.timetable import Record


def export(problem: Problem, record: Record, request: ExportRequest) -> bytes:
    """An SVG in UTF-8."""
    return draw(lay_out(problem, record, request), request).encode()


def draw(layout: Layout, request: ExportRequest) -> str:
    """The picture that is requested; equal input gives equal text."""
    if request.picture == "clashes":
        return clash_map.draw(layout, request.charges)
    drawings = {"grid": grid_picture.draw, "gantt": gantt.draw, "utilisation": utilisation_map.draw}
    return drawings[request.picture](layout)

"""Pictures of a timetable, for looking: the grid, who sits when, how full it is, who clashes."""

from collections.abc import Sequence

from scheduler.render.layout.shape import Layout
from scheduler.render.pictures import clashes, gantt, grid, utilisation
from scheduler.timetable import Charge


def draw(layout: Layout, picture: str, charges: Sequence[Charge]) -> str:
    """
    An SVG; equal input gives equal text.

    Parameters
    ----------
    charges
        What the timetable costs, for the map of clashes.
    """
    if picture == "clashes":
        return clashes.draw(layout, charges)
    drawings = {"grid": grid.draw, "gantt": gantt.draw, "utilisation": utilisation.draw}
    return drawings[picture](layout)

"""The grid as a piece of a page: what a notebook shows of a timetable."""

from scheduler.render.html.annex_html import environment
from scheduler.render.html.screen_tables import Filters, screen_tables
from scheduler.render.layout.heading import footnotes, revised, title, unplaced
from scheduler.render.layout.shape import Layout


def fragment(layout: Layout) -> str:
    """HTML without a head or a script, with its own style; every text is escaped."""
    return (
        environment()
        .get_template("notebook.html.j2")
        .render(
            title=title(layout),
            revised=revised(layout),
            rtl=layout.language.rtl,
            pages=screen_tables(layout, Filters({})),
            unplaced=unplaced(layout),
            footnotes=footnotes(layout),
        )
    )

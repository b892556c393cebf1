"""
The timetable as one self-contained page: nothing is loaded, nothing but its own script runs.

Without a script it is all there. The script only hides what is not asked for, marks what is
held now, and tells times by the reader's clock.
"""

from collections.abc import Mapping

from markupsafe import Markup

from scheduler.problem import Problem
from scheduler.render.formats import ExportRequest
from scheduler.render.html import sign_html
from scheduler.render.html.page_parts import environment, policy, text_of
from scheduler.render.html.screen_tables import Filters, ScreenSheet, screen_tables
from scheduler.render.languages.dating import on
from scheduler.render.layout.heading import (
    as_of,
    below_title,
    footnotes,
    issue,
    newest,
    revised,
    subtitle,
    title,
    unplaced,
)
from scheduler.render.layout.layout import lay_out
from scheduler.render.layout.printed_names import printed_names
from scheduler.render.layout.shape import Layout
from scheduler.render.qr import svg
from scheduler.timetable import Record


def export(problem: Problem, record: Record, request: ExportRequest) -> bytes:
    """With the offices of people, for whom the page can be filtered; or the sign of a room."""
    layout = lay_out(problem, record, request)
    if request.view == "sign":
        names = printed_names(problem, layout.language, compared=False)
        return sign_html.write(layout, names.room_heads)
    return write(layout, printed_names(problem, layout.language, compared=False).titles)


def write(layout: Layout, people: Mapping[str, str] | None = None) -> bytes:
    """
    The page in UTF-8. Texts of the planner are escaped; only style sheet and script are ours.

    Parameters
    ----------
    people
        Id to office; who is not in it cannot be filtered for.
    """
    language, screen = layout.language, layout.language.html
    filters = Filters(people or {}, layout.meeting)
    heads = {"room": language.room, "body": language.body, "person": screen.person}
    pages = screen_tables(layout, filters)
    style = f"{text_of('annex.css')}{_orders(pages)}"
    script = text_of("annex.js")
    template = environment().get_template("annex.html.j2")
    page = template.render(
        style=Markup(style),
        script=Markup(script),
        policy=policy(style, script),
        layout=layout,
        rtl=language.rtl,
        words=language,
        screen=screen,
        title=title(layout),
        subtitle=subtitle(layout),
        revised=revised(layout),
        heading=below_title(layout),
        as_of=as_of(layout),
        issue=issue(layout),
        newest=newest(layout),
        qr=Markup(svg(layout.address)) if layout.address is not None else "",
        pages=pages,
        filters=filters.choices(heads),
        days=[(anchor, on(day, language)) for day, anchor in sorted(filters.days.items())],
        unplaced=unplaced(layout),
        footnotes=footnotes(layout),
    )
    return page.lstrip().encode()


def _orders(pages: tuple[tuple[ScreenSheet, ...], ...]) -> str:
    """On a narrow screen the cells of a column follow its head; style attributes are forbidden."""
    most = max((len(sheet.columns) for page in pages for sheet in page), default=0)
    rules = "".join(f".stacked .c{n}{{order:{n}}}" for n in range(1, most + 1))
    return f"@media screen and (max-width:48rem){{{rules}}}\n"


def fragment(layout: Layout) -> str:
    """HTML without a head or a script, with its own style; every text is escaped."""
    template = environment().get_template("notebook.html.j2")
    return template.render(
        title=title(layout),
        revised=revised(layout),
        rtl=layout.language.rtl,
        pages=screen_tables(layout, Filters({})),
        unplaced=unplaced(layout),
        footnotes=footnotes(layout),
    )

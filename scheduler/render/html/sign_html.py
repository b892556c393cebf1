"""
The sign at the door of a room: one page for a full screen, self-contained, for a browser alone.

All days of the room are in it; its script shows today's, with what is on now and what comes next.
It never counts down: on a rolling basis nobody knows the minute. Where it came from is asked for
a newer one each minute; without a network it stays as it is and says how old it is.
"""

from collections.abc import Mapping
from hashlib import sha256

from markupsafe import Markup

from scheduler.render.html.page_parts import environment, policy, text_of
from scheduler.render.html.screen_tables import Filters, screen_tables
from scheduler.render.languages.dating import on
from scheduler.render.layout.heading import as_of, newest, revised
from scheduler.render.layout.shape import Layout
from scheduler.render.qr import svg


def write(layout: Layout, rooms: Mapping[str, str]) -> bytes:
    """
    The page in UTF-8.

    Parameters
    ----------
    rooms
        Names of rooms by id, as a sign has them; the layout is of one of them.
    """
    (page,) = screen_tables(layout, Filters({}, layout.meeting))
    style, script = text_of("sign.css"), text_of("sign.js")
    issue = (revised(layout) or layout.language.first_issue, as_of(layout))
    template = environment().get_template("sign.html.j2")
    content = {
        "style": Markup(style),
        "script": Markup(script),
        "policy": policy(style, script, asks=True),
        "layout": layout,
        "words": layout.language,
        "screen": layout.language.html,
        "room": rooms.get(layout.tables[0].room, layout.tables[0].room),
        "days": [(day, on(day.day, layout.language)) for day in page if day.day is not None],
        "issue": layout.language.dot.join(part for part in issue if part is not None),
        "newest": newest(layout),
        "qr": Markup(svg(layout.address)) if layout.address is not None else "",
    }
    edition = sha256(template.render(**content, edition="").encode()).hexdigest()
    return template.render(**content, edition=edition).lstrip().encode()

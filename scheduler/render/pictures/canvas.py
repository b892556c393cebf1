"""What all pictures begin with: the title, the meeting, and who has which colour."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from scheduler.render.languages.dating import short_weekday
from scheduler.render.layout.heading import as_of, below_title, issue, revised, title
from scheduler.render.layout.shape import Column, Layout
from scheduler.render.pictures.svg import QUIET, Picture, Rect, TextStyle, colours, fit_text, width

LEFT, TOP = 24, 34
WIDEST_TITLE = 1_100
NONE = ("#eef1f5", "#525d6b")
"""The colours of sessions without a body."""


@dataclass
class Canvas(Picture):
    """A picture with its heading, where the next thing goes, and the colours of bodies."""

    y: float = TOP
    looks: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    foot: str = ""

    def finished(self, title: str, described: str, margin: float = 24) -> str:
        """With the issue at the foot, as every form has it."""
        self.text(LEFT, self.bottom + 22, self.foot, TextStyle(size=10, fill=QUIET))
        return super().finished(title, described, margin)

    def look(self, group: str | None) -> tuple[str, str]:
        return self.looks.get(group or "", NONE)


def begin(layout: Layout, subject: str) -> Canvas:
    """``subject`` says what the picture shows."""
    canvas = Canvas(y=TOP + 38, looks=colours(layout.groups), foot=issue(layout) or "")
    number = revised(layout)
    issued = f" ({number})" if number is not None else ""
    room = WIDEST_TITLE - width(issued, 15, bold=True)
    name = fit_text(title(layout).rstrip("*"), room, 15, bold=True) + issued
    canvas.text(LEFT, TOP, name, TextStyle(size=15, bold=True))
    more = filter(None, [subject, below_title(layout), as_of(layout)])
    below = fit_text(" · ".join(more), WIDEST_TITLE, 11)
    canvas.text(LEFT, TOP + 19, below, TextStyle(size=11, fill=QUIET))
    return canvas


def head(layout: Layout, column: Column) -> str:
    """``Tue 25 February``, where a day has little room."""
    return f"{short_weekday(column.day, layout.language)} {column.date}"


def legend(canvas: Canvas, y: float, room: float, groups: Sequence[str]) -> float:
    """A patch for each body, in lines; returns where the next thing goes."""
    x = float(LEFT)
    for group in groups:
        name = fit_text(group, 220, 10)
        need = 18 + width(name, 10) + 16
        if x > LEFT and x + need > LEFT + max(room, 300):
            x, y = float(LEFT), y + 17
        fill, line = canvas.look(group)
        canvas.box(Rect(x, y - 9, 12, 11), fill=fill, line=line)
        canvas.text(x + 17, y, name, TextStyle(size=10, fill=QUIET))
        x += need
    return y + 10

"""How late each session may be, drawn: when it may start and end, on the meeting's own axis."""

from collections.abc import Sequence
from datetime import datetime

from scheduler.problem import Problem
from scheduler.render.pictures.svg import (
    INK,
    QUIET,
    Picture,
    Rect,
    TextStyle,
    fit_text,
    shade,
    width,
)
from scheduler.risk.figures import SessionRisk
from scheduler.risk.stand import Stand
from scheduler.timetable.sentences import called

LEFT, TOP = 24.0, 34.0
AXIS = 640.0
"""Pixels of the axis."""
ROW, BAR = 30.0, 12.0
CALM, LATE = (198, 219, 239), (203, 24, 29)
SMALL = TextStyle(size=9, fill=QUIET)
NOTE = (
    "Light: from the start that 10 of 100 weeks keep to the end that 90 keep. Dark: as in the "
    "middle week. Lines: as printed. Nights and lunches are left out."
)


def draw(problem: Problem, stand: Stand, sessions: Sequence[SessionRisk], told: str) -> str:
    """
    A row for each session: its middle week, what 10 and 90 of 100 keep, and what is printed.

    Colours say how likely it ends later than printed. ``told``: the issue and the policy.
    """
    names = {s.id: called(s) for s in problem.sessions}
    picture = Picture()
    picture.text(LEFT, TOP, problem.meeting.title, TextStyle(size=15, bold=True))
    picture.text(LEFT, TOP + 19, f"How late · {told}", TextStyle(size=11, fill=QUIET))
    stub = min(240.0, max((width(names[s.session], 10.5) for s in sessions), default=0) + 16)
    scale = _Scale(stand, sessions, LEFT + stub)
    y = TOP + 60
    scale.days(picture, y - 12, y + ROW * len(sessions))
    for s in sessions:
        name = fit_text(names[s.session], stub - 8, 10.5)
        picture.text(LEFT, y + 16, name, TextStyle(size=10.5))
        _row(picture, scale, s, y)
        y += ROW
    picture.text(LEFT, y + 18, NOTE, SMALL)
    return picture.finished(problem.meeting.title, f"How late · {told}")


class _Scale:
    """Moments along the axis, in minutes of the meeting."""

    def __init__(self, stand: Stand, sessions: Sequence[SessionRisk], left: float) -> None:
        moments = [
            m for s in sessions for m in (s.printed_start, s.printed_end, *s.starts, *s.ends)
        ]
        minutes = [stand.minute(m) for m in moments if m is not None]
        self.stand, self.left = stand, left
        elapsed = stand.meeting_minutes
        self.first, self.last = min(minutes), max(minutes)
        self.low = int(elapsed[self.first])
        self.unit = AXIS / max(1, int(elapsed[self.last]) - self.low)

    def x(self, moment: datetime | None) -> float:
        """Where a moment is; the right edge, where somebody has to decide before."""
        if moment is None:
            return self.left + AXIS
        return self.at(self.stand.minute(moment))

    def at(self, minute: int) -> float:
        return self.left + (int(self.stand.meeting_minutes[minute]) - self.low) * self.unit

    def days(self, picture: Picture, top: float, bottom: float) -> None:
        """A line and a name where a day begins."""
        seen = set[int]()
        for k, slot in enumerate(self.stand.instance.slots):
            inside = self.first <= slot.end and slot.start <= self.last
            if slot.day in seen or not inside or not self.stand.instance.regular(k):
                continue
            seen.add(slot.day)
            x = self.at(max(slot.start, self.first))
            picture.rule(x, top, x, bottom, line="#d5dae1")
            picture.text(x + 3, top + 7, f"{self.stand.clock(slot.start):%a}", SMALL)


def _row(picture: Picture, scale: _Scale, s: SessionRisk, y: float) -> None:
    colour = shade(s.ends_later.value, CALM, LATE)
    low, high = scale.x(s.starts[0]), scale.x(s.ends[2])
    start, end = scale.x(s.starts[1]), scale.x(s.ends[1])
    percent = f"{100 * s.ends_later.value:.0f} %"
    light = Rect(low, y + 6, max(1.0, high - low), BAR)
    picture.box(light, fill="#e6e8eb", line=None, title=percent)
    picture.box(Rect(start, y + 6, max(1.0, end - start), BAR), fill=colour, line=None)
    for moment in (s.printed_start, s.printed_end):
        x = scale.x(moment)
        picture.rule(x, y + 2, x, y + 10 + BAR, line=INK)
    look = TextStyle(size=10.5, fill=INK)
    picture.text(scale.left + AXIS + 10, y + 16, percent, look)

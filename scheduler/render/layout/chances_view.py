"""How late sessions may be, as a table after the annex."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from scheduler.render.languages.dating import day_of, short_weekday
from scheduler.render.layout.chance_words import share
from scheduler.render.layout.lists import Meeting
from scheduler.render.layout.sheets import Band, Box, Head, Line, Page, Sheet

if TYPE_CHECKING:  # numpy takes 0.1 s, and most files have no chances
    from scheduler.risk.figures import Chance, SessionRisk

NOBODY_KNOWS = "–"
"""By then somebody has to decide."""


def chances_page(meeting: Meeting) -> Page:
    """A row for each session that is printed, in order of its start; no table if there is none."""
    shown = {
        placed.session
        for (_, day, _), there in meeting.now.items()
        for placed in there
        if day in meeting.days
    }
    rows = sorted(
        (risk for session, risk in meeting.chances.items() if session in shown),
        key=lambda risk: (risk.printed_start, risk.room, risk.session),
    )
    if not rows:
        return ()
    words = meeting.language.chances
    return (
        Sheet(
            caption=words.title,
            columns=tuple(_heads(meeting)),
            bands=tuple(_band(meeting, risk) for risk in rows),
            stub=meeting.language.session,
            flowing=True,
        ),
    )


def _heads(meeting: Meeting) -> Iterator[Head]:
    words = meeting.language.chances
    for over in (words.start, words.end):
        for name in (words.printed, words.later, words.most):
            yield Head(None, name, "", over=over, weight=3, narrow=True)
    yield Head(None, words.undecided, "", weight=3, narrow=True)


def _band(meeting: Meeting, risk: "SessionRisk") -> Band:
    boxes = (
        _moment(meeting, risk.printed_start),
        _chance(risk.starts_later),
        _moment(meeting, risk.starts[-1]),
        _moment(meeting, risk.printed_end),
        _chance(risk.ends_later),
        _moment(meeting, risk.ends[-1]),
        _chance(risk.undecided),
    )
    return Band(meeting.names.printed(risk.session), boxes)


def _moment(meeting: Meeting, moment: datetime | None) -> Box:
    """``Wed 10:45``, with the date where the meeting has two of a weekday."""
    if moment is None:
        return Box((Line(NOBODY_KNOWS),))
    local, language = moment.astimezone(meeting.names.zone), meeting.language
    day = [short_weekday(local.date(), language)]
    day += [day_of(local.date(), language)] if meeting.dated else []
    return Box((Line(" ".join([*day, f"{local:%H:%M}"]), moment=local),))


def _chance(chance: "Chance") -> Box:
    return Box((Line(share(chance)),))

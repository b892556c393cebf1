"""What a contingency card says, in words; every writer prints the same."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from scheduler.problem import Problem
from scheduler.render.reports.choices_report import cell_in_short, period
from scheduler.render.reports.replan_report import Brief, brief
from scheduler.render.terminal.answer import INDENT, QUIET, Line, View, adapt
from scheduler.render.terminal.fitting import wrap_words
from scheduler.render.words import printable
from scheduler.timetable import Record
from scheduler.timetable.wording import wording_of

if TYPE_CHECKING:  # what is solved loads OR-Tools
    from scheduler.replanning.consequences import Consequence
    from scheduler.replanning.contingency import Card, Row


POLICIES = {
    "roll": "order and minutes stay, later slots are used",
    "hold": "slots end as printed, sessions are trimmed",
    "extend": "slots run over, within their limits",
    "reorder": "minutes stay, sessions may change places",
    "stay": "order and minutes stay, as few sessions as possible move",
}


NOTE = (
    "A span includes its end, not its beginning. This card assumes that everything before the "
    "hand-over is as published, and that nothing else happens."
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One hand-over: a line above, the head of the first column, and rows of (when, what)."""

    title: str
    head: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Page:
    """
    All cards of a meeting, ready to be written.

    ``made``: the moment as of which the timetable holds, if it says so; for files with a date.
    """

    title: str
    subtitle: str
    sheets: tuple[Sheet, ...]
    note: str
    made: datetime


@dataclass(frozen=True, slots=True)
class _Names:
    """How moments, sessions and cells of one meeting are called."""

    voice: Brief
    published: Record
    several_rooms: bool

    def slot(self, slot: str) -> str:
        """``Fri p.m.``"""
        day, _, name = slot.partition("/")
        return f"{self.voice.day(date.fromisoformat(day))} {period(name)}"


def page(problem: Problem, published: Record, cards: "Sequence[Card]") -> Page:
    """The cards of a meeting in words."""
    rooms = {s.room for s in published.sittings}
    names = _Names(brief(problem, published.timetable), published, several_rooms=len(rooms) > 1)
    policy = cards[0].policy if cards else problem.usual_policy
    issue = "the first issue" if published.revision == 0 else f"Rev.{published.revision}"
    stamp = "" if published.as_of is None else f" as of {published.as_of}"
    stamp = wording_of(problem).word(stamp)
    return Page(
        title=printable(f"If a session ends early or late: {problem.meeting.title}"),
        subtitle=printable(f"{issue}{stamp} · policy {policy}: {POLICIES[policy]}"),
        sheets=tuple(_sheet(names, card) for card in cards),
        note=NOTE,
        made=_made(problem, published),
    )


def _made(problem: Problem, published: Record) -> datetime:
    if published.situation is not None:
        return published.situation.now.astimezone(UTC).replace(tzinfo=None)
    return datetime.combine(problem.days[0], datetime.min.time())


def _sheet(names: _Names, card: "Card") -> Sheet:
    name = names.voice.session(card.session)
    room = f" in {names.voice.room(card.room)}"
    hands_over = (
        "ends last"
        if card.follower is None
        else f"hands over to {names.voice.session(card.follower)}"
    )
    return Sheet(
        title=printable(
            f"{name} {hands_over}{room}, as published {names.voice.moment(card.printed)}"
        ),
        head=printable(f"If {name} ends ..."),
        rows=tuple(_rows(names, card)),
    )


def _rows(names: _Names, card: "Card") -> Iterator[tuple[str, str]]:
    """When and what; neighbours of which the same is told are one."""
    told = [(row, printable(_then(names, card, row))) for row in card.rows]
    for what, group in groupby(told, key=itemgetter(1)):
        rows = [row for row, _ in group]
        ends = [row for row in rows if row.longer is None]
        yield _ends(names, ends) if ends else _longer(rows), what


def _ends(names: _Names, rows: "Sequence[Row]") -> str:
    """``Tue 18:00 – 18:30``; the last one ``later``."""
    after, until = rows[0].after, rows[-1].until
    if until is None:
        return "later"
    return f"{names.voice.moment(after)} – {names.voice.until(until, after)}"


def _longer(rows: "Sequence[Row]") -> str:
    """``60 – 90 min longer``: where an end does not tell it."""
    spans = [row.longer for row in rows if row.longer is not None]
    return f"{spans[0][0]} – {spans[-1][1]} min longer"


def _then(names: _Names, card: "Card", row: "Row") -> str:
    if row.kind == "unknown":
        return "not computed here: report what happened, and replan"
    if row.kind == "stuck":
        return _stuck(names, card, row)
    sentences = list(_consequences(names, card, row))
    if row.kind == "printed":
        return ", ".join(["as printed", *sentences])
    return "; ".join(sentences)


def _stuck(names: _Names, card: "Card", row: "Row") -> str:
    lost = {id for outcome in row.found for id in outcome.unplaced}
    if not lost:
        return f"the Bureau must choose: no timetable is left under {card.policy}"
    always = set.intersection(*(set(outcome.unplaced) for outcome in row.found))
    named = sorted(always) if len(row.found) and always == lost else []
    who = " and ".join(names.voice.session(id) for id in named) or "one session or another"
    find = "find" if len(named) > 1 else "finds"
    return f"the Bureau must choose: under {card.policy} {who} {find} no place"


def _consequences(names: _Names, card: "Card", row: "Row") -> Iterator[str]:
    first, consequences = row.found[0], row.found
    name = names.voice.session(card.session)
    if first.runs_over:
        latest = max(dict(f.overtime).get(_first_slot(f), 0) for f in consequences)
        yield f"{name} runs over its slot, by up to {latest} min"
    if first.goes_on:
        yield f"{name} goes on {_moments(names, first.goes_on)}"
    yield from _next(names, row)
    if first.swapped:
        yield f"{_all(names, first.swapped)} change places"
    if first.cells:
        cells = (cell_in_short(c, names.voice, several=names.several_rooms) for c in first.cells)
        yield f"annex: {', '.join(cells)}"
    elif row.kind != "printed":
        yield "the annex stays as printed"
    if first.rooms:
        yield f"another room for {_all(names, first.rooms)}"
    yield from _minutes(names, card, consequences)


def _next(names: _Names, row: "Row") -> Iterator[str]:
    """How the next session starts, and where it goes on if that is not as printed."""
    last = row.found[-1]
    if last.next is None or last.starts is None:
        return
    was = names.published.timetable.of_session(last.next)
    name = names.voice.session(last.next)
    if all(f.at_once for f in row.found):
        start = f"{name} starts at once"
    elif was and was[0].start == last.starts:
        start = f"{name} starts {names.voice.moment(last.starts)}"
        start += "" if row.kind == "printed" else " as printed"
    else:
        start = f"{name} starts {names.voice.moment(last.starts)}"
    if last.resumes and list(last.resumes) != [s.start for s in was[1:]]:
        start += f" and goes on {_moments(names, last.resumes)}"
    yield start


def _minutes(names: _Names, card: "Card", consequences: "Sequence[Consequence]") -> Iterator[str]:
    """Overtime elsewhere, what is trimmed, and where the meeting ends: the range over the row."""
    named = {_first_slot(consequences[-1]) if consequences[-1].runs_over else None, card.last_slot}
    over = sorted({slot for f in consequences for slot, _ in f.overtime} - named)
    if over:
        most = {slot: max(dict(f.overtime).get(slot, 0) for f in consequences) for slot in over}
        limits = (f"{names.slot(slot)} up to {m} min" for slot, m in most.items())
        yield f"overtime {', '.join(limits)}"
    cut = sorted({id for f in consequences for id, _ in f.trimmed})
    if cut:
        most = {id: max(dict(f.trimmed).get(id, 0) for f in consequences) for id in cut}
        trims = (f"{names.voice.session(id)} up to {m} min" for id, m in most.items())
        yield f"trimmed: {', '.join(trims)}"
    closes = [f.close for f in consequences if f.close is not None]
    was = max((s.end for s in names.published.sittings), default=None)
    if closes and was is not None and any(c != was for c in closes):
        early, late = min(closes), max(closes)
        span = names.voice.moment(early) + (
            "" if early == late else f" – {names.voice.moment(late, early)}"
        )
        yield f"the meeting ends {span}"


def _first_slot(consequence: "Consequence") -> str:
    """The slot of the hand-over: the earliest of those that run over."""
    return min((slot for slot, _ in consequence.overtime), default="")


def _moments(names: _Names, moments: Sequence[datetime]) -> str:
    texts, before = [], None
    for moment in moments:
        texts.append(names.voice.moment(moment, before))
        before = moment
    return " and ".join([", ".join(texts[:-1]), texts[-1]] if len(texts) > 1 else texts)


def _all(names: _Names, ids: Sequence[str]) -> str:
    return " and ".join(names.voice.session(id) for id in dict.fromkeys(ids))


GAP = 2


NARROW = 24
"""Columns that are left for what follows, at least; below that the two columns become one."""


def draw(page: Page, view: View) -> list[Line]:
    """All cards, one below the other."""
    lines = [Line(f"{'':{INDENT}}{line}", "bold") for line in _wrapped(page.title, view)]
    lines += [Line(f"{'':{INDENT}}{line}", QUIET) for line in _wrapped(page.subtitle, view)]
    for sheet in page.sheets:
        lines += [Line(), *_draw_sheet(sheet, view)]
    lines += [Line(), *(Line(f"{'':{INDENT}}{line}", QUIET) for line in _wrapped(page.note, view))]
    return adapt(lines, view)


def _wrapped(text: str, view: View) -> list[str]:
    return wrap_words(text, max(NARROW, view.width - INDENT))


def _draw_sheet(sheet: Sheet, view: View) -> list[Line]:
    left = max(len(sheet.head), *(len(when) for when, _ in sheet.rows)) + GAP
    right = view.width - INDENT - left
    lines = [Line(f"{'':{INDENT}}{line}", "bold") for line in _wrapped(sheet.title, view)]
    if right < NARROW or view.list:
        for when, what in sheet.rows:
            lines += [Line(f"{'':{INDENT}}{line}") for line in _wrapped(f"{when}: {what}", view)]
        return lines
    lines.append(Line(f"{'':{INDENT}}{sheet.head:<{left}}then", QUIET))
    for when, what in sheet.rows:
        for n, text in enumerate(wrap_words(what, right)):
            lines.append(Line(f"{'':{INDENT}}{when if n == 0 else '':<{left}}{text}"))
    return lines

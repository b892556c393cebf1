"""What a contingency card says, in words; every writer prints the same."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from textwrap import wrap
from typing import TYPE_CHECKING

from scheduler.problem import Problem
from scheduler.render.reports.choices_report import cell_in_short, period
from scheduler.render.terminal.answer import INDENT, QUIET, Line, View, adapt
from scheduler.render.words import day_of, printable, weekday
from scheduler.timetable import Record
from scheduler.timetable.sentences import Voice, voice

if TYPE_CHECKING:  # what is solved loads OR-Tools
    from scheduler.replanning.consequences import Consequence
    from scheduler.replanning.contingency import Card, Row


POLICIES = {
    "roll": "order and minutes are kept, later slots are used",
    "hold": "slots end as printed, sessions are trimmed",
    "extend": "slots run over, within their limits",
    "reorder": "minutes are kept, sessions may change places",
    "stay": "order and minutes are kept, as few sessions as can be move",
}


NOTE = (
    "A span counts its end, not its beginning. Everything before the hand-over is taken to be as "
    "published, and nothing else to happen."
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
class _Words:
    """How moments, sessions and cells of one meeting are told."""

    voice: Voice
    published: Record
    several_rooms: bool

    def moment(self, moment: datetime, beside: datetime | None = None) -> str:
        """``Wed 11:30``; the clock alone on the same day as ``beside``."""
        local = moment.astimezone(self.voice.zone)
        if beside is not None and beside.astimezone(self.voice.zone).date() == local.date():
            return f"{local:%H:%M}"
        return f"{self.day(local.date())} {local:%H:%M}"

    def day(self, day: date) -> str:
        return f"{weekday(day)[:3]} {day_of(day)}" if self.voice.dated else weekday(day)[:3]

    def slot(self, slot: str) -> str:
        """``Fri p.m.``"""
        day, _, name = slot.partition("/")
        return f"{self.day(date.fromisoformat(day))} {period(name)}"

    def name(self, session: str) -> str:
        return self.voice.session(session)


def page(problem: Problem, published: Record, cards: "Sequence[Card]") -> Page:
    """The cards of a meeting in words."""
    zone = problem.zone
    rooms = {s.room for s in published.sittings}
    words = _Words(
        voice(zone, published.timetable, problem=problem), published, several_rooms=len(rooms) > 1
    )
    policy = cards[0].policy if cards else problem.usual_policy
    issue = "the first issue" if published.revision == 0 else f"Rev.{published.revision}"
    stamp = "" if published.as_of is None else f" as of {published.as_of}"
    return Page(
        title=printable(f"If a session ends early or late: {problem.meeting.title}"),
        subtitle=printable(f"{issue}{stamp} · policy {policy}: {POLICIES[policy]}"),
        sheets=tuple(_sheet(words, card) for card in cards),
        note=NOTE,
        made=_made(problem, published),
    )


def _made(problem: Problem, published: Record) -> datetime:
    if published.situation is not None:
        return published.situation.now.astimezone(UTC).replace(tzinfo=None)
    return datetime.combine(problem.days[0], datetime.min.time())


def _sheet(words: _Words, card: "Card") -> Sheet:
    name = words.name(card.session)
    room = f" in {words.voice.room(card.room)}"
    hands_over = (
        "ends last" if card.follower is None else f"hands over to {words.name(card.follower)}"
    )
    return Sheet(
        title=printable(f"{name} {hands_over}{room}, as published {words.moment(card.printed)}"),
        head=printable(f"If {name} ends ..."),
        rows=tuple((_when(words, row), printable(_then(words, card, row))) for row in card.rows),
    )


def _when(words: _Words, row: "Row") -> str:
    """``Tue 18:00 – 18:30``; the last one ``later``."""
    if row.until is None:
        return "later"
    return f"{words.moment(row.after)} – {words.moment(row.until, row.after)}"


def _then(words: _Words, card: "Card", row: "Row") -> str:
    if row.kind == "unknown":
        return "not worked out here: say what happened, and replan"
    if row.kind == "stuck":
        return _stuck(words, card, row)
    said = list(_said(words, card, row))
    if row.kind == "printed":
        return ", ".join(["as printed", *said])
    return "; ".join(said)


def _stuck(words: _Words, card: "Card", row: "Row") -> str:
    lost = {id for found in row.found for id in found.unplaced}
    if not lost:
        return f"the Bureau must choose: no timetable is left under {card.policy}"
    always = set.intersection(*(set(found.unplaced) for found in row.found))
    named = sorted(always) if len(row.found) and always == lost else []
    who = " and ".join(words.name(id) for id in named) or "one session or another"
    find = "find" if len(named) > 1 else "finds"
    return f"the Bureau must choose: under {card.policy} {who} {find} no place"


def _said(words: _Words, card: "Card", row: "Row") -> Iterator[str]:
    first, found = row.found[0], row.found
    name = words.name(card.session)
    if first.runs_over:
        latest = max(dict(f.overtime).get(_first_slot(f), 0) for f in found)
        yield f"{name} runs over its slot, by up to {latest} min"
    if first.goes_on:
        yield f"{name} goes on {_moments(words, first.goes_on)}"
    yield from _next(words, card, row)
    if first.swapped:
        yield f"{_all(words, first.swapped)} change places"
    if first.cells:
        cells = (cell_in_short(c, words.voice, several=words.several_rooms) for c in first.cells)
        yield f"annex: {', '.join(cells)}"
    elif row.kind != "printed":
        yield "the annex stays as printed"
    if first.rooms:
        yield f"another room for {_all(words, first.rooms)}"
    yield from _minutes(words, card, found)


def _next(words: _Words, card: "Card", row: "Row") -> Iterator[str]:
    """How the next session starts, and where it goes on if that is not as printed."""
    found = row.found[-1]
    if found.next is None or found.starts is None:
        return
    was = words.published.timetable.of_session(found.next)
    name = words.name(found.next)
    if all(f.at_once for f in row.found):
        start = f"{name} starts at once"
    elif was and was[0].start == found.starts:
        start = f"{name} starts {words.moment(found.starts)}"
        start += "" if row.kind == "printed" else " as printed"
    else:
        start = f"{name} starts {words.moment(found.starts)}"
    if found.resumes and list(found.resumes) != [s.start for s in was[1:]]:
        start += f" and goes on {_moments(words, found.resumes)}"
    yield start


def _minutes(words: _Words, card: "Card", found: "Sequence[Consequence]") -> Iterator[str]:
    """Overtime elsewhere, what is trimmed, and where the meeting ends: the range over the row."""
    known = {_first_slot(found[-1]) if found[-1].runs_over else None, card.last_slot}
    over = sorted({slot for f in found for slot, _ in f.overtime} - known)
    if over:
        most = {slot: max(dict(f.overtime).get(slot, 0) for f in found) for slot in over}
        limits = (f"{words.slot(slot)} up to {m} min" for slot, m in most.items())
        yield f"overtime {', '.join(limits)}"
    cut = sorted({id for f in found for id, _ in f.trimmed})
    if cut:
        most = {id: max(dict(f.trimmed).get(id, 0) for f in found) for id in cut}
        yield f"trimmed: {', '.join(f'{words.name(id)} up to {m} min' for id, m in most.items())}"
    closes = [f.close for f in found if f.close is not None]
    was = max((s.end for s in words.published.sittings), default=None)
    if closes and was is not None and any(c != was for c in closes):
        early, late = min(closes), max(closes)
        span = words.moment(early) + ("" if early == late else f" – {words.moment(late, early)}")
        yield f"the meeting ends {span}"


def _first_slot(found: "Consequence") -> str:
    """The slot of the hand-over: the earliest of those that run over."""
    return min((slot for slot, _ in found.overtime), default="")


def _moments(words: _Words, moments: Sequence[datetime]) -> str:
    told, before = [], None
    for moment in moments:
        told.append(words.moment(moment, before))
        before = moment
    return " and ".join([", ".join(told[:-1]), told[-1]] if len(told) > 1 else told)


def _all(words: _Words, ids: Sequence[str]) -> str:
    return " and ".join(words.name(id) for id in dict.fromkeys(ids))


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
    return wrap(text, max(NARROW, view.width - INDENT), break_on_hyphens=False)


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
        for n, words in enumerate(wrap(what, right, break_on_hyphens=False)):
            lines.append(Line(f"{'':{INDENT}}{when if n == 0 else '':<{left}}{words}"))
    return lines

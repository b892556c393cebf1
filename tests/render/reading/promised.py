"""
What a printed timetable has to say, made of the timetable file, the scenario and
docs/reference/annex.md.

Written from that page alone, beside the renderer: nothing of ``scheduler/render`` is asked here.
The words of other languages are those of docs/developers/translations.md, where people check them.

A language is ``fr``, or two as ``en,fr``: a line of the first is followed by the same in the
second, without the hours and the room, which are said once; what is the same in both stands once,
and words beside each other are parted by a stroke.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path

from babel import Locale
from babel.dates import format_date, format_skeleton

from scheduler.problem import Problem, Session, Sitting, Slot
from scheduler.problem.fields import InLanguages
from scheduler.timetable import Expected, Record

ROOT = Path(__file__).parents[3]
LANGUAGES = {
    "French": "fr",
    "Spanish": "es",
    "Russian": "ru",
    "Chinese": "zh",
    "Arabic": "ar",
}
ORDINALS = {"two": "{n}nd meeting", "few": "{n}rd meeting"}
"""Those of English, which no other language has beside its own."""
UNSEEN = re.compile("[\\u00ad\\u200b\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]")
Hours = tuple[str, str]
"""Two clock times, as ``("10:00", "13:00")``."""


@dataclass(frozen=True)
class Cell:
    """
    A place of the table: a slot of a day in a room, or the side events of a day.

    Attributes
    ----------
    hours
        Those of the slot; None for side events.
    room
        Its name; None for side events, which name theirs in the line.
    """

    day: date
    hours: Hours | None
    room: str | None


@dataclass(frozen=True)
class Content:
    """What stands in a cell: its lines in order, those that are gone, whether it is marked."""

    lines: tuple[str, ...]
    gone: frozenset[str] = frozenset()
    marked: bool = False


@dataclass(frozen=True)
class Row:
    """
    A sitting as a list tells it.

    ``lines``: its name with what is promised behind it, and whom it follows. ``room`` is None where
    there is only one.
    """

    day: date
    hours: Hours
    lines: tuple[str, ...]
    room: str | None
    marked: bool = False


@dataclass(frozen=True)
class Held:
    """A sitting with the slot that it sits in and what is promised of its hours."""

    sitting: Sitting
    session: Session
    day: date
    slot: Slot
    hours: str | None
    """In front of the title."""
    notes: tuple[str, ...]
    """Behind it, in brackets."""
    awaited: tuple[str, ...] = ()
    """Before when it is not expected: behind these."""

    @property
    def side(self) -> bool:
        return self.session.kind == "side-event"

    @property
    def order(self) -> tuple[datetime, str]:
        return self.sitting.start, self.session.id


def _until(end: time | datetime) -> str:
    """The day ends with its 24th hour."""
    return "24:00" if (end.hour, end.minute) == (0, 0) else f"{end:%H:%M}"


class Promises:
    """What one issue promises."""

    def __init__(
        self,
        problem: Problem,
        sittings: Iterable[Sitting],
        language: str,
        expected: Iterable[Expected] = (),
        *,
        times: bool = False,
    ) -> None:
        expected = tuple(expected)
        self._expected = {one.session: one.start for one in expected}
        first, _, second = language.partition(",")
        self._problem, self._words = problem, words(first)
        self._language, self._times = first, times
        self._twin = Promises(problem, sittings, second, expected, times=times) if second else None
        self._sittings = sorted(sittings, key=lambda s: (s.start, s.end))
        self._rolling = {id: order for order in problem.rolling for id in order.order}
        self._sessions = {session.id: session for session in problem.sessions}
        self._numbers = self._numbered()
        self.held = sorted(map(self._of, self._sittings), key=lambda held: held.order)
        self._by_part = {(held.session.id, held.sitting.part): held for held in self.held}

    def _numbered(self) -> dict[tuple[str, int], int]:
        """Session and part -> which meeting of its body that is, where these are counted."""
        found = dict[tuple[str, int], int]()
        for group in self._problem.groups:
            if group.meetings is not None:
                of_body = (
                    sitting
                    for sitting in sorted(
                        self._sittings, key=lambda s: (s.start, s.room, s.session)
                    )
                    if self._sessions[sitting.session].group == group.id
                    and self._sessions[sitting.session].kind != "side-event"
                )
                for number, sitting in enumerate(of_body, group.meetings):
                    found[sitting.session, sitting.part] = number
        return found

    def _of(self, sitting: Sitting) -> Held:
        day, slot, start, end = self._slot(sitting)
        session = self._sessions[sitting.session]
        whole = f"{self._clock(sitting.start)} – {self._until(sitting.end)}"
        hours, notes, awaited = None, list[str](), tuple[str, ...]()
        if session.kind == "side-event":
            hours = whole
        elif session.id not in self._rolling:
            hours = None if (sitting.start, sitting.end) == (start, end) else whole
        else:
            if self._waits(sitting, start):
                notes.append(self._words["not_before"].format(hour=self._clock(sitting.start)))
            if sitting.end > end:
                notes.append(self._words["until"].format(hour=self._until(sitting.end)))
            awaited = tuple(self._awaited(sitting, start))
        return Held(sitting, session, day, slot, hours, tuple(notes), awaited)

    def _awaited(self, sitting: Sitting, opens: datetime) -> Iterator[str]:
        """Before when it is not expected, unless its slot or what it waits for says that."""
        moment = self._expected.get(sitting.session)
        if moment is None or sitting.part > 1 or moment == opens:
            return
        if self._waits(sitting, opens) and moment == sitting.start:
            return
        day = moment.astimezone(self._problem.zone).date()
        if day == sitting.start.astimezone(self._problem.zone).date():
            yield self._words["earliest"].format(hour=self._clock(moment))
            return
        name = day_named(self._problem, day, self._language)
        name = name if self._language == "en" else name[:1].lower() + name[1:]
        yield self._words["earliest_on"].format(day=name, hour=self._clock(moment))

    def _slot(self, sitting: Sitting) -> tuple[date, Slot, datetime, datetime]:
        """The slot that is on when it starts."""
        kind = self._sessions[sitting.session].kind
        for day in self._problem.days:
            for slot in self._problem.slots:
                if slot.days is not None and day not in slot.days:
                    continue
                last = day + timedelta(days=slot.end <= slot.start)
                start, end = self._moment(day, slot.start), self._moment(last, slot.end)
                if start <= sitting.start < end and slot.serves(kind):
                    return day, slot, start, end
        raise AssertionError(f"{sitting.session} starts in no slot")

    def _moment(self, day: date, clock: object) -> datetime:
        local = datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=self._problem.zone)
        return local.astimezone(UTC)

    def _clock(self, moment: datetime) -> str:
        return f"{moment.astimezone(self._problem.zone):%H:%M}"

    def _until(self, moment: datetime) -> str:
        return _until(moment.astimezone(self._problem.zone))

    def _waits(self, sitting: Sitting, opens: datetime) -> bool:
        """Whether it starts later than the room is free: on the grid, after any changeover."""
        changeover = timedelta(minutes=self._rolling[sitting.session].changeover)
        before = [
            other.end + changeover
            for other in self._sittings
            if other.room == sitting.room and other.end <= sitting.start
        ]
        free = max([opens, *before])
        grid = timedelta(minutes=self._problem.meeting.grid)
        return sitting.start > free + -(free - opens) % grid

    def cells(self) -> dict[Cell, list[Held]]:
        found = dict[Cell, list[Held]]()
        for held in self.held:
            found.setdefault(self.cell(held), []).append(held)
        return found

    def cell(self, held: Held) -> Cell:
        if held.side:
            return Cell(held.day, None, None)
        hours = (f"{held.slot.start:%H:%M}", _until(held.slot.end))
        return Cell(held.day, hours, self.room(held.sitting.room))

    def room(self, id: str) -> str:
        room = next(room for room in self._problem.rooms if room.id == id)
        return plain(self._said(room.names) or room.name or id)

    def head(self, id: str) -> str:
        """A room as the head of a row, with its floor."""
        room = next(room for room in self._problem.rooms if room.id == id)
        floor = self._said(room.floors) or room.floor
        name = self.room(id)
        return plain(self._words["floored"].format(room=name, floor=floor)) if floor else name

    def name(self, session: Session) -> str:
        label = self._said(session.labels) or session.label
        return plain(label or self._said(session.titles) or session.title or session.id)

    def _said(self, texts: InLanguages | None) -> str | None:
        return getattr(texts, self._language, None)

    @property
    def in_all(self) -> tuple["Promises", ...]:
        """In each of its languages."""
        return (self,) if self._twin is None else (self, self._twin)

    @property
    def language(self) -> str:
        return self._language

    def name_in_all(self, session: Session) -> str:
        """In both languages, if there are two."""
        return " / ".join(dict.fromkeys(promises.name(session) for promises in self.in_all))

    def lines(self, held: Held) -> tuple[str, ...]:
        """As the cell prints it."""
        place = [f"({self.room(held.sitting.room)})"] if held.side else []
        said = self._said_of(held)
        line = plain(" ".join([*filter(None, [held.hours]), said, *place]))
        if self._twin is None:
            return (line,)
        again = self._twin.said_in(held)
        return (line,) if again == said else (line, again)

    def said_in(self, held: Held) -> str:
        """The same sitting in this language, without its hours and room."""
        return self._said_of(self._by_part[held.session.id, held.sitting.part])

    def _said_of(self, held: Held) -> str:
        return plain(" ".join([self._printed(held), *self._notes(held)]))

    def rows(self, *, several: bool) -> list[Row]:
        """Everything in order of time; rolling sessions have the hours of their slots."""
        cells = self.cells()
        rows = [self._row(held, cells[self.cell(held)], several=several) for held in self.held]
        if self._twin is None:
            return rows
        return [*map(_beside, rows, self._twin.rows(several=several))]

    def _row(self, held: Held, there: list[Held], *, several: bool) -> Row:
        start, end = self._clock(held.sitting.start), self._until(held.sitting.end)
        follows = list[str]()
        if self._rolls(held):
            start, end = f"{held.slot.start:%H:%M}", _until(held.slot.end)
            before = there[: there.index(held)]
            if before and self._rolls(before[-1]) and not self._waits_in(held):
                name = self.name(before[-1].session)
                follows.append(plain(self._words["after"].format(name=name)))
        name = self._printed(held)
        notes = self._notes(held)
        lines = (plain(" ".join([name, *notes])), *follows, *self._details(held))
        room = self.room(held.sitting.room) if several else None
        return Row(held.day, (start, end), lines, room)

    def _rolls(self, held: Held) -> bool:
        return held.session.id in self._rolling

    def _waits_in(self, held: Held) -> bool:
        return self._waits(held.sitting, self._slot(held.sitting)[2])

    def _notes(self, held: Held) -> list[str]:
        """What is promised of its hours behind the name, and what is expected if that is asked."""
        notes = [*held.notes, *held.awaited]
        if self._times and self._rolls(held):
            span = f"{self._clock(held.sitting.start)} – {self._until(held.sitting.end)}"
            notes.append(self._words["expected"].format(hours=span))
        return [f"({', '.join(notes)})"] if notes else []

    def _printed(self, held: Held) -> str:
        """Its name with what is to be known of it; what is to be confirmed says so."""
        name = self.titled(held, continued=self._problem.annex.continued)
        number = self._numbers.get((held.session.id, held.sitting.part))
        if number is not None:
            form = Locale.parse(self._language).ordinal_form(number)
            said = self._words.get(f"meeting.{form}", self._words["meeting.other"])
            said = ORDINALS.get(form, said) if self._language == "en" else said
            name = f"{name}, {said.format(n=number)}"
        return plain(" ".join([name, *self._marks(held.session)]))

    def _marks(self, session: Session) -> Iterator[str]:
        if session.closed:
            yield self._words["closed"]
        if session.webcast:
            yield self._words["webcast"]
        rule = self._rule(session.kind)
        own = set(session.languages)
        if rule is not None and own != rule and session.kind != "side-event":
            names = Locale.parse(self._language).languages
            said = ", ".join(sorted(names[code] for code in own))
            word = "uninterpreted" if not own else "only" if rule - own else "interpretation"
            yield plain(self._words[word].format(languages=said))
        if session.tbc:
            yield f"({self._words['tbc']})"

    def _rule(self, kind: str) -> set[str] | None:
        """What most of a kind have; of equals the largest set, of these the last by its codes."""
        if self._problem.interpretation is None:
            return None
        alike = (one for one in self._problem.sessions if one.kind == kind)
        sets: list[list[str]] = [sorted(one.languages) for one in alike]
        rule = max(sets, key=lambda codes: (sets.count(codes), len(codes), codes))
        return set(rule)

    def _details(self, held: Held) -> Iterator[str]:
        """What a list tells below it."""
        session = held.session
        if session.items:
            word = self._words["item" if len(session.items) == 1 else "items"]
            text = word.format(names=", ".join(session.items))
            later = held.sitting.part > 1
            yield plain(self._words["continued"].format(text=text) if later else text)
        for document in self._problem.documents:
            if session.id in self._problem.chosen(document.sessions):
                title = self._said(document.titles) or document.title
                if document.symbol or document.url:
                    yield plain(": ".join(filter(None, [document.symbol, title])) or document.id)
        organiser = self._said(session.organisers) or session.organiser
        if organiser:
            yield plain(self._words["organiser"].format(name=organiser))
        description = self._said(session.descriptions) or session.description
        if description:
            yield plain(description)

    def worded(self, session: Session) -> str:
        """What is printed of it wherever it is held."""
        return plain(" ".join([self.name(session), *self._marks(session)]))

    def detailed(self, session: Session) -> frozenset[str]:
        """What a list tells below it, but for what its later parts say of themselves."""
        held = next((held for held in self.held if held.session.id == session.id), None)
        first = held and replace(held, sitting=held.sitting.model_copy(update={"part": 1}))
        return frozenset(self._details(first)) if first else frozenset()

    def titled(self, held: Held, *, continued: bool) -> str:
        name = self.name(held.session)
        later = continued and held.sitting.part > 1
        return plain(self._words["continued"].format(text=name)) if later else name


def _beside(one: Row, other: Row) -> Row:
    """A row with the words of a second language below its own."""
    pairs = zip(one.lines, other.lines, strict=True)
    lines = (line for pair in pairs for line in dict.fromkeys(pair))
    rooms = dict.fromkeys(filter(None, [one.room, other.room]))
    return replace(one, lines=tuple(lines), room=" / ".join(rooms) or None)


def issue(record: Record, language: str) -> str | None:
    """How the issue is called at the foot; None for the first."""
    return words(language)["revision"].format(number=record.revision) if record.revision else None


@cache
def words(language: str) -> dict[str, str]:
    """Name -> what is printed, read from the page of words; of two languages, side by side."""
    first, _, second = language.partition(",")
    if second:
        pairs = ((name, word, words(second).get(name, word)) for name, word in words(first).items())
        return {name: " / ".join(dict.fromkeys(pair)) for name, *pair in pairs}
    found = dict[str, str]()
    code = ""
    page = ROOT / "docs" / "developers" / "translations.md"
    for line in page.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            code = LANGUAGES.get(line.removeprefix("## "), "")
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 3 and cells[0].startswith("`"):
            if code == language:
                found[cells[0].strip("`")] = cells[2]
            elif language == "en":
                found[cells[0].strip("`")] = cells[1]
    return found


def plain(text: str) -> str:
    """Without what is not seen, one blank between words, commas, colons, brackets of one kind."""
    seen = UNSEEN.sub("", text).replace("：", ": ").replace(" :", ":")
    seen = re.sub("[،，]", ", ", seen).replace("（", " (").replace("）", ")")
    return re.sub(r"\s+", " ", seen).replace(" ,", ",").strip()


def day_named(problem: Problem, day: date, language: str) -> str:
    """The weekday, with the date where one comes twice."""
    name = str(format_date(day, "EEEE", locale=language))
    if len({d.weekday() for d in problem.days}) == len({*problem.days}):
        return name
    date = str(format_skeleton("MMMMd", day, locale="en_GB" if language == "en" else language))
    first = language == "fr" and day.day == 1
    return f"{name} {date.replace('1', '1er', 1) if first else date}"

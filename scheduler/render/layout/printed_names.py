"""The printed names of ids, in the language of the annex."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from scheduler.problem import Document, InLanguages, Problem, Room, Session, Sitting
from scheduler.problem.day_slots import MINUTE
from scheduler.render.languages.dating import meeting_of, within
from scheduler.render.languages.language import Language
from scheduler.render.layout import details as session_details
from scheduler.render.layout.details import Detail
from scheduler.render.layout.promises import Placed
from scheduler.render.layout.sheets import Entry, Left
from scheduler.render.words import hours, printable
from scheduler.vocabulary.calendar import end_clock


@dataclass(frozen=True, slots=True)
class PrintedNames:
    """
    Names of a meeting in one language.

    ``room_heads``: names with the floor. ``documents``: those to be printed, by session.
    ``usual``: by kind, the languages into which most are interpreted. ``compared``: whether
    changes are marked. ``times``: whether rolling sessions carry the hours expected of them.
    ``stubs``: what the old cell keeps of a sitting that moved, by session and old start;
    ``places``: where it is now.
    ``earlier``: the names in the issue before, if they may be others and changes are marked.
    """

    problem: Problem
    language: Language
    zone: ZoneInfo
    sessions: Mapping[str, Session]
    room_names: Mapping[str, str]
    room_heads: Mapping[str, str]
    titles: Mapping[str, str]
    documents: Mapping[str, tuple[Document, ...]]
    usual: Mapping[str, frozenset[str]]
    compared: bool
    times: bool = False
    stubs: Mapping[tuple[str, datetime], str] = field(default_factory=dict)
    places: Mapping[tuple[str, datetime], str] = field(default_factory=dict)
    earlier: "PrintedNames | None" = None

    def printed(self, session: str) -> str:
        details = self.sessions.get(session)
        return (printable(self._title(details)) if details is not None else "") or session

    def _title(self, session: Session) -> str:
        """The label, else the title, translated if it is; else what it is without."""
        label = self.other(session.labels)
        title = self.other(session.titles)
        return label or (title if not session.label else None) or session.printed

    def follows(self, session: str) -> str:
        """``immediately after WGTU``: no clock time would be true."""
        return self.language.after.format(name=self.printed(session))

    def other(self, translations: InLanguages | None) -> str | None:
        """The words in this language, where the planner gives them."""
        translation: str | None = getattr(translations, self.language.code, None)
        return translation

    def body(self, group: str) -> str:
        return self.titles.get(group, printable(group))

    def worded(self, session: str) -> str:
        """What is printed of it but for hours, numbers and parts: ``WGTR (closed)``."""
        details = self.sessions.get(session)
        return self.printed(session) + (self.marks(details) if details is not None else "")

    def told(self, session: str) -> tuple[str, ...]:
        """What lists tell of it besides."""
        details = self.sessions.get(session)
        return tuple(d.text for d in self.details(details, 1)) if details is not None else ()

    def is_renamed(self, session: str) -> bool:
        """Whether the same session has another title, or other marks after it, than before."""
        was = self._in_both(session)
        return was is not None and was.worded(session) != self.worded(session)

    def is_retold(self, session: str) -> bool:
        """Whether lists tell something else of it than before."""
        was = self._in_both(session)
        return was is not None and set(was.told(session)) != set(self.told(session))

    def is_reworded(self, session: str) -> bool:
        """Whether a list tells it in other words than before."""
        return self.is_renamed(session) or self.is_retold(session)

    def _in_both(self, session: str) -> "PrintedNames | None":
        """The names before, if the session has one in both."""
        was = self.earlier
        there = was is not None and session in was.sessions and session in self.sessions
        return was if there else None

    def compare(
        self, here: Sequence[Placed], old: Sequence[Placed], printed: Callable[[Placed], object]
    ) -> tuple[tuple[Entry, ...], bool, tuple[Left, ...]]:
        """
        The entries of a cell, whether they differ from the old ones, and what left it.

        ``printed``: what a reader sees of a sitting but for its hours; new to its cell if this
        is new.
        """
        before = [(printed(placed), placed.promise) for placed in old]
        now = [(printed(placed), placed.promise) for placed in here]
        known = {shown for shown, _ in before}
        entries = tuple(
            self.entry(
                placed,
                added=self.compared and shown not in known,
                altered=self.compared and shown in known and (shown, promise) not in before,
                renamed=shown in known and self.is_renamed(placed.session),
            )
            for placed, (shown, promise) in zip(here, now, strict=True)
        )
        present = {placed.session for placed in here}
        gone = {s.session: s for s in reversed(old) if s.session not in present}
        left = tuple(
            self.left(gone[id]) for id in dict.fromkeys(s.session for s in old) if id in gone
        )
        renamed = any(entry.renamed for entry in entries)
        return entries, self.compared and (renamed or now != before), left

    def left(self, placed: Placed) -> Left:
        """What is said of a sitting where it no longer is."""
        key = placed.session, placed.sitting.start
        stub, place = self.stubs.get(key, ""), self.places.get(key, "")
        to = self.language.went.format(name="", place=place).strip() if place else ""
        was = self.earlier if self.earlier is not None else self
        names = was if placed.session in was.sessions else self
        return Left(placed.session, names.printed(placed.session), stub, place, to)

    def entry(
        self, placed: Placed, *, added: bool = False, altered: bool = False, renamed: bool = False
    ) -> Entry:
        sitting = placed.sitting
        session = self.sessions.get(sitting.session)
        continued = self.problem.annex.continued and sitting.part > 1
        elapsed = sitting.end.astimezone(UTC) - sitting.start.astimezone(UTC)
        text = self.printed(sitting.session)
        chairs = session.chairs if session is not None else ()
        return Entry(
            session=sitting.session,
            text=self.language.continued.format(text=text) if continued else text,
            group=printable(session.group) if session is not None and session.group else None,
            part=sitting.part,
            parts=sitting.parts,
            continued=continued,
            tbc=session is not None and session.tbc,
            added=added,
            room=sitting.room,
            room_name=self.room_names.get(sitting.room, sitting.room),
            start=sitting.start.astimezone(self.zone),
            end=sitting.end.astimezone(self.zone),
            minutes=elapsed // MINUTE,
            served=tuple(self._served(sitting, session)),
            kind=session.kind if session is not None else "session",
            groups=tuple(map(printable, session.groups)) if session is not None else (),
            chairs=sitting.chairs or chairs,
            attendees=session.attendees if session is not None else (),
            first=hours(*placed.promise.exact) if placed.promise.exact is not None else "",
            then=self.language.comma.join(self._promised(placed)),
            on=placed.on,
            earliest=placed.earliest,
            altered=altered,
            renamed=renamed,
            rolls=placed.rolls,
            name=text,
            marks=self.marks(session, placed.number) if session is not None else "",
            details=self.details(session, sitting.part) if session is not None else (),
        )

    @property
    def awaited(self) -> str:
        """``(tbc)``: also where italics cannot be seen."""
        tbc = self.language.tbc
        return f"（{tbc}）" if self.language.code == "zh" else f"({tbc})"

    def marks(self, session: Session, number: int | None = None) -> str:
        """What is printed right after its title, with what parts it from that."""
        words = [*session_details.marks(session, self.usual, self.language)]
        words += [self.awaited] if session.tbc else []
        meeting = f"{self.language.comma}{meeting_of(number, self.language)}" if number else ""
        return meeting + "".join(w if w.startswith("（") else f" {w}" for w in words)

    def details(self, session: Session, part: int) -> tuple[Detail, ...]:
        """What lists and calendars tell of it besides."""
        documents = self.documents.get(session.id, ())
        return tuple(session_details.details(session, part, documents, self.language))

    def _promised(self, placed: Placed) -> Iterator[str]:
        """The hours after the name, in words."""
        language, promise = self.language, placed.promise
        if promise.not_before is not None:
            yield language.not_before.format(hour=f"{promise.not_before:%H:%M}")
        if promise.until is not None:
            yield language.until.format(hour=end_clock(promise.until))
        if placed.earliest is not None:
            yield self._earliest(placed, placed.earliest)
        if self.times and placed.rolls:
            start, end = (
                m.astimezone(self.zone) for m in (placed.sitting.start, placed.sitting.end)
            )
            yield language.expected.format(hours=hours(start.time(), end.time()))

    def _earliest(self, placed: Placed, moment: datetime) -> str:
        """``not expected before 11:05``, with the day if that is not the cell's."""
        clock, language = f"{moment:%H:%M}", self.language
        if moment.date() == placed.sitting.start.astimezone(self.zone).date():
            return language.earliest.format(hour=clock)
        days = set(self.problem.days)
        dated = len({day.weekday() for day in days}) < len(days)  # two of a weekday
        day = within(moment.date(), language, dated=dated)
        return language.earliest_on.format(day=day, hour=clock)

    def _served(self, sitting: Sitting, session: Session | None) -> Iterator[str]:
        """A deputy in the chair; which of several teams interprets."""
        chairs = session.chairs if session is not None else ()
        for office, who in zip(chairs, sitting.chairs, strict=False):
            if office != who:
                yield self.language.presiding.format(name=self.titles.get(who, who))
        offered = self.problem.interpretation
        if sitting.team is not None and offered is not None and len(offered.teams) > 1:
            yield self.language.interpreted.format(name=printable(sitting.team))


def printed_names(
    problem: Problem, language: Language, *, compared: bool, times: bool = False
) -> PrintedNames:
    """The names of a meeting; what has none in this language keeps that of the scenario."""

    def called(translations: InLanguages | None, own: str, id: str) -> str:
        return printable(getattr(translations, language.code, None) or own) or id

    def with_floor(room: Room) -> str:
        floor = printable(getattr(room.floors, language.code, None) or room.floor)
        name = called(room.names, room.name, room.id)
        return language.floored.format(room=name, floor=floor) if floor else name

    return PrintedNames(
        problem=problem,
        language=language,
        zone=problem.zone,
        sessions={session.id: session for session in problem.sessions},
        room_names={room.id: called(room.names, room.name, room.id) for room in problem.rooms},
        room_heads={room.id: with_floor(room) for room in problem.rooms},
        titles={
            **{group.id: called(group.titles, group.title, group.id) for group in problem.groups},
            **{who.id: called(who.titles, who.title, who.id) for who in problem.people},
        },
        documents=session_details.printed_documents(problem),
        usual=session_details.usual_languages(problem),
        compared=compared,
        times=times,
    )

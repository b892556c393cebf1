"""News in the language of the recipient: a line with what was and what is, and a few words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from scheduler.notices.news import News
from scheduler.problem import Problem, Sitting
from scheduler.problem.day_slots import MINUTE
from scheduler.render.languages.dating import half_day, within
from scheduler.render.languages.language import Language, NoticeWords
from scheduler.render.languages.languages import language_of
from scheduler.render.layout.printed_names import PrintedNames, printed_names
from scheduler.render.words import hours
from scheduler.timetable.diff import by_number
from scheduler.timetable.sentences import short_name
from scheduler.timetable.serving import serving
from scheduler.vocabulary.calendar import end_clock
from scheduler.vocabulary.printing import LanguageCode

NOON = 12


@dataclass(frozen=True, slots=True)
class Wording:
    """
    How a meeting is told of.

    ``old``: names of what only the scenario before knows. ``dated``: a weekday comes twice.
    """

    names: PrintedNames
    old: PrintedNames
    dated: bool

    @property
    def language(self) -> Language:
        return self.names.language

    @property
    def words(self) -> NoticeWords:
        return self.names.language.notices

    def session(self, id: str) -> str:
        return self.names.printed(id) if id in self.names.sessions else self.old.printed(id)

    def room(self, id: str) -> str:
        return self.names.room_names.get(id) or self.old.room_names.get(id, id)

    def person(self, id: str) -> str:
        return self.names.titles.get(id) or self.old.titles.get(id, id)

    def concerned(self, id: str) -> str:
        """An office, or a team of interpreters: by name if there are several."""
        for problem in (self.names.problem, self.old.problem):
            teams = [] if problem.interpretation is None else problem.interpretation.teams
            if any(team.id == id for team in teams):
                several = f" ({id})" if len(teams) > 1 else ""
                return f"{self.words.teams}{several}"
        return self.person(id)

    def line(self, piece: News, *, first: bool = False) -> str:
        """
        ``WGTU: Thursday 27 February, 11:30 – 13:00 → 12:00 – 13:00``; ``first``: all is new.
        """
        name, before, after = self.session(piece.session), piece.before, piece.after
        if not after:
            pattern = self.words.released if piece.released else self.words.dropped
            return pattern.format(name=name, was=self._places(before))
        if not before:
            pattern = self.words.planned if first else self.words.new
            return pattern.format(name=name, now=self._places(after))
        clauses = (*self._moves(before, after), *self._served(piece))
        return f"{name}{self.language.colon}{self.language.joint.join(clauses)}"

    def brief(self, piece: News, *, first: bool = False) -> str:
        """``WGTU: Thursday p.m. starts 30 min later``"""
        words, before, after = self.words, piece.before, piece.after
        if not after:
            text = words.brief_released if piece.released else words.brief_dropped
            text = text.format(when=self._half(before[0].start))
        elif not before:
            text = self._at(after[0])
            text = text if first else words.brief_new.format(when=text)
        else:
            text = self._brief_change(piece)
        known = self.names.sessions.get(piece.session) or self.old.sessions.get(piece.session)
        name = self.session(piece.session)
        name = name if known is None else short_name(known, name)
        return f"{name}{self.language.colon}{text}"

    def _moves(self, before: Sequence[Sitting], after: Sequence[Sitting]) -> Iterator[str]:
        """Part by part, what was and what is; then the parts that one side alone has."""
        for was, now in zip(before, after, strict=False):
            if _place(was) != _place(now):
                yield self.words.shift.format(
                    was=self._at(was, room=was.room != now.room),
                    now=self._at(now, beside=was, room=was.room != now.room),
                )
        both = min(len(before), len(after))
        for sitting in after[both:]:
            yield self.words.also.format(now=self._at(sitting))
        for sitting in before[both:]:
            yield self.words.no_more.format(was=self._at(sitting))

    def _served(self, piece: News) -> Iterator[str]:
        kinds = {change.kind for change in piece.changes}
        served = serving(self.names.problem)
        if "chairs" in kinds:
            both = by_number(piece.before, piece.after)
            pairs = ((served.chairs(a), served.chairs(b)) for a, b in both)
            was, now = next(pair for pair in pairs if pair[0] != pair[1])
            yield self.words.presiding.format(was=self._people(was), now=self._people(now))
        if "team" in kinds:
            yield self.words.interpreters

    def _brief_change(self, piece: News) -> str:
        words, before, after = self.words, piece.before, piece.after
        for was, now in zip(before, after, strict=False):
            if was.start != now.start:
                return self._shifted(was.start, now.start)
            if was.room != now.room:
                return words.in_room.format(when=self._half(now.start), room=self.room(now.room))
            if was.end != now.end:
                hour = end_clock(self._local(now.end))
                return words.ends.format(when=self._half(now.start), hour=hour)
        if len(after) > len(before):
            return words.goes_on.format(when=self._half(after[len(before)].start))
        if len(after) < len(before):
            return words.not_on.format(when=self._half(before[len(after)].start))
        return self.language.comma.join((self._half(after[0].start), *self._served(piece)))

    def _shifted(self, was: datetime, now: datetime) -> str:
        if self._local(was).date() != self._local(now).date():
            return self.words.moves_to.format(when=self._half(now))
        minutes = (now.astimezone(UTC) - was.astimezone(UTC)) // MINUTE
        pattern = self.words.later if minutes > 0 else self.words.earlier
        return pattern.format(when=self._half(was), minutes=abs(minutes))

    def _places(self, sittings: Sequence[Sitting]) -> str:
        return self.language.joint.join(self._at(sitting) for sitting in sittings)

    def _at(self, sitting: Sitting, *, beside: Sitting | None = None, room: bool = False) -> str:
        """Day, hours, and the room if there are several; no day if it is that of ``beside``."""
        start, end = self._local(sitting.start), self._local(sitting.end)
        same = beside is not None and self._local(beside.start).date() == start.date()
        parts = [] if same else [within(start.date(), self.language, dated=True)]
        parts.append(hours(start.time(), end.time()))
        several = room or len(self.names.room_names) > 1
        parts += [self.room(sitting.room)] if several else []
        return self.language.comma.join(parts)

    def _half(self, moment: datetime) -> str:
        """``Thursday p.m.``"""
        local = self._local(moment)
        morning = local.hour < NOON
        return half_day(local.date(), self.language, morning=morning, dated=self.dated)

    def _people(self, ids: Sequence[str]) -> str:
        return self.language.comma.join(map(self.person, ids)) or "–"

    def _local(self, moment: datetime) -> datetime:
        return moment.astimezone(UTC).astimezone(self.names.zone)


def wording(problem: Problem, old: Problem, code: LanguageCode | None) -> Wording:
    """The words for a recipient who reads this language; None is that of the annex."""
    language = language_of(code or problem.annex.language)
    weekdays = {day.weekday() for day in problem.days}
    return Wording(
        printed_names(problem, language, compared=False),
        printed_names(old, language, compared=False),
        dated=len(weekdays) < len(set(problem.days)),
    )


def _place(sitting: Sitting) -> tuple[datetime, datetime, str]:
    return sitting.start.astimezone(UTC), sitting.end.astimezone(UTC), sitting.room

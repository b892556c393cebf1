"""
Facts: what happened, as a planner says it, never edited, only added.

    overrun SESSION MINUTES [at WHEN]  needs this much more than was planned
    early SESSION MINUTES [at WHEN]    ends this much before it was planned to
    late SESSION MINUTES [at WHEN]     starts this much after it was planned to
    cancelled SESSION                  is not held
    added SESSION                      is new: the scenario has it, what was published has not
    absent PERSON [FROM [to TO]]       is away; without a window, from now to the end
    room-lost ROOM [FROM [to TO]]      cannot be used; the same

A moment is ``2025-02-27 15:00``; a date alone is that whole day; a clock time alone after a FROM
with a date is on the same day. ``at`` tells two like facts apart: the
same fact is never counted twice.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from difflib import get_close_matches
from typing import Literal

from scheduler.errors import FactError
from scheduler.problem import Problem

Kind = Literal["overrun", "early", "late", "cancelled", "added", "absent", "room-lost"]

SPELLINGS: dict[str, Kind] = {
    "overrun": "overrun",
    "early": "early",
    "early-finish": "early",
    "late": "late",
    "late-start": "late",
    "cancelled": "cancelled",
    "canceled": "cancelled",
    "cancel": "cancelled",
    "added": "added",
    "add": "added",
    "absent": "absent",
    "room-lost": "room-lost",
}
MINUTES = ("overrun", "early", "late")
"""Kinds of fact that take a number of minutes."""


@dataclass(frozen=True, slots=True)
class Fact:
    """
    One fact.

    Attributes
    ----------
    subject
        The session, person or room.
    minutes
        For overrun, early and late.
    start, end
        Local window for absent and room-lost; None is open.
    at
        When it was told, if that was said.
    """

    kind: Kind
    subject: str
    minutes: int | None = None
    start: datetime | None = None
    end: datetime | None = None
    at: datetime | None = None

    def __str__(self) -> str:
        """The canonical text, which reads back as the same fact."""
        if self.minutes is not None:
            told = "" if self.at is None else f" at {self.at:%Y-%m-%d %H:%M}"
            return f"{self.kind} {self.subject} {self.minutes}m{told}"
        words = [self.kind, self.subject]
        words += [f"{self.start:%Y-%m-%d %H:%M}"] if self.start is not None else []
        words += ["to", f"{self.end:%Y-%m-%d %H:%M}"] if self.end is not None else []
        return " ".join(words)


def parse_minutes(text: str) -> int:
    """``30m``, ``1h30``, ``1h30m``, ``2h`` or ``45`` as minutes; FactError otherwise."""
    match = re.fullmatch(r"(?:(\d{1,3})h)?(?:(\d{1,4})m?(?:in)?)?", text.strip().lower())
    hours, minutes = (match[1], match[2]) if match is not None else (None, None)
    too_many = hours is not None and minutes is not None and int(minutes) > 59
    if match is None or too_many or (hours is None and minutes is None):
        raise FactError(f"{text!r} is no number of minutes; write 30m, 1h30 or 45")
    return int(hours or 0) * 60 + int(minutes or 0)


def parse_moment(text: str) -> datetime:
    """``2025-02-26 10:20`` as a local moment; FactError otherwise."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        moment = None
    if moment is None or ":" not in text:
        raise FactError(f"{text!r} is no moment; write it as 2025-02-26 10:20")
    return moment


def parse(problem: Problem, texts: Iterable[str]) -> tuple[Fact, ...]:
    """All facts, in the order given, each once; FactError with every complaint at once."""
    facts, complaints = [], []
    for text in texts:
        try:
            facts.append(_fact(problem, text))
        except FactError as error:
            complaints.append(f"fact {text!r}: {error}")
    gone = {fact.subject for fact in facts if fact.kind == "cancelled"}
    complaints += [
        f"fact {str(fact)!r}: {fact.subject} is cancelled too"
        for fact in facts
        if fact.kind in MINUTES and fact.subject in gone
    ]
    if complaints:
        raise FactError("\n".join(complaints))
    return tuple(dict.fromkeys(facts))


def _fact(problem: Problem, text: str) -> Fact:
    words = re.sub(r"\b(late|early|room)\s+(start|finish|lost)\b", r"\1-\2", text).split()
    if not words:
        raise FactError("it is empty")
    kind = SPELLINGS.get(words[0].lower())
    if kind is None:
        raise FactError(f"nothing is called {words[0]!r}{_hint(words[0], SPELLINGS)}")
    if len(words) < 2:
        raise FactError(f"{kind} of what?")
    subject, rest = _subject(problem, kind, words[1]), words[2:]
    if kind in MINUTES:
        at = parse_moment(" ".join(rest[2:])) if rest[1:2] == ["at"] else None
        if len(rest) != 1 and at is None:
            raise FactError(f"{kind} {subject}: say by how many minutes, and nothing more")
        minutes = parse_minutes(rest[0])
        if minutes == 0:
            raise FactError(f"{kind} {subject} by 0 minutes is no fact")
        return Fact(kind, subject, minutes, at=at)
    if kind in ("cancelled", "added"):
        if rest:
            raise FactError(f"{' '.join(rest)!r} means nothing after {kind} {subject}")
        return Fact(kind, subject)
    return Fact(kind, subject, None, *_window(rest))


def _subject(problem: Problem, kind: Kind, name: str) -> str:
    known = {
        "absent": [person.id for person in problem.people],
        "room-lost": [room.id for room in problem.rooms],
    }.get(kind, [session.id for session in problem.sessions])
    if name not in known:
        what = {"absent": "nobody", "room-lost": "no room"}.get(kind, "no session")
        raise FactError(f"{what} is called {name!r}{_hint(name, known)}")
    return name


def _hint(name: str, known: Iterable[str]) -> str:
    close = get_close_matches(name, list(known), n=1)
    return f" - did you mean {close[0]!r}?" if close else ""


def _window(words: list[str]) -> tuple[datetime | None, datetime | None]:
    text = re.sub(r"\s+(?:to|until|-|–)\s+|(?:^|\s)until\s+", " to ", f" {' '.join(words)}").strip()
    text = text.removeprefix("from ").strip()
    if not text:
        return None, None
    begin, _, finish = text.partition("to ") if text.startswith("to ") else text.partition(" to ")
    begin, finish = begin.strip(), finish.strip()
    start = _bound(begin, None, late=False)
    whole_day = not finish and start is not None and ":" not in begin
    end = _bound(begin if whole_day else finish, start, late=True)
    if start is not None and end is not None and end <= start:
        raise FactError(f"ends {end:%Y-%m-%d %H:%M}, not after it starts")
    return start, end


def _bound(text: str, same_day: datetime | None, *, late: bool) -> datetime | None:
    if not text:
        return None
    try:
        if re.fullmatch(r"\d{1,2}:\d\d", text) and same_day is not None:
            clock = time.fromisoformat(text.zfill(5))
            return datetime.combine(same_day.date(), clock)
        if ":" not in text:
            day = date.fromisoformat(text) + timedelta(days=1 if late else 0)
            return datetime.combine(day, time(0))
    except ValueError:
        pass
    return parse_moment(text)

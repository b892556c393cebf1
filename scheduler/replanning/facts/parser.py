"""Read facts as planners say them, with every complaint at once."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, time
from typing import NamedTuple

from scheduler.errors import FactError, did_you_mean
from scheduler.problem import Problem
from scheduler.problem.spoken_names import (
    Spoken,
    first_meant,
    spoken_documents,
    spoken_people,
    spoken_rooms,
    spoken_sessions,
    unknown,
)
from scheduler.replanning.facts.added import read_added, session_of
from scheduler.replanning.facts.fact import HELD, MEETING, MINUTES, SPELLINGS, Fact, Kind
from scheduler.vocabulary.moments import (
    MeetingCalendar,
    parse_day,
    parse_minutes,
    parse_once,
    parse_window,
)

JOINED = re.compile(
    r"^\s*(?:(late)\s+(start)|(early)\s+(finish)|(room)\s+(lost)|(interpretation)\s+(lost|cut)"
    r"|(documents)\s+(late)|(quorum)\s+(missed))\b",
    re.IGNORECASE,
)
"""Kinds that are written in two words."""
TOLD = re.compile(r"\s+at\s+(?P<when>[^{}]*)$")
"""The ``at WHEN`` at the end of a fact; braces belong to an added session."""


def parse(
    problem: Problem, texts: Iterable[str], calendar: MeetingCalendar | None = None
) -> tuple[Fact, ...]:
    """
    All facts, in the order given, each once; FactError with every complaint at once.

    ``calendar``: what their moments are read by, if it knows today; else that of the problem.
    """
    facts: list[Fact] = []
    complaints = []
    for text in texts:
        try:
            facts.append(one(problem, text, facts, calendar))
        except FactError as error:
            complaints.append(f"fact {text!r}: {error}")
    complaints += _of_cancelled(facts)
    if complaints:
        raise FactError("\n".join(complaints))
    return tuple(dict.fromkeys(facts))


def _of_cancelled(facts: Sequence[Fact]) -> Iterator[str]:
    """Facts about a session that was cancelled before."""
    gone: set[str] = set()
    for fact in facts:
        if fact.kind in (*MINUTES, *HELD) and fact.subject in gone:
            yield f"fact {str(fact)!r}: {fact.subject} is cancelled too"
        gone |= {fact.subject} if fact.kind == "cancelled" else set()


def one(
    problem: Problem, text: str, before: Sequence[Fact], calendar: MeetingCalendar | None = None
) -> Fact:
    """A fact that follows these; FactError if it cannot be read."""
    calendar = calendar or problem.calendar
    stamp = TOLD.search(text)
    at = parse_once(stamp["when"], calendar) if stamp is not None else None
    text = text if stamp is None else text[: stamp.start()]
    text = JOINED.sub(lambda match: "-".join(filter(None, match.groups())), text)
    words = text.split()
    if not words:
        raise FactError("it is empty")
    kind = SPELLINGS.get(words[0].lower())
    if kind is None:
        raise FactError(f"{words[0]!r} is not a kind of fact{did_you_mean(words[0], SPELLINGS)}")
    added = {fact.subject: fact for fact in before if fact.kind == "added"}
    names = _subjects(problem, kind, added)
    if names is None:
        return replace(READERS[kind](Said(kind, MEETING, words[1:], calendar)), at=at)
    which, none = ABOUT.get(kind, ("a session", "no session"))
    if len(words) < 2:
        raise FactError(f"{kind}: expected {which}")
    subject = words[1]
    if kind == "added":
        if len(words) == 2 and subject in names:
            return Fact(kind, subject, at=at)
        rest = "".join(text.split(maxsplit=2)[2:])
        fact = replace(read_added(problem, names, subject, rest), at=at)
        there = [
            s
            for s in problem.sessions
            if s.id == subject and s not in (fact.session, session_of(problem, fact))
        ]
        if there or added.get(subject, fact) != fact:
            raise FactError(f"there is a session {subject} already")
        return fact
    subject, count = first_meant(words[1:], names)
    if subject not in names:
        raise FactError(unknown(none, subject, names))
    said = Said(kind, subject, words[1 + count :], calendar)
    fact = replace(READERS[kind](said), at=at)
    if kind == "speakers" and at is None:
        raise FactError(f"the moment of the count is missing: expected {fact} at 2025-02-26 10:20")
    return fact


def _subjects(problem: Problem, kind: Kind, added: Iterable[str]) -> Spoken | None:
    """The ids that a fact of this kind may be about; None if it is about nobody in particular."""
    offered = problem.interpretation
    sessions = {**dict.fromkeys(added, ()), **spoken_sessions(problem)}
    match kind:
        case "absent":
            return spoken_people(problem)
        case "room-lost":
            return spoken_rooms(problem)
        case "interpretation-lost":
            return {team.id: () for team in (offered.teams if offered is not None else ())}
        case "documents":
            return {**sessions, **spoken_documents(problem)}
        case "interpretation-cut" if offered is None:
            raise FactError("the scenario has no interpreters")
        case "quorum-missed" if problem.quorum is None:
            raise FactError("the scenario asks for no quorum")
        case "interpretation-cut" | "quorum-missed":
            return None
    return sessions


ABOUT: dict[Kind, tuple[str, str]] = {
    "absent": ("a person", "nobody"),
    "room-lost": ("a room", "no room"),
    "interpretation-lost": ("a team of interpreters", "no team of interpreters"),
    "documents": ("a document or session", "no document or session"),
}
"""What to ask for, and what there is none of, where a fact is not about a session."""


class Said(NamedTuple):
    """The words of a fact: its kind, whom it is about, the rest; what they are read by."""

    kind: Kind
    subject: str
    rest: list[str]
    calendar: MeetingCalendar

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}" if self.subject != MEETING else self.kind


def _by_minutes(said: Said) -> Fact:
    if len(said.rest) != 1:
        raise FactError(f"{said}: expected only a number of minutes, such as 30m")
    minutes = parse_minutes(said.rest[0])
    if minutes == 0:
        raise FactError(f"{said}: minutes must be more than 0")
    return Fact(said.kind, said.subject, minutes)


def _speakers(said: Said) -> Fact:
    if len(said.rest) != 2 or not re.fullmatch(r"\d{1,4}", said.rest[0]):
        raise FactError(
            f"{said}: expected the number of speakers left and their limit, such as 14 3m"
        )
    limit = parse_minutes(said.rest[1])
    if limit == 0:
        raise FactError(f"{said}: the limit must be more than 0 minutes")
    return Fact(said.kind, said.subject, limit, left=int(said.rest[0]))


def _alone(said: Said) -> Fact:
    if said.rest:
        raise FactError(f"{' '.join(said.rest)!r} is not expected after {said}")
    return Fact(said.kind, said.subject)


def _in_window(said: Said) -> Fact:
    return Fact(said.kind, said.subject, None, *parse_window(said.rest, said.calendar))


def _cut(said: Said) -> Fact:
    if len(said.rest) != 1 or parse_minutes(said.rest[0]) == 0:
        raise FactError(f"{said}: expected how long a team may work, such as 150m")
    return Fact(said.kind, said.subject, parse_minutes(said.rest[0]))


def _documents(said: Said) -> Fact:
    if not said.rest:
        raise FactError(f"{said}: expected a day, such as 2025-02-27")
    try:
        start = datetime.combine(parse_day(" ".join(said.rest), said.calendar), time(0))
    except FactError as error:
        raise FactError(f"{said}: expected a day: {error}") from None
    return Fact(said.kind, said.subject, start=start)


def _missed(said: Said) -> Fact:
    start, end = parse_window(said.rest, said.calendar)
    if start is not None:
        raise FactError(f"{said}: expected nothing more, or until 2025-02-26 15:00")
    return Fact(said.kind, said.subject, end=end)


READERS: dict[Kind, Callable[[Said], Fact]] = {
    "overrun": _by_minutes,
    "early": _by_minutes,
    "late": _by_minutes,
    "speakers": _speakers,
    "cancelled": _alone,
    "absent": _in_window,
    "room-lost": _in_window,
    "interpretation-lost": _in_window,
    "interpretation-cut": _cut,
    "documents": _documents,
    "quorum-missed": _missed,
}

"""Read facts as planners say them, with every complaint at once."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from pydantic import ValidationError

from scheduler.errors import FactError, did_you_mean
from scheduler.problem import Problem
from scheduler.replanning.facts.fact import HELD, MEETING, MINUTES, SPELLINGS, Fact, Kind

JOINED = re.compile(
    r"^\s*(?:(late)\s+(start)|(early)\s+(finish)|(room)\s+(lost)|(interpretation)\s+(lost|cut)"
    r"|(documents)\s+(late)|(quorum)\s+(missed))\b",
    re.IGNORECASE,
)
"""Kinds that are written in two words."""
TOLD = re.compile(r"\s+at\s+(?P<when>[^{}]*)$")
"""When a fact was told, at its end; braces belong to what is said of an added session."""


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
    facts: list[Fact] = []
    complaints = []
    for text in texts:
        try:
            facts.append(one(problem, text, facts))
        except FactError as error:
            complaints.append(f"fact {text!r}: {error}")
    complaints += _of_cancelled(facts)
    if complaints:
        raise FactError("\n".join(complaints))
    return tuple(dict.fromkeys(facts))


def _of_cancelled(facts: Sequence[Fact]) -> Iterator[str]:
    """What is told of a session after it was cancelled."""
    gone: set[str] = set()
    for fact in facts:
        if fact.kind in (*MINUTES, *HELD) and fact.subject in gone:
            yield f"fact {str(fact)!r}: {fact.subject} is cancelled too"
        gone |= {fact.subject} if fact.kind == "cancelled" else set()


def one(problem: Problem, text: str, before: Sequence[Fact]) -> Fact:
    """A fact told after these; FactError if it cannot be read."""
    stamp = TOLD.search(text)
    at = parse_moment(stamp["when"]) if stamp is not None else None
    text = text if stamp is None else text[: stamp.start()]
    text = JOINED.sub(lambda match: "-".join(filter(None, match.groups())), text)
    words = text.split()
    if not words:
        raise FactError("it is empty")
    kind = SPELLINGS.get(words[0].lower())
    if kind is None:
        raise FactError(f"nothing is called {words[0]!r}{did_you_mean(words[0], SPELLINGS)}")
    added = {fact.subject: fact for fact in before if fact.kind == "added"}
    names = _subjects(problem, kind, added)
    if names is None:
        return replace(READERS[kind](kind, MEETING, words[1:]), at=at)
    which, none = ABOUT.get(kind, ("which session", "no session"))
    if len(words) < 2:
        raise FactError(f"{kind}: say {which}")
    subject = words[1]
    if kind == "added":
        if len(words) == 2 and subject in names:
            return Fact(kind, subject, at=at)
        fact = replace(_added(names, subject, text.split(maxsplit=2)[2:]), at=at)
        there = [s for s in problem.sessions if s.id == subject and s != fact.session]
        if there or added.get(subject, fact) != fact:
            raise FactError(f"there is a session {subject} already")
        return fact
    if subject not in names:
        raise FactError(f"{none} is called {subject!r}{did_you_mean(subject, names)}")
    fact = replace(READERS[kind](kind, subject, words[2:]), at=at)
    if kind == "speakers" and at is None:
        raise FactError(f"say when so many are left: {fact} at 2025-02-26 10:20")
    return fact


def _subjects(problem: Problem, kind: Kind, added: Iterable[str]) -> list[str] | None:
    """Whom a fact of this kind may be about; None if about nobody in particular."""
    offered = problem.interpretation
    match kind:
        case "absent":
            return [person.id for person in problem.people]
        case "room-lost":
            return [room.id for room in problem.rooms]
        case "interpretation-lost":
            return [team.id for team in offered.teams] if offered is not None else []
        case "documents":
            papers = [document.id for document in problem.documents]
            return [*papers, *(session.id for session in problem.sessions), *added]
        case "interpretation-cut" if offered is None:
            raise FactError("the scenario has no interpreters")
        case "quorum-missed" if problem.quorum is None:
            raise FactError("the scenario asks for no quorum")
        case "interpretation-cut" | "quorum-missed":
            return None
    return [*(session.id for session in problem.sessions), *added]


ABOUT: dict[Kind, tuple[str, str]] = {
    "absent": ("who", "nobody"),
    "room-lost": ("which room", "no room"),
    "interpretation-lost": ("which team of interpreters", "no team of interpreters"),
    "documents": ("which document or session", "no document or session"),
}
"""What to ask for, and what there is none of, where a fact is not about a session."""


def _by_minutes(kind: Kind, subject: str, rest: list[str]) -> Fact:
    if len(rest) != 1:
        raise FactError(f"{kind} {subject}: say by how many minutes, and nothing more")
    minutes = parse_minutes(rest[0])
    if minutes == 0:
        raise FactError(f"{kind} {subject} by 0 minutes is no fact")
    return Fact(kind, subject, minutes)


def _speakers(kind: Kind, subject: str, rest: list[str]) -> Fact:
    if len(rest) != 2 or not re.fullmatch(r"\d{1,4}", rest[0]):
        raise FactError(f"speakers {subject}: say how many are left, and their limit: 14 3m")
    limit = parse_minutes(rest[1])
    if limit == 0:
        raise FactError(f"speakers {subject}: a limit of 0 minutes lets nobody speak")
    return Fact(kind, subject, limit, left=int(rest[0]))


def _alone(kind: Kind, subject: str, rest: list[str]) -> Fact:
    if rest:
        raise FactError(f"{' '.join(rest)!r} means nothing after {kind} {subject}")
    return Fact(kind, subject)


def _in_window(kind: Kind, subject: str, rest: list[str]) -> Fact:
    return Fact(kind, subject, None, *_window(rest))


def _cut(kind: Kind, subject: str, rest: list[str]) -> Fact:
    if len(rest) != 1 or parse_minutes(rest[0]) == 0:
        raise FactError("interpretation-cut: say how long a team works at most, such as 150m")
    return Fact(kind, subject, parse_minutes(rest[0]))


def _documents(kind: Kind, subject: str, rest: list[str]) -> Fact:
    try:
        (day,) = rest
        start = datetime.combine(date.fromisoformat(day), time(0))
    except ValueError:
        raise FactError(f"documents {subject}: say on which day: 2025-02-27") from None
    return Fact(kind, subject, start=start)


def _missed(kind: Kind, subject: str, rest: list[str]) -> Fact:
    start, end = _window(rest)
    if start is not None:
        raise FactError("quorum-missed: say until when, if that is known: until 2025-02-26 15:00")
    return Fact(kind, subject, end=end)


READERS: dict[Kind, Callable[[Kind, str, list[str]], Fact]] = {
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


def _added(names: Iterable[str], subject: str, rest: list[str]) -> Fact:
    """``rest``: what comes after the name, in one piece."""
    minutes, _, more = (rest[0] if rest else "").partition(" ")
    if not minutes:
        hint = did_you_mean(subject, names)
        raise FactError(f"added {subject}: the scenario has none such{hint}; say its minutes: 90m")
    try:
        fields = json.loads(more) if more.strip() else {}
        if not isinstance(fields, dict):
            raise FactError(f"added {subject}: {more.strip()!r} is no JSON object")
        text = json.dumps(fields, ensure_ascii=False, sort_keys=True) if fields else None
        fact = Fact("added", subject, parse_minutes(minutes), more=text)
        session = fact.session
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise FactError(f"added {subject}: {where}: {first['msg'].lower()}") from None
    except ValueError as error:
        raise FactError(f"added {subject}: {more.strip()!r} is no JSON: {error}") from None
    if session.id != subject:
        raise FactError(f"added {subject}: its id is {session.id}")
    if fact.follows is not None and fact.follows not in names:
        hint = did_you_mean(fact.follows, names)
        raise FactError(f"added {subject}: no session is called {fact.follows!r}{hint}")
    return fact


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

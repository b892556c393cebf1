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
            facts.append(_fact(problem, text, facts))
        except FactError as error:
            complaints.append(f"fact {text!r}: {error}")
    complaints += _of_cancelled(facts)
    if complaints:
        raise FactError("\n".join(complaints))
    return tuple(dict.fromkeys(facts))


def one(problem: Problem, text: str, before: Sequence[Fact]) -> Fact:
    """A fact told after these; FactError if it cannot be read."""
    return _fact(problem, text, before)


def _of_cancelled(facts: Sequence[Fact]) -> Iterator[str]:
    """What is told of a session after it was cancelled."""
    gone: set[str] = set()
    for fact in facts:
        if fact.kind in (*MINUTES, *HELD) and fact.subject in gone:
            yield f"fact {str(fact)!r}: {fact.subject} is cancelled too"
        gone |= {fact.subject} if fact.kind == "cancelled" else set()


def _fact(problem: Problem, text: str, before: Sequence[Fact]) -> Fact:
    told = TOLD.search(text)
    at = parse_moment(told["when"]) if told is not None else None
    said = JOINED.sub(
        lambda match: "-".join(filter(None, match.groups())), text[: told.start()] if told else text
    )
    words = said.split()
    if not words:
        raise FactError("it is empty")
    kind = SPELLINGS.get(words[0].lower())
    if kind is None:
        raise FactError(f"nothing is called {words[0]!r}{did_you_mean(words[0], SPELLINGS)}")
    added = {fact.subject: fact for fact in before if fact.kind == "added"}
    known = _known(problem, kind, added)
    if known is None:
        return replace(READERS[kind](kind, MEETING, words[1:]), at=at)
    if len(words) < 2:
        raise FactError(f"{kind}: say {_wanted(kind)}")
    subject = words[1]
    if kind == "added":
        if len(words) == 2 and subject in known:
            return Fact(kind, subject, at=at)
        found = replace(_added(known, subject, said.split(maxsplit=2)[2:]), at=at)
        there = [s for s in problem.sessions if s.id == subject and s != found.session]
        if there or added.get(subject, found) != found:
            raise FactError(f"there is a session {subject} already")
        return found
    if subject not in known:
        raise FactError(f"{_nobody(kind)} is called {subject!r}{did_you_mean(subject, known)}")
    found = replace(READERS[kind](kind, subject, words[2:]), at=at)
    if kind == "speakers" and at is None:
        raise FactError(f"say when so many are left: {found} at 2025-02-26 10:20")
    return found


def _known(problem: Problem, kind: Kind, added: Iterable[str]) -> list[str] | None:
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


def _wanted(kind: Kind) -> str:
    names = {
        "absent": "who",
        "room-lost": "which room",
        "interpretation-lost": "which team of interpreters",
        "documents": "which document or session",
    }
    return names.get(kind, "which session")


def _nobody(kind: Kind) -> str:
    names = {
        "absent": "nobody",
        "room-lost": "no room",
        "interpretation-lost": "no team of interpreters",
        "documents": "no document or session",
    }
    return names.get(kind, "no session")


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


def _added(known: Iterable[str], subject: str, rest: list[str]) -> Fact:
    """``rest``: what comes after the name, in one piece."""
    minutes, _, more = (rest[0] if rest else "").partition(" ")
    if not minutes:
        hint = did_you_mean(subject, known)
        raise FactError(f"added {subject}: the scenario has none such{hint}; say its minutes: 90m")
    try:
        said = json.loads(more) if more.strip() else {}
        if not isinstance(said, dict):
            raise FactError(f"added {subject}: {more.strip()!r} is no JSON object")
        text = json.dumps(said, ensure_ascii=False, sort_keys=True) if said else None
        found = Fact("added", subject, parse_minutes(minutes), more=text)
        made = found.session
    except ValidationError as error:
        told = error.errors(include_url=False)[0]
        where = ".".join(map(str, told["loc"]))
        raise FactError(f"added {subject}: {where}: {told['msg'].lower()}") from None
    except ValueError as error:
        raise FactError(f"added {subject}: {more.strip()!r} is no JSON: {error}") from None
    if made.id != subject:
        raise FactError(f"added {subject}: its id is {made.id}")
    if found.follows is not None and found.follows not in known:
        hint = did_you_mean(found.follows, known)
        raise FactError(f"added {subject}: no session is called {found.follows!r}{hint}")
    return found


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

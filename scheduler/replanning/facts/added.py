"""A session that was added: read, and refused where it names what the meeting does not have."""

import json
from collections.abc import Iterable, Iterator
from typing import NoReturn

from pydantic import ValidationError

from scheduler.errors import FactError, did_you_mean
from scheduler.problem import Pin, Problem, Session
from scheduler.problem.meeting import own_slots
from scheduler.problem.spoken_names import person_meant, room_meant, session_meant
from scheduler.replanning.facts.fact import Fact
from scheduler.vocabulary.moments import parse_day, parse_minutes, parse_moment


def read_added(problem: Problem, names: Iterable[str], subject: str, rest: str) -> Fact:
    """
    The fact that a session is new.

    ``names``: of the sessions there are; ``rest``: what comes after its own name, in one piece.
    FactError if it cannot be meant.
    """
    minutes, _, more = rest.partition(" ")
    if not minutes:
        hint = did_you_mean(subject, names)
        raise FactError(
            f"added {subject}: not in the scenario{hint}; give its minutes, such as 90m"
        )
    fact = _read(problem, subject, minutes, more.strip())
    complaints = list(_doubts(problem, names, fact))
    if complaints:
        raise FactError("; ".join(f"added {subject}: {complaint}" for complaint in complaints))
    return fact


def session_of(problem: Problem, fact: Fact) -> Session:
    """The new session, in the slots of its kind if that has some of its own: as in a scenario."""
    session = fact.session
    told = session.slots is not None or (session.pin is not None and session.pin.exact is not None)
    if told or fact.follows is not None:
        return session
    slots = own_slots(session.kind, ((slot.id, slot.only) for slot in problem.slots))
    return session.model_copy(update={"slots": slots}) if slots else session


def _read(problem: Problem, subject: str, minutes: str, more: str) -> Fact:
    try:
        fields = json.loads(more, parse_constant=_no_number) if more else {}
        if not isinstance(fields, dict):
            raise FactError(f"added {subject}: {more!r} is not a JSON object")
        if isinstance(fields.get("days"), list):  # as people write them: "wednesday"
            days = [parse_day(day, problem.calendar) for day in fields["days"] if day]
            fields["days"] = [str(day) for day in days]
        fields |= {
            key: [meant(problem, name) if isinstance(name, str) else name for name in fields[key]]
            for key, meant in (("chairs", person_meant), ("rooms", room_meant))
            if isinstance(fields.get(key), list)
        }
        if isinstance(fields.get("follows"), str):
            fields["follows"] = session_meant(problem, fields["follows"])
        text = json.dumps(fields, ensure_ascii=False, sort_keys=True) if fields else None
        (text or "").encode()
        fact = Fact("added", subject, parse_minutes(minutes), more=text)
        named = fact.session.id
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise FactError(f"added {subject}: {where}: {first['msg'].lower()}") from None
    except UnicodeEncodeError:
        raise FactError(f"added {subject}: {more!r} holds half a character") from None
    except (ValueError, RecursionError) as error:
        reason = "nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise FactError(f"added {subject}: {_short(more)} is no JSON: {reason}") from None
    if named != subject:
        raise FactError(f"added {subject}: its id is {named}")
    return fact


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a number in JSON")


def _short(text: str) -> str:
    return repr(text if len(text) <= 60 else f"{text[:60]}…")


def _doubts(problem: Problem, names: Iterable[str], fact: Fact) -> Iterator[str]:
    """What it names and the meeting does not have."""
    session = fact.session
    people = [person.id for person in problem.people]
    rooms = [room.id for room in problem.rooms]
    if fact.follows is not None:
        yield from _unknown("no session", (fact.follows,), names)
    yield from _unknown("nobody", (*session.chairs, *session.attendees), people)
    pinned = session.pin.room if session.pin is not None else None
    chosen = (*(session.rooms or ()), *([] if pinned is None else [pinned]))
    yield from _unknown("no room", chosen, rooms)
    yield from _unknown("no slot", session.slots or (), _slots(problem))
    for day in session.days or ():
        if day not in problem.days:
            yield f"{day} is not a day of the meeting"
    yield from _untimely(problem, session)
    yield from _unserved(problem, session)


def _untimely(problem: Problem, session: Session) -> Iterator[str]:
    """Moments that no clock of the meeting shows; a deadline before it may begin."""
    pin = session.pin or Pin.model_construct()
    for moment in (session.after, session.deadline, pin.exact, pin.not_before):
        if moment is not None:
            try:
                parse_moment(str(moment), problem.calendar)
            except FactError as error:
                yield str(error)
    after, deadline = session.after, session.deadline
    if after is not None and deadline is not None and deadline <= after:
        yield f"the deadline is not after {after:%Y-%m-%d %H:%M} ('after')"


def _unknown(none: str, wanted: Iterable[str], names: Iterable[str]) -> Iterator[str]:
    known = list(names)
    for name in dict.fromkeys(wanted):
        if name not in known:
            yield f"{none} is called {name!r}{did_you_mean(name, known)}"


def _slots(problem: Problem) -> Iterator[str]:
    """Slots as a session may name them: ``morning``, ``2025-02-25/morning``."""
    for slot in problem.slots:
        yield slot.id
        for day in problem.days:
            if slot.days is None or day in slot.days:
                yield f"{day}/{slot.id}"


def _unserved(problem: Problem, session: Session) -> Iterator[str]:
    """What nobody provides for it."""
    if not any(slot.serves(session.kind) for slot in problem.slots):
        yield f"no slot is for sessions of the kind {session.kind!r}"
    offered = problem.interpretation
    if session.languages and (
        offered is None or not any(session.languages <= team.languages for team in offered.teams)
    ):
        yield f"no team interprets into {', '.join(sorted(session.languages))}"

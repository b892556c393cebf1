"""
What a file says has changed: each change is one, and none is left out.

A change carries what was published and what is now; where it says that other things were published
than the situation does (as after going back to an earlier revision), only the change itself can be
judged, unless it is known what was published.
"""

from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from scheduler.problem import Sitting, Situation
from scheduler.timetable import Change
from scheduler.verifier.claims.statement import Statement, by_session, minutes_of, span
from scheduler.verifier.clock import say_span
from scheduler.verifier.findings import FalseClaim
from scheduler.verifier.reading import acting, team_of

Sittings = Sequence[Sitting]
WORDS: dict[str, str] = {
    "new": "is new",
    "cancelled": "has no place any more",
    "moved": "has moved",
    "room": "has another room",
    "shortened": "is shorter",
    "lengthened": "is longer",
    "chairs": "has other people who preside",
    "team": "has other interpreters",
}
"""Each kind of change, said of a session."""


def false_claims(statement: Statement) -> Iterator[FalseClaim]:
    record = statement.record
    if not record.changes:
        return
    now = by_session(record.sittings)
    for change in record.changes:
        message = _amiss(statement, change, now.get(change.session, ()))
        if message is not None:
            yield FalseClaim("changes", message, (change.session,))
    if statement.situation is not None:
        yield from _left_out(statement, statement.situation, now)


def _amiss(statement: Statement, change: Change, now: Sittings) -> str | None:
    """What is false about a change, judged by the change alone."""
    before, after = _in_time(change.before), _in_time(change.after)
    if _places(after) != _places(now):
        zone = statement.problem.zone
        says = f"The file says that {change.session} has changed to {_listed(after, zone)}"
        return f"{says}; its sittings are {_listed(now, zone)}."
    if change.kind not in _kinds(statement, before, after):
        says = f"The file says that {change.session} {WORDS[change.kind]}"
        return f"{says}; its 'before' and 'after' do not show that."
    return None


def _published(statement: Statement, situation: Situation) -> dict[str, tuple[Sitting, ...]] | None:
    """What was published, of sessions to be held; None if the changes are from something else."""
    cancelled = situation.cancelled
    if statement.published is not None:
        sittings = statement.published.sittings
        return by_session(s for s in sittings if s.session not in cancelled)
    was = by_session(s for s in situation.published if s.session not in cancelled)
    for change in statement.record.changes:
        here = _places(was.get(change.session, ()))
        if change.session not in cancelled and _places(_in_time(change.before)) != here:
            return None
    return was


def _left_out(
    statement: Statement, situation: Situation, now: dict[str, tuple[Sitting, ...]]
) -> Iterator[FalseClaim]:
    was = _published(statement, situation)
    if was is None:
        return
    listed = {(change.session, change.kind) for change in statement.record.changes}
    for id in sorted((was.keys() | now.keys()) - situation.cancelled):
        for kind in _certain(was.get(id, ()), now.get(id, ())):
            if (id, kind) not in listed:
                says = f"The file does not say that {id} {WORDS[kind]}"
                message = f"{says}; against what was published, that is so."
                yield FalseClaim("changes", message, (id,))


def _kinds(statement: Statement, old: Sittings, new: Sittings) -> Iterator[str]:
    """Every kind of change that there is between the sittings of a session, then and now."""
    yield from _certain(old, new)
    if not old or not new:
        return
    if {s.room for s in old} != {s.room for s in new}:
        yield "room"  # a room that is not used any more was listed as well
    last = old[-1]
    pairs = [*zip(old, new, strict=False), *((last, extra) for extra in new[len(old) :])]
    if any(_presiding(statement, a) != _presiding(statement, b) for a, b in pairs):
        yield "chairs"
    if any(_team(statement, a) != _team(statement, b) for a, b in pairs):
        yield "team"


def _certain(old: Sittings, new: Sittings) -> Iterator[str]:
    """The kinds that every file lists; those of earlier versions did not tell who serves."""
    if not old or not new:
        if old or new:
            yield "cancelled" if old else "new"
        return
    pairs = list(zip(old, new, strict=False))
    longer = minutes_of(new) - minutes_of(old)
    otherwise = longer == 0 and [span(s) for s in old] != [span(s) for s in new]
    if otherwise or any(span(a)[0] != span(b)[0] for a, b in pairs):
        yield "moved"
    rooms = {s.room for s in old}
    if any(a.room != b.room for a, b in pairs) or any(s.room not in rooms for s in new[len(old) :]):
        yield "room"
    if longer != 0:
        yield "lengthened" if longer > 0 else "shortened"


def _in_time(sittings: Sittings) -> Sittings:
    return sorted(sittings, key=lambda s: (*span(s), s.room))


def _places(sittings: Sittings) -> list[tuple[object, ...]]:
    return [(*span(s), s.room, s.chairs, s.team) for s in sittings]


def _presiding(statement: Statement, sitting: Sitting) -> tuple[str, ...]:
    session = statement.sessions.get(sitting.session)
    people = {person.id: person for person in statement.problem.people}
    offices = () if session is None else session.chairs
    return sitting.chairs or tuple(acting(people, office) for office in offices)


def _team(statement: Statement, sitting: Sitting) -> str | None:
    return team_of(statement.problem, sitting, statement.sessions.get(sitting.session))


def _listed(sittings: Sittings, zone: ZoneInfo) -> str:
    """``Mon 2030-03-04 10:00-10:25 in A``, each sitting; who serves it, where it says so."""
    return ", ".join(_say(sitting, zone) for sitting in _in_time(sittings)) or "nowhere"


def _say(sitting: Sitting, zone: ZoneInfo) -> str:
    chairs = f" with {' and '.join(sitting.chairs)}" if sitting.chairs else ""
    team = f", interpreted by {sitting.team}" if sitting.team else ""
    return f"{say_span(*span(sitting), zone)} in {sitting.room}{chairs}{team}"

"""
What a file says about where the meeting stood: each part must rest on a fact or a timetable.

Whatever is cancelled, late, settled or longer than published was told by a fact, or stands in what
was published or held. Whatever is listed as held lies before now.
"""

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from scheduler.problem import Session, Situation
from scheduler.problem.day_slots import MINUTE
from scheduler.verifier.claims.statement import Statement, by_session, minutes_of, span
from scheduler.verifier.clock import REGULAR, day_slots, minutes, say, utc
from scheduler.verifier.findings import FalseClaim
from scheduler.verifier.spans import Calendar

HELD = ("overrun", "early", "speakers")
"""Kinds of facts that settle how long a session is held."""


def false_claims(statement: Statement) -> Iterator[FalseClaim]:
    situation = statement.situation
    if situation is None:
        return
    yield from _cancelled(statement, situation)
    yield from _begun(statement, situation)
    yield from _starts(statement, situation)
    yield from _settled(statement, situation)
    yield from _minutes(statement, situation)
    yield from _overtime(statement, situation)
    yield from _sequence(statement, situation)


def _cancelled(statement: Statement, situation: Situation) -> Iterator[FalseClaim]:
    for id in sorted(situation.cancelled):
        if not statement.tells(id, "cancelled"):
            message = f"The file says that {id} is cancelled; no fact says so."
            yield FalseClaim("situation.cancelled", message, (id,))


def _begun(statement: Statement, situation: Situation) -> Iterator[FalseClaim]:
    """
    What is false about what has begun: what is over ended by now, what runs started before now.
    """
    now, zone = utc(situation.now), statement.problem.zone
    at_now = f"at {say(now, zone)}"
    for sitting in situation.history:
        if span(sitting)[1] > now:
            ends = say(span(sitting)[1], zone)
            message = f"The file says that {sitting.session} is over {at_now}; it ends {ends}."
            yield FalseClaim("situation.history", message, (sitting.session,))
    for sitting in situation.running:
        if span(sitting)[0] > now:
            starts = say(span(sitting)[0], zone)
            message = (
                f"The file says that {sitting.session} is running {at_now}; it starts {starts}."
            )
            yield FalseClaim("situation.running", message, (sitting.session,))


def _starts(statement: Statement, situation: Situation) -> Iterator[FalseClaim]:
    known = {
        (sitting.session, utc(sitting.start))
        for sitting in (*situation.published, *situation.history, *situation.running)
    }
    for id, start in sorted(situation.starts.items()):
        if not statement.tells(id, "late") and (id, utc(start)) not in known:
            when = say(utc(start), statement.problem.zone)
            message = f"The file says that {id} starts late, {when}; no fact says so."
            yield FalseClaim("situation.starts", message, (id,))


def _settled(statement: Statement, situation: Situation) -> Iterator[FalseClaim]:
    begun = by_session((*situation.history, *situation.running))
    for id in sorted(situation.settled):
        session = statement.sessions.get(id)
        split = session.split if session is not None else None
        least = timedelta(0) if split is None else split.least_part * MINUTE
        short = any(end - start < least for start, end in map(span, begun.get(id, ())))
        if not short and not statement.tells(id, *HELD):
            message = (
                f"The file says that a fact settles how long {id} lasts; no fact says how long."
            )
            yield FalseClaim("situation.settled", message, (id,))


def _minutes(statement: Statement, situation: Situation) -> Iterator[FalseClaim]:
    published = by_session(situation.published)
    begun = by_session((*situation.history, *situation.running))
    for id, planned in sorted(situation.minutes.items()):
        was = minutes_of(published.get(id, ()))
        held = minutes_of(begun.get(id, ()), utc(situation.now))
        session = statement.sessions.get(id)
        if planned in (was, held) or statement.tells(id) or _as_written(session, planned):
            continue
        before = f"published with {was}" if was > 0 else "not published"
        lasts = f"The file says that {id} lasts {planned} minutes"
        message = f"{lasts}; it was {before}, and no fact is about it."
        yield FalseClaim("situation.minutes", message, (id,))


def _as_written(session: Session | None, planned: int) -> bool:
    """Whether the scenario has such minutes for it, as after a fact is taken back."""
    if session is None:
        return False
    return session.minutes.least <= planned <= session.minutes.likely


def _overtime(statement: Statement, situation: Situation) -> Iterator[FalseClaim]:
    """Minutes agreed are those that something ran over, or was published to."""
    slots = day_slots(statement.problem)
    late = dict.fromkeys((slot.id for slot in slots), 0)
    for sitting in (*situation.published, *situation.history):
        session = statement.sessions.get(sitting.session)
        kind = session.kind if session is not None else REGULAR
        start, end = span(sitting)
        slot = Calendar.of(s for s in slots if s.serves(kind)).begun_by(start)
        if slot is not None:
            late[slot.id] = max(late[slot.id], minutes(end - slot.end))
    for id, agreed in sorted(situation.overtime.items()):
        # what a session that is cancelled was published to run over is not listed any more
        if agreed > late.get(id, 0) and not situation.cancelled:
            ran = f"at most {late[id]} were" if late.get(id) else "none was"
            says = f"The file says that {agreed} minutes of overtime are agreed for {id}"
            message = f"{says}; {ran} published or held."
            yield FalseClaim("situation.overtime", message)


def _sequence(statement: Statement, situation: Situation) -> Iterator[FalseClaim]:
    """Sessions of a rolling order are named in the order in which they are published."""
    published = by_session(situation.published)
    for order in statement.problem.rolling:
        named = [id for id in situation.sequence if id in order.order and id in published]
        for before, after in pairwise(named):
            if utc(published[after][0].start) < utc(published[before][0].start):
                message = (
                    f"The file says that {before} comes before {after}; it is published after it."
                )
                yield FalseClaim("situation.sequence", message, (before, after))

"""No sitting of some sessions goes on after an hour of the day."""

from collections.abc import Iterator
from datetime import datetime

from scheduler.problem import NothingAfter, Session
from scheduler.verifier.clock import Stretch, from_local, minutes
from scheduler.verifier.findings import Breach
from scheduler.verifier.reading import Reading, Stay
from scheduler.verifier.stated import stays


def strays(
    reading: Reading, rule: NothingAfter, session: Session, stretch: Stretch
) -> Iterator[str]:
    """Why the session must not sit there; nothing if the statement is not about it."""
    start, end = stretch.start, stretch.end
    if session.id in reading.names.resolve(rule.of) and end > _hour(reading, rule, start):
        yield f"it may not go on after {rule.after:%H:%M}"


def ends(reading: Reading, rule: NothingAfter, stay: Stay) -> Iterator[datetime]:
    """When a sitting has to end; nothing if the statement is not about it."""
    if stay.session in reading.names.resolve(rule.of):
        yield _hour(reading, rule, stay.start)


def _hour(reading: Reading, rule: NothingAfter, start: datetime) -> datetime:
    day = start.astimezone(reading.zone).date()
    return from_local(datetime.combine(day, rule.after), reading.zone)


def breaches(reading: Reading, rule: NothingAfter) -> Iterator[Breach]:
    for stay in stays(reading, reading.names.resolve(rule.of)):
        late = stay.end - _hour(reading, rule, stay.start)
        if minutes(late) > 0:
            message = f"{reading.say_stay(stay)} goes on after {rule.after:%H:%M}."
            past = not stay.has_rest
            yield Breach("nothing_after", (stay.session,), minutes(late), message, past=past)

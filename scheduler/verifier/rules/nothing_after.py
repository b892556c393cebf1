"""No sitting of some sessions goes on after an hour of the day."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from scheduler.problem import NothingAfter, Session
from scheduler.verifier.clock import Stretch, from_local, minutes
from scheduler.verifier.findings import Breach
from scheduler.verifier.reading import Reading, Stay
from scheduler.verifier.stated import stays


def strays(
    reading: Reading, rule: NothingAfter, session: Session, stretch: Stretch
) -> Iterator[str]:
    """Why the session must not sit there; nothing if the statement is not about it."""
    is_meant = session.id in reading.names.resolve(rule.of)
    if is_meant and stretch.end > _hour(reading, rule, stretch):
        yield f"it may not go on after {rule.after:%H:%M}"


def ends(reading: Reading, rule: NothingAfter, stay: Stay) -> Iterator[datetime]:
    """When a sitting has to end; nothing if the statement is not about it."""
    if stay.session in reading.names.resolve(rule.of):
        yield _hour(reading, rule, stay)


def _hour(reading: Reading, rule: NothingAfter, at: Stretch | Stay) -> datetime:
    """On the day of its slot; in the night that follows, for a slot that goes over midnight."""
    day, slot = reading.slot_day(at), at.slot
    if slot is not None and slot.over_midnight:
        begins = slot.template.start
        if rule.after < begins and rule.after.hour < 12:
            day += timedelta(days=1)
    return from_local(datetime.combine(day, rule.after), reading.zone)


def breaches(reading: Reading, rule: NothingAfter) -> Iterator[Breach]:
    for stay in stays(reading, reading.names.resolve(rule.of)):
        late = stay.end - _hour(reading, rule, stay)
        if minutes(late) > 0:
            message = f"{reading.say_stay(stay)} goes on after {rule.after:%H:%M}."
            past = not stay.has_rest
            yield Breach("nothing_after", (stay.session,), minutes(late), message, past=past)

"""
The latest possible end of a running sitting: until when no rule stops it.

Minutes to come obey the rules: whoever presides leaves, a room closes, interpreters reach their
limit. A sitting that ends when the first of these comes, before the end of its slot, is stopped.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from scheduler.problem import Closing, NothingAfter, Preference, Session, Statement
from scheduler.verifier.clock import DaySlot
from scheduler.verifier.levels import level_of, level_of_statement
from scheduler.verifier.reading import Reading, Stay
from scheduler.verifier.rules import (
    availability,
    closing,
    comfort,
    interpretation,
    nothing_after,
    overtime,
    preference,
    window,
)


def is_stopped(reading: Reading, stay: Stay) -> bool:
    """Whether a running sitting ends before its slot does, and could not have gone on."""
    session = reading.sessions.get(stay.session)
    if not stay.running or stay.slot is None or session is None or stay.end >= stay.slot.end:
        return False
    return stay.end == last_possible_end(reading, session, stay, stay.slot)


def last_possible_end(reading: Reading, session: Session, stay: Stay, slot: DaySlot) -> datetime:
    """The latest moment until which a running sitting may go on; now, if it has to stop at once."""
    ends = _ends(reading, session, stay, overtime.latest_end(reading, slot))
    return max(stay.since, min(ends))


def _ends(reading: Reading, session: Session, stay: Stay, latest: datetime) -> Iterator[datetime]:
    """When each rule that is asked of its rest, hard and not waived, ends the sitting."""
    yield latest
    own = (session.id,)
    for _, people, room, hours in availability.hours_for(
        reading, session, stay.room, stay.presiding
    ):
        if level_of(reading.problem, "availability", own, people, room).obeyed:
            yield hours.permitted_until(stay.since, latest)
    closes = window.deadline_of(reading, session)
    if closes is not None and level_of(reading.problem, "window", own).obeyed:
        yield closes
    for person, hours in comfort.remote_hours(reading, stay):
        if level_of(reading.problem, "comfort", own, (person,)).obeyed:
            yield hours.permitted_until(stay.since, latest)
    yield from interpretation.ends(reading, stay, latest)
    yield from _stated_ends(reading, stay)


def _stated_ends(reading: Reading, stay: Stay) -> Iterator[datetime]:
    for rule in reading.problem.rules:
        if rule.declaration.ends_running and level_of_statement(rule).obeyed:
            if type(rule) not in STATED:
                raise NotImplementedError(
                    f"{stay.session} is running, and rule {rule.rule} may have to end it"
                )
            yield from STATED[type(rule)](reading, rule, stay)


STATED: dict[type[Statement], Callable[[Reading, Any, Stay], Iterator[datetime]]] = {
    Closing: closing.ends,
    NothingAfter: nothing_after.ends,
    Preference: preference.ends,
}
"""When each statement that is declared to end what runs does so."""

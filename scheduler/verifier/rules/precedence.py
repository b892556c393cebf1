"""
``then`` starts when the last part of ``first`` has ended and the lag has passed.

The lag is in minutes, in slots that begin after the end, or in days. Nothing is asked if either is
cancelled or unplaced, nor, where the rule is hard, of a ``then`` that has begun.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta

from scheduler.problem import Closing, Opening, Precedence
from scheduler.problem.day_slots import MINUTE
from scheduler.verifier.clock import LATEST, SIDE_EVENT, from_local
from scheduler.verifier.findings import Breach
from scheduler.verifier.levels import level_of_statement
from scheduler.verifier.reading import Reading
from scheduler.verifier.stated import many, placed

Ordered = Precedence | Opening | Closing


def pairs(reading: Reading, rule: Ordered) -> Iterator[tuple[str, str]]:
    """(first, then) for each two sessions that the statement puts in order."""
    if isinstance(rule, Precedence):
        for first in reading.names.resolve(rule.first):
            for then in reading.names.resolve(rule.then):
                if first != then:
                    yield first, then
        return
    if rule.session is None or rule.session not in {s.id for s in reading.names.held}:
        return
    for other in concerned(reading, rule):
        if other != rule.session:
            opens = isinstance(rule, Opening)
            yield (rule.session, other) if opens else (other, rule.session)


def concerned(reading: Reading, rule: Opening | Closing) -> tuple[str, ...]:
    """The sessions that a meeting's opening or closing is about."""
    if rule.of is not None:
        return reading.names.resolve(rule.of)
    return tuple(s.id for s in reading.names.held if s.kind != SIDE_EVENT)


def release(reading: Reading, rule: Ordered, first: str, then: str) -> datetime | None:
    """When the statement lets ``then`` start; None if it asks nothing."""
    if len(placed(reading, (first, then))) < 2:
        return None
    return released(reading, rule, max(s.end for s in reading.stays_of[first]), then)


def released(reading: Reading, rule: Ordered, over: datetime, then: str) -> datetime:
    """When the statement lets ``then`` start if what comes first is over by then."""
    if not isinstance(rule, Precedence):
        return over
    moments = [over + rule.lag * MINUTE]
    if rule.slots > 0:
        serving = reading.slots_for(reading.sessions[then].kind).starting_from(over)
        moments.append(serving[rule.slots - 1].start if len(serving) >= rule.slots else LATEST)
    if rule.days > 0:
        day = over.astimezone(reading.zone).date() + timedelta(days=rule.days)
        moments.append(from_local(datetime.combine(day, time(0)), reading.zone))
    return max(moments)


def releases(reading: Reading) -> Mapping[str, datetime]:
    """From when each session may start, as the one that comes after, by all hard statements."""
    latest: dict[str, datetime] = {}
    for rule in reading.problem.rules:
        if isinstance(rule, Ordered) and level_of_statement(rule).obeyed:
            for first, then in pairs(reading, rule):
                moment = release(reading, rule, first, then)
                if moment is not None:
                    latest[then] = max(moment, latest.get(then, moment))
    return latest


def breaches(reading: Reading, rule: Ordered) -> Iterator[Breach]:
    for first, then in pairs(reading, rule):
        moment = release(reading, rule, first, then)
        if moment is None:
            continue
        opening = reading.stays_of[then][0]
        if opening.start < moment:
            over = f"{first} is over{_lag(reading, rule, moment)}"
            message = f"{then} starts {reading.say(opening.start)}, before {over}."
            yield Breach(rule.rule, (first, then), 1, message, past=opening.begun)


def _lag(reading: Reading, rule: Ordered, moment: datetime) -> str:
    if moment == LATEST:
        return " and so many slots have begun: there are none left"
    lags = []
    if isinstance(rule, Precedence):
        lags += [_passed(rule.lag, "minute")] if rule.lag > 0 else []
        lags += [_passed(rule.slots, "slot", "begun")] if rule.slots > 0 else []
        lags += [_passed(rule.days, "day")] if rule.days > 0 else []
    return "".join(f" and {lag}" for lag in lags) + f" at {reading.say(moment)}"


def _passed(count: int, thing: str, how: str = "passed") -> str:
    return f"{many(count, thing)} {'has' if count == 1 else 'have'} {how}"

"""
``then`` starts when the last part of ``first`` has ended and ``lag`` minutes have passed.

Nothing is asked if either is cancelled or unplaced, nor of a ``then`` that has begun.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime

from scheduler.problem import Precedence, Problem
from scheduler.timetable import Timetable
from scheduler.verify.clock import MINUTE
from scheduler.verify.findings import Violation
from scheduler.verify.reading import Reading, read


def release(reading: Reading, rule: Precedence) -> datetime | None:
    """When the rule lets ``then`` start; None if it asks nothing."""
    if not (reading.placed(rule.first) and reading.placed(rule.then)):
        return None
    return max(s.end for s in reading.stays_of[rule.first]) + rule.lag * MINUTE


def releases(reading: Reading) -> Mapping[str, datetime]:
    """From when each session may start, as the one that comes after."""
    latest: dict[str, datetime] = {}
    for rule in reading.problem.rules:
        moment = release(reading, rule)
        if moment is not None:
            latest[rule.then] = max(moment, latest.get(rule.then, moment))
    return latest


def check(problem: Problem, timetable: Timetable) -> Iterator[Violation]:
    reading = read(problem, timetable)
    for rule in problem.rules:
        moment = release(reading, rule)
        if moment is None:
            continue
        opening = reading.stays_of[rule.then][0]
        if not opening.begun and opening.start < moment:
            lag = f" and {rule.lag} minutes have passed" if rule.lag > 0 else ""
            yield Violation(
                "precedence",
                (rule.first, rule.then),
                f"{rule.then} starts {reading.say(opening.start)}, before {rule.first} is over"
                f"{lag} at {reading.say(moment)}.",
            )

"""
What has happened stays: history exactly, what runs with its room, start, chairs and team.

What runs ends at now or after it; nothing else starts before now. Part numbers are placement's.
"""

from collections.abc import Iterator

from scheduler.problem import Situation
from scheduler.verifier.clock import utc
from scheduler.verifier.findings import Violation
from scheduler.verifier.reading import Reading, team_of


def check(reading: Reading) -> Iterator[Violation]:
    situation = reading.problem.situation
    if situation is None:
        return
    yield from _past(reading, situation)
    yield from _present(reading, situation)
    now = utc(situation.now)
    for stay in reading.stays:
        if not stay.begun and stay.start < now:
            starts = f"{reading.say_stay(stay)} starts before now, {reading.say(now)}"
            yield Violation("history", (stay.session,), f"{starts}, but has not begun.")


def _past(reading: Reading, situation: Situation) -> Iterator[Violation]:
    stays = {(s.session, s.room, s.start, s.end, s.chairs, s.team) for s in reading.stays}
    for was in situation.history:
        span = (utc(was.start), utc(was.end))
        team = team_of(reading.problem, was, reading.sessions.get(was.session))
        if (was.session, was.room, *span, was.chairs, team) not in stays:
            where = f"{was.session} ({reading.say_span(*span)}, {was.room})"
            message = f"{where} is over, but is not in the timetable as it was."
            yield Violation("history", (was.session,), message)


def _present(reading: Reading, situation: Situation) -> Iterator[Violation]:
    now = utc(situation.now)
    ends = {(s.session, s.room, s.start, s.chairs, s.team): s.end for s in reading.stays}
    for runs in situation.running:
        team = team_of(reading.problem, runs, reading.sessions.get(runs.session))
        end = ends.get((runs.session, runs.room, utc(runs.start), runs.chairs, team))
        begun = f"{runs.session} has run in {runs.room} since {reading.say(utc(runs.start))}"
        if end is None:
            message = f"{begun}, but is not in the timetable as it began."
            yield Violation("history", (runs.session,), message)
        elif end < now:
            message = f"{begun}, but ends {reading.say(end)}, before now, {reading.say(now)}."
            yield Violation("history", (runs.session,), message)

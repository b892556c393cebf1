"""So many calendar days lie between the beginnings of two sessions."""

from collections.abc import Iterator

from scheduler.problem import DaysApart
from scheduler.verifier.findings import Breach
from scheduler.verifier.reading import Reading
from scheduler.verifier.stated import many, past, placed


def breaches(reading: Reading, rule: DaysApart) -> Iterator[Breach]:
    if len(placed(reading, rule.sessions)) < 2 or rule.sessions[0] == rule.sessions[1]:
        return
    firsts = [reading.stays_of[id][0] for id in rule.sessions]
    a, b = (reading.slot_day(first) for first in firsts)
    days = abs((a - b).days)
    too_many = rule.most is not None and days > rule.most
    if days < rule.least or too_many or days in rule.never:
        one, other = f"{rule.sessions[0]} ({a})", f"{rule.sessions[1]} ({b})"
        message = f"{one} and {other} are {many(days, 'day')} apart."
        yield Breach("days_apart", rule.sessions, 1, message, past=past(firsts))

"""
The tiers that a repair leaves unproved, where the whole meeting is small.

A repair proves the distance from the published timetable. Who presides, which teams serve and what
is preferred count after that, and are only searched with most sessions held in place. The model of
everything proves those tiers too; for a small meeting it does so at once.
"""

from scheduler.errors import Interrupted, NoTimetable
from scheduler.instance.instance import Instance
from scheduler.search.cpsat.limits import Limits
from scheduler.search.cpsat.solutions import NoSolution
from scheduler.search.exact import everything
from scheduler.search.proofs import Answer, Reason, claim, join

FEW = 24
"""Sessions of a meeting that is small: its model is built in a few hundredths of a second."""
SECONDS = 5.0
"""What may be used on the proof; small meetings mostly need a tenth of one."""


def prove(instance: Instance, limits: Limits, answer: Answer) -> Answer:
    """An answer with all that is proved in a short while; the better one, if one is found."""
    if answer.proved or limits.left <= 0 or len(instance.sessions) > FEW:
        return answer
    short = limits.within(SECONDS)
    try:
        found = everything.search(instance, short, near=answer.timetable)
    except (NoTimetable, Interrupted):
        return answer
    if isinstance(found, NoSolution):
        return answer
    whole = claim(found, Reason.EVERYTHING)
    return join(whole, answer) if whole.costs < answer.costs else join(answer, whole)

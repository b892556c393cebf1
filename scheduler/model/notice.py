"""
How much a change weighs: 1, more inside the notice period, and more for a large audience.

    w(S, day) = (notice.weight if now >= notice.after on day - 1 else 1)
                + max_{i in S} attendance_i // notice.audience
"""

from collections.abc import Iterable
from datetime import timedelta

from scheduler.instance.instance import Instance
from scheduler.problem.day_slots import at


def weight(instance: Instance, sessions: Iterable[int], day: int | None) -> int:
    """Weight of a change to sessions i on the day that is ``day`` days after the first one."""
    notice = instance.problem.notice
    situation = instance.problem.situation
    base = 1
    if day is not None and situation is not None:
        eve = instance.problem.days[0] + timedelta(days=day - 1)
        begins = at(eve, notice.after, instance.grid.zone)
        base = notice.weight if situation.now >= begins else 1
    audience = max((instance.sessions[i].attendance for i in sessions), default=0)
    return base + audience // notice.audience


def of_session(instance: Instance, i: int) -> int:
    """Weight of a change to session i: on the day of its first published sitting, if it has one."""
    published = instance.published.get(i)
    day = None if published is None else day_of(instance, published.sittings[0][2])
    return weight(instance, [i], day)


def day_of(instance: Instance, tick: int) -> int:
    """Days from the first day of the meeting to the local day of a tick."""
    return (instance.grid.clock(tick).date() - instance.problem.days[0]).days

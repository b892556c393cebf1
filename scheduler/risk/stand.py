"""Where a meeting stands when its risk is asked for: what is printed, what is over, what is on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

import numpy as np

from scheduler.instance.compile import compile
from scheduler.instance.grid import minute_grid
from scheduler.instance.instance import Instance
from scheduler.problem import Problem, Sitting, Situation
from scheduler.problem.day_slots import MINUTE, day_slots
from scheduler.risk.distributions import Durations, certain
from scheduler.risk.special_functions import Integers
from scheduler.risk.spreads import durations_of
from scheduler.timetable import Timetable
from scheduler.timetable.standing import standing
from scheduler.timetable.utilisation import overtime

SINCE = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Stand:
    """
    A timetable at a moment, in minutes from local midnight of the first day.

    Attributes
    ----------
    instance
        The problem at ``now`` under ``roll``, one tick a minute.
    held
        Minutes held by now of each session that has begun.
    durations
        What each session may last in all, by id, with what is known by now.
    printed
        What lateness is measured against: the timetable itself, or the one that is published.
    """

    instance: Instance
    timetable: Timetable
    now: int
    held: Mapping[str, int]
    durations: Mapping[str, Durations]
    printed: Timetable

    def minute(self, moment: datetime) -> int:
        return self.instance.grid.floor(moment)

    def clock(self, minute: int) -> datetime:
        """Local, with the offset in force."""
        return self.instance.grid.clock(minute)

    @cached_property
    def meeting_minutes(self) -> Integers:
        """By minute: how many minutes of regular slots lie before, so that nights count nothing."""
        inside = np.zeros(self.instance.horizon + 2, dtype=np.int64)
        for k, slot in enumerate(self.instance.slots):
            if self.instance.regular(k):
                inside[slot.start : slot.end + slot.allowed] = 1
        return np.concatenate(([0], np.cumsum(inside[:-1])))

    def is_over(self, session: str) -> bool:
        """Whether it began, and ends by now."""
        sittings = self.timetable.of_session(session)
        return session in self.held and self.minute(sittings[-1].end) <= self.now


def stand_at(
    problem: Problem,
    timetable: Timetable,
    now: datetime | None = None,
    printed: Timetable | None = None,
) -> Stand:
    """
    A timetable of a problem (as it is recorded: with its facts) at a moment.

    ``now``: aware; without it, the moment at which it was made, or before everything. ``printed``:
    what is published, if that is another one.
    """
    before = problem.situation
    if now is None:
        opening = min((s.start for s in day_slots(problem)), default=SINCE)
        now = opening if before is None else before.now
    begun = [s for s in timetable.sittings if standing(s, now) != "to come"]
    situation = Situation.model_construct(
        now=now,
        freeze_until=now,
        published=timetable.sittings,
        minutes=_minutes(timetable.sittings),
        settled=frozenset() if before is None else before.settled,
        history=tuple(s for s in begun if s.end <= now),
        running=tuple(s for s in begun if s.end > now),
        starts={} if before is None else before.starts,
        cancelled=frozenset() if before is None else before.cancelled,
        overtime=_ran_over(problem, timetable),
        sequence=() if before is None else before.sequence,
    )
    update = {"situation": situation, "in_force": "roll"}
    problem = problem.model_copy(update=update)
    instance = compile(problem, minute_grid(problem))
    held = _held(begun, now)
    durations = {s.id: _known(problem, s.id, held.get(s.id, 0), situation) for s in problem.held}
    minute = max(0, instance.grid.ceil(now))
    return Stand(instance, timetable, minute, held, durations, printed or timetable)


def _ran_over(problem: Problem, timetable: Timetable) -> dict[str, int]:
    """Minutes of overtime that are published, by day slot."""
    agreed: dict[str, int] = {}
    for (slot, _), over in overtime(problem, timetable).items():
        agreed[slot] = max(over, agreed.get(slot, 0))
    return agreed


def _minutes(sittings: tuple[Sitting, ...]) -> dict[str, int]:
    minutes: dict[str, int] = {}
    for s in sittings:
        minutes[s.session] = minutes.get(s.session, 0) + int((s.end - s.start) // MINUTE)
    return minutes


def _held(begun: list[Sitting], now: datetime) -> dict[str, int]:
    held: dict[str, int] = {}
    for s in begun:
        held[s.session] = held.get(s.session, 0) + int((min(s.end, now) - s.start) // MINUTE)
    return held


def _known(problem: Problem, id: str, held: int, situation: Situation) -> Durations:
    """A fact has settled the minutes; or it lasts longer than it has been held by now."""
    if id in situation.settled and id in situation.minutes:
        return certain(situation.minutes[id])
    durations = durations_of(problem, problem.session(id))
    return durations.beyond(held) if held else durations

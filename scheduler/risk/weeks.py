"""
One simulated week: what happens to a meeting if each session lasts so long.

This is the definition (docs/developers/costs.md, "A simulated week") and nothing else: whoever
answers a fact is handed in, and may be any policy.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from scheduler.problem import Problem, Sitting
from scheduler.problem.day_slots import MINUTE
from scheduler.timetable import Record


class Answer(Protocol):
    """
    The timetable that a policy makes of one that is published, once these facts are told.

    ``now`` is aware. None if the policy leaves no timetable.
    """

    def __call__(
        self, published: Record, facts: Sequence[str], now: datetime, /
    ) -> Record | None: ...


@dataclass(frozen=True, slots=True)
class Told:
    """Facts of one moment (aware), and what the policy made of them (None: no timetable)."""

    moment: datetime
    facts: tuple[str, ...]
    after: Record | None


@dataclass(frozen=True)
class Week:
    """
    A week as it was held.

    Attributes
    ----------
    printed
        The timetable with which it began.
    told
        What was told, in order of time.
    stopped
        The moment at which somebody has to decide: the policy leaves no timetable, or one in which
        a session has lost its place. None if the week was held to its end.
    trimmed
        Minutes that the policy took from each session, where it took any.
    """

    printed: Record
    told: tuple[Told, ...] = ()
    stopped: datetime | None = None
    trimmed: Mapping[str, int] = field(default_factory=dict)

    @property
    def last_told(self) -> tuple[frozenset[str], frozenset[str]]:
        """
        For a stopped week: the sessions told last that end all the same, and those that do not.

        They end if there is a timetable, in which others have lost their place.
        """
        if self.stopped is None:
            return frozenset(), frozenset()
        sessions = frozenset(fact.split()[1] for fact in self.told[-1].facts)
        return (frozenset(), sessions) if self.told[-1].after is None else (sessions, frozenset())

    @property
    def last(self) -> Record:
        """The last timetable there was; of a stopped week that is no longer what was held."""
        return next((t.after for t in reversed(self.told) if t.after is not None), self.printed)


def hold_week(
    problem: Problem, printed: Record, minutes: Mapping[str, int], answer: Answer
) -> Week:
    """
    The week in which each session lasts so many minutes, as far as it has not been settled.

    ``minutes``: of every session that is still to be held, or on; others last as printed.
    """
    current, told = printed, list[Told]()
    settled, trimmed = frozenset[str](), dict[str, int]()
    while True:
        lasts = _at_most_as_trimmed(current, minutes, trimmed)
        news = sorted(_news(current, lasts, settled), key=lambda n: (n.moment, n.session))
        if not news:
            return Week(printed, tuple(told), None, trimmed)
        moment = news[0].moment
        at_once = [n for n in news if n.moment == moment]
        settled |= {n.session for n in at_once}
        local = moment.astimezone(problem.zone)
        facts = tuple(f"{n.fact} at {local:%Y-%m-%d %H:%M}" for n in at_once)
        after = answer(current, facts, moment)
        told.append(Told(moment, facts, after))
        if after is None or lost_places(current, after):
            return Week(printed, tuple(told), moment, trimmed)
        trimmed = _trimmed(current, after, settled, trimmed)
        current = after


def _at_most_as_trimmed(
    current: Record, minutes: Mapping[str, int], trimmed: Mapping[str, int]
) -> dict[str, int]:
    """
    The chair closes a session that the policy has trimmed at that minute, whatever is left to be
    said.
    """
    planned = minutes_of(current)
    return {
        id: min(m, planned.get(id, m)) if trimmed.get(id, 0) > 0 else m for id, m in minutes.items()
    }


def _trimmed(
    before: Record, after: Record, settled: frozenset[str], trimmed: Mapping[str, int]
) -> dict[str, int]:
    was, now = minutes_of(before), minutes_of(after)
    more = {id: trimmed.get(id, 0) + was[id] - now.get(id, 0) for id in was if id not in settled}
    return {id: m for id, m in {**trimmed, **more}.items() if m > 0}


def minutes_of(record: Record) -> dict[str, int]:
    """Minutes of each session that has a place."""
    minutes: dict[str, int] = {}
    for s in record.sittings:
        minutes[s.session] = minutes.get(s.session, 0) + int((s.end - s.start) // MINUTE)
    return minutes


def lost_places(before: Record, after: Record) -> frozenset[str]:
    """Sessions that had a place, and have none."""
    there = {s.session for s in before.sittings}
    return frozenset(u.session for u in after.unplaced) & there


@dataclass(frozen=True, slots=True)
class _News:
    """What becomes known of a session, and when."""

    moment: datetime
    session: str
    fact: str


def _news(current: Record, minutes: Mapping[str, int], settled: frozenset[str]) -> Iterator[_News]:
    own: dict[str, list[Sitting]] = {}
    for sitting in sorted(current.sittings, key=lambda s: s.start):
        own.setdefault(sitting.session, []).append(sitting)
    for id, sittings in own.items():
        planned = sum(int((s.end - s.start) // MINUTE) for s in sittings)
        more = minutes.get(id, planned) - planned
        if more == 0 or id in settled:
            continue
        if more > 0:
            yield _News(sittings[-1].end, id, f"overrun {id} {more}m")
        else:
            yield _News(_reached(sittings, minutes[id]), id, f"early {id} {-more}m")


def _reached(sittings: Sequence[Sitting], minutes: int) -> datetime:
    """The moment at which a session has been held for so long."""
    for sitting in sittings:
        length = int((sitting.end - sitting.start) // MINUTE)
        if minutes <= length:
            return sitting.start + minutes * MINUTE
        minutes -= length
    return sittings[-1].end

"""
The first tier that counts a change: whether it is forced is asked at equal cost in those before.
"""

from collections.abc import Iterator
from datetime import date, datetime
from functools import cached_property

from scheduler.problem import Sitting, Situation
from scheduler.problem.day_slots import slot_day
from scheduler.search.outcome import Outcome
from scheduler.timetable import Change, Kind, Timetable
from scheduler.timetable.diff import Cell, Sittings, cell_changes, in_slots, utc

Firsts = dict[str, tuple[datetime, str]]
"""Start, in UTC, and room of the first sitting of each session."""
ONE_TIER: dict[Kind, str] = {
    "cancelled": "unplaced",
    "new": "unplaced",
    "shortened": "minutes",
    "lengthened": "minutes",
    "chairs": "served",
    "team": "served",
}
"""Kinds that are counted in one tier only."""


class FirstTiers:
    """The tiers of the changes of one outcome, against what was published."""

    def __init__(self, outcome: Outcome) -> None:
        situation = outcome.problem.situation
        assert situation is not None
        self._problem, self._situation = outcome.problem, situation
        self._order = [tier.name for tier in outcome.tiers]
        self._before = Timetable.of(situation.published)
        self._after = outcome.timetable
        self._rolling = {s: n for n, o in enumerate(outcome.problem.rolling) for s in o.order}

    def of(self, change: Change) -> str:
        """The first tier, in the order of the policy, in which a change is counted."""
        if change.kind in ONE_TIER:
            return ONE_TIER[change.kind]
        return min(self._tiers(change), key=self._order.index)

    def _tiers(self, change: Change) -> Iterator[str]:
        """Every tier in which a session is counted that has moved, or sits in another room."""
        moved = change.kind == "moved"
        was, now = change.before[0], change.after[0]
        if any(self._leaves(s, change.after) for s in change.before):
            yield "freeze"
        if moved and self._day(was) != self._day(now):
            yield "days"
        if not self._changed_cells.isdisjoint(self._cells_of(change)):
            yield "cells"
        promised = change.session not in self._rolling
        if promised and (utc(was.start) != utc(now.start) if moved else was.room != now.room):
            yield "moves"
        if moved and self._changes_places(change.session):
            yield "order"
        yield "shifts" if moved else "rooms"

    def _leaves(self, published: Sitting, after: Sittings) -> bool:
        """Whether a published sitting is protected, and the session is not there at its start."""
        start = utc(published.start)
        return is_protected(published, self._situation) and not any(
            s.room == published.room and utc(s.start) == start for s in after
        )

    def _day(self, sitting: Sitting) -> date:
        return slot_day(self._problem, utc(sitting.start))

    @cached_property
    def _changed_cells(self) -> set[Cell]:
        found = cell_changes(self._problem, self._before, self._after)
        return {(change.room, change.slot) for change in found}

    def _cells_of(self, change: Change) -> Iterator[Cell]:
        for slot, sitting in in_slots(self._problem, (*change.before, *change.after)):
            yield sitting.room, slot.id

    def _changes_places(self, id: str) -> bool:
        """Whether a session begins before one that it was published to follow, or that one does."""
        (old, new), own = self._firsts, self._rolling.get(id)
        if id not in old or id not in new:
            return False
        (was, room), (now, _) = old[id], new[id]
        return any(
            other != id
            and other in new
            and (place == room or (own is not None and own == self._rolling.get(other)))
            and ((was < start and new[other][0] < now) or (start < was and now < new[other][0]))
            for other, (start, place) in old.items()
        )

    @cached_property
    def _firsts(self) -> tuple[Firsts, Firsts]:
        return _firsts(self._before), _firsts(self._after)


def is_protected(published: Sitting, situation: Situation) -> bool:
    """Whether a sitting starts at this moment, or after it inside the freeze."""
    start, now = utc(published.start), utc(situation.now)
    return start == now or now < start < utc(situation.freeze_until)


def _firsts(timetable: Timetable) -> Firsts:
    in_order = sorted(timetable.sittings, key=lambda s: utc(s.start), reverse=True)
    return {sitting.session: (utc(sitting.start), sitting.room) for sitting in in_order}

"""
What was held outside rolling orders before somebody replans: the printed hours.

Nothing begins at another hour or in another room, with two exceptions: a session that is told to be
late, and one whose room is taken by a sitting that is not there as printed; it begins there when
that is free, on the grid. A session that is not done goes on past its printed end until its slot
closes. What is left then is held nowhere before it has a place: nobody was told to come
(docs/developers/facts.md).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

from scheduler.instance.levels import Levels
from scheduler.problem import Policy, Problem, Sitting
from scheduler.problem.day_slots import MINUTE
from scheduler.replanning.amend import BOUND
from scheduler.replanning.durations import PublishedBasis, length, minutes_in_force
from scheduler.replanning.facts import HELD, Fact
from scheduler.replanning.held import cancelled_sessions, published_overtime, slot_of, true_starts
from scheduler.replanning.next_problem import begins_to_differ
from scheduler.timetable.serving import serving
from scheduler.timetable.standing import closes


def rolling_sessions(problem: Problem) -> frozenset[str]:
    return frozenset(id for order in problem.rolling for id in order.order)


def longer_sessions(basis: PublishedBasis) -> frozenset[str]:
    """Sessions that new facts have last longer than published."""
    minutes = minutes_in_force(basis)
    told = {fact.subject for fact in basis.new if fact.kind in HELD}
    published = {id: sum(map(length, basis.published.of_session(id))) for id in told}
    return frozenset(id for id in told if minutes.get(id, 0) > published[id] > 0)


@dataclass(frozen=True)
class PrintedHours:
    """
    The published timetable, the facts that are known, and the policy that says when slots close.
    """

    basis: PublishedBasis
    policy: Policy

    def held(self, rolled: Sequence[Sitting]) -> list[Sitting]:
        """All sittings outside rolling orders, if those in rolling orders are ``rolled``."""
        return self._held(self._printed(outside=True), rolled)

    def told(self) -> list[Sitting]:
        """Sessions of rolling orders that a fact is about, if nobody else moves them."""
        return self._held(s for s in self._printed(outside=False) if s.session in self._subjects)

    def _printed(self, *, outside: bool) -> list[Sitting]:
        """The sittings that are held, in order of time."""
        rolling, gone = rolling_sessions(self.basis.problem), cancelled_sessions(self.basis)
        own = (
            s
            for s in self.basis.published.sittings
            if s.session not in gone and (s.session in rolling) != outside
        )
        return sorted(own, key=lambda s: (s.start.astimezone(UTC), s.session, s.part))

    def _held(self, every: Iterable[Sitting], rolled: Sequence[Sitting] = ()) -> list[Sitting]:
        held: list[Sitting] = []
        as_printed, moved = set(self.basis.published.sittings), list[Sitting]()
        rolling = [s for s in rolled if s not in as_printed]
        parts, spent = Counter[str](), Counter[str]()
        for printed in every:
            id = printed.session
            begins = self._begins(printed)
            start = self._free_from(begins, printed, moved, rolling)
            if start > begins and self._has_ended(printed, start):
                continue  # overtime is for who has begun
            left = self._minutes.get(id, 0) - spent[id]
            end = self._goes_on(printed, start + left * MINUTE)
            end = self._lost_from(printed, start, end)
            if start < end:
                parts[id] += 1
                update = {"part": parts[id], "start": start, "end": end}
                held.append(printed.model_copy(update=update))
                moved += [held[-1]] if held[-1] not in as_printed else []
                spent[id] += length(held[-1])
        return held

    @cached_property
    def _subjects(self) -> frozenset[str]:
        """Sessions with a fact about when they begin, or how long they are held."""
        told = (fact.subject for fact in self.basis.new if fact.kind in (*HELD, "late"))
        return frozenset(told)

    @cached_property
    def _minutes(self) -> dict[str, int]:
        return minutes_in_force(self.basis)

    def _begins(self, printed: Sitting) -> datetime:
        """When it was to begin: for its first part, when a fact says so."""
        first = printed == self.basis.published.of_session(printed.session)[0]
        return self._starts.get(printed.session, printed.start) if first else printed.start

    @cached_property
    def _starts(self) -> dict[str, datetime]:
        return true_starts(self.basis)

    def _free_from(
        self,
        start: datetime,
        printed: Sitting,
        moved: Sequence[Sitting],
        rolling: Sequence[Sitting],
    ) -> datetime:
        """
        When a sitting that is not as printed leaves its room and those who preside.

        ``moved``: those whose turn comes before. They are waited for also if they are to begin
        later than this one, being late.
        """
        others = [s for s in moved if s.session != printed.session]
        ahead = [free for s in others for free in self.leaves(s, printed)]
        there = [(s, free) for s in rolling for free in self.leaves(s, printed)]
        while True:
            begun = (free for s, free in there if s.start <= start)
            taken = [free for free in (*ahead, *begun) if free > start]
            if not taken:
                return start
            start = _on_grid(self.basis.problem, max(taken))

    def leaves(self, other: Sitting, printed: Sitting) -> Iterator[datetime]:
        """When its room is free again, and everybody who presides over both is there."""
        if self._shares(other.room, printed.room):
            yield other.end
        serves, pair = serving(self.basis.problem), (other.session, printed.session)
        for person in sorted({*serves.chairs(other)} & {*serves.chairs(printed)}):
            if self._levels.is_hard("person_clash", pair, (person,)):
                yield other.end + self._walk(other.room, printed.room) * MINUTE

    def _walk(self, room: str, other: str) -> int:
        """Minutes from one room to another."""
        travel, rooms = self.basis.problem.travel, {room, other}
        between = (walk.minutes for walk in travel.between if {*walk.rooms} == rooms)
        return 0 if room == other else next(between, travel.minutes)

    def _shares(self, room: str, other: str) -> bool:
        return not self._parts[room].isdisjoint(self._parts[other])

    @cached_property
    def _parts(self) -> dict[str, set[str]]:
        return {r.id: {r.id, *r.combines} for r in self.basis.problem.rooms}

    @cached_property
    def _levels(self) -> Levels:
        return Levels(self.basis.problem)

    def _has_ended(self, printed: Sitting, start: datetime) -> bool:
        """Whether the slot in which it was to be is over."""
        slot = slot_of(self.basis.problem, printed)
        return slot is not None and start >= slot.end

    def _goes_on(self, printed: Sitting, done: datetime) -> datetime:
        """Until it is ``done``; past its printed end only the last part, until its slot closes."""
        is_last = printed == self.basis.published.of_session(printed.session)[-1]
        if done <= printed.end or not is_last:
            return min(done, printed.end)
        slot = slot_of(self.basis.problem, printed)
        if slot is None:
            return printed.end
        # only who overran takes the overtime that a policy allows every slot
        may_use = self.policy != "extend" or printed.session in self._longer
        closed = closes(slot, self.policy if may_use else "roll", self._agreed)
        return min(done, max(printed.end, closed))

    @cached_property
    def _longer(self) -> frozenset[str]:
        return longer_sessions(self.basis)

    @cached_property
    def _agreed(self) -> dict[str, int]:
        return published_overtime(self.basis.problem, self.basis.published.sittings)

    def _lost_from(self, printed: Sitting, start: datetime, end: datetime) -> datetime:
        """``end``, or when it loses its room or somebody, unless it is said how it went."""
        if printed.session in self._subjects:
            return end
        lost = [since for since, until in self._losses(printed) if since < end and start < until]
        return max(start, min(lost, default=end))

    def _losses(self, printed: Sitting) -> Iterator[tuple[datetime, datetime]]:
        """The spans in which it cannot be held."""
        for fact in self.basis.new:
            since = begins_to_differ(self.basis, fact) if fact.kind in BOUND else None
            if since is not None and self._needs(printed, fact):
                zone = self.basis.problem.zone
                until = datetime.max if fact.end is None else fact.end
                yield since, until.replace(tzinfo=UTC if fact.end is None else zone)

    def _needs(self, printed: Sitting, fact: Fact) -> bool:
        """Whether it cannot be held without whom the fact is about."""
        levels, serves = self._levels, serving(self.basis.problem)
        id, subject = printed.session, fact.subject
        if fact.kind == "room-lost":
            return subject == printed.room and levels.is_hard("availability", (id,), (), subject)
        if fact.kind == "absent":
            presides = subject in serves.chairs(printed)
            return presides and levels.is_hard("availability", (id,), (subject,))
        team = serves.team(printed)
        return subject == team and levels.is_hard("interpretation", (), (subject,))


def same_until(some: Iterable[Sitting], others: Iterable[Sitting], now: datetime) -> bool:
    """Whether both say the same of what begins before ``now``."""
    return {s for s in some if s.start < now} == {s for s in others if s.start < now}


def _on_grid(problem: Problem, moment: datetime) -> datetime:
    local = moment.astimezone(problem.zone)
    return moment + -(local.hour * 60 + local.minute) % problem.meeting.grid * MINUTE

"""
The contingency card: for each hand-over of a rolling order, what follows from each end time.

The session before the hand-over is made to end at every step of the grid, from the start of its
last published sitting on. Each time the rest is replanned, as after an overrun or an early end.
Neighbouring ends with equal outcomes become one row. Where a row ends between two steps, the exact
minute is searched, so a row holds for every minute in it.

Two outcomes are *equal* if the next session starts at once in both, or at the same moment, and goes
on at the same moments; the annex prints the same cells; and the same slots run over, the same
sessions are trimmed or find no place.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import pairwise
from typing import Literal

from scheduler.errors import Infeasible, TimetableError
from scheduler.problem import MEANS, Policy, Problem, RollingOrder, Sitting
from scheduler.problem.day_slots import MINUTE, DaySlot, day_slots
from scheduler.replanning.consequences import (
    Consequence,
    consequence_of,
    held_sessions,
    next_after,
    same,
    stuck,
)
from scheduler.replanning.next_problem import LEAD
from scheduler.replanning.replan import predict
from scheduler.replanning.request import ReplanRequest
from scheduler.timetable import Record
from scheduler.timetable.diff import minutes
from scheduler.timetable.wording import wording_of

Kind = Literal["printed", "changed", "stuck", "unknown"]
FARTHEST = 48
"""The most steps of the grid after the printed end that are tried."""


@dataclass(frozen=True, slots=True)
class Row:
    """
    Ends after ``after`` and up to ``until`` (None: any later one), and what follows.

    ``found``: what follows at each end that was tried, in order; nothing if no timetable is left
    (``stuck``), or if nobody looked (``unknown``). ``longer``: more minutes than published, from
    (not counted) and to, where no end tells them: a longer session that ends no later than those
    of the rows before, because it goes on elsewhere, or whose end is not known.
    """

    after: datetime
    until: datetime | None
    kind: Kind
    found: tuple[Consequence, ...] = ()
    longer: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """
    One hand-over: from ``session`` to ``follower`` (None: it is the last) in ``room``.

    ``last_slot``: the day slot of the last close of the meeting.
    """

    session: str
    follower: str | None
    room: str
    printed: datetime
    policy: Policy
    last_slot: str | None
    rows: tuple[Row, ...]


@dataclass(slots=True)
class _Sweep:
    """A session of an order as published, and the outcome of each end tried so far."""

    request: ReplanRequest
    order: RollingOrder
    session: str
    tried: dict[int, Consequence | None] = field(default_factory=dict)

    @property
    def problem(self) -> Problem:
        return self.request.problem

    @property
    def published(self) -> Record:
        return self.request.published

    @property
    def last(self) -> Sitting:
        """The sitting that is published to end with the hand-over."""
        return self.published.timetable.of_session(self.session)[-1]

    def at(self, offset: int) -> Consequence | None:
        """What follows if it ends ``offset`` minutes later than published; None if nothing can."""
        if offset not in self.tried:
            self.tried[offset] = self._replanned(offset)
        return self.tried[offset]

    def _replanned(self, offset: int) -> Consequence | None:
        reported = self.last.end - LEAD if offset > 0 else self.last.end + offset * MINUTE
        reported = max(reported, self.last.start + MINUTE)
        now = reported if self.request.now is None else max(reported, self.request.now)
        fact = _fact(self.published, self.session, offset, now.astimezone(self.problem.zone))
        facts = (*self.request.facts, fact) if offset != 0 else self.request.facts
        try:
            outcome = predict(replace(self.request, facts=facts, now=now))
        except Infeasible:
            return None
        return consequence_of(self.published, outcome, self.order, self.session, offset)


def build_cards(
    request: ReplanRequest,
    session: str | None = None,
    progress: Callable[[str], None] | None = None,
) -> tuple[Card, ...]:
    """
    A card for each hand-over, or for that of one session.

    With ``now`` (aware) only for those to come. The last session of an order hands over to nobody:
    it has a card only if it is asked for. The budget is that of each replan.

    Raises
    ------
    TimetableError
        The session is in no rolling order, has no place, or is over.
    FactError, NoTimetable, Interrupted, VerificationError
        As ``replan``.
    """
    cards = []
    for order in request.problem.rolling:
        published = request.published.timetable
        for id in held_sessions(published, order):
            after = next_after(published, order, id)
            sweep, follower = _Sweep(request, order, id), after[0].session if after else None
            wanted = session == id or (session is None and follower is not None)
            if wanted and (request.now is None or sweep.last.end > request.now):
                if progress is not None:
                    progress(id)
                cards.append(_card(sweep, follower))
    if session is not None and not cards:
        raise TimetableError(_why_none(request.problem, request.published, session))
    return tuple(cards)


def _why_none(problem: Problem, published: Record, session: str) -> str:
    name = wording_of(problem).of(session)
    if not any(session in order.order for order in problem.rolling):
        return f"{name} is not in a rolling order, so no session waits for its end"
    if not published.timetable.of_session(session):
        return f"{name} has no place in the timetable"
    return f"{name} has ended by then"


def _fact(published: Record, session: str, offset: int, reported: datetime) -> str:
    """The fact, with a moment that tells it from those that are part of the timetable."""
    kind, moment = "overrun" if offset > 0 else "early", reported
    while True:
        fact = f"{kind} {session} {abs(offset)}m at {moment:%Y-%m-%d %H:%M}"
        if fact not in published.facts:
            return fact
        moment -= MINUTE


def _card(sweep: _Sweep, follower: str | None) -> Card:
    offsets, closed = _offsets(sweep)
    offsets = sorted({*offsets, *_changes_between(sweep, offsets)})
    groups: list[list[int]] = []
    for offset in offsets:
        if groups and same([sweep.at(o) for o in groups[-1]], sweep.at(offset)):
            groups[-1].append(offset)
        else:
            groups.append([offset])
    return Card(
        session=sweep.session,
        follower=follower,
        room=sweep.last.room,
        printed=sweep.last.end,
        policy=sweep.request.chosen_policy,
        last_slot=next((slot.id for slot in day_slots(sweep.problem) if slot.last), None),
        rows=tuple(_rows(sweep, groups, closed=closed)),
    )


def _offsets(sweep: _Sweep) -> tuple[list[int], bool]:
    """
    Every step of the grid, and whether nothing can be placed after the last of them either.

    From a minute after the start of the last published sitting (or after now) on, until too little
    time is left for all that is still to be held, or ``FARTHEST`` steps on.
    """
    step = sweep.problem.meeting.grid
    length = int((sweep.last.end - _begin(sweep)) // MINUTE)
    earliest = min(0, 1 - length)
    offsets = sorted({earliest, *range(-(-earliest // step) * step, 1, step)})
    for offset in range(step, FARTHEST * step + 1, step):
        offsets.append(offset)
        if stuck(sweep.at(offset)) and _hopeless(sweep, offset):
            return offsets, True
    return offsets, False


def _begin(sweep: _Sweep) -> datetime:
    return (
        sweep.last.start if sweep.request.now is None else max(sweep.last.start, sweep.request.now)
    )


def _hopeless(sweep: _Sweep, offset: int) -> bool:
    """Whether what is still to be held takes more minutes than all slots to come have."""
    problem, timetable = sweep.problem, sweep.published.timetable
    ids = held_sessions(timetable, sweep.order)
    later = ids[ids.index(sweep.session) + 1 :]
    least = {s.id: s.minutes.least for s in problem.sessions}
    needed = minutes([sweep.last]) + offset
    for id in later:
        planned = minutes(timetable.of_session(id))
        needed += min(planned, least[id]) if MEANS[sweep.request.chosen_policy].trims else planned
    kinds = {problem.session(id).kind for id in (sweep.session, *later)}
    slots = [s for s in day_slots(problem) if any(s.template.serves(kind) for kind in kinds)]
    return needed > sum(_offered(sweep, slot) for slot in slots if slot.end > sweep.last.start)


def _offered(sweep: _Sweep, slot: DaySlot) -> int:
    """Minutes of a slot from the last published sitting on, with all the overtime there is."""
    inside = slot.end - max(slot.start, sweep.last.start.astimezone(UTC))
    may = MEANS[sweep.request.chosen_policy].allows_overtime(last=slot.last)
    return int(inside // MINUTE) + max(slot.limit if may else 0, _ran_over(sweep, slot))


def _ran_over(sweep: _Sweep, slot: DaySlot) -> int:
    """Minutes of overtime that are published for the slot; no policy takes them back."""
    over = [s.end - slot.end for s in sweep.published.sittings if slot.start <= s.start < slot.end]
    return max((int(o // MINUTE) for o in over), default=0)


def _changes_between(sweep: _Sweep, offsets: list[int]) -> Iterator[int]:
    """Minutes off the grid at which the outcome changes, where it does not at the step itself."""

    def equal(offset: int, other: int) -> bool:
        # who begins at once for one end may begin then, but later than it could, for another
        one, two = sweep.at(offset), sweep.at(other)
        alike = one is None or two is None or one.at_once == two.at_once
        return alike and same([one], two)

    for step, high in pairwise(offsets):
        low = step
        while high - low > 1 and not equal(low, high):
            if equal(low + 1, high):
                break
            first, last = low + 1, high
            while last - first > 1:
                middle = (first + last) // 2
                if equal(low + 1, middle):
                    first = middle
                else:
                    last = middle
            yield from (low + 1, first)
            low = first


def _rows(sweep: _Sweep, groups: list[list[int]], *, closed: bool) -> Iterator[Row]:
    after = end = _begin(sweep)
    told = 0
    for group in groups:
        consequences = tuple(c for o in group if (c := sweep.at(o)) is not None)
        # with overtime to choose from, a longer session may end at an earlier hour
        end = max([end, *(c.end for c in consequences)])
        kind: Kind = "printed" if all(c.printed for c in consequences) else "changed"
        if stuck(sweep.at(group[0])):
            kind = "stuck"
        until = None if closed and group is groups[-1] else end
        longer = (told, group[-1]) if until == after else None
        yield Row(after, until, kind, consequences, longer)
        after, told = end, group[-1]
    if not closed:
        yield Row(after, None, "unknown")

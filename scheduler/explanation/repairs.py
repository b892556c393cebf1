"""
Ways out of a conflict: what could be changed in its claims, cheapest first, each one tried.

The price of a repair is in minutes of meeting, so that unlike things can be put in order:

    a session left out             10 for each minute planned
    minutes trimmed                 2 for each
    overtime, a slot added          2 for each minute offered
    a deadline or start moved       1 for each minute, and 30 for telling people
    a window, room wish, cut       60
    another chair, a rule dropped  90
    an absence withdrawn, a
    document earlier              120   (it is somebody else's to give)
    an interpreters' limit        150   (it is in an agreement)

Numbers inside a repair (how much to trim, how far to move) are the smallest that work, found by
bisection on the sessions of the conflict.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial
from typing import TypeVar

from scheduler.explanation.claim import Change, Claim, changed
from scheduler.explanation.feasibility import Probe
from scheduler.problem import Overtime, Problem, Session, Slot
from scheduler.problem.day_slots import MINUTE
from scheduler.vocabulary.calendar import end_clock

DAY = 24 * 60
T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Repair:
    """
    Attributes
    ----------
    says
        What to do, in words that a planner can follow.
    price
        See above.
    change
        The problem with it.
    claim
        The claim that it takes back or loosens; None if it offers more (a slot, overtime).
    """

    says: str
    price: int
    change: Change
    claim: Claim | None = None


def repairs(part: Problem, core: Sequence[Claim], probe: Probe, *, top: int) -> tuple[Repair, ...]:
    """The cheapest repairs that make the sessions of a conflict possible."""
    sessions = {session.id: session for session in part.sessions}
    candidates: list[Repair] = []
    for claim in core:
        candidates += _of_claim(part, sessions, claim, probe)
    candidates += _overtime(part, probe)
    candidates += _evening(part, probe)
    candidates.sort(key=lambda repair: repair.price)
    working: list[Repair] = []
    for repair in candidates:
        if len(working) == top or probe.limits.left <= 0:
            break
        if probe.possible(repair.change(part)) is not None:
            working.append(repair)
    return tuple(working)


def _of_claim(
    part: Problem, sessions: dict[str, Session], claim: Claim, probe: Probe
) -> Iterator[Repair]:
    session = sessions.get(claim.subject)
    if claim.kind == "minutes" and session is not None:
        yield from _trims(part, session, claim, probe)
    elif claim.kind == "deadline" and session is not None:
        yield from _later(part, session, claim, probe)
    else:
        say, price = plainly(claim, session)
        yield Repair(say, price, claim.taken_back, claim)


def plainly(claim: Claim, session: Session | None) -> tuple[str, int]:
    """(what to do, price) of taking a claim back as it is."""
    subject, field = claim.subject, str(claim.loc[-1])
    planned = session.minutes.likely if session is not None else 0
    ways = {
        "held": (f"leave out {subject}", 10 * planned),
        "pin": (f"remove the pin of {subject}", 90),
        "split": (f"allow {subject} to be split wherever needed", 60),
        "window": (f"allow {subject} to use other {field} too", 60),
        "fit": (f"hold {subject} without its {field}", 60),
        "quorum": (f"allow {subject} to start without a quorum", 150),
        "side": (f"allow {subject} at the same time as the sessions of its group", 90),
        "vacant": (f"name who acts for {subject}", 90),
        "hours": (f"change this: {claim.says}", 120),
        "document": (f"get {subject} ready earlier", 120),
        "interpretation": (f"agree on something else with the interpreters: {claim.says}", 150),
        "languages": (f"hold {subject} without interpretation", 150 + planned),
        "rolling": (f"give up the rolling order in {subject}", 240),
        "rule": (f"remove this rule or make it soft: {claim.says}", 90),
        "level": (f"make {subject} soft again", 60),
    }
    if claim.kind == "chair" and session is not None:
        chair = session.chairs[int(claim.loc[-1])]
        return f"find another chair for {subject} instead of {chair}", 90
    if claim.kind == "window" and field == "after":
        return f"allow {subject} to start before its 'after'", 60
    return ways.get(claim.kind, (f"remove this: {claim.says}", 120))


def _trims(part: Problem, session: Session, claim: Claim, probe: Probe) -> Iterator[Repair]:
    """Shorter by as little as helps: than its least, or than planned where nobody is trimmed."""
    step, planned, trims = part.meeting.grid, session.minutes, part.means.trims
    now = planned.least if trims else planned.likely

    def change(minutes: int) -> Change:
        least = min(minutes, planned.least)
        likely = planned.likely if trims else minutes
        shorter = planned.model_copy(update={"least": least, "likely": likely})
        return changed("sessions", session.id, minutes=shorter)

    offers = list(range(now - step, 0, -step))
    minutes = _first(offers, lambda m: probe.possible(change(m)(part)) is not None)
    if minutes is not None:
        fewer = f"{now - minutes} fewer than {'its least' if trims else 'now'}"
        say = f"{'trim' if trims else 'plan'} {session.id} {'to' if trims else 'for'} {minutes}"
        price = 2 * (planned.likely - minutes)
        yield Repair(f"{say} minutes, {fewer}", price, change(minutes), claim)


def _later(part: Problem, session: Session, claim: Claim, probe: Probe) -> Iterator[Repair]:
    """A deadline that is as little later as helps."""
    deadline = session.deadline
    if deadline is None:
        return
    closes = sorted(
        moment
        for day in part.days
        for slot in part.slots
        if slot.serves(session.kind) and (slot.days is None or day in slot.days)
        for moment in _steps(datetime.combine(day, slot.start), slot, part.meeting.grid)
        if moment > deadline
    )

    def change(moment: datetime) -> Change:
        return changed("sessions", session.id, deadline=moment)

    moment = _first(closes, lambda m: probe.possible(change(m)(part)) is not None)
    if moment is not None:
        late = int((moment - deadline) / MINUTE)
        say = f"let {session.id} be over by {moment:%Y-%m-%d %H:%M}"
        yield Repair(say, 30 + min(late, 1_000), change(moment), claim)


def _steps(start: datetime, slot: Slot, grid: int) -> Iterator[datetime]:
    over = slot.overtime.minutes if slot.overtime is not None else 0
    for minutes in range(grid, slot.minutes + over + 1, grid):
        yield start + timedelta(minutes=minutes)


def _minute(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def _first(offers: Sequence[T], works: Callable[[T], bool]) -> T | None:
    """The first offer that works, if each one after it works as well; by bisection."""
    if not offers or not works(offers[-1]):
        return None
    return offers[bisect_left(offers, True, hi=len(offers) - 1, key=works)]


def _overtime(part: Problem, probe: Probe) -> Iterator[Repair]:
    """More overtime at the last close."""
    offered = part.last_close.minutes if part.last_close is not None else 0
    for extra in (30, 60, 120):
        late = Overtime(minutes=offered + extra, price=1)
        change = partial(Problem.model_copy, update={"last_close": late})
        if probe.possible(change(part)) is not None:
            say = f"allow up to {offered + extra} minutes past the last close"
            yield Repair(say, 2 * extra, change)
            return


def _evening(part: Problem, probe: Probe) -> Iterator[Repair]:
    """Two more hours in the evening, on the first day on which that helps."""
    regular = [slot for slot in part.slots if slot.serves("session")]
    if not regular:
        return
    limits = [s.overtime.minutes for s in part.slots if s.overtime is not None]
    limits += [part.last_close.minutes] if part.last_close is not None else []
    start = max(_minute(slot.start) + slot.minutes for slot in regular)
    start += max(limits, default=0) + 30
    start += -start % part.meeting.grid
    end = start + 120
    if end >= DAY:
        return
    names = {slot.id for slot in part.slots}
    name = next(n for n in ("evening", "late", "extra-slot", "added-slot") if n not in names)
    for day in part.days:
        slot = Slot(id=name, start=_clock(start), end=_clock(end), days=(day,))
        change = _with_slot(slot)
        if probe.possible(change(part)) is not None:
            say = f"add a slot on {day}, {slot.start:%H:%M} to {end_clock(slot.end)}"
            yield Repair(say, 2 * (end - start), change)
            return


def _with_slot(slot: Slot) -> Change:
    """The slot, once: two conflicts may be mended by the same one."""

    def change(problem: Problem) -> Problem:
        there = slot in problem.slots
        return problem if there else problem.model_copy(update={"slots": (*problem.slots, slot)})

    return change


def _clock(minutes: int) -> time:
    return time(minutes // 60, minutes % 60)

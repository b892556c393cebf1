"""
Nothing runs past the end of its slot for longer than is allowed, and what does costs.

The limit is the slot's own, at the last close of the meeting ``last_close``; the policy in
force may withhold it; what was agreed already for a slot is never taken back. What is
over ran as long as it did, and costs nothing any more; what still runs is held to the limit.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta

from scheduler.problem import Overtime, Problem
from scheduler.problem.day_slots import MINUTE
from scheduler.timetable import Charge
from scheduler.verifier.clock import DaySlot, minutes
from scheduler.verifier.findings import Violation
from scheduler.verifier.reading import Reading, Stay
from scheduler.verifier.rules.cells import printed_in
from scheduler.verifier.tiers import tier_of_minutes


def check(reading: Reading) -> Iterator[Violation]:
    for stay in reading.stays:
        slot = _slot_of(reading, stay)
        if stay.over or slot is None:
            continue
        over = stay.end - slot.end
        allowed = _allowed(reading, slot)
        if over > allowed * MINUTE and over > timedelta(0):
            may = f"only {allowed} are" if allowed > 0 else "none is"
            ends = f"{stay.session} in {stay.room} ends {reading.say(stay.end)}"
            past = f"{-(-over // MINUTE)} minutes past the end of {slot.id}"
            yield Violation("overtime", (stay.session,), f"{ends}, {past}; {may} allowed.")


def latest_end(reading: Reading, slot: DaySlot) -> datetime:
    """The end of a day slot with the overtime that is allowed."""
    return slot.end + _allowed(reading, slot) * MINUTE


def charge(reading: Reading) -> Iterator[Charge]:
    late: dict[tuple[DaySlot, str], list[Stay]] = defaultdict(list)
    for stay in reading.stays:
        slot = _slot_of(reading, stay)
        if slot is not None and not stay.over and stay.end > slot.end:
            late[slot, stay.room].append(stay)
    for (slot, room), stays in sorted(late.items(), key=lambda of: (of[0][0].start, of[0][1])):
        yield from _price(reading, slot, room, stays)


def _slot_of(reading: Reading, stay: Stay) -> DaySlot | None:
    """The slot whose end counts; if a fact says it began in the overtime of a slot, that slot."""
    return printed_in(reading, stay) if stay.running else stay.slot


def _price(reading: Reading, slot: DaySlot, room: str, stays: list[Stay]) -> Iterator[Charge]:
    last = max(stays, key=lambda s: s.end)
    limit, agreed = _limit(reading, slot), _agreed(reading.problem, slot)
    over = minutes(last.end - slot.end) - agreed
    amount = over * (limit.price if limit is not None else 1)
    if amount > 0:
        beyond = f" beyond the {agreed} agreed" if agreed > 0 else ""
        yield Charge(
            rule="overtime",
            tier=tier_of_minutes(reading.problem),
            sessions=tuple(dict.fromkeys(s.session for s in stays)),
            amount=amount,
            message=f"{slot.id} runs over by {over} minutes{beyond} in {room}, until "
            f"{reading.say(last.end)} ({last.session}).",
        )


def _limit(reading: Reading, slot: DaySlot) -> Overtime | None:
    """What the scenario grants and asks for this day slot, whatever the policy."""
    return reading.problem.last_close if slot == reading.last_close else slot.template.overtime


def _agreed(problem: Problem, slot: DaySlot) -> int:
    """The minutes that this slot ran over, or was published to."""
    return problem.situation.overtime.get(slot.id, 0) if problem.situation is not None else 0


def _allowed(reading: Reading, slot: DaySlot) -> int:
    """The minutes past its end that the policy in force allows, or that are agreed if more."""
    problem = reading.problem
    limit = _limit(reading, slot)
    granted = limit.minutes if limit is not None else 0
    rolls = problem.in_force in ("roll", "reorder", "stay")
    if problem.in_force == "hold" or (rolls and slot != reading.last_close):
        granted = 0
    return max(granted, _agreed(problem, slot))

"""
A session in other parts: the start that leads to them, or why none does.

Parts are cut at the ends of slots, so where a session starts decides how long its parts are.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from scheduler.errors import FactError, Infeasible, NothingFits
from scheduler.problem import Place
from scheduler.problem.day_slots import MINUTE, DaySlot
from scheduler.replanning.by_hand import (
    Pins,
    Wish,
    published_parts,
    slots_of,
    solve_pinned,
    without_pins_of,
)
from scheduler.replanning.request import Effort, ReplanRequest


def find_split(request: ReplanRequest, session: str, minutes: Sequence[int]) -> Pins:
    """
    The pin with which the parts of a session last so long, with the least change.

    Raises
    ------
    FactError
        It may not be cut so, or as ``find_move``.
    Infeasible
        No slot has room for such parts.
    NothingFits
        No start that was tried leads to them; the message has what these lead to.
    NoTimetable, Interrupted
        As ``replan``.
    """
    _refuse_parts(request, session, minutes)
    request = without_pins_of(request, [session])
    slots = tuple(slots_of(request.problem, Wish(session)))
    _refuse_lengths(slots, minutes)
    first = timedelta(minutes=minutes[0])
    starts = (slot.end - first for slot in slots if slot.end - first >= slot.start)
    pins = ((Place(session=session, start=start),) for start in starts)
    return _least(request, pins, minutes)


def _refuse_parts(request: ReplanRequest, session: str, minutes: Sequence[int]) -> None:
    """FactError for parts that the session may not have."""
    split = request.problem.session(session).split
    planned = sum((s.end - s.start for s in published_parts(request, session)), timedelta())
    planned_minutes = planned // MINUTE
    told = any(fact.split()[1:2] == [session] for fact in (*request.facts, *request.undone))
    if len(minutes) < 2:
        raise FactError(
            f"expected the minutes of each part of {session}, for at least two parts: 180 90"
        )
    if planned_minutes and not told and sum(minutes) != planned_minutes:
        raise FactError(
            f"{session} lasts {planned_minutes} minutes, these parts make {sum(minutes)}: "
            f"'rollgrid report' with overrun or early says that it lasts longer or shorter"
        )
    if split is None:
        raise FactError(f"{session} may not be split: write 'split: yes' there in the scenario")
    if split.most_parts is not None and len(minutes) > split.most_parts:
        raise FactError(f"{session} may have at most {split.most_parts} parts (most_parts)")
    if min(minutes) < split.least_part:
        raise FactError(
            f"each part of {session} must last at least {split.least_part} minutes (least_part)"
        )


def _refuse_lengths(slots: Sequence[DaySlot], minutes: Sequence[int]) -> None:
    """Infeasible for parts longer than each slot, and for those between others that fill none."""
    lengths = [(slot.end - slot.start) // MINUTE for slot in slots]
    limits = [length + slot.limit for length, slot in zip(lengths, slots, strict=True)]
    most = max(limits)
    longest = f"{most}" if most in lengths else f"{most} with overtime"
    wrong = [
        f"a part of {part} minutes fits in no slot: the longest slot has {longest}"
        for part in dict.fromkeys(minutes)
        if part > most
    ]
    wrong += [
        f"a part between two others fills its slot: it cannot have {part} minutes where slots "
        f"have {_listed(dict.fromkeys(lengths))}"
        for part in dict.fromkeys(minutes[1:-1])
        if part <= most
        and not any(short <= part <= long for short, long in zip(lengths, limits, strict=True))
    ]
    if wrong:
        raise Infeasible("; ".join(wrong))


def _least(request: ReplanRequest, choices: Iterable[Pins], minutes: Sequence[int]) -> Pins:
    """The pins with the least change, of those with which the parts last so long."""
    best: tuple[list[int], Pins] | None = None
    others: dict[tuple[int, ...], None] = {}
    effort = Effort(request.budget)
    for pins in choices:
        limited = replace(request, budget=replace(request.budget, seconds=max(effort.left, 0.1)))
        try:
            outcome = solve_pinned(limited, pins)
        except Infeasible:
            continue
        parts = outcome.timetable.of_session(pins[0].session)
        lengths = tuple((s.end - s.start) // MINUTE for s in parts)
        costs = [tier.cost for tier in outcome.tiers]
        if lengths != tuple(minutes):
            others[lengths] = None
        elif best is None or costs < best[0]:
            best = costs, pins
    if best is None:
        raise NothingFits("; ".join(_nothing_leads_there(others, minutes[0])))
    return best[1]


def _nothing_leads_there(others: Iterable[tuple[int, ...]], first: int) -> Iterator[str]:
    """
    The sentence that no start leads to the parts, why, and which parts such a first one leads to.
    """
    yield (
        "no start was found that leads to these parts: each but the last goes on until its slot "
        "ends, and each but the first starts with its slot"
    )
    possible = [" ".join(map(str, parts)) for parts in others if parts[:1] == (first,)]
    if possible:
        yield f"with {first} first they would be {_listed(possible[:3])}"


def _listed(parts: Iterable[object]) -> str:
    return " or ".join(map(str, parts))

"""
What each body of a conference pays for its room slots, by the rules themselves.

A cell is a day slot with a room. All sessions that may sit in it are put there at once, and the
families of rules say who breaks what. Of the rules about a body as a whole, those count that are
about one body alone. Everything else, also what is about two bodies, is left out: it is never
negative.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce
from itertools import pairwise
from math import gcd

from scheduler.problem import (
    Contiguous,
    Exclusive,
    Parallel,
    Preference,
    Problem,
    Reserve,
    RoomStability,
    Rule,
)
from scheduler.timetable import Timetable
from scheduler.verifier.bounds.ground import (
    ALONE,
    Ground,
    Starts,
    doubt,
    narrowed,
    one_sitting,
)
from scheduler.verifier.clock import DaySlot, minutes
from scheduler.verifier.judgement import violations
from scheduler.verifier.levels import level_of_statement
from scheduler.verifier.reading import Reading, read
from scheduler.verifier.rules import preference, reserve

NEVER = 1 << 52
"""More than anything costs; nothing that is counted goes beyond it, so sums are 64-bit numbers."""
Cell = tuple[str, str]
"""(day slot, room), by their ids."""


@dataclass
class Body:
    """
    Attributes
    ----------
    sessions
        Who has to be held, whole, in the cells of the body.
    order
        The slots that serve its sessions, in order of time: gaps are counted there.
    need, holds
        Minutes that its sessions take together, and the most of them that fit in a slot.
    cells
        What each cell costs in which some of them may sit.
    away
        By session and slot: what it pays at the least for being there.
    rooms, parallel, gap
        What a further room costs, a further cell in a slot, and slots that are torn apart.
    """

    sessions: frozenset[str]
    order: tuple[str, ...]
    need: int
    holds: dict[str, int]
    cells: dict[Cell, int] = field(default_factory=dict)
    away: dict[str, dict[str, int]] = field(default_factory=dict)
    rooms: int = 0
    parallel: int = 0
    gap: int = 0


def doubt_of_patterns(problem: Problem) -> str | None:
    """Why nothing can be said of the problem by patterns; None if something can."""
    if problem.waive or problem.levels:
        return "a rule is waived, or has another level than its default"
    return doubt(problem)


def bodies_of(ground: Ground) -> list[Body] | str:
    """Every body with its prices; a reason where cells are not for one body alone."""
    reading = ground.reading
    if _overlaps(reading):
        return "slots overlap"
    parts = _parts(reading, set(ground.lengths))
    if parts is None:
        return "no rule gives each room slot to one body"
    starts = narrowed(ground, ())
    if starts is None:
        return "somebody has no place"
    bodies = [_body(ground, own) for own in parts]
    of = {id: body for body in bodies for id in body.sessions}
    for slot in reading.slots:
        for room in reading.rooms:
            alone = _alone(ground, starts, slot, room)
            if alone:
                _price_cell(reading, of, (slot.id, room), alone)
    return bodies


def _overlaps(reading: Reading) -> bool:
    return any(before.end > after.start for before, after in pairwise(reading.slots))


def _parts(reading: Reading, held: set[str]) -> list[frozenset[str]] | None:
    """The bodies that a hard statement keeps apart, if each session is of one of them."""
    for rule in reading.problem.rules:
        if isinstance(rule, Exclusive) and level_of_statement(rule).obeyed:
            parts = [frozenset(ids) for _, ids in reading.names.bodies(rule)]
            parts = [part for part in parts if part]
            if sum(map(len, parts)) == len(held) and frozenset().union(*parts) == held:
                return parts
    return None


def _body(ground: Ground, own: frozenset[str]) -> Body:
    reading = ground.reading
    kinds = {reading.sessions[id].kind for id in own}
    serving = [slot for slot in reading.slots if any(slot.serves(kind) for kind in kinds)]
    lengths = [ground.lengths[id] for id in own]
    body = Body(
        sessions=own,
        order=tuple(s.id for s in sorted(serving, key=lambda s: (s.start, s.end, s.template.id))),
        need=sum(lengths),
        holds={slot.id: _most(lengths, minutes(slot.length)) for slot in serving},
        away={id: {} for id in own},
    )
    for rule in reading.problem.rules:
        price = _price(rule)
        if not price or not isinstance(rule, RoomStability | Parallel | Contiguous):
            continue
        times = sum(frozenset(ids) == own for _, ids in reading.names.bodies(rule))
        if isinstance(rule, Parallel):
            body.parallel += times * price
        elif isinstance(rule, Contiguous):
            body.gap += times * price
        elif rule.per == "meeting":
            body.rooms += times * price
    return body


def _most(lengths: list[int], room: int) -> int:
    """The most minutes of sessions of these lengths that fit one after the other."""
    reached = {0}
    for length in lengths:
        reached |= {so_far + length for so_far in reached if so_far + length <= room}
    return max(reached)


def _price(rule: Rule) -> int:
    """What a breach costs in ``preferences``; ``NEVER`` of what no timetable may break."""
    judged = level_of_statement(rule)
    if judged.obeyed:
        return NEVER
    return judged.weight if judged.reason is None and judged.level == "soft" else 0


def _alone(ground: Ground, starts: Starts, slot: DaySlot, room: str) -> dict[str, datetime]:
    """Who may sit in a cell, if alone, each with a moment at which it may start there."""
    at: dict[datetime, set[str]] = {}
    for id, own in starts.items():
        if room in ground.rooms[id]:
            for moment, where in own.items():
                if where == slot.id:
                    at.setdefault(moment, set()).add(id)
    seated: dict[str, datetime] = {}
    for moment in sorted(at):
        left = sorted(at[moment] - seated.keys())
        if left:
            alone = Timetable.of([one_sitting(id, room, moment, ground.lengths[id]) for id in left])
            broken = violations(ground.reading.problem, alone, ALONE)
            off = {id for violation in broken for id in violation.sessions}
            seated.update((id, moment) for id in left if id not in off)
    return seated


def _price_cell(
    reading: Reading, of: Mapping[str, Body], cell: Cell, seated: Mapping[str, datetime]
) -> None:
    """What whoever may sit in a cell pays there, and what the bodies pay for it."""
    problem, (slot, room) = reading.problem, cell
    there = read(problem, Timetable.of([one_sitting(id, room, t, 1) for id, t in seated.items()]))
    pays = dict.fromkeys(seated, 0)
    own = {frozenset(of[id].sessions): of[id] for id in seated}
    price = dict.fromkeys(own, 0)
    for rule in problem.rules:
        weight = _price(rule)
        if weight and isinstance(rule, Preference) and rule.hours is None:
            off = _off(there, rule)
            if rule.count == "sittings":
                pays.update((id, pays[id] + weight) for id in off)
                continue
            whole = frozenset(reading.names.resolve(rule.of))
            for sessions in own:
                if sessions <= whole and off & sessions:
                    price[sessions] += weight
        elif weight and isinstance(rule, Reserve):
            less = _kept_free(there, rule) - _kept_free(reading, rule)
            price.update((sessions, price[sessions] + less * weight) for sessions in own)
    for sessions, body in own.items():
        body.cells[cell] = price[sessions]
    for id, paid in pays.items():
        at = of[id].away[id]
        at[slot] = min(paid, at.get(slot, paid))


def _off(there: Reading, rule: Preference) -> set[str]:
    return {id for breach in preference.breaches(there, rule) for id in breach.sessions}


def _kept_free(there: Reading, rule: Reserve) -> int:
    """Rooms that are missing; each further cell that is taken adds as many, or more."""
    return sum(breach.amount for breach in reserve.breaches(there, rule))


def steps(body: Body, slots: list[str]) -> Iterator[int]:
    """What the body needs, then what each of the slots holds, in the largest common step."""
    step = reduce(gcd, (body.holds[slot] for slot in slots))
    yield -(-body.need // step)
    yield from (body.holds[slot] // step for slot in slots)

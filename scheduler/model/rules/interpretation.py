"""
Each interpreted room slot is served by a team, and no team is asked for more than it may work.

With y_trk true iff team t works in room r and slot k, A_rk the first start and B_rk the last end
of the interpreted sittings there:

    sum_t y_trk = 1 iff an interpreted sitting is in (r, k)        y_trk only if t has its languages
    B_rk - A_rk <= minutes + overtime
    sum over a day of y_trk <= per_day,    sum over some days in a row of y_trk <= most
    y_trk and y_tsm  =>  B_rk + between <= A_sm  or  B_sm + between <= A_rk
    y_trk  =>  [A_rk, B_rk) lies in the hours of t

The first line always holds; the others have the level of the team. Overtime has a price. Source of
the default numbers: the working conditions agreed between the United Nations and AIIC.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import combinations

from ortools.sat.python.cp_model import BoolVarT

from scheduler.instance import closed_spans
from scheduler.instance.records import Begun
from scheduler.model.lines import Line, any_of, excess, forbid, of_parts, rest_ends
from scheduler.model.parts import Expr, Part
from scheduler.model.variables import Variables
from scheduler.problem import Interpretation, Team

RULE = "interpretation"
TIER = "minutes"
Cell = tuple[int, int]
"""(room r, slot k)."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """The interpreted sittings of a room slot, as variables; ``used`` iff there are any."""

    cell: Cell
    used: BoolVarT
    members: tuple[tuple[Part, BoolVarT], ...]
    start: Expr
    end: Expr


def post(var: Variables) -> None:
    offered = var.instance.problem.interpretation
    if offered is None:
        return
    for assignment in var.once("assignments", partial(_assignments, var)):
        _one_team(var, offered, assignment)
    for team in offered.teams:
        if var.instance.levels.of(RULE, people=(team.id,)).hard:
            for line in _lines(var, offered, team, hard=True):
                forbid(var, line)
    for parts in var.parts:
        for part in parts:
            rest_ends(var, part, RULE)


def measure(var: Variables, level: str) -> Iterator[Expr]:
    offered = var.instance.problem.interpretation
    if offered is None:
        return
    for team in offered.teams:
        strictness = var.instance.levels.of(RULE, people=(team.id,))
        if strictness.level == level:
            lines = _lines(var, offered, team, hard=False)
            yield from [strictness.weight * line.amount for line in lines]


def price(var: Variables) -> Iterator[Expr]:
    """Minutes over the length of an assignment, up to what is allowed."""
    model, instance = var.model, var.instance
    offered = instance.problem.interpretation
    if offered is None or offered.overtime is None:
        return
    each = offered.overtime.price * instance.minutes(1)
    allowed = offered.overtime.minutes // instance.grid.tick
    limit = offered.minutes // instance.grid.tick
    for a in var.once("assignments", partial(_assignments, var)):
        if _longest(var, a) <= limit:
            continue
        paid = model.new_int_var(0, allowed, f"interpreters_over[{a.cell}]")
        enough = model.new_bool_var(f"interpreters_at_limit[{a.cell}]")
        model.add(paid >= a.end - a.start - limit).only_enforce_if(a.used, ~enough)
        model.add(paid == allowed).only_enforce_if(enough)
        yield each * paid


def _assignments(var: Variables) -> list[Assignment]:
    """The room slots that may be interpreted."""
    cells: defaultdict[Cell, list[tuple[Part, BoolVarT]]] = defaultdict(list)
    for i, session in enumerate(var.instance.sessions):
        for part in var.parts[i] if session.languages else []:
            if part.begun is not None and part.begun.team is None:
                continue
            for k, in_slot in part.slots.items():
                for r, in_room in part.rooms.items():
                    cells[r, k].append((part, _here(var, part, in_slot, in_room)))
    return [_assignment(var, cell, members) for cell, members in sorted(cells.items())]


def _here(var: Variables, part: Part, in_slot: BoolVarT, in_room: BoolVarT) -> BoolVarT:
    if len(part.slots) == 1:
        return in_room
    return in_slot if len(part.rooms) == 1 else var.both(in_slot, in_room)


def _assignment(var: Variables, cell: Cell, members: list[tuple[Part, BoolVarT]]) -> Assignment:
    model, instance = var.model, var.instance
    used = any_of(var, [literal for _, literal in members], f"interpreted{list(cell)}")
    if len(members) == 1 and len(members[0][0].slots) == 1:
        part = members[0][0]
        return Assignment(cell, used, tuple(members), part.start, part.end)
    start = model.new_int_var(0, instance.horizon, f"interpreted_from{list(cell)}")
    end = model.new_int_var(0, instance.horizon, f"interpreted_to{list(cell)}")
    for part, here in members:
        model.add(start <= part.start).only_enforce_if(here)
        model.add(end >= part.end).only_enforce_if(here)
    return Assignment(cell, used, tuple(members), start, end)


def _one_team(var: Variables, offered: Interpretation, a: Assignment) -> None:
    model, instance = var.model, var.instance
    r, k = a.cell
    for team in offered.teams:
        var.teams[team.id, r, k] = model.new_bool_var(f"team[{team.id},{r},{k}]")
    model.add(sum(var.teams[team.id, r, k] for team in offered.teams) == a.used)
    for part, here in a.members:
        wanted = instance.sessions[part.i].languages
        for team in offered.teams:
            works = var.teams[team.id, r, k]
            begun = part.begun is not None
            if part.begun is not None and part.begun.team == team.id:
                model.add(works == 1)
            elif not begun and not wanted <= team.languages:
                model.add_bool_or(~here, ~works)


def _lines(var: Variables, offered: Interpretation, team: Team, *, hard: bool) -> Iterator[Line]:
    """Hard ones ask of an assignment that has begun about the minutes to come alone."""
    work = [
        (a, var.teams[team.id, *a.cell])
        for a in var.once("assignments", partial(_assignments, var))
    ]
    yield from _too_long(var, offered, work, hard=hard)
    yield from _too_many(var, offered, work, team)
    yield from _too_close(var, offered, work)
    yield from _out_of_hours(var, work, team, hard=hard)


Work = list[tuple[Assignment, BoolVarT]]


def _line(var: Variables, amount: Expr, work: Work) -> Line:
    return of_parts(
        amount, [(part, var.both(here, works)) for a, works in work for part, here in a.members]
    )


def _begun(a: Assignment) -> list[Begun]:
    return [part.begun for part, _ in a.members if part.begun is not None]


def _longest(var: Variables, a: Assignment) -> int:
    slot = var.instance.slots[a.cell[1]]
    starts = [b.start for b in _begun(a)]
    return slot.end + var.candidates.overtime[a.cell[1]] - min([slot.start, *starts])


def _so_far(var: Variables, a: Assignment) -> int:
    """Ticks that an assignment has had by now."""
    now, begun = var.instance.now, _begun(a)
    ends = [now if b.end is None else b.end for b in begun]
    return min(now, max(ends)) - min(b.start for b in begun) if begun else 0


def _too_long(var: Variables, offered: Interpretation, work: Work, *, hard: bool) -> Iterator[Line]:
    model, instance = var.model, var.instance
    extra = 0 if offered.overtime is None else offered.overtime.minutes
    agreed = (offered.minutes + extra) // instance.grid.tick
    for a, works in work:
        limit = max(agreed, _so_far(var, a)) if hard else agreed
        if _longest(var, a) > limit:
            over = model.new_int_var(0, instance.horizon, f"too_long[{a.cell},{works}]")
            model.add(over >= a.end - a.start - limit).only_enforce_if(works)
            yield _line(var, instance.minutes(1) * over, [(a, works)])


def _too_many(var: Variables, offered: Interpretation, work: Work, team: Team) -> Iterator[Line]:
    model, instance = var.model, var.instance
    dates = instance.problem.days
    meeting = {(date - dates[0]).days for date in dates}
    caps = [(1, offered.per_day), *((cap.days, cap.most) for cap in offered.caps)]
    for days, most in caps:
        for day in sorted({instance.slots[a.cell[1]].day for a, _ in work} | meeting):
            inside = [
                (a, works) for a, works in work if day <= instance.slots[a.cell[1]].day < day + days
            ]
            if len(inside) > most:
                name = f"too_many[{team.id},{days},{most},{day}]"
                count = sum(works for _, works in inside)
                over = excess(model, count, most, len(inside), name)
                yield _line(var, over, inside)


def _too_close(var: Variables, offered: Interpretation, work: Work) -> Iterator[Line]:
    model, instance = var.model, var.instance
    between = offered.between // instance.grid.tick
    for (a, works), (b, also) in combinations(work, 2):
        first, second = (instance.slots[x.cell[1]] for x in (a, b))
        over = var.candidates.overtime
        sure = (
            first.end + over[a.cell[1]] + between <= second.start
            or second.end + over[b.cell[1]] + between <= first.start
        )
        if sure:
            continue
        close = model.new_bool_var(f"too_close[{works},{also}]")
        sooner = model.new_bool_var(f"sooner[{works},{also}]")
        when = (works, also, ~close)
        model.add(a.end + between <= b.start).only_enforce_if(*when, sooner)
        model.add(b.end + between <= a.start).only_enforce_if(*when, ~sooner)
        yield _line(var, close, [(a, works), (b, also)])


def _out_of_hours(var: Variables, work: Work, team: Team, *, hard: bool) -> Iterator[Line]:
    model, instance = var.model, var.instance
    spans = closed_spans.closed(instance.problem, instance.grid, team.available, team.unavailable)
    for a, works in work:
        slot = instance.slots[a.cell[1]]
        since = instance.now if hard and _begun(a) else -closed_spans.FAR
        near = [
            span
            for span in spans
            if span[0] < slot.end + var.candidates.overtime[a.cell[1]]
            and max(slot.start, since) < span[1]
        ]
        if not near:
            continue
        outside = model.new_bool_var(f"team_away[{works}]")
        for x, y in near:
            before = model.new_bool_var(f"team_before[{works},{x}]")
            model.add(a.end <= max(x, since)).only_enforce_if(works, ~outside, before)
            model.add(a.start >= y).only_enforce_if(works, ~outside, ~before)
        yield _line(var, outside, [(a, works)])

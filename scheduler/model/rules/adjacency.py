"""
A session directly before another, in one room.

    off       unless 0 <= s_then - e_first <= within, and then's first room is first's last
              (or the other way round, with ``either_order``)               if both are placed
"""

from collections.abc import Iterator

from ortools.sat.python.cp_model import BoolVarT

from scheduler.model.lines import Line
from scheduler.model.parts import Part
from scheduler.model.variables import Variables
from scheduler.problem import Adjacency


def lines(var: Variables, rule: Adjacency) -> Iterator[Line]:
    model, instance = var.model, var.instance
    if not {rule.first, rule.then} <= instance.index.keys():
        return
    i, j = (instance.index[id] for id in (rule.first, rule.then))
    both = (var.placed[i], var.placed[j])
    ways = [(i, j), (j, i)] if rule.either_order else [(i, j)]
    off = model.new_bool_var(f"not_adjacent[{i},{j}]")
    met = [model.new_bool_var(f"adjacent[{a},{b}]") for a, b in ways]
    model.add_bool_or(off, *met)
    for here, (a, b) in zip(met, ways, strict=True):
        within = rule.within // instance.grid.tick
        model.add(var.start[b] >= var.end[a]).only_enforce_if(here, *both)
        model.add(var.start[b] <= var.end[a] + within).only_enforce_if(here, *both)
        if rule.same_room:
            _one_room(var, a, b, here)
    yield _line(var, off, (i, j), either=rule.either_order)


def _line(var: Variables, off: BoolVarT, pair: tuple[int, int], *, either: bool) -> Line:
    """The last sitting of the one and the first of the other make it up."""
    first, then = pair
    last = [var.to_come(i) for i in (pair if either else (first,))]
    start = [var.placed[i] for i in (pair if either else (then,)) if not var.instance.begun[i]]
    begun = any(var.instance.begun[i] for i in pair)
    return Line(off, tuple(x for x in (*last, *start) if x is not var.false), begun)


def _one_room(var: Variables, a: int, b: int, here: BoolVarT) -> None:
    for p in var.parts[a]:
        for q in var.parts[b]:
            when = [~here, ~p.held, ~q.held, *_not_last(var, p), *_not_first(var, q)]
            for r, in_room in p.rooms.items():
                stays = [q.rooms[r]] if r in q.rooms else []
                var.model.add_bool_or(*when, ~in_room, *stays)


def _not_last(var: Variables, part: Part) -> list[BoolVarT]:
    last = [var.last[part.i, k] for k in part.slots if (part.i, k) in var.last]
    return [~literal for literal in last]


def _not_first(var: Variables, part: Part) -> list[BoolVarT]:
    first = [var.first[part.i, k] for k in part.slots if (part.i, k) in var.first]
    return [~literal for literal in first]

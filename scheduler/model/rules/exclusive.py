"""
A room slot holds sittings of one body alone.

For each room r, slot k and pair of sessions i, j that are each of some body but share none:

    member_irk and member_jrk

At level hard, with h_Brk true if a session with just the bodies B has a sitting in r and k:

    i in r and in k  =>  h_Brk     for i of B
    not h_Brk or not h_Crk         for B, C that share no body; one at most, if no two sets do

That is one literal for each set of bodies instead of one for each pair of sessions: a conference
of 300 papers in 40 tracks has a thousandth of them.
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from ortools.sat.python.cp_model import BoolVarT, CpModel

from scheduler.instance.instance import Instance
from scheduler.instance.ordered_pairs import hard_statements
from scheduler.model.lines import Line, in_cell, of_parts, parts_in_slot
from scheduler.model.variables import Variables
from scheduler.problem import Exclusive

Bodies = frozenset[str]
Cell = tuple[int, int]
"""(room r, slot k)."""


def obey(var: Variables, rule: Exclusive) -> None:
    model, of = var.model, _of(var.instance, rule)
    fresh = _present(var, of, begun=False)
    begun = _present(var, of, begun=True)
    for (r, k), present in sorted(fresh.items()):
        here = {own: in_cell(var, sessions, r, k) for own, sessions in present.items()}
        _apart(model, here)
        for own, members in begun.get((r, k), {}).items():
            for other, literal in here.items():
                if not own & other:
                    for i in members:
                        model.add_bool_or(~var.member(i, r, k), ~literal)


def lines(var: Variables, rule: Exclusive) -> Iterator[Line]:
    model, instance = var.model, var.instance
    of = _of(instance, rule)
    for i, j in combinations(sorted(of), 2):
        for k in [] if of[i] & of[j] else sorted({k for p in var.parts[i] for k in p.slots}):
            for r in range(len(instance.rooms)):
                one, other = var.member(i, r, k), var.member(j, r, k)
                if one is not var.false and other is not var.false:
                    together = model.new_bool_var(f"strangers[{i},{j},{r},{k}]")
                    model.add_bool_or(~one, ~other, together)
                    both = (parts_in_slot(var, i, k), parts_in_slot(var, j, k))
                    here = zip([p for own in both for p, _ in own], (one, other), strict=True)
                    yield of_parts(together, here)


def strangers(var: Variables, i: int, j: int) -> bool:
    """Whether two sessions may never share a room slot, by a hard statement."""
    if var.instance.begun[i] or var.instance.begun[j]:
        return False
    return any(i in of and j in of and not of[i] & of[j] for of in _hard(var))


def sharing(var: Variables) -> list[list[int]]:
    """Sessions by their bodies, if no others may share a room slot with them; else none."""
    for of in _hard(var):
        groups: defaultdict[Bodies, list[int]] = defaultdict(list)
        for i, own in of.items():
            groups[own].append(i)
        alone = sum(map(len, groups)) == len(frozenset().union(*groups))
        if alone and len(of) == len(var.instance.sessions) and not any(var.instance.begun):
            return list(groups.values())
    return []


def _hard(var: Variables) -> list[dict[int, Bodies]]:
    """The bodies of each session, for each hard statement."""
    rules = hard_statements(var.instance.problem, Exclusive)
    return var.once("exclusive", lambda: [_of(var.instance, rule) for rule in rules])


def _of(instance: Instance, rule: Exclusive) -> dict[int, Bodies]:
    """The bodies of each session that has any."""
    bodies_of: defaultdict[int, set[str]] = defaultdict(set)
    for name, sessions in instance.bodies(rule):
        for i in sessions:
            bodies_of[i].add(name)
    return {i: frozenset(names) for i, names in sorted(bodies_of.items())}


def _present(
    var: Variables, of: dict[int, Bodies], *, begun: bool
) -> dict[Cell, dict[Bodies, list[int]]]:
    """By cell and bodies: the sessions that may sit there, or have begun there."""
    cells: defaultdict[Cell, dict[Bodies, list[int]]] = defaultdict(dict)
    for i in of:
        for part in (p for p in var.parts[i] if (p.begun is not None) == begun):
            for k in part.slots:
                for r in part.rooms:
                    cells[r, k].setdefault(of[i], []).append(i)
    return cells


def _apart(model: CpModel, here: dict[Bodies, BoolVarT]) -> None:
    if sum(map(len, here)) == len(frozenset().union(*here)):
        model.add_at_most_one(here.values())
        return
    for (own, one), (other, two) in combinations(here.items(), 2):
        if not own & other:
            model.add_bool_or(~one, ~two)

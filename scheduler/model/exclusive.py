"""
A room slot holds sittings of one body alone.

For each room r, slot k and pair of sessions i, j that are each of some body but share none:

    member_irk and member_jrk

At level hard, with h_Brk true if a session with just the bodies B has a sitting in r and k:

    member_irk  =>  h_Brk          for i of B
    not h_Brk or not h_Crk         for B, C that share no body; one at most, if no two sets do

That is one literal for each set of bodies instead of one for each pair of sessions: a conference
of 300 papers in 40 tracks has a thousandth of them.
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from ortools.sat.python.cp_model import BoolVarT, CpModel

from scheduler.instance import Instance
from scheduler.model.lines import Line, bodies
from scheduler.model.variables import Variables
from scheduler.rules import Exclusive

Bodies = frozenset[str]
Cell = tuple[int, int]
"""(room r, slot k)."""


def post(model: CpModel, instance: Instance, var: Variables, rule: Exclusive) -> None:
    of = _of(instance, rule)
    fresh = _present(var, [i for i in of if not instance.begun[i]], of)
    begun = _present(var, [i for i in of if instance.begun[i]], of)
    for (r, k), present in sorted(fresh.items()):
        here = {own: _literal(model, var, found, (r, k)) for own, found in present.items()}
        _apart(model, here)
        for own, members in begun.get((r, k), {}).items():
            for other, literal in here.items():
                if not own & other:
                    for member in members:
                        model.add_bool_or(~member, ~literal)


def lines(model: CpModel, instance: Instance, var: Variables, rule: Exclusive) -> Iterator[Line]:
    of = _of(instance, rule)
    for i, j in combinations(sorted(of), 2):
        for k in [] if of[i] & of[j] else sorted({k for p in var.parts[i] for k in p.slots}):
            for r in range(len(instance.rooms)):
                one, other = var.member(i, r, k), var.member(j, r, k)
                if one is not var.false and other is not var.false:
                    together = model.new_bool_var(f"strangers[{i},{j},{r},{k}]")
                    model.add_bool_or(~one, ~other, together)
                    yield Line(together, ((i, one), (j, other)))


def _of(instance: Instance, rule: Exclusive) -> dict[int, Bodies]:
    """The bodies of each session that has any."""
    found: defaultdict[int, set[str]] = defaultdict(set)
    for name, sessions in bodies(instance, rule):
        for i in sessions:
            found[i].add(name)
    return {i: frozenset(names) for i, names in sorted(found.items())}


def _present(
    var: Variables, sessions: list[int], of: dict[int, Bodies]
) -> dict[Cell, dict[Bodies, list[BoolVarT]]]:
    """By cell and bodies: literals that such a session sits there."""
    found: defaultdict[Cell, dict[Bodies, list[BoolVarT]]] = defaultdict(dict)
    for i in sessions:
        for part in var.parts[i]:
            for k in part.slots:
                for r in part.rooms:
                    member = var.member(i, r, k)
                    found[r, k].setdefault(of[i], []).append(member)
    return found


def _literal(model: CpModel, var: Variables, members: list[BoolVarT], cell: Cell) -> BoolVarT:
    """True if any of the members is."""
    if len(members) == 1:
        return members[0]
    here = model.new_bool_var(f"body@{list(cell)}")
    for member in members:
        model.add_implication(member, here)
    return here


def _apart(model: CpModel, here: dict[Bodies, BoolVarT]) -> None:
    if sum(map(len, here)) == len(frozenset().union(*here)):
        model.add_at_most_one(here.values())
        return
    for (own, one), (other, two) in combinations(here.items(), 2):
        if not own & other:
            model.add_bool_or(~one, ~two)

"""
Sittings are where they are wanted (``prefer``), and not where they are not (``avoid``).

For each sitting p:

    off_p       unless its slot, day, room and hours are among those given            (prefer)
    off_p       if its slot, day and room are among those given, and it touches the hours   (avoid)

Room slots are counted once, however many such sittings they hold (count: room-slots):

    off_rk      if off_p for some p in room r and slot k

Hard statements forbid what is off before the search where they can.
"""

from collections.abc import Iterator

from ortools.sat.python.cp_model import BoolVarT

from scheduler.instance import closed_spans
from scheduler.instance.instance import Instance
from scheduler.instance.preferences import unwanted
from scheduler.model.candidates import Candidates
from scheduler.model.lines import Line, in_cell, of_parts, rest_ends
from scheduler.model.parts import Expr, Part
from scheduler.model.variables import Variables
from scheduler.problem import Preference


def prune(instance: Instance, candidates: Candidates) -> None:
    for (i, k, r), spans in instance.banned.items():
        if closed_spans.ALWAYS in spans and k in candidates.slots[i]:
            candidates.rooms[i, k].discard(r)
            if not candidates.rooms[i, k]:
                candidates.slots[i].discard(k)


def obey(var: Variables, rule: Preference) -> None:
    for part in _parts(var, rule):
        rest_ends(var, part, "preference")
        if part.begun is None:
            _off_where(var, rule, part, var.false)


def lines(var: Variables, rule: Preference) -> Iterator[Line]:
    if rule.count == "room-slots":
        yield from _by_cell(var, rule)
        return
    for part in _parts(var, rule):
        amount = _counted(var.instance, rule, part)
        if amount is None:
            amount = var.model.new_bool_var(f"off[{part.i},{min(part.slots)}]")
            _off_where(var, rule, part, amount)
        yield of_parts(amount, [(part, part.held)])


def _by_cell(var: Variables, rule: Preference) -> Iterator[Line]:
    parts = list(_parts(var, rule))
    sessions = sorted({part.i for part in parts})
    for k, r in sorted({(k, r) for part in parts for k in part.slots for r in part.rooms}):
        if not unwanted(var.instance, rule, k, r):
            continue
        here = [part for part in parts if k in part.slots and r in part.rooms]
        if rule.hours is None:
            off = in_cell(var, sessions, r, k)
        else:
            off = var.model.new_bool_var(f"off@cell[{r},{k}]")
            for part in here:
                _off_in(var, rule, part, off, k, r)
        yield of_parts(off, [(part, part.held) for part in here])


def _parts(var: Variables, rule: Preference) -> Iterator[Part]:
    for id in var.instance.problem.chosen(rule.of):
        yield from var.parts[var.instance.index[id]]


def _counted(instance: Instance, rule: Preference, part: Part) -> Expr | None:
    """A sum of literals, where slots alone or rooms alone decide."""
    if rule.hours is None and rule.rooms is None:
        return sum(
            (here for k, here in part.slots.items() if unwanted(instance, rule, k, 0)), start=0
        )
    if rule.hours is None and rule.slots is None and rule.days is None:
        k = min(part.slots)
        return sum(
            (here for r, here in part.rooms.items() if unwanted(instance, rule, k, r)), start=0
        )
    return None


def _off_where(var: Variables, rule: Preference, part: Part, off: BoolVarT) -> None:
    for k in part.slots:
        for r in part.rooms:
            _off_in(var, rule, part, off, k, r)


def _off_in(var: Variables, rule: Preference, part: Part, off: BoolVarT, k: int, r: int) -> None:
    """The sitting is off, or clear of what the statement does not want in slot k and room r."""
    for a, b in unwanted(var.instance, rule, k, r):
        clear = [off]
        if a > -closed_spans.FAR:
            clear.append(var.at_most(part.end, a))
        if b < closed_spans.FAR:
            clear.append(~var.at_most(part.start, b - 1))
        var.model.add_bool_or(~part.slots[k], ~part.rooms[r], ~part.held, *clear)

"""The lines of stated rules: each has an amount, and the sessions that it is about."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ortools.sat.python.cp_model import BoolVarT, CpModel

from scheduler.model.parts import Expr, Part
from scheduler.model.variables import Variables


@dataclass(frozen=True, slots=True)
class Line:
    """
    One line of a statement.

    Attributes
    ----------
    amount
        At least how far the line is broken; minimising makes it exactly that.
    fresh
        Literals of sittings that have not begun: true if one takes part in the line.
    begun
        Whether sittings that have begun may take part as well.
    """

    amount: Expr
    fresh: tuple[BoolVarT, ...]
    begun: bool


def forbid(var: Variables, line: Line) -> None:
    """The line at level hard: not broken, unless only sittings that have begun are in it."""
    model = var.model
    if isinstance(line.amount, int):
        for literal in line.fresh if line.amount > 0 else ():
            model.add_bool_or(~literal)
    elif not line.begun:
        model.add(line.amount == 0)
    else:
        for literal in line.fresh:
            model.add(line.amount == 0).only_enforce_if(literal)


def of_parts(amount: Expr, members: Iterable[tuple[Part, BoolVarT]]) -> Line:
    """A line of sittings, each with the literal that it takes part."""
    pairs = list(members)
    fresh = tuple(literal for part, literal in pairs if part.begun is None)
    return Line(amount, fresh, len(fresh) < len(pairs))


def of_first(var: Variables, amount: Expr, sessions: Iterable[int]) -> Line:
    """A line about the first sittings of sessions."""
    own = tuple(sessions)
    fresh = tuple(var.placed[i] for i in own if not var.instance.begun[i])
    return Line(amount, fresh, len(fresh) < len(own))


def of_all(var: Variables, amount: Expr, sessions: Iterable[int]) -> Line:
    """A line about all sittings of sessions."""
    own = tuple(sessions)
    fresh = tuple(literal for i in own if (literal := var.to_come(i)) is not var.false)
    return Line(amount, fresh, any(var.instance.begun[i] for i in own))


def parts_in_slot(var: Variables, i: int, k: int) -> list[tuple[Part, BoolVarT]]:
    """The sittings that session i may have in slot k, each with the literal that it does."""
    return [(part, part.slots[k]) for part in var.parts[i] if k in part.slots]


def rest_ends(var: Variables, part: Part, rule: str) -> None:
    """What is running ends where a hard rule ends its rest."""
    stop = part.begun.stop(rule) if part.begun is not None and part.running else None
    if stop is not None:
        var.model.add(part.end <= stop)


def any_of(var: Variables, literals: Sequence[BoolVarT], name: str) -> BoolVarT:
    """A literal for one of the literals, made once per name."""
    if len(literals) <= 1:
        return literals[0] if literals else var.false
    if any(literal is var.true for literal in literals):
        return var.true
    key = ("any_of", name)
    if key not in var.made:
        either = var.model.new_bool_var(name)
        var.model.add_bool_or(~either, *literals)
        for literal in literals:
            var.model.add_implication(literal, either)
        var.made[key] = either
    return var.made[key]


def in_slot(var: Variables, i: int, k: int) -> BoolVarT:
    """True iff session i has a sitting in slot k."""
    return any_of(var, [p.slots[k] for p in var.parts[i] if k in p.slots], f"sits[{i}]@slot[{k}]")


def in_room(var: Variables, i: int, r: int) -> BoolVarT:
    """True iff session i has a sitting in room r."""
    return any_of(var, [p.rooms[r] for p in var.parts[i] if r in p.rooms], f"sits[{i}]@room[{r}]")


def on_day(var: Variables, part: Part, day: int) -> BoolVarT:
    """True iff the sitting is in a slot of a day."""
    slots = [here for k, here in part.slots.items() if var.instance.slots[k].day == day]
    if len(slots) == len(part.slots):
        return part.held
    return any_of(var, slots, f"day[{part.i},{min(part.slots)},{day}]")


def in_cell(var: Variables, sessions: Iterable[int], r: int, k: int) -> BoolVarT:
    """
    True if any of the sessions has a sitting in room r and slot k; free if none has.

    One clause for each session, and no literal for each session and room slot.
    """
    parts = [p for i in sessions for p in var.parts[i] if k in p.slots and r in p.rooms]
    if not parts:
        return var.false
    key = ("in_cell", r, k, tuple(sorted({p.i for p in parts})))
    if key not in var.made:
        sits = var.model.new_bool_var(f"sits[{len(parts)}]@cell[{r},{k}]")
        for part in parts:
            var.model.add_bool_or(~part.slots[k], ~part.rooms[r], sits)
        var.made[key] = sits
    return var.made[key]


def some_in_slot(var: Variables, sessions: Sequence[int], k: int) -> BoolVarT:
    """True iff any of the sessions has a sitting in slot k."""
    here = [m for i in sessions if (m := in_slot(var, i, k)) is not var.false]
    return any_of(var, here, f"sits[{','.join(map(str, sorted(sessions)))}]@slot[{k}]")


def days_of(sessions: Sequence[int], var: Variables) -> list[int]:
    """The days on which any of the sessions may sit."""
    return sorted(
        {var.instance.slots[k].day for i in sessions for p in var.parts[i] for k in p.slots}
    )


def slots_of(sessions: Sequence[int], var: Variables) -> list[int]:
    """The slots in which any of the sessions may sit."""
    return sorted({k for i in sessions for p in var.parts[i] for k in p.slots})


def rooms_of(sessions: Sequence[int], var: Variables) -> list[int]:
    """The rooms in which any of the sessions may sit."""
    return sorted({r for i in sessions for p in var.parts[i] for r in p.rooms})


def excess(model: CpModel, count: Expr, most: int, ceiling: int, name: str) -> Expr:
    """max(0, count - most), from below."""
    if isinstance(count, int):
        return max(0, count - most)
    over = model.new_int_var(0, max(0, ceiling - most), name)
    model.add(over >= count - most)
    return over

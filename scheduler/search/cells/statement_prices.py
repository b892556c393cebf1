"""
What the statements of a problem cost on a board, statement by statement.

Each price is at most what the statement charges for any timetable with these cells. It is exactly
that where a body has one cell in a slot and minutes do not matter.
"""

from collections.abc import Callable, Iterable, Iterator

from ortools.sat.python.cp_model import BoolVarT, LinearExpr

from scheduler.instance import conflicts, preferences
from scheduler.instance.instance import Instance
from scheduler.instance.levels import of_statement
from scheduler.instance.room_relations import reserved
from scheduler.model.lines import excess
from scheduler.model.parts import Expr
from scheduler.problem import (
    Conflict,
    Contiguous,
    Parallel,
    Pool,
    Position,
    Preference,
    Reserve,
    RoomStability,
    Statement,
    treats,
)
from scheduler.search.cells.relaxed import CellModel
from scheduler.search.cells.room_slots import Cell

Amounts = Iterator[tuple[Expr, Iterable[int | Cell]]]
"""Each with the bodies it is about, or the cells that are to be left."""


def applies(instance: Instance) -> bool:
    """Whether the price of every statement is known, if not always all of it."""
    return treats("cells", instance.problem.rules)


BROKEN = "broken"
"""The tier of what is hard, where a model has one: then it is not obeyed, but counted."""


def price(model: CellModel) -> None:
    """Obey what is hard, or count it, and price what is soft in tier ``preferences``."""
    for rule in model.board.instance.problem.rules:
        strictness = of_statement(rule)
        amounts = next((f for kind, f in PRICED.items() if isinstance(rule, kind)), None)
        if amounts is None or strictness.level not in ("hard", "soft"):
            continue
        for amount, bodies in amounts(model, rule):
            if strictness.hard and BROKEN in model.tiers:
                model.tiers[BROKEN].append(amount)
                model.payers.append((amount, tuple(bodies)))
            elif strictness.hard:
                model.cp.add(amount <= 0)
            else:
                model.tiers["preferences"].append(strictness.weight * amount)
                model.payers.append((strictness.weight * amount, tuple(bodies)))


def _sessions(model: CellModel, names: tuple[str, ...]) -> set[int]:
    return set(model.board.instance.chosen(names))


def _bodies(model: CellModel, pool: Pool) -> Iterator[tuple[list[int], list[int]]]:
    """(sessions, bodies) of each body of a statement that is made of whole bodies here."""
    for _, sessions in model.board.instance.bodies(pool):
        union = model.board.union_of(set(sessions))
        if union is not None:
            yield sessions, union


def _preference(model: CellModel, rule: Preference) -> Amounts:
    if rule.hours is not None:
        return
    sessions = _sessions(model, rule.of)
    for k in range(len(model.board.lengths)):
        off = {
            r
            for r in range(len(model.board.instance.rooms))
            if preferences.unwanted(model.board.instance, rule, k, r)
        }
        if not off:
            continue
        if rule.count == "room-slots":
            yield from _off_cells(model, sessions, k, off)
        else:
            for i in sorted(sessions):
                yield from ((lost, [model.board.body[i]]) for lost in _off(model, i, k, off))


def _off_cells(model: CellModel, sessions: set[int], k: int, off: set[int]) -> Amounts:
    """Room slots of whole bodies are counted; others once for a slot, if there is no way out."""
    for b in sorted({model.board.body[i] for i in sessions}):
        own = sessions & set(model.board.bodies[b])
        if len(own) == len(model.board.bodies[b]):
            for r in model.cells.get((b, k), ()):
                if r in off:
                    yield model.has[b, k, r], [b]
            continue
        lost = [term for i in sorted(own) for term in _off(model, i, k, off)]
        if lost:
            some = model.cp.new_bool_var(f"off[{b},{k}]")
            for one in lost:
                model.cp.add_implication(one, some)
            yield some, [b]


def _off(model: CellModel, i: int, k: int, off: set[int]) -> Iterator[BoolVarT]:
    """Whether session i, in slot k, has none but unwanted rooms to be in."""
    if (i, k) not in model.sits:
        return
    allowed, b = model.board.rooms[i, k], model.board.body[i]
    if allowed <= off:
        yield model.sits[i, k]
        return
    lost = model.cp.new_bool_var(f"off[{i},{k},{len(off)}]")
    model.cp.add_bool_or(lost, ~model.sits[i, k], *(model.has[b, k, r] for r in allowed - off))
    yield lost


def _room_stability(model: CellModel, rule: RoomStability) -> Amounts:
    slots = model.board.instance.slots
    days: dict[int, list[int]] = {}
    for k, slot in enumerate(slots):
        days.setdefault(slot.day if rule.per == "day" else 0, []).append(k)
    for sessions, bodies in _bodies(model, rule):
        for day, today in days.items():
            used = [model.keeping(bodies, r, today) for r in range(len(model.board.instance.rooms))]
            rooms = [literal for literal in used if literal is not None]
            name = f"rooms_of[{sessions[0]},{day}]"
            yield excess(model.cp, LinearExpr.sum(rooms), 1, len(rooms), name), bodies


def _parallel(model: CellModel, rule: Parallel) -> Amounts:
    for sessions, bodies in _bodies(model, rule):
        for k in range(len(model.board.lengths)):
            most = len({r for b in bodies for r in model.cells.get((b, k), ())})
            if most > 1:
                count = model.rooms(bodies, k)
                yield excess(model.cp, count, 1, most, f"parallel[{sessions[0]},{k}]"), bodies


def _contiguous(model: CellModel, rule: Contiguous) -> Amounts:
    instance = model.board.instance
    for sessions, bodies in _bodies(model, rule):
        slots = sorted({k for i in sessions for k in instance.serving[i]})
        gap = model.cp.new_bool_var(f"gap[{sessions[0]}]")
        before: list[BoolVarT] = []
        for n, k in enumerate(slots[:-1]):
            now = model.sitting(sessions, k)
            after = [s for m in slots[n + 1 :] if (s := model.sitting(sessions, m)) is not None]
            if before and after:
                # one literal for all before and all after: fewer clauses than for each pair
                early = model.any_of(("until", sessions[0], k), before)
                late = model.any_of(("from", sessions[0], k), after)
                assert early is not None
                assert late is not None
                model.cp.add_bool_or(gap, ~early, ~late, *([now] if now is not None else []))
            before += [now] if now is not None else []
        yield gap, bodies


def _reserve(model: CellModel, rule: Reserve) -> Amounts:
    counted, slots = reserved(model.board.instance, rule)
    for k in slots:
        taken = [literal for (_, m, r), literal in model.has.items() if m == k and r in counted]
        if taken:
            most = len(counted) - rule.rooms
            count = LinearExpr.sum(taken)
            over = excess(model.cp, count, most, len(counted), f"taken[{k}]") if most else count
            yield over, [(k, r) for r in counted]


def _conflict(model: CellModel, rule: Conflict) -> Amounts:
    instance = model.board.instance
    pairs = conflicts.pairs(instance, rule)
    if rule.count == "slots":
        yield from _both(model, rule, pairs)
        return
    for i, j in pairs:
        for k, length in enumerate(model.board.lengths):
            least = model.board.sizes[i] + model.board.sizes[j] - length
            if least > 0 and (i, k) in model.sits and (j, k) in model.sits:
                amount = 1 if rule.count == "pairs" else instance.minutes(least)
                both = model.cp.new_bool_var(f"both[{i},{j},{k}]")
                model.cp.add_bool_or(both, ~model.sits[i, k], ~model.sits[j, k])
                yield amount * both, [model.board.body[n] for n in (i, j)]


def _both(model: CellModel, rule: Conflict, conflicting: list[tuple[int, int]]) -> Amounts:
    """A slot with both sides in different rooms; of one body, if one room cannot take both."""
    body, sizes = model.board.body, model.board.sizes
    apart = [(i, j) for i, j in conflicting if body[i] != body[j]]
    one = _sessions(model, rule.of)
    other = _sessions(model, rule.against) if rule.against is not None else set()
    whole = len(apart) == len(conflicting) == len(one) * len(other) and not one & other
    for k in range(len(model.board.lengths)):
        if whole:
            a, b = model.sitting(one, k), model.sitting(other, k)
            pairs = [(a, b)] if a is not None and b is not None else []
        else:
            pairs = [
                (model.sits[i, k], model.sits[j, k])
                for i, j in conflicting
                if (body[i] != body[j] or sizes[i] + sizes[j] > model.board.lengths[k])
                and (i, k) in model.sits
                and (j, k) in model.sits
            ]
        if pairs:
            both = model.cp.new_bool_var(f"both[{k}]")
            for a, b in pairs:
                model.cp.add_bool_or(both, ~a, ~b)
            yield both, sorted({model.board.body[n] for pair in conflicting for n in pair})


def _position(model: CellModel, rule: Position) -> Amounts:
    """Not too many in slots that are over before, nor too few left for those and this one."""
    instance = model.board.instance
    if rule.session not in instance.index:
        return
    i = instance.index[rule.session]
    others = [j for j in sorted(_sessions(model, rule.of)) if j != i]
    off = model.cp.new_bool_var(f"off_position[{i},{rule.at}]")
    for k, slot in enumerate(instance.slots):
        if (i, k) not in model.sits:
            continue
        sooner = [m for m, one in enumerate(instance.slots) if one.end + one.allowed <= slot.start]
        later = [m for m, one in enumerate(instance.slots) if one.start >= slot.end + slot.allowed]
        before, after = (
            LinearExpr.sum(
                [model.sits[j, m] for j in others for m in slots if (j, m) in model.sits]
            )
            for slots in (sooner, later)
        )
        here = (model.sits[i, k], ~off)
        model.cp.add(before <= rule.at - 1).only_enforce_if(*here)
        gone = sum(~model.placed[j] for j in others)
        model.cp.add(rule.at - 1 <= len(others) - after - gone).only_enforce_if(*here)
    yield off, [model.board.body[i]]


PRICED: dict[type[Statement], Callable[..., Amounts]] = {
    Preference: _preference,
    RoomStability: _room_stability,
    Parallel: _parallel,
    Contiguous: _contiguous,
    Reserve: _reserve,
    Conflict: _conflict,
    Position: _position,
}
"""The statements that are priced; the board or the minutes take care of the other treated ones."""

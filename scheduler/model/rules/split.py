"""
A session is cut only at a wall, and goes on at the start of the next slot that it may use.

For every session i that may be split, with parts p_k over slots k, and L_k the length of slot k:

    end_k >= wall_k                                    if p_k is held and not the last; wall_k is
                                                       no later than a hard rule stops p_k
    start_k = open_k                                   if p_k is held and not the first
    length_k >= least_part_i                           if p_k is not the only one, none stopped
    sum_k held_k <= most_parts_i                       or as many as have begun
    one room for all parts that have not begun         if i is in no rolling order
    not held_k or not held_q                            if the days of k and q do not go together
    slot k between first and last and not held  =>  i may not use it with rest_k minutes left:
        a part before on a day that does not go with k   or   it ends after open_k   or
        rest_k > reach_ikr   or
        L_k < least_part_i and rest_k > L_k   or   a clash in k                          (all r)

reach_ikr is how long i could sit from the start of slot k in room r (``nominal.reach``), known
before the search. In most meetings it is the whole slot, and passing over is plainly forbidden.
"""

from itertools import combinations

from ortools.sat.python.cp_model import BoolVarT

from scheduler.model import clashes, implying, nominal
from scheduler.model.parts import Expr, Part
from scheduler.model.variables import Variables


def post(var: Variables) -> None:
    model, instance = var.model, var.instance
    for i, session in enumerate(instance.sessions):
        parts = {next(iter(p.slots)): p for p in var.parts[i] if len(p.slots) == 1}
        if session.split is None or not any((i, k) in var.first for k in parts):
            continue
        if session.split.most_parts is not None:
            most = max(session.split.most_parts, len(instance.begun[i]))
            model.add(sum(part.held for part in parts.values()) <= most)
        stopped = _stopped(var, i)
        for k, part in parts.items():
            _cut_at_the_wall(var, part, k, stopped)
            _resume_at_the_start(var, part, k)
        if i not in instance.order_of:
            _keep_the_room(var, i, parts)
        _keep_to_the_days(var, session.split.days, parts)
        _pass_over_only_what_it_may_not_use(var, i, parts, stopped)


def _stopped(var: Variables, i: int) -> BoolVarT:
    """True iff the part that is running ends where a hard rule stops it, short of its wall."""
    for part in var.parts[i]:
        begun = part.begun
        if begun is not None and part.running and begun.last < var.instance.slots[begun.slot].end:
            return ~var.at_most(part.end, begun.last - 1)
    return var.false


def _keep_to_the_days(var: Variables, days: str, parts: dict[int, Part]) -> None:
    model, instance = var.model, var.instance
    for p, q in combinations(parts.values(), 2):
        same = instance.slots[min(p.slots)].day == instance.slots[min(q.slots)].day
        unwanted = days != "any" and same != (days == "same")
        if unwanted and (p.begun is None or q.begun is None):
            model.add_bool_or(~p.held, ~q.held)


def _cut_at_the_wall(var: Variables, part: Part, k: int, stopped: BoolVarT) -> None:
    model, instance = var.model, var.instance
    i = part.i
    wall = instance.slots[k].end
    if part.begun is not None and part.running:
        wall = min(wall, part.begun.last)
    if not part.over:
        model.add(part.end >= wall).only_enforce_if(part.held, ~var.last[i, k])
    least = instance.least_part[i]
    if least > 1 and not part.over:
        binding = [] if stopped is var.false else [~stopped]
        model.add(part.length >= least).only_enforce_if(part.held, ~var.first[i, k], *binding)
        model.add(part.length >= least).only_enforce_if(part.held, ~var.last[i, k], *binding)


def _resume_at_the_start(var: Variables, part: Part, k: int) -> None:
    if part.begun is None:
        start = var.instance.slots[k].start
        var.model.add(part.start == start).only_enforce_if(part.held, ~var.first[part.i, k])


def _keep_the_room(var: Variables, i: int, parts: dict[int, Part]) -> None:
    model = var.model
    own = [part for part in parts.values() if part.begun is None]
    rooms = sorted({r for part in own for r in part.rooms})
    at = {r: model.new_bool_var(f"stays_in[{i},{r}]") for r in rooms}
    if var.instance.begun[i]:  # what has begun stays where it is, what comes may sit elsewhere
        model.add_at_most_one(at.values())
    else:
        model.add_exactly_one([*at.values(), ~var.placed[i]] if at else [var.true])
    for part in own:
        for r, here in part.rooms.items():
            model.add_implication(here, at[r])


def _pass_over_only_what_it_may_not_use(
    var: Variables, i: int, parts: dict[int, Part], stopped: BoolVarT
) -> None:
    model, instance = var.model, var.instance
    before: list[Expr] = []
    for k, part in parts.items():
        rest = var.minutes[i] - sum(before)
        if part.begun is None:
            inside = sum(var.first[i, q] for q in parts if q <= k) + sum(
                var.last[i, q] for q in parts if q >= k
            )
            passed = model.new_bool_var(f"passed_over[{i},{k}]")
            model.add(passed == inside - var.placed[i] - part.held)
            sooner = {n: q for n, q in parts.items() if n < k}
            days = [q.held for n, q in sooner.items() if not nominal.may_follow(instance, i, n, k)]
            too_short = _too_short(var, part, k, rest, stopped)
            lasting = _still_lasting(var, k, sooner)
            _passed(var, part, k, passed, rest, [*days, *too_short, *lasting])
        before.append(part.length)


def _passed(
    var: Variables, part: Part, k: int, passed: BoolVarT, rest: Expr, excuses: list[BoolVarT]
) -> None:
    """Slot k is passed over only if the part could not sit there, whatever the room and panel."""
    model, instance = var.model, var.instance
    i, slot = part.i, instance.slots[k]
    if slot.start < instance.now:  # its start is past, nothing can go on there
        return
    length = slot.end - slot.start
    for r in nominal.rooms_for(instance, i, k) or (None,):
        here = [] if i in instance.order_of or r is None else [_other_room(var, i, r)]
        stretch = clashes.Stretch(slot.start, slot.end, (slot.start, slot.end), rest)
        blocked = [] if r is None else clashes.literals_for_part(var, i, r, stretch)
        for n, seated in enumerate(var.panel[i]):
            reach = 0 if r is None else nominal.reach(instance, i, k, r, n)
            name = f"beyond[{i},{k},{r},{n}]"
            away = [] if reach >= length else [_longer(var, rest, reach, name)]
            other = [] if seated is var.true else [~seated]
            model.add_bool_or(~passed, *here, *other, *excuses, *away, *blocked)


def _too_short(var: Variables, part: Part, k: int, rest: Expr, stopped: BoolVarT) -> list[BoolVarT]:
    """A literal that holds only if slot k is too short a part for the rest; none if it never is."""
    i, slot = part.i, var.instance.slots[k]
    length = slot.end - slot.start
    if length >= var.instance.least_part[i] or slot.start < var.instance.now:
        return []
    binding = [] if stopped is var.false else [~stopped]
    outlasts = _longer(var, rest, length, f"outlasts[{i},{k}]")
    for literal in binding:
        var.model.add_implication(outlasts, literal)
    var.model.add(rest <= length).only_enforce_if(part.held, ~var.first[i, k], *binding)
    return [outlasts]


def _still_lasting(var: Variables, k: int, sooner: dict[int, Part]) -> list[BoolVarT]:
    """Literals that hold only if a part before, in its overtime, ends after slot k has begun."""
    start, slots = var.instance.slots[k].start, var.instance.slots
    runs_on = (q for n, q in sooner.items() if slots[n].end + var.candidates.overtime[n] > start)
    return [implying.all_of(var, [q.held], [(q.end, start + 1)]) for q in runs_on]


def _other_room(var: Variables, i: int, r: int) -> BoolVarT:
    """False iff session i sits in room r, in the parts that have not begun if some have."""
    literals = [part.rooms[r] for part in var.open_parts(i) if r in part.rooms]
    key = ("other_room", i, r)
    if key not in var.made:
        other = var.model.new_bool_var(f"other_room[{i},{r}]")
        var.model.add_bool_or(other, *literals)
        for literal in literals:
            var.model.add_implication(literal, ~other)
        var.made[key] = other
    return var.made[key]


def _longer(var: Variables, rest: Expr, ticks: int, name: str) -> BoolVarT:
    """A literal that implies rest > ticks."""
    literal = var.model.new_bool_var(name)
    var.model.add(rest > ticks).only_enforce_if(literal)
    return literal

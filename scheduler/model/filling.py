"""
No slot holds more than its rooms can, and nobody's day more than it has.

This is redundant where all places are known, and a bound where they are not. For every set S of
rooms that is all that some session may use, and every slot k, over the sessions i that may use no
room outside S:

    sum_i least_i * in_ik  <=  sum over the pieces of S of the ticks that they are open in k
    sum_i in_ik            <=  pieces of S open in k      where k has one start, over least_i > 0

For everybody who presides over several sessions, and every slot k, over these sessions:

    sum_i least_i * in_ik  <=  L_k + overtime_k
    sum_i in_ik            <=  1                          where k has one start, over least_i > 0

``in_ik``: i sits in k, or has left its place and landed there. All this follows from the rest, but
no relaxation sees it; without it nothing bounds how many are left out, or push others away.
"""

from collections.abc import Collection, Iterator

from ortools.sat.python.cp_model import BoolVarT

from scheduler.instance.instance import Instance
from scheduler.instance.records import Span, overlaps
from scheduler.model.variables import Variables


def rooms(var: Variables) -> None:
    """Once a slot; where nobody may leave, for all rooms together."""
    instance = var.instance
    everywhere = frozenset(range(len(instance.rooms)))
    usable = {i: frozenset(instance.fitting(i)) for i in _whole(instance)}
    sets = {everywhere, *usable.values()} if var.candidates.may_leave else {everywhere}
    for among in sorted(sets, key=sorted):
        inside = [i for i, own in usable.items() if own <= among]
        shut = [_shut(instance, piece) for piece in sorted(_pieces(instance, among))]
        for k in range(len(instance.slots)):
            _fill(var, k, inside, shut)


def person(var: Variables, presiding: Collection[int]) -> None:
    """Sessions over which somebody presides whoever else does; posted if one of them may leave."""
    if any(i in var.candidates.may_leave for i in presiding):
        alone = frozenset(presiding) & frozenset(_whole(var.instance))
        for k in range(len(var.instance.slots)):
            _fill(var, k, sorted(alone), [()])


def _whole(instance: Instance) -> Iterator[int]:
    """Sessions that have not begun and are not cut."""
    for i, session in enumerate(instance.sessions):
        if session.split is None and not instance.begun[i]:
            yield i


def _pieces(instance: Instance, among: Collection[int]) -> frozenset[str]:
    """What rooms are made of."""
    parts = [(instance.rooms[r], *instance.problem.rooms[r].combines) for r in among]
    return frozenset(piece for room in parts for piece in room)


def _shut(instance: Instance, piece: str) -> tuple[Span, ...]:
    whole_room = piece in instance.room_index and instance.levels.all_hard("availability")
    return instance.closed[instance.room_index[piece]] if whole_room else ()


def _fill(
    var: Variables, k: int, inside: Collection[int], shut: Collection[tuple[Span, ...]]
) -> None:
    """
    The sessions inside take no more of slot k than as many places as there are lists of closed
    spans.
    """
    model, instance = var.model, var.instance
    slot = instance.slots[k]
    here = [(i, literal) for i in inside for literal in _in_slot(var, i, k)]
    close = slot.end + var.candidates.overtime[k]
    if len(here) > 1:
        filled = sum(instance.least[i] * literal for i, literal in here)
        closed = sum(max(0, min(b, close) - max(a, slot.start)) for spans in shut for a, b in spans)
        model.add(filled <= len(shut) * (close - slot.start) - closed)
    if slot.aligned and var.candidates.may_leave:
        counted = [(i, x) for i, x in here if instance.least[i] and len(instance.starts(i, k)) == 1]
        soon = slot.start + min((instance.least[i] for i, _ in counted), default=0)
        places = sum(not overlaps(spans, slot.start, soon) for spans in shut)
        if len(counted) > places:
            model.add(sum(literal for _, literal in counted) <= places)


def _in_slot(var: Variables, i: int, k: int) -> Iterator[BoolVarT]:
    yield from (part.slots[k] for part in var.parts[i] if k in part.slots)
    if (i, k) in var.lands:
        yield var.lands[i, k]

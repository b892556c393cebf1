"""Which rooms are alike, and how far they are apart."""

from itertools import product

from scheduler.instance.grid import Grid
from scheduler.instance.instance import Instance
from scheduler.problem import Problem, Reserve


def alike(problem: Problem) -> tuple[frozenset[int], ...]:
    """Rooms that share a part with each room, itself included."""
    parts = [frozenset((room.id, *room.combines)) for room in problem.rooms]
    return tuple(frozenset(s for s, other in enumerate(parts) if own & other) for own in parts)


def reserved(instance: Instance, rule: Reserve) -> tuple[list[int], list[int]]:
    """(rooms counted, slots) of a statement that rooms are kept free."""
    rooms = [
        r
        for r, room in enumerate(instance.problem.rooms)
        if (room.id in rule.among if rule.among is not None else not room.combines)
    ]
    slots = [
        k
        for k, slot in enumerate(instance.slots)
        if (instance.regular(k) if rule.slots is None else slot.is_called(rule.slots))
    ]
    return rooms, slots


def travel(problem: Problem, grid: Grid) -> dict[tuple[int, int], int]:
    """Ticks from room to room, where there are any."""
    index = {room.id: r for r, room in enumerate(problem.rooms)}
    minutes = {
        (r, s): problem.travel.minutes for r, s in product(range(len(index)), repeat=2) if r != s
    }
    for walk in problem.travel.between:
        r, s = (index[room] for room in walk.rooms)
        minutes[r, s] = minutes[s, r] = walk.minutes
    return {pair: m // grid.tick for pair, m in minutes.items() if m > 0 and pair[0] != pair[1]}

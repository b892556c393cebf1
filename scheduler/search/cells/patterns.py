"""
What a body pays for its room slots alone, whatever the other bodies have.

A pattern is the set of cells (slot k, room r) of one body. Its price has the terms that depend on
the whole of it:

    cost(P)  =  sum over cells of cell[k, r]  +  rooms * (rooms of P - 1)
              + parallel * sum over slots of (cells of P in the slot - 1)
              + gap                                    if the slots of P do not follow one another
              + sum over sessions of the least of away[i, k] over slots k of P

Each term is at most what its statements charge for any timetable in which the body has these cells,
and two terms are of different statements, so ``cost`` is at most what the body is charged for
itself. What is about two bodies, or about minutes, is left out.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scheduler.instance import preferences
from scheduler.instance.instance import Instance
from scheduler.instance.levels import of_statement
from scheduler.instance.room_relations import reserved
from scheduler.problem import Contiguous, Parallel, Preference, Reserve, RoomStability, Statement
from scheduler.search.cells.room_slots import Board, Cell

NEVER = 1 << 50
"""The price of what is not possible; sums of thousands of them are still 64-bit numbers."""
TICKS = 400
"""The most steps in which the needs of a body are counted; beyond that the steps are longer."""

Costs = NDArray[np.int64]


@dataclass(frozen=True)
class Body:
    """
    Attributes
    ----------
    slots
        Slots k in which the body may have cells, in order of time, shape (S,).
    order
        Their places among all slots in which its sessions are served: gaps are counted there.
    needs
        Steps that its sessions take together.
    holds
        Steps that a cell of each slot holds at the most, shape (S,).
    cell
        Price of each cell, ``NEVER`` where the body may not have it, shape (S, R).
    away
        Price of session i in each slot, shape (sessions, S).
    rooms, parallel, gap
        Price of a further room, of a further cell in a slot, and of slots that are torn apart.
    """

    slots: tuple[int, ...]
    order: tuple[int, ...]
    needs: int
    holds: tuple[int, ...]
    cell: Costs
    away: Costs
    rooms: int = 0
    parallel: int = 0
    gap: int = 0

    def cost(self, cells: frozenset[Cell]) -> int:
        """The cost of a pattern; ``NEVER`` or more if it is not possible."""
        place = {k: s for s, k in enumerate(self.slots)}
        used = sorted({place[k] for k, _ in cells})
        places = [self.order[s] for s in used]
        torn = places[-1] - places[0] + 1 > len(places)
        return (
            sum(int(self.cell[place[k], r]) for k, r in cells)
            + self.rooms * (len({r for _, r in cells}) - 1)
            + self.parallel * (len(cells) - len(used))
            + self.gap * torn
            + int(self.away[:, used].min(axis=1).sum())
        )


@dataclass
class _Prices:
    """What is charged, gathered statement by statement."""

    cell: Costs
    away: Costs
    rooms: list[int]
    parallel: list[int]
    gap: list[int]


def applies(board: Board) -> bool:
    """Whether each session is held, and no rule is relaxed for some of its occurrences."""
    problem = board.instance.problem
    return (
        all(session.rank is None for session in board.instance.sessions)
        and not problem.waive
        and not problem.levels
    )


def bodies_of(board: Board, dear: int) -> tuple[Body, ...]:
    """
    The bodies with their prices, shape (B,).

    ``dear``: the price of what is against a hard statement, of which no timetable pays any.
    """
    instance = board.instance
    slots, rooms = range(len(board.lengths)), len(instance.rooms)
    none = [0] * len(board.bodies)
    shape = (len(board.bodies), len(slots), rooms)
    away = np.full((len(board.body), len(slots)), NEVER, np.int64)
    cell = np.full(shape, NEVER, np.int64)
    for (i, k), allowed in board.rooms.items():
        if board.sizes[i] <= board.lengths[k]:
            away[i, k] = 0
            cell[board.body[i], k, sorted(allowed)] = 0
    prices = _Prices(cell, away, none.copy(), none.copy(), none.copy())
    for rule in instance.problem.rules:
        strictness = of_statement(rule)
        charge = next((f for kind, f in CHARGED.items() if isinstance(rule, kind)), None)
        if charge is not None and strictness.level in ("hard", "soft"):
            charge(board, prices, rule, dear if strictness.hard else strictness.weight)
    return tuple(_body(board, prices, b) for b in range(len(board.bodies)))


def _body(board: Board, prices: _Prices, b: int) -> Body:
    instance, own = board.instance, list(board.bodies[b])
    serving = sorted({k for i in own for k in instance.serving[i]})
    slots = [k for k in serving if (prices.cell[b, k] < NEVER).any()]
    step = max(1, -(-sum(board.sizes[i] for i in own) // TICKS))
    sizes = [board.sizes[i] for i in own]
    if step == 1:
        step = int(np.gcd.reduce(sizes))
    return Body(
        slots=tuple(slots),
        order=tuple(serving.index(k) for k in slots),
        needs=sum(sizes) // step,
        holds=tuple(-(-_most(sizes, board.lengths[k]) // step) for k in slots),
        cell=prices.cell[b][slots],
        away=prices.away[own][:, slots],
        rooms=prices.rooms[b],
        parallel=prices.parallel[b],
        gap=prices.gap[b],
    )


def _most(sizes: list[int], length: int) -> int:
    """The most that sessions of these sizes fill of a length."""
    sums = 1
    for size in sizes:
        sums |= sums << size
    return (sums & ((1 << length + 1) - 1)).bit_length() - 1


def _preference(board: Board, prices: _Prices, rule: Preference, price: int) -> None:
    if rule.hours is not None:
        return
    instance = board.instance
    sessions = set(instance.chosen(rule.of))
    whole = [b for b, own in enumerate(board.bodies) if sessions.issuperset(own)]
    for k in range(len(board.lengths)):
        off = _unwanted(instance, rule, k)
        if not off:
            continue
        if rule.count == "room-slots":
            prices.cell[np.ix_(whole, [k], sorted(off))] += price
            continue
        for i in sessions:
            if board.rooms.get((i, k), frozenset((-1,))) <= off:
                prices.away[i, k] += price


def _unwanted(instance: Instance, rule: Preference, k: int) -> frozenset[int]:
    rooms = range(len(instance.rooms))
    return frozenset(r for r in rooms if preferences.unwanted(instance, rule, k, r))


def _alone(
    board: Board, rule: RoomStability | Parallel | Contiguous, prices: list[int], price: int
) -> None:
    for _, sessions in board.instance.bodies(rule):
        union = board.union_of(set(sessions))
        if union is not None and len(union) == 1:
            prices[union[0]] += price


def _room_stability(board: Board, prices: _Prices, rule: RoomStability, price: int) -> None:
    if rule.per != "day":
        _alone(board, rule, prices.rooms, price)


def _parallel(board: Board, prices: _Prices, rule: Parallel, price: int) -> None:
    _alone(board, rule, prices.parallel, price)


def _contiguous(board: Board, prices: _Prices, rule: Contiguous, price: int) -> None:
    _alone(board, rule, prices.gap, price)


def _reserve(board: Board, prices: _Prices, rule: Reserve, price: int) -> None:
    """Where all of some rooms are to be kept free, each cell there costs."""
    counted, slots = reserved(board.instance, rule)
    if len(counted) <= rule.rooms:
        prices.cell[:, np.ix_(slots, counted)[0], counted] += price


CHARGED: Mapping[type[Statement], Callable[..., None]] = {
    Preference: _preference,
    RoomStability: _room_stability,
    Parallel: _parallel,
    Contiguous: _contiguous,
    Reserve: _reserve,
}
"""The other statements are about minutes, or about several bodies."""

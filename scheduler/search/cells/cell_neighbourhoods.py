"""
Neighbourhoods of a board: what is set free together.

A neighbourhood is some bodies with all that they have, the sessions and cells of a few slots, or
only the rooms of some slots. Bodies are chosen because they pay, or by chance, with others that sit
where they do. Where promising patterns of cells are known, twice as many bodies may move among
them.
"""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import accumulate, takewhile

from scheduler.search.cells.relaxed import CellModel
from scheduler.search.cells.room_slots import Cell
from scheduler.search.cpsat.incumbent import Incumbent


@dataclass(frozen=True)
class Cells:
    """
    ``fewest``, ``most``: sessions set free.

    ``promising``: by body, the cells that good patterns of it have.
    """

    model: CellModel
    promising: Mapping[int, frozenset[Cell]] = field(default_factory=dict)
    fewest: int = 8

    @property
    def kinds(self) -> tuple[str, ...]:
        return ("payers", "bodies", "slots", "rooms", *(["patterns"] if self.promising else []))

    @property
    def most(self) -> int:
        return len(self.model.board.body)

    @property
    def decided(self) -> frozenset[int]:
        chosen = (*self.model.sits.values(), *self.model.has.values(), *self.model.placed)
        return frozenset(literal.index for literal in chosen)

    def free(self, incumbent: Incumbent, kind: str, size: int, draw: random.Random) -> set[int]:
        """The literals to be set free."""
        if kind == "slots":
            return self._slots(incumbent, size, draw)
        if kind == "rooms":
            return self._rooms(size, draw)
        if kind == "patterns":
            return self._patterns(incumbent, 2 * size, draw)
        first = self._payer(incumbent, draw) if kind == "payers" else []
        return self._bodies(incumbent, first, size, draw)

    def _patterns(self, incumbent: Incumbent, size: int, draw: random.Random) -> set[int]:
        """Bodies of which one pays, with their sessions, and cells of their good patterns alone."""
        free = self._bodies(incumbent, self._payer(incumbent, draw), size, draw)
        return free - {
            literal.index
            for (b, k, r), literal in self.model.has.items()
            if (k, r) not in self.promising.get(b, ()) and not incumbent.values[literal.index]
        }

    def _payer(self, incumbent: Incumbent, draw: random.Random) -> list[int]:
        paid = [
            (amount, concerned)
            for term, concerned in self.model.payers
            if concerned and (amount := incumbent.solver.value(term)) > 0
        ]
        if not paid:
            return []
        amounts = [amount for amount, _ in paid]
        # what costs most is not always what can be helped: now and then anything that costs
        weights = amounts if draw.random() < 0.5 else [1] * len(paid)
        bodies = self._concerned(incumbent, draw.choices([c for _, c in paid], weights)[0])
        draw.shuffle(bodies)
        return bodies

    def _concerned(self, incumbent: Incumbent, concerned: tuple[int | Cell, ...]) -> list[int]:
        """Bodies, and those that have the cells."""
        cells = {one for one in concerned if isinstance(one, tuple)}
        bodies = [one for one in concerned if not isinstance(one, tuple)]
        for (b, k, r), literal in self.model.has.items() if cells else ():
            if (k, r) in cells and incumbent.values[literal.index]:
                bodies.append(b)
        return bodies

    def _bodies(
        self, incumbent: Incumbent, first: list[int], size: int, draw: random.Random
    ) -> set[int]:
        board, has = self.model.board, self.model.has
        chosen = list(dict.fromkeys(first)) or [draw.randrange(len(board.bodies))]
        where = [(b, k, r) for (b, k, r), literal in has.items() if incumbent.values[literal.index]]
        while sum(len(board.bodies[b]) for b in chosen) < size and len(chosen) < len(board.bodies):
            chosen.append(self._another(chosen, where, draw))
        return self._all_of(_up_to(size, chosen, lambda b: len(board.bodies[b])))

    def _another(
        self, chosen: list[int], where: list[tuple[int, int, int]], draw: random.Random
    ) -> int:
        """
        A body that sits when, or where, one of those chosen does; or any other.

        Now and then one whose cells are not full: it may do with fewer, or give a longer one away.
        """
        others = [b for b in range(len(self.model.board.bodies)) if b not in chosen]
        chance = draw.random()
        if chance < 0.25:
            return draw.choice(others)
        if chance < 0.5:
            idle = self._idle(where)
            if any(idle[b] for b in others):
                return draw.choices(others, [idle[b] for b in others])[0]
        one = draw.choice(chosen)
        own = {(k, r) for b, k, r in where if b == one}
        by_room = draw.random() < 0.5
        near = {
            b
            for b, k, r in where
            if b not in chosen and any(r == s if by_room else k == m for m, s in own)
        }
        return draw.choice(sorted(near) or others)

    def _idle(self, where: list[tuple[int, int, int]]) -> list[int]:
        """By body, ticks of its cells in which it has no session."""
        board = self.model.board
        idle = [-sum(board.sizes[i] for i in sessions) for sessions in board.bodies]
        for b, k, _ in where:
            idle[b] += board.lengths[k]
        return [max(0, ticks) for ticks in idle]

    def _all_of(self, bodies: list[int]) -> set[int]:
        board, those = self.model.board, set(bodies)
        free = {lit.index for (i, _), lit in self.model.sits.items() if board.body[i] in those}
        free |= {lit.index for (b, _, _), lit in self.model.has.items() if b in those}
        return free | {self.model.placed[i].index for b in bodies for i in board.bodies[b]}

    def _slots(self, incumbent: Incumbent, size: int, draw: random.Random) -> set[int]:
        """Sessions of these slots change places among themselves."""
        by_slot: dict[int, list[int]] = {}
        for (i, k), literal in self.model.sits.items():
            if incumbent.values[literal.index]:
                by_slot.setdefault(k, []).append(i)
        drawn = draw.sample(sorted(by_slot), len(by_slot))
        chosen = _up_to(size, drawn, lambda k: len(by_slot[k]))
        here = {i for k in chosen for i in by_slot[k]}
        free = {
            literal.index
            for (i, k), literal in self.model.sits.items()
            if i in here and k in chosen
        }
        return free | {lit.index for (_, k, _), lit in self.model.has.items() if k in chosen}

    def _rooms(self, size: int, draw: random.Random) -> set[int]:
        slots = sorted({k for _, k, _ in self.model.has})
        share = max(2, round(len(slots) * min(1.0, 4 * size / self.most)))
        chosen = draw.sample(slots, min(len(slots), share))
        return {lit.index for (_, k, _), lit in self.model.has.items() if k in chosen}


def _up_to(size: int, drawn: list[int], sessions: Callable[[int], int]) -> list[int]:
    """The first of them, up to so many sessions, but two at the least."""
    sums = accumulate(map(sessions, drawn))
    return drawn[: max(2, 1 + sum(1 for _ in takewhile(lambda s: s < size, sums)))]

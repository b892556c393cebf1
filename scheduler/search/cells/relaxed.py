"""
The cell model: which slot each session is in, and which cells each body has.

    sum_k sits_ik = placed_i                                   has_bkr  for cells (k, r) of body b
    sum_b has_bkr <= 1
    sum_(i of b) f(d_i) sits_ik  <=  f(L_k) sum_r has_bkr      for every f of ``packing``
    sits_ik  =>  has_bkr for some r that i may use in k
    sum_(i of c) d_i sits_ik  <=  L_k                          for every person c who presides

It has no clock, and no room for each session. What depends on these is left out, or counted at the
least that it can be, so what is proved of the model holds for the problem.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from ortools.sat.python.cp_model import BoolVarT, CpModel, LinearExpr

from scheduler.model.allowance import new_model
from scheduler.model.parts import Expr
from scheduler.search.cells import packing
from scheduler.search.cells.room_slots import Board, Cell, sessions_led


@dataclass
class CellModel:
    """
    A CP-SAT model over a board, with the terms of each tier.

    Attributes
    ----------
    sits
        True iff session i is in slot k.
    has
        True iff body b has the cell of slot k and room r.
    placed
        True iff session i is held; the constant 1 unless it may be left out.
    payers
        What is priced, each with the bodies that it is about, or the cells whose bodies pay.
    """

    board: Board
    cp: CpModel
    sits: dict[tuple[int, int], BoolVarT]
    has: dict[tuple[int, int, int], BoolVarT]
    placed: list[BoolVarT]
    tiers: dict[str, list[Expr]]
    payers: list[tuple[Expr, tuple[int | Cell, ...]]]
    _made: dict[object, BoolVarT] = field(default_factory=dict)

    @cached_property
    def cells(self) -> dict[tuple[int, int], list[int]]:
        """Rooms in which body b may have cells of slot k."""
        rooms: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
        for b, k, r in self.has:
            rooms[b, k].append(r)
        return dict(rooms)

    def any_of(self, key: object, literals: Iterable[BoolVarT]) -> BoolVarT | None:
        """A literal for one of them, made once for each key; None if there are none."""
        if key not in self._made:
            listed = list(literals)
            if not listed:
                return None
            either = listed[0]
            if len(listed) > 1:
                either = self.cp.new_bool_var(str(key))
                self.cp.add_max_equality(either, listed)
            self._made[key] = either
        return self._made[key]

    def sitting(self, sessions: Iterable[int], k: int) -> BoolVarT | None:
        """True iff one of the sessions is in slot k."""
        those = [i for i in sorted(sessions) if (i, k) in self.sits]
        return self.any_of(("sitting", k, *those), (self.sits[i, k] for i in those))

    def keeping(self, bodies: Iterable[int], r: int, slots: Iterable[int]) -> BoolVarT | None:
        """True iff one of the bodies has a cell of room r in one of the slots."""
        cells = [(b, k, r) for b in bodies for k in slots if (b, k, r) in self.has]
        return self.any_of(("keeping", *cells), (self.has[cell] for cell in cells))

    def rooms(self, bodies: Iterable[int], k: int) -> Expr:
        """How many cells of slot k the bodies have."""
        return LinearExpr.sum(
            [self.has[b, k, r] for b in bodies for r in self.cells.get((b, k), ())]
        )


def relaxed(board: Board) -> CellModel:
    """The model without prices: its tiers are empty."""
    cp = new_model()
    instance = board.instance
    ranked = [session.rank is not None for session in instance.sessions]
    model = CellModel(
        board=board,
        cp=cp,
        sits={(i, k): cp.new_bool_var(f"sits[{i},{k}]") for i, k in board.rooms},
        has={cell: cp.new_bool_var(f"has{list(cell)}") for cell in _cells(board)},
        placed=[
            cp.new_bool_var(f"placed[{i}]") if may_drop else cp.new_constant(1)
            for i, may_drop in enumerate(ranked)
        ],
        tiers={"unplaced": [], "preferences": []},
        payers=[],
    )
    slots = range(len(board.lengths))
    for i, placed in enumerate(model.placed):
        cp.add(sum(model.sits[i, k] for k in slots if (i, k) in model.sits) == placed)
    model.tiers["unplaced"] += [
        instance.importance(i) * ~model.placed[i] for i, may_drop in enumerate(ranked) if may_drop
    ]
    _one_body(model)
    _housed(model)
    _packed(model)
    _present(model)
    return model


def _cells(board: Board) -> list[tuple[int, int, int]]:
    return sorted({(board.body[i], k, r) for (i, k), rooms in board.rooms.items() for r in rooms})


def _one_body(model: CellModel) -> None:
    here: defaultdict[tuple[int, int], list[BoolVarT]] = defaultdict(list)
    for (_, k, r), literal in model.has.items():
        here[k, r].append(literal)
    for literals in here.values():
        model.cp.add_at_most_one(literals)


def _housed(model: CellModel) -> None:
    """A session is in a slot only if its body has a cell there that it may use."""
    for (i, k), sits in model.sits.items():
        b = model.board.body[i]
        open_to = [model.has[b, k, r] for r in sorted(model.board.rooms[i, k])]
        model.cp.add_bool_or(~sits, *open_to)
    for b, k in model.cells:
        here = [model.sits[i, k] for i in model.board.bodies[b] if (i, k) in model.sits]
        model.cp.add(model.rooms([b], k) <= LinearExpr.sum(here))


def _packed(model: CellModel) -> None:
    board = model.board
    for b, k in model.cells:
        own = [i for i in board.bodies[b] if (i, k) in model.sits]
        for i in own:
            if board.sizes[i] > board.lengths[k]:
                model.cp.add(model.sits[i, k] == 0)
        for weights, holds in packing.cuts([board.sizes[i] for i in own], board.lengths[k]):
            filled = [weights.get(board.sizes[i], 0) * model.sits[i, k] for i in own]
            model.cp.add(LinearExpr.sum(filled) <= holds * model.rooms([b], k))


def _present(model: CellModel) -> None:
    """Nobody presides for longer than a slot lasts, unless others could, or it is not asked."""
    board, instance = model.board, model.board.instance
    if not instance.levels.all_hard("person_clash"):
        return
    for _, own in sorted(sessions_led(instance).items()):
        for k, length in enumerate(board.lengths):
            here = [i for i in own if (i, k) in model.sits]
            if sum(board.sizes[i] for i in here) > length:
                presided = [board.sizes[i] * model.sits[i, k] for i in here]
                model.cp.add(LinearExpr.sum(presided) <= length)

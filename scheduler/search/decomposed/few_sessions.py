"""
A few sessions set free among all the others, which keep their places: an exact model of those few.

    s_i in the starts that its room allows it, given those that stay             in_room_ir
    sessions in one room, with one person, or in conflict, do not overlap
    meet_ij     unless i and j are apart; with one that stays, unless s_i avoids it
    has_br      if a free session of body b is in room r, and no other one of b is

Its size depends on how many are free, not on how many there are.
"""

from functools import reduce
from itertools import combinations
from operator import or_

from ortools.sat.python.cp_model import (
    FEASIBLE,
    INFEASIBLE,
    OPTIMAL,
    BoolVarT,
    CpModel,
    CpSolver,
    Domain,
    IntervalVar,
    IntVar,
    LinearExpr,
)

from scheduler.search.cpsat import hinted
from scheduler.search.decomposed.masks import Mask, ones, runs, ticks_of, touching
from scheduler.search.decomposed.partial_timetable import Board

Expr = LinearExpr | int
Places = dict[int, tuple[int, int]]
"""(room, start) of each free session."""


class Few:
    """The exact model of some sessions; they are lifted from the board while it is made."""

    def __init__(self, board: Board, free: list[int], rooms: dict[int, tuple[int, ...]]) -> None:
        self.board, self.free = board, free
        self.model = CpModel()
        self.start: dict[int, IntVar] = {}
        self.whole: dict[int, IntervalVar] = {}
        self.in_room: dict[tuple[int, int], BoolVarT] = {}
        self.cost: list[Expr] = []
        self.finished = True
        self.possible = all(list(map(self._session, free, [rooms[i] for i in free])))
        if self.possible:
            self._rooms()
            self._people()
            self._pairs()
            self._bodies()
            self.model.minimize(LinearExpr.sum(self.cost))

    def solve(self, before: Places, solver: CpSolver, *, below: int) -> Places | None:
        """Cheaper places, if any are found in time; ``below``: what they cost now."""
        if not self.possible:
            return None
        self.model.add(LinearExpr.sum(self.cost) <= below - 1)
        for i, (r, t) in before.items():
            self.model.add_hint(self.start[i], t)
            for (j, s), here in self.in_room.items():
                if j == i:
                    self.model.add_hint(here, s == r)
        status = hinted.solve(solver, self.model)
        self.finished = status in (OPTIMAL, INFEASIBLE)
        if status not in (OPTIMAL, FEASIBLE):
            return None
        return {
            i: (
                next(r for (j, r), here in self.in_room.items() if j == i and solver.value(here)),
                solver.value(self.start[i]),
            )
            for i in self.free
        }

    def _session(self, i: int, rooms: tuple[int, ...]) -> bool:
        board, model, length = self.board, self.model, self.board.frame.lengths[i]
        free = board.free(i, gently=False)
        starts = {r: board.free_in(i, r, free, gently=False) for r in rooms}
        union = reduce(or_, starts.values(), 0)
        if not union:
            return False
        self.start[i] = model.new_int_var_from_domain(_domain(union), f"start[{i}]")
        self.whole[i] = model.new_fixed_size_interval_var(self.start[i], length, f"session[{i}]")
        for r, mask in starts.items():
            if mask:
                here = model.new_bool_var(f"in_room[{i},{r}]")
                self.in_room[i, r] = here
                if mask != union:
                    self._within(self.start[i], mask, here)
        model.add_exactly_one(self.in_room[i, r] for r in starts if (i, r) in self.in_room)
        self._against_those_that_stay(i, union)
        return True

    def _within(self, start: IntVar, mask: Mask, *when: BoolVarT) -> None:
        self.model.add_linear_expression_in_domain(start, _domain(mask)).only_enforce_if(*when)

    def _against_those_that_stay(self, i: int, union: Mask) -> None:
        frame, length = self.board.frame, self.board.frame.lengths[i]
        for j, (once, each) in frame.clashes[i].items():
            at = self.board.at[j]
            touched = touching(at, length) & union if at else 0
            if touched and once:
                self._cost_if_in(self.start[i], touched, union, once)
            if touched and each:
                self._overlap(i, touched, union, at, each)
        for weight, unwanted in frame.wishes[i]:
            for (k, r), here in self.in_room.items():
                bad = unwanted[r] & union if k == i else 0
                if bad == union:
                    self.cost.append(weight * here)
                elif bad:
                    off = self.model.new_bool_var("")
                    self.cost.append(weight * off)
                    self._within(self.start[i], union & ~bad, here, ~off)

    def _cost_if_in(self, start: IntVar, bad: Mask, union: Mask, price: int) -> None:
        if bad == union:
            self.cost.append(price)
            return
        meet = self.model.new_bool_var("")
        self.cost.append(price * meet)
        self._within(start, union & ~bad, ~meet)

    def _overlap(self, i: int, touched: Mask, union: Mask, at: Mask, each: int) -> None:
        """Ticks together with one that stays, by the number there are at each start."""
        length = self.board.frame.lengths[i]
        by_count: dict[int, Mask] = {}
        for t in ticks_of(touched):
            count = (at & ones(t, t + length)).bit_count()
            by_count[count] = by_count.get(count, 0) | 1 << t
        above = 0
        for count in sorted(by_count, reverse=True):
            above |= by_count[count]
            lower = max((c for c in by_count if c < count), default=0)
            self._cost_if_in(self.start[i], above, union, each * (count - lower))

    def _rooms(self) -> None:
        by_room: dict[int, list[IntervalVar]] = {}
        for (i, r), here in self.in_room.items():
            interval = self.model.new_optional_fixed_size_interval_var(
                self.start[i], self.board.frame.lengths[i], here, f"session[{i}]@room[{r}]"
            )
            by_room.setdefault(r, []).append(interval)
        for intervals in by_room.values():
            self.model.add_no_overlap(intervals)

    def _people(self) -> None:
        led: dict[int, list[IntervalVar]] = {}
        for i in self.free:
            for c in self.board.frame.chairs[i]:
                led.setdefault(c, []).append(self.whole[i])
        for intervals in led.values():
            if len(intervals) > 1:
                self.model.add_no_overlap(intervals)

    def _pairs(self) -> None:
        frame = self.board.frame
        for i, j in combinations(self.free, 2):
            if j in frame.conflicts[i]:
                self.model.add_no_overlap([self.whole[i], self.whole[j]])
            elif j in frame.clashes[i]:
                self._clash(i, j, *frame.clashes[i][j])

    def _clash(self, i: int, j: int, once: int, each: int) -> None:
        model, frame = self.model, self.board.frame
        ends = {k: self.start[k] + frame.lengths[k] for k in (i, j)}
        first, second = model.new_bool_var(""), model.new_bool_var("")
        meet = model.new_bool_var(f"meet[{i},{j}]")
        model.add_exactly_one(first, second, meet)
        model.add(ends[i] <= self.start[j]).only_enforce_if(first)
        model.add(ends[j] <= self.start[i]).only_enforce_if(second)
        self.cost.append(once * meet)
        if each:
            most = min(frame.lengths[i], frame.lengths[j])
            # min(e_i, e_j) - max(s_i, s_j) is the least of four differences, one of them exactly
            ticks = model.new_int_var(0, most, f"together[{i},{j}]")
            latest = model.new_int_var(0, frame.instance.horizon, f"latest[{i},{j}]")
            earliest = model.new_int_var(0, frame.instance.horizon, f"earliest[{i},{j}]")
            model.add_max_equality(latest, [self.start[i], self.start[j]])
            model.add_min_equality(earliest, [ends[i], ends[j]])
            model.add(ticks >= earliest - latest).only_enforce_if(meet)
            self.cost.append(each * ticks)

    def _bodies(self) -> None:
        board, inside = self.board, set(self.free)
        for b in sorted({b for i in self.free for b in board.frame.bodies_of[i]}):
            body, stay = board.frame.bodies[b], board.used[b]
            own = [i for i in body.sessions if i in inside]
            has: list[Expr] = [] if stay else [-1]  # the first room is free of charge
            for r in sorted({r for i in own for r in board.frame.rooms[i]} - set(stay)):
                here = [self.in_room[i, r] for i in own if (i, r) in self.in_room]
                if here:
                    literal = self.model.new_bool_var(f"has[{b},{r}]")
                    for one in here:
                        self.model.add_implication(one, literal)
                    has.append(literal)
            self.cost.append(body.weight * LinearExpr.sum(has))


def _domain(mask: Mask) -> Domain:
    """The ticks of a mask as intervals."""
    return Domain.from_intervals([[start, end - 1] for start, end in runs(mask)])

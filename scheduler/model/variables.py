"""The decision variables of a model."""

from collections.abc import Callable
from typing import Any, TypeVar

from ortools.sat.python.cp_model import BoolVarT, CpModel, Domain, IntervalVar, IntVar

from scheduler.instance.instance import Instance
from scheduler.instance.records import Begun
from scheduler.model.candidates import Candidates
from scheduler.model.parts import Expr, Part

T = TypeVar("T")


class Variables:
    """
    Attributes
    ----------
    placed
        True iff session i takes place, shape (n,); constant without a situation.
    minutes
        d_i, ticks held in all, shape (n,).
    start, end
        Start of the first and end of the last part of i, shape (n,).
    parts
        Parts of i, shape (n,); split sessions have one per slot they may use.
    panel
        True iff the n-th panel of session i presides; shape (n, panels of i).
    made
        What several statements use, made by the families that need it.
    teams
        Kept by ``interpretation``: true iff a team works in room r and slot k.
    first, last
        True iff the first / last part of split session i is in slot k.
    lands
        True iff session i, which may leave, has left its published place for one in slot k.
    """

    def __init__(self, model: CpModel, instance: Instance, candidates: Candidates) -> None:
        self.model, self.instance, self.candidates = model, instance, candidates
        self.true = model.new_constant(1)
        self.false = model.new_constant(0)
        self.placed: list[BoolVarT] = []
        self.minutes: list[Expr] = []
        self.start: list[Expr] = []
        self.end: list[Expr] = []
        self.parts: list[list[Part]] = []
        self.first: dict[tuple[int, int], BoolVarT] = {}
        self.last: dict[tuple[int, int], BoolVarT] = {}
        self.lands: dict[tuple[int, int], BoolVarT] = {
            (i, k): model.new_bool_var(f"lands[{i},{k}]")
            for i, slots in sorted(candidates.elsewhere.items())
            for k in sorted(slots)
        }
        self.made: dict[object, BoolVarT] = {}
        self._kept: dict[object, Any] = {}
        self.teams: dict[tuple[str, int, int], BoolVarT] = {}
        self.panel = [
            [self.true]
            if len(row) == 1
            else [model.new_bool_var(f"panel[{i},{n}]") for n in range(len(row))]
            for i, row in enumerate(instance.panels)
        ]
        for i in range(len(instance.sessions)):
            self._session(i)

    def droppable(self, i: int) -> bool:
        """Whether session i may be left out of the timetable."""
        may_drop = self.candidates.may_drop or self.instance.sessions[i].rank is not None
        return may_drop and not self.instance.begun[i] and self.instance.started[i] is None

    def elsewhere(self, i: int) -> Expr:
        """1 iff session i, which may leave, has left its published place for another."""
        return sum((self.lands[i, k] for k in sorted(self.candidates.elsewhere[i])), 0)

    def member(self, i: int, r: int, k: int) -> BoolVarT:
        """True iff session i has a sitting in room r and slot k."""
        parts = [p for p in self.parts[i] if k in p.slots and r in p.rooms]
        if not parts:
            return self.false
        part = parts[0]
        if len(part.slots) == 1:
            return part.rooms[r]
        return part.slots[k] if len(part.rooms) == 1 else self.both(part.slots[k], part.rooms[r])

    def presides_in(self, part: Part, who: str) -> BoolVarT:
        """True iff this person presides over the sitting, if it is held."""
        if part.begun is not None:
            return self.true if who in part.begun.chairs else self.false
        return self.presides(part.i, who)

    def to_come(self, i: int) -> BoolVarT:
        """True iff session i has a sitting that has not begun."""
        if not self.instance.begun[i]:
            return self.placed[i]
        held = [part.held for part in self.open_parts(i)]
        if not held:
            return self.false
        key = ("to_come", i)
        if key not in self.made:
            literal = self.model.new_bool_var(f"to_come[{i}]")
            self.model.add_max_equality(literal, held)
            self.made[key] = literal
        return self.made[key]

    def presides(self, i: int, who: str) -> BoolVarT:
        """True iff this person presides over the sittings of session i that have not begun."""
        seats = [
            literal
            for literal, panel in zip(self.panel[i], self.instance.panels[i], strict=True)
            if who in panel.people
        ]
        if len(seats) == len(self.panel[i]):
            return self.true
        if len(seats) < 2:
            return seats[0] if seats else self.false
        key = ("presides", i, who)
        if key not in self.made:
            literal = self.model.new_bool_var(f"presides[{i},{who}]")
            self.model.add(sum(seats) == literal)
            self.made[key] = literal
        return self.made[key]

    def both(self, a: BoolVarT, b: BoolVarT) -> BoolVarT:
        """A literal for a and b."""
        if a is self.true or b is self.true:
            return b if a is self.true else a
        if a is self.false or b is self.false or a is b:
            return self.false if a is not b else a
        key = ("both", a.index, b.index)
        if key not in self.made:
            literal = self.model.new_bool_var(f"both[{a},{b}]")
            self.model.add_bool_and(a, b).only_enforce_if(literal)
            self.model.add_bool_or(~a, ~b, literal)
            self.made[key] = literal
        return self.made[key]

    def at_most(self, expression: Expr, tick: int) -> BoolVarT:
        """A literal for expression <= tick."""
        if isinstance(expression, int):
            return self.true if expression <= tick else self.false
        key = ("at_most", str(expression), tick)
        if key not in self.made:
            literal = self.model.new_bool_var(f"({expression} <= {tick})")
            self.model.add(expression <= tick).only_enforce_if(literal)
            self.model.add(expression > tick).only_enforce_if(~literal)
            self.made[key] = literal
        return self.made[key]

    def room_interval(self, part: Part, r: int) -> IntervalVar:
        """The sitting as an interval that is present iff it is in room r."""
        if len(part.rooms) == 1:
            return part.interval
        if r not in part._room_intervals:
            part._room_intervals[r] = self.model.new_optional_interval_var(
                part.start, part.length, part.end, part.rooms[r], f"sitting[{part.i}]@room[{r}]"
            )
        return part._room_intervals[r]

    def first_slots(self, i: int) -> dict[int, BoolVarT]:
        """By slot k: true iff the first sitting of session i is in it."""
        slots = {k: here for part in self.parts[i] for k, here in part.slots.items()}
        return {k: self.first.get((i, k), here) for k, here in slots.items()}

    def open_parts(self, i: int) -> list[Part]:
        """The parts of session i that have not begun."""
        return [part for part in self.parts[i] if part.begun is None]

    def not_before(self, i: int, tick: int) -> None:
        """No part of session i that has not begun starts before a tick."""
        for part in self.open_parts(i):
            self.model.add(part.start >= tick).only_enforce_if(part.held)

    def once(self, key: object, make: Callable[[], T]) -> T:
        """The value of ``make`` for a key, made when it is first asked for."""
        if key not in self._kept:
            self._kept[key] = make()
        made: T = self._kept[key]
        return made

    def _session(self, i: int) -> None:
        instance, model = self.instance, self.model
        begun = instance.begun[i]
        may_drop = self.droppable(i) or i in self.candidates.may_leave
        self.placed.append(model.new_bool_var(f"placed[{i}]") if may_drop else self.true)
        least, planned = instance.least[i], instance.planned[i]
        done = sum(b.end - b.start for b in begun if b.end is not None)
        over = begun and begun[-1].end is not None and done >= planned
        fixed = least == planned or over
        minutes: Expr = (
            max(planned, done) if fixed else model.new_int_var(least, planned, f"minutes[{i}]")
        )
        self.minutes.append(minutes)
        if over or (begun and instance.sessions[i].split is None and not begun[-1].running):
            self._over(i)
            if not over:  # minutes are left that nothing can hold
                model.add(minutes == done)
        elif instance.sessions[i].split is None and len(begun) < 2:
            self._whole(i, begun[0] if begun else None)
        else:
            self._split(i)

    def _over(self, i: int) -> None:
        begun = self.instance.begun[i]
        self.start.append(begun[0].start)
        self.end.append(max(b.end for b in begun if b.end is not None))
        self.parts.append([self._fixed(i, b) for b in begun])

    def _fixed(self, i: int, b: Begun) -> Part:
        """A sitting that is over, as constants."""
        end = b.start if b.end is None else b.end
        interval = self.model.new_fixed_size_interval_var(b.start, end - b.start, f"history[{i}]")
        return Part(
            i, self.true, {b.slot: self.true}, {b.room: self.true},
            b.start, end, end - b.start, interval, b,
        )  # fmt: skip

    def _whole(self, i: int, begun: Begun | None) -> None:
        """One interval for a session that is never cut, over all the slots it may use."""
        model, held = self.model, self.placed[i]
        slots = [begun.slot] if begun else self._usable(i)
        start = begun.start if begun else self._start(i, slots)
        if start is None:
            self._nowhere(i)
            return
        end = model.new_int_var(0, self.instance.horizon, f"end[{i}]")
        length = self.minutes[i]
        interval = model.new_optional_interval_var(start, length, end, held, f"session[{i}]")
        in_slot = self._choice(held, slots, f"in_slot[{i}")
        rooms = {r for k in slots for r in self.candidates.rooms[i, k]}
        in_room = self._choice(held, [begun.room] if begun else sorted(rooms), f"in_room[{i}")
        self.start.append(start)
        self.end.append(end)
        self.parts.append([Part(i, held, in_slot, in_room, start, end, length, interval, begun)])

    def _choice(self, held: BoolVarT, options: list[int], name: str) -> dict[int, BoolVarT]:
        """Literals, one per option, of which ``placement`` makes one true iff held."""
        if len(options) == 1:
            return {options[0]: held}
        return {o: self.model.new_bool_var(f"{name},{o}]") for o in options}

    def _usable(self, i: int) -> list[int]:
        """The slots in which some room is left to session i."""
        return sorted(k for k in self.candidates.slots[i] if self.candidates.rooms[i, k])

    def _start(self, i: int, slots: list[int]) -> IntVar | None:
        """The first start of session i, on the grid of these slots; None if none is left."""
        instance, candidates = self.instance, self.candidates
        low, high = max(candidates.earliest[i], instance.now), candidates.latest[i]
        values = [t for k in slots for t in instance.starts(i, k) if low <= t <= high]
        if not values:
            return None
        return self.model.new_int_var_from_domain(Domain.from_values(values), f"start[{i}]")

    def _nowhere(self, i: int) -> None:
        """No part for a session without any place: ``placement`` drops it or is infeasible."""
        self.candidates.slots[i].clear()
        self.start.append(self.instance.now)
        self.end.append(self.instance.now)
        self.parts.append([])

    def _split(self, i: int) -> None:
        instance, model = self.instance, self.model
        begun = {b.slot: b for b in instance.begun[i]}
        whole = instance.sessions[i].split is None  # and yet it was held in parts
        slots = sorted(begun if whole else {*self._usable(i), *begun})
        start = instance.begun[i][0].start if begun else self._start(i, slots)
        if start is None:
            self._nowhere(i)
            return
        self.start.append(start)
        self.end.append(model.new_int_var(0, instance.horizon, f"end[{i}]"))
        for k in slots:
            self.first[i, k] = model.new_bool_var(f"first[{i},{k}]")
            self.last[i, k] = model.new_bool_var(f"last[{i},{k}]")
        self.parts.append([self._part(i, k, begun.get(k)) for k in slots])

    def _part(self, i: int, k: int, begun: Begun | None) -> Part:
        if begun is not None and begun.end is not None:
            return self._fixed(i, begun)
        instance, model, slot = self.instance, self.model, self.instance.slots[k]
        close = slot.end + self.candidates.overtime[k]
        held: IntVar = self.true if begun else model.new_bool_var(f"held[{i},{k}]")
        start = begun.start if begun else model.new_int_var(slot.start, slot.end, f"from[{i},{k}]")
        end = model.new_int_var(slot.start, close, f"to[{i},{k}]")
        length = model.new_int_var(0, instance.planned[i], f"length[{i},{k}]")
        interval = model.new_optional_interval_var(start, length, end, held, f"part[{i},{k}]")
        rooms = [begun.room] if begun else sorted(self.candidates.rooms[i, k])
        in_room = self._choice(held, rooms, f"in_room[{i},{k}")
        return Part(i, held, {k: held}, in_room, start, end, length, interval, begun)

"""A session without a change: what it is compared with, and the same condition in a model."""

from collections.abc import Iterator
from dataclasses import dataclass

from ortools.sat.python.cp_model import BoolVarT, Domain, LinearExpr

from scheduler.instance.instance import Instance
from scheduler.model import Model
from scheduler.model.parts import Expr, Part
from scheduler.problem import Problem, Sitting
from scheduler.timetable import Change, Kind, Timetable
from scheduler.timetable.diff import Sittings, kinds, minutes, utc
from scheduler.timetable.serving import Serving, serving


@dataclass(frozen=True, slots=True)
class Reference:
    """
    A session as published, with what has begun of it as it was held.

    ``sittings`` in order of start; ``lasted``: the minutes that were published.
    """

    sittings: Sittings
    lasted: int

    def kinds(self, after: Sittings, served: Serving) -> list[Kind]:
        """The changes that there are beyond what has happened."""
        return kinds(self.sittings, after, served, lasted=self.lasted)


def reference(problem: Problem, change: Change) -> Reference:
    """
    What a changed session is compared with; nothing has begun of one that is new.

    What is running counts from when it really began, for as long as it was published to last.
    """
    situation = problem.situation
    assert situation is not None
    held = sorted(
        (s for s in (*situation.history, *situation.running) if s.session == change.session),
        key=lambda s: utc(s.start),
    )
    begun = [
        s.model_copy(update={"end": s.start + (change.before[n].end - change.before[n].start)})
        if s in situation.running and n < len(change.before)
        else s
        for n, s in enumerate(held)
    ]
    return Reference((*begun, *change.before[len(begun) :]), minutes(change.before))


def lacks(problem: Problem, change: Change, timetable: Timetable) -> bool:
    """Whether a timetable is without a change, whatever else of the session is different."""
    after = tuple(sorted(timetable.of_session(change.session), key=lambda s: utc(s.start)))
    if change.kind in ("new", "cancelled"):
        return bool(after) == (change.kind == "cancelled")
    known = reference(problem, change)
    return bool(after) and change.kind not in known.kinds(after, serving(problem))


def stays_without(model: Model, change: Change) -> BoolVarT:
    """A literal that is true only if the session has a place, and not this change."""
    i = model.instance.index[change.session]
    stays = model.cp.new_bool_var(f"stays[{i},{change.kind}]")
    if change.kind == "new":
        model.cp.add_implication(stays, ~model.var.placed[i])
        return stays
    model.cp.add_implication(stays, model.var.placed[i])
    if change.kind != "cancelled":
        known = reference(model.instance.problem, change)
        _Session(model, i, known, stays).keep(change.kind)
    return stays


@dataclass(frozen=True, slots=True)
class _Session:
    """Session i of a model, which keeps what was published of it if ``stays``."""

    model: Model
    i: int
    known: Reference
    stays: BoolVarT

    def keep(self, kind: Kind) -> None:
        match kind:
            case "moved":
                self._starts()
                self._division()
            case "room":
                self._rooms()
            case "chairs":
                self._chairs()
            case "team":
                self._teams()
            case "shortened":
                self._at_least(self._minutes, self.known.lasted)
            case _:
                self._at_least(self.known.lasted, self._minutes)

    @property
    def _instance(self) -> Instance:
        return self.model.instance

    @property
    def _minutes(self) -> Expr:
        return self.model.var.minutes[self.i] * self._instance.grid.tick

    def _numbered(self) -> Iterator[tuple[Part, int, BoolVarT]]:
        """
        Each open part with each number that it may have, and when it has that one.

        The number n of a part is how many are held before it. All beyond what is known count as
        one. The literal is true if the number is n; if it is true without, nothing is lost but
        what the solver need not lose.
        """
        parts, cp = self.model.var.parts[self.i], self.model.cp
        count = len(self.known.sittings)
        for m, part in enumerate(parts):
            if part.begun is not None:
                continue
            before = LinearExpr.sum([p.held for p in parts[:m]])
            for n in range(min(m, count) + 1):
                if m == 0:
                    yield part, n, part.held
                    continue
                is_nth = cp.new_bool_var(f"part[{self.i},{m}] is no. {n}")
                more = Domain(n + 1, m) if n < count else Domain(1, 0)
                others = Domain(0, n - 1).union_with(more)
                cp.add_linear_expression_in_domain(before, others).only_enforce_if(
                    ~is_nth, part.held
                )
                cp.add_implication(is_nth, part.held)
                yield part, n, is_nth

    def _equal(self, expression: Expr, value: int | None, *when: BoolVarT) -> None:
        """They are equal if the session stays so; None is what nothing equals."""
        if value is None or (isinstance(expression, int) and expression != value):
            self._forbid(*when)
        elif not isinstance(expression, int):
            self.model.cp.add(expression == value).only_enforce_if(self.stays, *when)

    def _at_least(self, one: Expr, other: Expr) -> None:
        if not isinstance(one, int) or not isinstance(other, int):
            self.model.cp.add(one - other >= 0).only_enforce_if(self.stays)
        elif one < other:
            self._forbid()

    def _forbid(self, *literals: BoolVarT) -> None:
        """Not all of these if the session stays."""
        self.model.cp.add_bool_or(~self.stays, *(~literal for literal in literals))

    def _tick(self, sitting: Sitting, *, end: bool = False) -> int | None:
        moment = sitting.end if end else sitting.start
        tick = self._instance.grid.floor(moment)
        return tick if utc(self._instance.grid.clock(tick)) == utc(moment) else None

    def _starts(self) -> None:
        for part, n, is_nth in self._numbered():
            if n < len(self.known.sittings):
                self._equal(part.start, self._tick(self.known.sittings[n]), is_nth)

    def _division(self) -> None:
        """Where the session lasts as long, it has as many parts, and they end as before."""
        parts, known = self.model.var.parts[self.i], self.known
        cp = self.model.cp
        as_long = cp.new_bool_var(f"lasts as long[{self.i}]")
        if isinstance(self._minutes, int):
            cp.add(as_long == int(self._minutes == known.lasted))
        else:
            other = Domain(known.lasted, known.lasted).complement()
            cp.add_linear_expression_in_domain(self._minutes, other).only_enforce_if(~as_long)
        held = LinearExpr.sum([part.held for part in parts])
        cp.add(held == len(known.sittings)).only_enforce_if(self.stays, as_long)
        for n, part in enumerate(p for p in parts if p.begun is not None):
            if not part.over and n < len(known.sittings):
                self._equal(part.end, self._tick(known.sittings[n], end=True), as_long)
        for part, n, is_nth in self._numbered():
            if n < len(known.sittings):
                self._equal(part.end, self._tick(known.sittings[n], end=True), is_nth, as_long)

    def _rooms(self) -> None:
        known, names = self.known.sittings, self._instance.rooms
        anywhere = {s.room for s in known}
        for part, n, is_nth in self._numbered():
            rooms = {known[n].room} if n < len(known) else anywhere
            for r, here in part.rooms.items():
                if names[r] not in rooms:
                    self._forbid(is_nth, here)

    def _chairs(self) -> None:
        known, served = self.known.sittings, serving(self._instance.problem)
        row = list(zip(self.model.var.panel[self.i], self._instance.panels[self.i], strict=True))
        for _, n, is_nth in self._numbered():
            chairs = served.chairs(known[min(n, len(known) - 1)])
            for literal, panel in row:
                if panel.chairs != chairs:
                    self._forbid(is_nth, literal)

    def _teams(self) -> None:
        known, served = self.known.sittings, serving(self._instance.problem)
        for part, n, is_nth in self._numbered():
            if n >= len(known):
                continue
            team = served.team(known[n])
            for k, in_slot in part.slots.items():
                for r, in_room in part.rooms.items():
                    works = self.model.var.teams.get((team, r, k)) if team is not None else None
                    other = [~works] if works is not None else []
                    self._forbid(is_nth, in_slot, in_room, *other)

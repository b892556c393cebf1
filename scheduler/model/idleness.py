"""
No moment passes at which a session of a rolling order could start, where others may be in the way.

Of the ticks t in a range of starts (``start_ranges``), those with ready <= t < start have to be
excused. Whatever excuses a tick, a sitting that is in the way or one that has to be over before,
excuses the next one too, unless it has just ended. So the first tick that is not excused, if there
is one, is one of these, each rounded up to the grid:

    ready
    the first of the range, where it is entered
    the end of a sitting that may be in the way, with the walk from it
    the release after a session that has to come before

and it is enough to ask these points, some of which are variables. Each has one clause:

    ready > c  or  start <= c  or  c, or d, or c + d lies outside the range  or  not placed
    or somebody else presides  or  a clash with the layout from c  or  a precedence

The number of clauses grows with sittings that could meet, not with ticks and durations: 33 sessions
in six orders that share chairs have a fiftieth of the variables, and as many whatever the grid.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from ortools.sat.python.cp_model import BoolVarT

from scheduler.instance.records import After
from scheduler.model import clashes, implying
from scheduler.model.parts import Expr
from scheduler.model.start_ranges import StartRange
from scheduler.model.variables import Variables


@dataclass(frozen=True, slots=True)
class Waiting:
    """Session i, ready at a tick; ``unless``: literals under which nothing is asked."""

    i: int
    ready: Expr
    unless: tuple[BoolVarT, ...]


def nothing_idle(var: Variables, waiting: Waiting, range_: StartRange) -> None:
    """The session does not wait longer than it has to, as far as these starts are concerned."""
    asked: set[object] = set()
    for point in _points(var, waiting, range_):
        key = str(point)
        if key not in asked:
            asked.add(key)
            _ask(var, waiting, range_, point)


def _points(var: Variables, waiting: Waiting, range_: StartRange) -> Iterator[Expr]:
    """Ticks on the grid, one of which is the first that is not excused, if any is not."""
    minutes = var.minutes[waiting.i]
    if range_.entered:
        least = minutes if isinstance(minutes, int) else range_.least
        if range_.first + range_.most >= range_.soonest:
            yield range_.first
        if range_.first + least < range_.soonest:  # it begins the later, the shorter
            yield _rounded(var, range_.soonest - minutes, range_)
    low, high = range_.first - range_.step, range_.last
    for expression in _events(var, waiting, range_):
        if isinstance(expression, int) and not low < expression <= high:
            continue
        yield _rounded(var, expression, range_)


def _events(var: Variables, waiting: Waiting, range_: StartRange) -> Iterator[Expr]:
    """When it is ready, and when an excuse may end."""
    instance, i = var.instance, waiting.i
    yield waiting.ready
    (k, rooms), *_ = range_.legs
    within = (range_.first, instance.slots[k].end)
    for r in rooms:
        for rival in clashes.rivals(var, i, r, within):
            yield rival.part.end + rival.walk
    for after in instance.afters:
        if after.b == i:
            yield var.end[after.a] + after.lag
            yield from (release for _, release in after.steps)


def _rounded(var: Variables, expression: Expr, range_: StartRange) -> Expr:
    """The first tick of the range's grid at or after one."""
    step, phase = range_.step, range_.first % range_.step
    if isinstance(expression, int):
        return expression + (phase - expression) % step
    if step == 1:
        return expression

    def make() -> Expr:
        model, horizon = var.model, var.instance.horizon
        steps = model.new_int_var(-horizon // step - 1, 2 * horizon // step + 2, f"{expression}")
        tick = step * steps + phase
        model.add(tick >= expression)
        model.add(tick < expression + step)
        return tick

    rounded: Expr = var.once(("rounded", str(expression), step, phase), make)
    return rounded


def _ask(var: Variables, waiting: Waiting, range_: StartRange, point: Expr) -> None:
    """Post that the point has an excuse."""
    start, minutes = var.start[waiting.i], var.minutes[waiting.i]
    literals = [
        *waiting.unless,
        implying.at_least(var, waiting.ready - point, 1),
        implying.at_least(var, point - start, 0),
        implying.at_least(var, range_.first - point, 1),
        implying.at_least(var, point - range_.last, 1),
        implying.at_least(var, range_.least - minutes, 1),
        implying.at_least(var, minutes - range_.most, 1),
        implying.at_least(var, range_.soonest - (point + minutes), 1),
        implying.at_least(var, point + minutes - range_.latest, 1),
    ]
    if any(literal is var.true for literal in literals):
        return
    literals += _blocked(var, waiting.i, range_, point)
    for after in var.instance.afters:
        if after.b == waiting.i:
            literals += _too_soon_after(var, after, point)
    implying.excuse(var, literals)


def _blocked(var: Variables, i: int, range_: StartRange, point: Expr) -> Iterator[BoolVarT]:
    """Literals of which one holds only if a part of the layout from the point has no room free."""
    slots, last = var.instance.slots, len(range_.legs) - 1
    for n, (k, rooms) in enumerate(range_.legs):
        slot = slots[k]
        start: Expr = slot.start if n else point
        end: Expr = point + var.minutes[i] + range_.shift if n == last else slot.end
        within = (slot.start if n else range_.first, slot.end)
        stretch = clashes.Stretch(start, end, within)
        by_room = [clashes.literals(var, i, r, stretch) for r in rooms]
        if len(by_room) == 1:
            yield from by_room[0]
        elif all(by_room):
            everywhere = var.model.new_bool_var(f"no_room[{i},{k},{len(var.made)}]")
            for blocked in by_room:
                var.model.add_bool_or(~everywhere, *blocked)
            yield everywhere


def _too_soon_after(var: Variables, after: After, point: Expr) -> Iterator[BoolVarT]:
    """Literals of which one holds only if the session before is not over for long enough."""
    placed, end = var.placed[after.a], var.end[after.a]
    yield implying.all_of(var, [placed], [(end - point, 1 - after.lag)])
    for tick, release in after.steps:
        yield implying.all_of(var, [placed], [(end, tick + 1), (release - point, 1)])

"""
Sessions of a rolling order follow one another, and no minute is idle without need.

For an order i_1 .. i_n, with cursor c_0 = now - changeover, and c_m = e_m if i_m is placed, else
c_(m-1). If i_m has begun, c_m = max(c_(m-1), e_m), and whoever comes before it in the sequence is
ready after its last begun sitting at the earliest:

    ready_m = max(now, c_(m-1) + changeover) <= s_m     unless i_m has begun
    no tick t with ready_m <= t < s_m at which i_m could start

``nominal.layout`` tells beforehand where i_m could start with d ticks, clashes apart. Those ticks
form ranges [x, y] of the planner's grid, so that, for each range,

    ready_m <= y  =>  s_m <= x  or  s_m < ready_m + grid

Where sittings outside the order might stand in the way, ``idleness`` asks those ticks at which an
excuse may end.

Where the policy allows another sequence (``Order.free``), i_1 .. i_n is the way round a circuit
through those that are placed and have not begun; what has begun stays in front:

    next_ij  =>  ready_j = max(now, e_i + changeover)
    first_j  =>  ready_j = max(now, e_b + changeover for all b that have begun)

Starting at a moment that only overtime makes possible is a choice, never a duty. ``prune`` bounds
every start by running the order once with the least and once with the most it may take, which
leaves a few slots per session of a long meeting.
"""

from collections.abc import Iterator

from ortools.sat.python.cp_model import BoolVarT, IntervalVar

from scheduler.instance.instance import Instance
from scheduler.instance.records import Order, Span
from scheduler.model import bounds, idleness, nominal
from scheduler.model.candidates import Candidates
from scheduler.model.parts import Expr, Part
from scheduler.model.start_ranges import start_ranges
from scheduler.model.variables import Variables


def prune(instance: Instance, candidates: Candidates) -> None:
    if candidates.whole:
        bounds.tighten(instance, candidates)


def post(var: Variables) -> None:
    model, instance = var.model, var.instance
    for order in instance.orders:
        if order.free:
            _in_any_sequence(var, order)
            continue
        cursor: Expr = instance.now - order.changeover
        for n, i in enumerate(order.sessions):
            if instance.begun[i]:
                cursor = _latest(var, order, cursor, var.end[i], b=i)
                continue
            since = cursor
            for b in order.sessions[n + 1 :]:
                if instance.begun[b]:  # i was added behind what b follows: it comes next
                    since = _latest(var, order, since, _last_begun(var, b).end, b=b)
            ready = since + order.changeover
            model.add(var.start[i] >= ready).only_enforce_if(var.placed[i])
            _nothing_idle(var, i, _not_before_now(var, ready))
            cursor = _advance(var, i, cursor)


def _last_begun(var: Variables, b: int) -> Part:
    return [part for part in var.parts[b] if part.begun is not None][-1]


def _latest(var: Variables, order: Order, cursor: Expr, end: Expr, *, b: int) -> Expr:
    """The later of a cursor and an end of session b, which has begun."""
    model, instance = var.model, var.instance
    if isinstance(cursor, int) and isinstance(end, int):
        return max(cursor, end)
    lasts = _last_begun(var, b).running or isinstance(end, int)
    for known, other in ((cursor, end), (end, cursor)):
        # what is still to come ends after now
        soon = instance.now if lasts and other is end else instance.now - order.changeover
        if isinstance(known, int) and known <= soon:
            return other
    later = model.new_int_var(-instance.horizon, instance.horizon, f"cursor_after[{b},{cursor}]")
    model.add_max_equality(later, [cursor, end])
    return later


def _in_any_sequence(var: Variables, order: Order) -> None:
    """One way round through all that are placed; node 0 is where it begins and ends."""
    model, instance = var.model, var.instance
    free = [i for i in order.sessions if not instance.begun[i]]
    begun = [i for i in order.sessions if instance.begun[i]]
    opening = _after_all(var, order, begun)
    nobody = model.new_bool_var(f"nobody_follows[{order.room}]")
    arcs: list[tuple[int, int, BoolVarT]] = [(0, 0, nobody)]
    for n, j in enumerate(free, start=1):
        ready = model.new_int_var(instance.now, instance.horizon + order.changeover, f"ready[{j}]")
        first = model.new_bool_var(f"first_of_all[{j}]")
        model.add(ready == opening).only_enforce_if(first)
        arcs += [(0, n, first), (n, 0, model.new_bool_var(f"last_of_all[{j}]"))]
        if var.placed[j] is not var.true:
            arcs.append((n, n, ~var.placed[j]))
        for m, i in enumerate(free, start=1):
            if i != j:
                follows = model.new_bool_var(f"next[{i},{j}]")
                model.add(ready == var.end[i] + order.changeover).only_enforce_if(follows)
                arcs.append((m, n, follows))
        model.add(var.start[j] >= ready).only_enforce_if(var.placed[j])
        _nothing_idle(var, j, ready)
    if free:
        model.add_circuit(arcs)
        model.add_no_overlap([_whole(var, i) for i in free])


def _after_all(var: Variables, order: Order, begun: list[int]) -> Expr:
    """When the first of those to come is ready."""
    model, instance = var.model, var.instance
    ends = [var.end[b] + order.changeover for b in begun]
    if all(isinstance(end, int) for end in ends):
        return max([instance.now, *ends])
    ready = model.new_int_var(
        instance.now, instance.horizon + order.changeover, f"ready[{order.room}]"
    )
    model.add_max_equality(ready, [instance.now, *ends])
    return ready


def _whole(var: Variables, i: int) -> IntervalVar:
    """A session from its first start to its last end; redundant, for the propagation."""
    model, instance = var.model, var.instance
    length = model.new_int_var(0, instance.horizon, f"whole_length[{i}]")
    return model.new_optional_interval_var(
        var.start[i], length, var.end[i], var.placed[i], f"whole[{i}]"
    )


def _not_before_now(var: Variables, ready: Expr) -> Expr:
    """max(now, ready); a session to come ends after now, only constants can lie before."""
    return max(var.instance.now, ready) if isinstance(ready, int) else ready


def _advance(var: Variables, i: int, cursor: Expr) -> Expr:
    model, instance = var.model, var.instance
    placed = var.placed[i]
    if placed is var.true:
        return var.end[i]
    after = model.new_int_var(-instance.horizon, instance.horizon, f"cursor[{i}]")
    model.add(after == var.end[i]).only_enforce_if(placed)
    model.add(after == cursor).only_enforce_if(~placed)
    return after


def _nothing_idle(var: Variables, i: int, ready: Expr) -> None:
    """The rule for each of those who may preside over i; who does, is a choice of its own."""
    instance = var.instance
    crowded = bounds.is_crowded(instance, var.candidates, i)
    alike: dict[tuple[Span, ...], list[int]] = {}
    for n, panel in enumerate(instance.panels[i]):
        alike.setdefault(panel.away, []).append(n)
    for panels in alike.values():
        everybody = len(panels) == len(var.panel[i])
        seats = [None] if everybody else [var.panel[i][n] for n in panels]
        if crowded:
            ranges = start_ranges(instance, i, panels[0], _ticks(var, i))
            for seated in seats:
                unless = (~var.placed[i], *([] if seated is None else [~seated]))
                for range_ in ranges:
                    idleness.nothing_idle(var, idleness.Waiting(i, ready, unless), range_)
            continue
        points = list(_starting_points(var, i, panels[0]))
        for seated in seats:
            _starts_soon(var, i, ready, points, [] if seated is None else [seated])


Points = list[tuple[list[int], tuple[int, ...]]]


def _starts_soon(
    var: Variables, i: int, ready: Expr, points: Points, seated: list[BoolVarT]
) -> None:
    """With nobody in the way, it starts at the first tick at which it could."""
    model, instance = var.model, var.instance
    step = instance.grid.step // instance.grid.tick
    for durations, ticks in points:
        chosen = [*_one_of(var, i, durations), *seated]
        for x, y in _ranges(instance, ticks):
            before_x, before_y = var.at_most(ready, x), var.at_most(ready, y)
            model.add(var.start[i] <= x).only_enforce_if(before_x, var.placed[i], *chosen)
            model.add(var.start[i] < ready + step).only_enforce_if(
                before_y, ~before_x, var.placed[i], *chosen
            )


def _ticks(var: Variables, i: int) -> list[int]:
    """The ticks at which i could start, as far as the other rules have not spoken."""
    instance = var.instance
    earliest, latest = var.candidates.earliest[i], var.candidates.latest[i]
    return [
        t
        for k in instance.serving[i]
        for t in instance.starts(i, k)
        if max(instance.now, earliest) <= t <= latest
    ]


def _starting_points(
    var: Variables, i: int, panel: int
) -> Iterator[tuple[list[int], tuple[int, ...]]]:
    """Runs of durations, and the ticks at which i could start with any of them."""
    instance, ticks = var.instance, _ticks(var, i)
    run: list[int] = []
    same: tuple[int, ...] = ()
    for d in range(instance.least[i], instance.planned[i] + 1):
        legal = tuple(t for t in ticks if nominal.layout(instance, i, t, d, panel) is not None)
        if run and legal != same:
            yield run, same
            run = []
        run.append(d)
        same = legal
    yield run, same


def _one_of(var: Variables, i: int, durations: list[int]) -> list[BoolVarT]:
    """Literals that hold if d_i is in the run of durations; none if it can be nothing else."""
    minutes = var.minutes[i]
    if isinstance(minutes, int):
        return []
    literals = []
    if durations[-1] != var.instance.planned[i]:
        literals.append(var.at_most(minutes, durations[-1]))
    if durations[0] != var.instance.least[i]:
        literals.append(~var.at_most(minutes, durations[0] - 1))
    return literals


def _ranges(instance: Instance, ticks: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    """Maximal runs of ticks that are one grid step apart."""
    step = instance.grid.step // instance.grid.tick
    first: int | None = None
    for n, t in enumerate(ticks):
        first = t if first is None else first
        if n + 1 == len(ticks) or ticks[n + 1] - t != step:
            yield first, t
            first = None

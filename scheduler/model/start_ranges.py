"""
The ranges of starts and durations for which a session has the same nominal layout.

``nominal.layout`` has an answer for each start t and each duration d. Asked one by one, that would
be as many constraints as there are ticks times durations. A range collects starts and durations
that differ only in when the layout starts and ends:

    first <= t <= last        least <= d <= most        soonest <= t + d <= latest

with the same slots, and in each of them the same rooms. The longer the ranges of starts and
durations, the fewer there are; together they are exactly what ``layout`` allows.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scheduler.instance.instance import Instance
from scheduler.model import nominal

Legs = tuple[tuple[int, tuple[int, ...]], ...]
"""(slot k, rooms that are open all the while) per part, in order."""


@dataclass(frozen=True, slots=True)
class StartRange:
    """
    Attributes
    ----------
    legs
        Where the layout sits.
    shift
        The layout ends so many ticks after start and duration: what lies between its slots.
    entered
        Whether the step before its first tick is something else: then what stands in the way
        there says nothing of this one.
    step
        Ticks between two starts.
    """

    legs: Legs
    shift: int
    entered: bool
    step: int
    first: int
    last: int
    least: int
    most: int
    soonest: int
    latest: int

    def run(self, d: int) -> tuple[int, int]:
        """The first and the last start with d ticks, on the grid of the range."""
        low, high = max(self.first, self.soonest - d), min(self.last, self.latest - d)
        steps = -(-(low - self.first) // self.step)
        return self.first + steps * self.step, high - (high - self.first) % self.step

    def with_run(self, d: int, x: int, y: int) -> "StartRange | None":
        """
        The range with starts x to y for d ticks added, one more than it has; None if it cannot have
        them.
        """
        wider = StartRange(
            self.legs, self.shift, self.entered, self.step,
            min(self.first, x), max(self.last, y), self.least, d,
            min(self.soonest, x + d), max(self.latest, y + d),
        )  # fmt: skip
        same = all(wider.run(e) == self.run(e) for e in range(self.least, d))
        return wider if same and wider.run(d) == (x, y) else None


def start_ranges(
    instance: Instance, i: int, panel: int, ticks: Sequence[int]
) -> tuple[StartRange, ...]:
    """All that session i may do at these ticks of the grid, with the minutes that it may have."""
    step = instance.grid.step // instance.grid.tick
    layouts = _Layouts(instance, i, panel, {})
    growing: list[StartRange] = []
    done: list[StartRange] = []
    for d in range(instance.least[i], instance.planned[i] + 1):
        runs = list(_runs(layouts, ticks, d, step))
        grown: list[StartRange] = []
        for range_ in growing:
            for run in runs:
                wider = _grow(range_, run, d)
                if wider is not None:
                    grown.append(wider)
                    runs.remove(run)
                    break
            else:
                done.append(range_)
        growing = grown + [_alone(run, d, step) for run in runs]
    return tuple(done + growing)


@dataclass(frozen=True, slots=True)
class _Run:
    legs: Legs
    shift: int
    entered: bool
    x: int
    y: int


def _alone(run: _Run, d: int, step: int) -> StartRange:
    x, y = run.x, run.y
    return StartRange(run.legs, run.shift, run.entered, step, x, y, d, d, x + d, y + d)


def _grow(range_: StartRange, run: _Run, d: int) -> StartRange | None:
    same = (run.legs, run.shift, run.entered) == (range_.legs, range_.shift, range_.entered)
    return range_.with_run(d, run.x, run.y) if same else None


def _runs(layouts: "_Layouts", ticks: Sequence[int], d: int, step: int) -> Iterator[_Run]:
    """Starts a step apart with the same layout."""
    run: _Run | None = None
    before: tuple[int, Legs] | None = None
    for t in ticks:
        known = layouts.at(t, d)
        legs, shift = known if known is not None else ((), 0)
        next_door = before is not None and t - before[0] == step
        if run is not None and next_door and (legs, shift) == (run.legs, run.shift):
            run = _Run(legs, shift, run.entered, run.x, t)
        else:
            if run is not None:
                yield run
            widened = next_door and before is not None and _no_weaker(before[1], legs)
            run = _Run(legs, shift, not widened, t, t) if legs else None
        before = (t, legs) if legs else None
    if run is not None:
        yield run


def _no_weaker(before: Legs, legs: Legs) -> bool:
    """Whether what blocks a layout still blocks the one a step later, unless it has ended."""
    return len(before) <= len(legs) and all(
        k == q and set(later) <= set(rooms)
        for (k, rooms), (q, later) in zip(before, legs, strict=False)
    )


@dataclass(frozen=True, slots=True)
class _Layouts:
    """
    ``nominal.layout`` for many starts.

    In a slot that is open from end to end it depends on where the session ends, and on whether its
    first part is too short, not on where it starts.
    """

    instance: Instance
    i: int
    panel: int
    seen: dict[tuple[int, int, bool], tuple[Legs, int] | None]

    def at(self, t: int, d: int) -> tuple[Legs, int] | None:
        """The legs of the layout and its shift, None if there is none."""
        instance, i = self.instance, self.i
        k = next((k for k in instance.serving[i] if instance.slots[k].end > t), None)
        if k is None or not nominal.may_start(instance, i, t):
            return None
        slot = instance.slots[k]
        if t < slot.start or nominal.open_throughout(instance, i, k, self.panel) is None:
            return self._asked(t, d)
        key = (k, t + d, slot.end - t >= instance.least_part[i])
        if key not in self.seen:
            self.seen[key] = self._asked(t, d)
        return self.seen[key]

    def _asked(self, t: int, d: int) -> tuple[Legs, int] | None:
        layout = nominal.layout(self.instance, self.i, t, d, self.panel)
        if layout is None:
            return None
        legs = tuple(
            (k, nominal.rooms_open(self.instance, self.i, k, start, end))
            for k, start, end in layout
        )
        return legs, layout[-1][2] - t - d

"""What must be over before what starts, and by how much."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from itertools import pairwise, product
from typing import Protocol

from scheduler.instance.availability import FAR
from scheduler.instance.grid import Grid
from scheduler.instance.levels import of_statement
from scheduler.instance.records import After, Axes, SlotTicks
from scheduler.problem import Closing, Opening, Precedence, Problem
from scheduler.problem.day_slots import at


def hard_statements(problem: Problem, *kinds: type) -> Iterator[object]:
    """The entries of ``rules`` of these types that must be obeyed."""
    for rule in problem.rules:
        if isinstance(rule, kinds) and of_statement(rule).hard:
            yield rule


def others(problem: Problem, rule: Opening | Closing) -> tuple[str, ...]:
    """The sessions that an opening or closing is about, itself left out."""
    if rule.of is None:
        chosen = tuple(s.id for s in problem.held if s.kind != "side-event")
    else:
        chosen = problem.chosen(rule.of)
    return tuple(id for id in chosen if id != rule.session)


def pairs_in_order(
    problem: Problem, rule: Precedence | Opening | Closing
) -> Iterator[tuple[str, str]]:
    """(first, then) for each pair that a statement puts in order."""
    held = {session.id for session in problem.held}
    if isinstance(rule, Precedence):
        for first, then in product(problem.chosen(rule.first), problem.chosen(rule.then)):
            if first != then:
                yield first, then
    elif rule.session in held:
        for other in others(problem, rule):
            yield (rule.session, other) if isinstance(rule, Opening) else (other, rule.session)


def afters(axes: Axes) -> tuple[After, ...]:
    """Precedence that must be obeyed."""
    return tuple(
        after(axes, rule, axes.index[first], axes.index[then])
        for rule in hard_statements(axes.problem, Precedence, Opening, Closing)
        if isinstance(rule, Precedence | Opening | Closing)
        for first, then in pairs_in_order(axes.problem, rule)
    )


class Slotted(Protocol):
    """An instance, or the axes along which one is made."""

    @property
    def problem(self) -> Problem: ...

    @property
    def grid(self) -> Grid: ...

    @property
    def slots(self) -> tuple[SlotTicks, ...]: ...

    @property
    def serving(self) -> tuple[tuple[int, ...], ...]: ...


def after(axes: Slotted, rule: Precedence | Opening | Closing, a: int, b: int) -> After:
    """One pair of a statement, whatever its level, in ticks."""
    if not isinstance(rule, Precedence):
        return After(rule.rule, a, b, 0)
    steps: list[tuple[int, int]] = []
    if rule.slots:
        begins = [axes.slots[k].start for k in axes.serving[b]]
        edges = [-FAR, *sorted(set(begins))]
        for e, _ in pairwise([*edges, FAR]):
            later = [t for t in begins if t > e]
            steps.append((e, later[rule.slots - 1] if len(later) >= rule.slots else FAR))
    if rule.days:
        first, last = axes.problem.days[0], axes.problem.days[-1] + timedelta(days=3)
        day = first
        while day <= last:
            # a session that ends at midnight is over on the day that begins then
            steps.append(
                (midnight(axes.grid, day) - 1, midnight(axes.grid, day + timedelta(days=rule.days)))
            )
            day += timedelta(days=1)
    return After(rule.rule, a, b, rule.lag // axes.grid.tick, tuple(sorted(steps)))


def midnight(grid: Grid, day: date) -> int:
    return grid.ceil(at(day, time(0), grid.zone))

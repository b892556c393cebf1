"""What must be over before what starts, and by how much."""

from collections.abc import Iterator, Mapping
from datetime import date, time, timedelta
from itertools import pairwise, product

from scheduler.instance.availability import FAR
from scheduler.instance.grid import Grid
from scheduler.instance.instance import After, SlotTicks
from scheduler.instance.levels import of_statement
from scheduler.problem import Closing, Opening, Precedence, Problem
from scheduler.problem.day_slots import at


def hard_statements(problem: Problem, *kinds: type) -> Iterator[object]:
    """The entries of ``rules`` of these types that must be obeyed."""
    for rule in problem.rules:
        if isinstance(rule, kinds) and of_statement(rule, rule.rule).hard:
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


def afters(
    problem: Problem,
    grid: Grid,
    slots: tuple[SlotTicks, ...],
    serving: Mapping[int, tuple[int, ...]],
) -> tuple[After, ...]:
    """Precedence that must be obeyed."""
    index = {session.id: i for i, session in enumerate(problem.held)}
    return tuple(
        after(problem, grid, slots, serving, rule, index[first], index[then])
        for rule in hard_statements(problem, Precedence, Opening, Closing)
        if isinstance(rule, Precedence | Opening | Closing)
        for first, then in pairs_in_order(problem, rule)
    )


def after(
    problem: Problem,
    grid: Grid,
    slots: tuple[SlotTicks, ...],
    serving: Mapping[int, tuple[int, ...]],
    rule: Precedence | Opening | Closing,
    a: int,
    b: int,
) -> After:
    """One pair of a statement, whatever its level, in ticks."""
    if not isinstance(rule, Precedence):
        return After(rule.rule, a, b, 0)
    steps: list[tuple[int, int]] = []
    if rule.slots:
        begins = [slots[k].start for k in serving[b]]
        edges = [-FAR, *sorted(set(begins))]
        for e, _ in pairwise([*edges, FAR]):
            later = [t for t in begins if t > e]
            steps.append((e, later[rule.slots - 1] if len(later) >= rule.slots else FAR))
    if rule.days:
        first, last = problem.days[0], problem.days[-1] + timedelta(days=3)
        day = first
        while day <= last:
            # a session that ends at midnight is over on the day that begins then
            steps.append(
                (_midnight(grid, day) - 1, _midnight(grid, day + timedelta(days=rule.days)))
            )
            day += timedelta(days=1)
    return After(rule.rule, a, b, rule.lag // grid.tick, tuple(sorted(steps)))


def _midnight(grid: Grid, day: date) -> int:
    return grid.ceil(at(day, time(0), grid.zone))

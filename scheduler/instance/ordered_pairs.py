"""Which session must be over before which starts, and by how much."""

from collections.abc import Iterator
from itertools import pairwise, product
from typing import TypeVar

from scheduler.instance.closed_spans import FAR
from scheduler.instance.levels import of_statement
from scheduler.instance.records import After, Axes
from scheduler.problem import Closing, Opening, Precedence, Problem, Statement

T = TypeVar("T", bound=Statement)


def hard_statements(problem: Problem, *kinds: type[T]) -> Iterator[T]:
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
    ids = {session.id for session in problem.held}
    if isinstance(rule, Precedence):
        for first, then in product(problem.chosen(rule.first), problem.chosen(rule.then)):
            if first != then:
                yield first, then
    elif rule.session in ids:
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


def after(axes: Axes, rule: Precedence | Opening | Closing, a: int, b: int) -> After:
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
        for day in range((axes.problem.days[-1] - axes.problem.days[0]).days + 4):
            # a session that ends at midnight is over on the day that begins then
            steps.append((axes.midnight(day) - 1, axes.midnight(day + rule.days)))
    return After(rule.rule, a, b, rule.lag // axes.grid.tick, tuple(sorted(steps)))

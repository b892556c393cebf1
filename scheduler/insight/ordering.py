"""Who must be over before whom: precedence with its lags, the opening, the closing."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from scheduler.instance.levels import of_statement
from scheduler.problem import Closing, Opening, Precedence, Problem


@dataclass(frozen=True, slots=True)
class Ordered:
    """``then`` starts when ``first`` is over and minutes, slots and days have passed."""

    rule: str
    first: str
    then: str
    lag: int = 0
    slots: int = 0
    days: int = 0


def ordered(problem: Problem) -> dict[str, tuple[Ordered, ...]]:
    """Hard statements by the sessions that take part, on either side."""
    found: dict[str, list[Ordered]] = {}
    for rule in problem.rules:
        if isinstance(rule, Precedence | Opening | Closing) and of_statement(rule, rule.rule).hard:
            for order in _orders(problem, rule):
                found.setdefault(order.first, []).append(order)
                found.setdefault(order.then, []).append(order)
    return {id: tuple(those) for id, those in found.items()}


def _orders(problem: Problem, rule: Precedence | Opening | Closing) -> Iterator[Ordered]:
    if isinstance(rule, Precedence):
        for a, b in product(problem.chosen(rule.first), problem.chosen(rule.then)):
            if a != b:
                yield Ordered("precedence", a, b, rule.lag, rule.slots, rule.days)
        return
    if rule.session is None:
        return
    all_others = (s.id for s in problem.held if s.kind != "side-event")
    for other in problem.chosen(rule.of) if rule.of is not None else all_others:
        if other != rule.session and isinstance(rule, Opening):
            yield Ordered("opening", rule.session, other)
        elif other != rule.session:
            yield Ordered("closing", other, rule.session)

"""Orders: precedence without circles, and in agreement with the rolling orders."""

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

from scheduler.scenario.draft import Draft
from scheduler.scenario.findings import Finding

Edge = tuple[str, str]


def check_precedence(draft: Draft) -> Iterator[Finding]:
    """
    Nothing comes before itself: neither by one rule, nor against the order, nor in a circle.

    Each rule is blamed once, for the plainest of its faults.
    """
    rolled = {pair: order.room for _, order in draft.rolling for pair in pairwise(order.order)}
    rules: dict[Edge, int] = {}
    for i, rule in draft.rules:
        place = _places(draft, rule.first, rule.then)
        if rule.first == rule.then:
            yield Finding("S039", ("rules", i, "then"), f"{rule.first!r} cannot precede itself")
        elif place is not None and place[0] > place[1]:
            message = f"{rule.first!r} comes after {rule.then!r} in their rolling order"
            yield Finding("S038", ("rules", i, "first"), message)
        else:
            rules.setdefault((rule.first, rule.then), i)
    yield from _circles(rolled, rules)


def _places(draft: Draft, first: str, then: str) -> tuple[int, int] | None:
    """Where two sessions stand in the rolling order they share."""
    order = draft.orders.get(first)
    if order is None or then not in order.order:
        return None
    return order.order.index(first), order.order.index(then)


def _circles(rolled: dict[Edge, str], rules: dict[Edge, int]) -> Iterator[Finding]:
    """Every circle that a rule closes; the rule is taken out and the search goes on."""
    left = dict(rules)
    while (circle := _circle([*rolled, *left])) is not None:
        edges = list(pairwise(circle))
        blamed = [edge for edge in edges if edge in left]
        if not blamed:
            return  # two orders against each other: a session stands in both, S023 says so
        last = max(blamed, key=lambda edge: left[edge])
        turned = _starting_at(circle, last[0])
        via = sorted({rolled[edge] for edge in edges if edge in rolled and edge not in left})
        rooms = f" (with the rolling order in {', '.join(via)})" if via else ""
        message = f"a circle: {' before '.join(turned)}{rooms}"
        yield Finding("S037", ("rules", left.pop(last), "first"), message)


def _circle(edges: list[Edge]) -> list[str] | None:
    """Some circle a, b, ..., a, or None."""
    before: dict[str, list[str]] = {}
    for first, then in edges:
        before.setdefault(then, []).append(first)
    try:
        TopologicalSorter(before).prepare()
    except CycleError as error:
        circle: list[str] = error.args[1]
        return circle
    return None


def _starting_at(circle: list[str], start: str) -> list[str]:
    """The same circle, told from another of its members."""
    at = circle.index(start)
    return [*circle[at:-1], *circle[:at], start]

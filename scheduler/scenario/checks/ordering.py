"""Orders: precedence without circles, and in agreement with the rolling orders."""

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

from scheduler.problem import Adjacency, Closing, Opening, Precedence
from scheduler.scenario.diagnostics import Finding
from scheduler.scenario.draft import Draft

Edge = tuple[str, str]
Ordered = Precedence | Opening | Closing | Adjacency


def check_precedence(draft: Draft) -> Iterator[Finding]:
    """
    Nothing comes before itself: neither by one rule, nor against the order, nor in a circle.

    Each rule is blamed once, for the plainest of its faults.
    """
    rolled = {pair: order.room for _, order in draft.rolling for pair in pairwise(order.order)}
    rules: dict[Edge, int] = {}
    for i, rule, pairs in _ordered(draft):
        if isinstance(rule, Precedence) and rule.first == rule.then:
            names = " and ".join(rule.first)
            yield Finding("S039", ("rules", i, "then"), f"{names!r} cannot precede itself")
            continue
        for first, then in pairs:
            place = _places(draft, first, then)
            if place is not None and place[0] > place[1]:
                message = f"{first!r} comes after {then!r} in their rolling order"
                yield Finding("S038", ("rules", i, _field(rule)), message)
                break
            rules.setdefault((first, then), i)
    fields = {i: _field(rule) for i, rule in draft.rules if isinstance(rule, Ordered)}
    yield from _circles(rolled, rules, fields)


def _field(rule: Ordered) -> str:
    return "first" if isinstance(rule, Precedence | Adjacency) else "session"


def _ordered(draft: Draft) -> Iterator[tuple[int, Ordered, list[Edge]]]:
    """(index, statement, pairs in order) of every statement about order that is hard."""
    for i, rule in draft.rules:
        if not isinstance(rule, Ordered) or rule.level_in_force != "hard":
            continue
        if not isinstance(rule, Adjacency) or not (rule.either_order or rule.first == rule.then):
            yield i, rule, list(_pairs(draft, rule))


def _pairs(draft: Draft, rule: Ordered) -> Iterator[Edge]:
    if isinstance(rule, Adjacency):
        yield rule.first, rule.then
    elif isinstance(rule, Precedence):
        firsts, thens = draft.chosen(rule.first), draft.chosen(rule.then)
        yield from ((a, b) for a in firsts for b in thens if a != b)
    elif rule.session is not None:
        regular = tuple(s.id for _, s in draft.sessions if s.kind != "side-event")
        of = regular if rule.of is None else draft.chosen(rule.of)
        for other in of:
            if other != rule.session:
                yield (
                    (rule.session, other) if isinstance(rule, Opening) else (other, rule.session)
                )


def _places(draft: Draft, first: str, then: str) -> tuple[int, int] | None:
    """Where two sessions stand in the rolling order they share."""
    order = draft.orders.get(first)
    if order is None or then not in order.order:
        return None
    return order.order.index(first), order.order.index(then)


def _circles(
    rolled: dict[Edge, str], rules: dict[Edge, int], fields: dict[int, str]
) -> Iterator[Finding]:
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
        rule = left.pop(last)
        yield Finding("S037", ("rules", rule, fields[rule]), message)


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

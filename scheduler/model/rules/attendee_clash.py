"""
People asked to be in two sittings at once cost, per minute of overlap.

For each pair i < j and each person in both who does not preside over both:

    weight * sum over parts p of i, q of j of max(0, min(e_p, e_q) - max(s_p, s_q) + walk_pq)

Persons for whom a pair costs the same share one overlap.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from ortools.sat.python.cp_model import BoolVarT

from scheduler.instance.instance import Instance
from scheduler.model.parts import Expr
from scheduler.model.rules.person_clash import keep_apart, minutes_together, pairs
from scheduler.model.variables import Variables

RULE = "attendee_clash"


def post(var: Variables) -> None:
    instance = var.instance
    if not instance.levels.may_be(RULE, "hard"):
        return
    for i, j in _sharing(instance):
        for wanted in _wanted(var, i, j, "hard"):
            keep_apart(var, i, j, wanted)


def measure(var: Variables, level: str) -> Iterator[Expr]:
    instance = var.instance
    each = instance.problem.weights.attendee_clash * instance.minutes(1)
    for i, j in _sharing(instance) if each else ():
        for wanted, weight in _wanted(var, i, j, level).items():
            for p, q in pairs(var, i, j):
                ticks = minutes_together(var, p, q, presides=wanted)
                yield each * weight * ticks


def _sharing(instance: Instance) -> list[tuple[int, int]]:
    """Pairs of sessions with somebody in both: few of all pairs."""
    together = instance.involving.values()
    return sorted({pair for sessions in together for pair in combinations(sessions, 2)})


def _wanted(var: Variables, i: int, j: int, level: str) -> dict[tuple[BoolVarT, ...], int]:
    """Weights of people wanted in both, by the literals under which they are."""
    instance = var.instance
    weights: Counter[tuple[BoolVarT, ...]] = Counter()
    literals: dict[tuple[int, ...], tuple[BoolVarT, ...]] = {}
    for who in sorted(instance.people[i] & instance.people[j]):
        strictness = instance.strictness(RULE, i, j, people=(who,))
        when = _when(var, i, j, who) if strictness.level == level else None
        if when is not None:
            key = tuple(literal.index for literal in when)
            literals.setdefault(key, when)
            weights[literals[key]] += strictness.weight
    return dict(weights)


def _when(var: Variables, i: int, j: int, who: str) -> tuple[BoolVarT, ...] | None:
    """Literals under which a person is wanted in both and does not preside over both."""
    seats = [(s, var.presides(s, who), who in var.instance.attending[s]) for s in (i, j)]
    wanted = [p for _, p, attends in seats if not attends and p is not var.true]
    both = [p for _, p, _ in seats]
    if all(p is var.true for p in both) or any(
        p is var.false and not attends for _, p, attends in seats
    ):
        return None
    if any(p is var.false for p in both):
        return tuple(wanted)
    # presiding over both at once is another rule's business
    return (*wanted, ~var.both(*both))

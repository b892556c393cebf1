"""
People asked to be in two sittings at once cost, per minute of overlap.

For each pair i < j and each person in both who does not preside over both:

    weight * sum over parts p of i, q of j of max(0, min(e_p, e_q) - max(s_p, s_q) + walk_pq)

Persons for whom a pair costs the same share one overlap.
"""

from collections import Counter
from collections.abc import Iterator
from functools import partial
from itertools import combinations

from ortools.sat.python.cp_model import BoolVarT

from scheduler.instance.instance import Instance
from scheduler.model.parts import Expr, Part
from scheduler.model.rules.person_clash import keep_apart, minutes_together, pairs
from scheduler.model.variables import Variables

RULE = "attendee_clash"


def post(var: Variables) -> None:
    instance = var.instance
    if not instance.levels.may_be(RULE, "hard"):
        return
    for i, j in _sharing(instance):
        for p, q in pairs(var, i, j):
            for wanted in _wanted(var, p, q, "hard"):
                keep_apart(var, p, q, wanted)


def measure(var: Variables, level: str) -> Iterator[Expr]:
    instance = var.instance
    each = instance.problem.weights.attendee_clash * instance.minutes(1)
    for i, j in _sharing(instance) if each else ():
        for p, q in pairs(var, i, j):
            for wanted, weight in _wanted(var, p, q, level).items():
                ticks = minutes_together(var, p, q, presides=wanted)
                yield each * weight * ticks


def _sharing(instance: Instance) -> list[tuple[int, int]]:
    """Pairs of sessions with somebody in both: few of all pairs."""
    together = instance.involving.values()
    return sorted({pair for sessions in together for pair in combinations(sessions, 2)})


def _wanted(var: Variables, p: Part, q: Part, level: str) -> dict[tuple[BoolVarT, ...], int]:
    """Weights of people wanted in both sittings, by the literals under which they are."""
    presiding = [None if part.begun is None else part.begun.chairs for part in (p, q)]
    key = ("wanted", level, p.i, q.i, *presiding)
    return var.once(key, partial(_people_wanted, var, p, q, level))


def _people_wanted(var: Variables, p: Part, q: Part, level: str) -> dict[tuple[BoolVarT, ...], int]:
    instance = var.instance
    weights: Counter[tuple[BoolVarT, ...]] = Counter()
    literals: dict[tuple[int, ...], tuple[BoolVarT, ...]] = {}
    for who in sorted(instance.people[p.i] & instance.people[q.i]):
        strictness = instance.strictness(RULE, p.i, q.i, people=(who,))
        when = _when(var, p, q, who) if strictness.level == level else None
        if when is not None:
            key = tuple(literal.index for literal in when)
            literals.setdefault(key, when)
            weights[literals[key]] += strictness.weight
    return dict(weights)


def _when(var: Variables, p: Part, q: Part, who: str) -> tuple[BoolVarT, ...] | None:
    """Literals under which a person is wanted in both and does not preside over both."""
    attending = var.instance.attending
    seats = [(s, var.presides_in(s, who), who in attending[s.i]) for s in (p, q)]
    wanted = [x for _, x, attends in seats if not attends and x is not var.true]
    both = [x for _, x, _ in seats]
    if all(x is var.true for x in both) or any(
        x is var.false and not attends for _, x, attends in seats
    ):
        return None
    if any(x is var.false for x in both):
        return tuple(wanted)
    # presiding over both at once is another rule's business
    return (*wanted, ~var.both(*both))

"""
Nobody presides over two sittings at once, nor faster than one can walk between their rooms.

For every person c, over the parts p, q of two sessions that c may preside over:

    c presides over both  =>  end_p + walk <= start_q  or  end_q + walk <= start_p        (hard)
    weight * max(0, min(e_p, e_q) - max(s_p, s_q) + walk)                        (soft, warn)

walk is that of the rooms they are in. One NoOverlap per person states all the pairs without walks
and propagates as a unary resource; pairs that could be in rooms with a walk between get a
disjunction each. Attendees are another rule (``attendee_clash``).
"""

from collections.abc import Iterator
from itertools import combinations

from ortools.sat.python.cp_model import BoolVarT, IntervalVar

from scheduler.model import filling
from scheduler.model.overlap import apart, could_meet, overlap, walk_between
from scheduler.model.parts import Expr, Part
from scheduler.model.variables import Variables

RULE = "person_clash"


def post(var: Variables) -> None:
    instance = var.instance
    exceptions = not instance.levels.all_hard(RULE)
    for who, sessions in sorted(instance.presided.items()):
        if not exceptions and len(sessions) > 1:
            _one_at_a_time(var, who, sessions)
            always = [i for i in sessions if var.presides(i, who) is var.true]
            filling.person(var, always)
        for i, j in combinations(sessions, 2):
            if who in instance.rivals(i, j) and (exceptions or instance.travel):
                keep_apart(var, i, j, (var.presides(i, who), var.presides(j, who)))


def measure(var: Variables, level: str) -> Iterator[Expr]:
    instance = var.instance
    for who, sessions in sorted(instance.presided.items()):
        for i, j in combinations(sessions, 2):
            strictness = instance.strictness(RULE, i, j, people=(who,))
            if strictness.level == level:
                presides = (var.presides(i, who), var.presides(j, who))
                for p, q in pairs(var, i, j):
                    ticks = minutes_together(var, p, q, presides=presides)
                    yield strictness.weight * instance.minutes(1) * ticks


def pairs(var: Variables, i: int, j: int) -> Iterator[tuple[Part, Part]]:
    """Parts of two sessions that could meet."""
    for p in var.parts[i]:
        for q in var.parts[j]:
            if could_meet(var, p, q):
                yield p, q


def keep_apart(var: Variables, i: int, j: int, only_if: tuple[BoolVarT, ...]) -> None:
    """No part of i meets one of j, nor is less than the walk between their rooms away from it."""
    for p, q in pairs(var, i, j):
        apart(var.model, p, q, only_if=only_if)
        for r, here in p.rooms.items():
            for s, there in q.rooms.items():
                walk = var.instance.travel.get((r, s), 0)
                if walk > 0:
                    apart(var.model, p, q, walk=walk, only_if=(*only_if, here, there))


def minutes_together(
    var: Variables, p: Part, q: Part, *, presides: tuple[BoolVarT, ...] = ()
) -> Expr:
    """Ticks for which somebody is wanted in both sittings, walks included."""
    model, instance = var.model, var.instance
    most = min(instance.planned[p.i], instance.planned[q.i]) + max(
        instance.travel.values(), default=0
    )
    walk = walk_between(var, p, q)
    return overlap(model, (p, q), most=most, walk=walk, only_if=presides, name="clash")


def _one_at_a_time(var: Variables, who: str, sessions: list[int]) -> None:
    intervals = [
        _interval(var, part, who) for i in sessions for part in var.parts[i] if not part.over
    ]
    if len(intervals) > 1:
        var.model.add_no_overlap(intervals)


def _interval(var: Variables, part: Part, who: str) -> IntervalVar:
    presides = var.presides(part.i, who)
    if presides is var.true:
        return part.interval
    here = var.both(part.held, presides)
    name = f"presides[{who},{part.i},{min(part.slots)}]"
    return var.model.new_optional_interval_var(part.start, part.length, part.end, here, name)

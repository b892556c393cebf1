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
from scheduler.model.overlap import apart, could_meet, one_at_a_time, overlap, walk_between
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
                for p, q in pairs(var, i, j):
                    keep_apart(var, p, q, _both_preside(var, p, q, who))


def measure(var: Variables, level: str) -> Iterator[Expr]:
    instance = var.instance
    for who, sessions in sorted(instance.presided.items()):
        for i, j in combinations(sessions, 2):
            strictness = instance.strictness(RULE, i, j, people=(who,))
            if strictness.level == level:
                for p, q in pairs(var, i, j):
                    presides = _both_preside(var, p, q, who)
                    ticks = minutes_together(var, p, q, presides=presides)
                    yield strictness.weight * instance.minutes(1) * ticks


def pairs(var: Variables, i: int, j: int) -> Iterator[tuple[Part, Part]]:
    """Parts of two sessions that could meet."""
    for p in var.parts[i]:
        for q in var.parts[j]:
            if could_meet(var, p, q):
                yield p, q


def _both_preside(var: Variables, p: Part, q: Part, who: str) -> tuple[BoolVarT, BoolVarT]:
    return var.presides_in(p, who), var.presides_in(q, who)


def keep_apart(var: Variables, p: Part, q: Part, only_if: tuple[BoolVarT, ...]) -> None:
    """Two sittings do not meet, nor are they less than the walk between their rooms apart."""
    if any(literal is var.false for literal in only_if):
        return
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
    parts = [part for i in sessions for part in var.parts[i] if not part.over]
    one_at_a_time(
        var.model,
        [
            (part, _interval(var, part, who))
            for part in parts
            if var.presides_in(part, who) is not var.false
        ],
    )


def _interval(var: Variables, part: Part, who: str) -> IntervalVar:
    presides = var.presides_in(part, who)
    if presides is var.true:
        return part.interval
    here = var.both(part.held, presides)
    name = f"presides[{who},{part.i},{min(part.slots)}]"
    return var.model.new_optional_interval_var(part.start, part.length, part.end, here, name)

"""
A session that decides starts only when enough delegations are registered.

    s_i >= ready_i                             (hard: a bound of ``window``)
    weight * (s_i < ready_i)                                                     (soft, warn)
"""

from collections.abc import Iterator

from scheduler.instance import readiness
from scheduler.model.parts import Expr
from scheduler.model.variables import Variables

RULE = "quorum"


def post(var: Variables) -> None:
    for i, ready in enumerate(var.instance.quorate):
        if ready > 0 and not var.instance.begun[i]:
            var.not_before(i, ready)


def measure(var: Variables, level: str) -> Iterator[Expr]:
    instance = var.instance
    if instance.problem.quorum is None:
        return
    moment = readiness.quorum_ready(instance)
    for i, session in enumerate(instance.sessions):
        strictness = instance.strictness(RULE, i)
        if session.decides and strictness.level == level:
            early = var.true if moment is None else var.at_most(var.start[i], moment - 1)
            yield strictness.weight * var.both(early, var.placed[i])

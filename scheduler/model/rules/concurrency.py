"""
At most so many sittings of some sessions at once.

    sum over sittings p with s_p <= t < e_p of 1  <=  most + over           at every moment t

One Cumulative with unit demands; ``over`` is its spare capacity.
"""

from collections.abc import Iterator

from scheduler.model.lines import Line, of_all
from scheduler.model.parts import Expr, Part
from scheduler.model.variables import Variables
from scheduler.problem import Concurrency


def obey(var: Variables, rule: Concurrency) -> None:
    instance = var.instance
    sessions = instance.chosen(rule.of)
    running = sum(b.running for i in sessions for b in instance.begun[i])
    # what is over lies before all that is still to be decided
    parts = [part for i in sessions for part in var.parts[i] if not part.over]
    _at_once(var, parts, max(rule.most, running))


def lines(var: Variables, rule: Concurrency) -> Iterator[Line]:
    model, instance = var.model, var.instance
    sessions = instance.chosen(rule.of)
    parts = [part for i in sessions for part in var.parts[i]]
    name = f"at_once[{rule.most},{len(sessions)}]"
    over = model.new_int_var(0, max(0, len(parts) - rule.most), name)
    _at_once(var, parts, rule.most + over)
    yield of_all(var, over, sessions)


def _at_once(var: Variables, parts: list[Part], capacity: Expr) -> None:
    intervals = [part.interval for part in parts]
    if intervals:
        var.model.add_cumulative(intervals, [1] * len(intervals), capacity)

"""
At most so many sittings of some sessions at once.

    sum over sittings p with s_p <= t < e_p of 1  <=  most + over           at every moment t

One Cumulative with unit demands; ``over`` is its spare capacity.
"""

from collections.abc import Iterator

from scheduler.model.lines import Line
from scheduler.model.parts import Expr
from scheduler.model.variables import Variables
from scheduler.problem import Concurrency


def obey(var: Variables, rule: Concurrency) -> None:
    instance = var.instance
    sessions = instance.chosen(rule.of)
    running = sum(b.end is None for i in sessions for b in instance.begun[i])
    _at_once(var, sessions, max(rule.most, running))


def lines(var: Variables, rule: Concurrency) -> Iterator[Line]:
    model, instance = var.model, var.instance
    sessions = instance.chosen(rule.of)
    parts = sum(len(var.parts[i]) for i in sessions)
    over = model.new_int_var(0, max(0, parts - rule.most), f"at_once[{rule.most},{len(sessions)}]")
    _at_once(var, sessions, rule.most + over)
    yield Line(over, tuple((i, var.placed[i]) for i in sessions))


def _at_once(var: Variables, sessions: list[int], capacity: Expr) -> None:
    intervals = [part.interval for i in sessions for part in var.parts[i]]
    if intervals:
        var.model.add_cumulative(intervals, [1] * len(intervals), capacity)

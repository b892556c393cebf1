"""
Soft and warned precedence, openings and closings: a line for each pair that should be in order.

    early_ab       unless b starts when a is over and the lag has passed       if both are placed

At level hard they are ``precedence``. A closing also keeps minutes free before the last close:

    max(0, e_p - (close - reserve))       for each sitting p
"""

from collections.abc import Iterator

from ortools.sat.python.cp_model import CpModel

from scheduler.instance import precedence
from scheduler.instance.instance import Instance
from scheduler.model.lines import Line, forbid
from scheduler.model.variables import Variables
from scheduler.problem import Closing, Opening, Precedence


def post(
    model: CpModel, instance: Instance, var: Variables, rule: Precedence | Opening | Closing
) -> None:
    """Pairs in order are ``precedence``'s; here only the minutes kept free."""
    if isinstance(rule, Closing):
        for line in _reserved(model, instance, var, rule):
            forbid(model, instance, line)


def lines(
    model: CpModel, instance: Instance, var: Variables, rule: Precedence | Opening | Closing
) -> Iterator[Line]:
    serving = dict(enumerate(instance.serving))
    for first, then in precedence.pairs_in_order(instance.problem, rule):
        a, b = instance.index[first], instance.index[then]
        after = precedence.after(
            instance.problem, instance.grid, instance.slots, serving, rule, a, b
        )
        early = model.new_bool_var(f"early[{a},{b}]")
        when = (var.placed[a], var.placed[b], ~early)
        model.add(var.end[a] + after.lag <= var.start[b]).only_enforce_if(*when)
        for e, t in after.steps:
            late = ~var.at_most(var.end[a], e)
            model.add(var.start[b] >= t).only_enforce_if(late, *when)
        yield Line(early, ((a, var.placed[a]), (b, var.placed[b])))
    if isinstance(rule, Closing):
        yield from _reserved(model, instance, var, rule)


def _reserved(model: CpModel, instance: Instance, var: Variables, rule: Closing) -> Iterator[Line]:
    close = instance.last_close
    if rule.reserve == 0 or close is None:
        return
    until = close - rule.reserve // instance.grid.tick
    own = () if rule.session is None or rule.session not in instance.index else (rule.session,)
    for id in dict.fromkeys((*precedence.others(instance.problem, rule), *own)):
        for part in var.parts[instance.index[id]]:
            late = model.new_int_var(0, instance.horizon, f"reserved[{part.i},{min(part.slots)}]")
            model.add(late >= part.end - until).only_enforce_if(part.held)
            yield Line(instance.minutes(1) * late, ((part.i, part.held),))

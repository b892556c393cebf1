"""
The closing session starts when all others are over, and leaves minutes before the last close.

    early_ab                              unless the closing b starts when a is over  (soft, warn)
    max(0, e_p - (close - reserve))       for each sitting p, 0 where it is hard
"""

from collections.abc import Iterator

from scheduler.instance.ordered_pairs import others
from scheduler.model.lines import Line, forbid, of_parts, rest_ends
from scheduler.model.rules import precedence
from scheduler.model.variables import Variables
from scheduler.problem import Closing


def obey(var: Variables, rule: Closing) -> None:
    """The minutes kept free; the pairs in order are posted by ``precedence``."""
    for line in _past_reserve(var, rule):
        forbid(var, line)
    for parts in var.parts:
        for part in parts:
            rest_ends(var, part, "closing")


def lines(var: Variables, rule: Closing) -> Iterator[Line]:
    yield from precedence.lines(var, rule)
    yield from _past_reserve(var, rule)


def _past_reserve(var: Variables, rule: Closing) -> Iterator[Line]:
    """A line for each sitting, of the minutes that it goes on into the reserve."""
    model, instance = var.model, var.instance
    close = instance.last_close
    if rule.reserve == 0 or close is None:
        return
    until = close - rule.reserve // instance.grid.tick
    own = () if rule.session is None or rule.session not in instance.index else (rule.session,)
    for id in dict.fromkeys((*others(instance.problem, rule), *own)):
        for part in var.parts[instance.index[id]]:
            late = model.new_int_var(0, instance.horizon, f"reserved[{part.i},{min(part.slots)}]")
            model.add(late >= part.end - until).only_enforce_if(part.held)
            yield of_parts(instance.minutes(1) * late, [(part, part.held)])

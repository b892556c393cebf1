"""
One session is over, and a lag has passed, before another starts.

    e_a + lag <= s_b                       if a and b are both placed          (hard)
    e_a > e  =>  s_b >= t                  for every step (e, t) of a lag in slots or days
    early_ab       unless b starts when a is over and the lag has passed       (soft, warn)

Openings and closings put sessions in order as well: all pairs in order are posted here.
"""

from collections.abc import Iterator

from scheduler.instance import ordered_pairs
from scheduler.instance.records import After
from scheduler.model.lines import Line
from scheduler.model.variables import Variables
from scheduler.problem import Closing, Opening, Precedence


def post(var: Variables) -> None:
    """All pairs that must be in order, of whatever statement."""
    for after in var.instance.afters:
        if not var.instance.begun[after.b]:
            _put_in_order(var, after)


def obey(var: Variables, rule: Precedence | Opening) -> None:
    """Nothing more: the pairs of all statements are posted together."""


def _put_in_order(var: Variables, after: After) -> None:
    both = (var.placed[after.a], var.placed[after.b])
    start, end = var.start[after.b], var.end[after.a]
    var.model.add(end + after.lag <= start).only_enforce_if(*both)
    for e, t in after.steps:
        var.model.add(start >= t).only_enforce_if(~var.at_most(end, e), *both)


def lines(var: Variables, rule: Precedence | Opening | Closing) -> Iterator[Line]:
    """A line for each pair of a statement that should be in order."""
    model, instance = var.model, var.instance
    for first, then in ordered_pairs.pairs_in_order(instance.problem, rule):
        a, b = instance.index[first], instance.index[then]
        after = ordered_pairs.after(instance, rule, a, b)
        early = model.new_bool_var(f"early[{a},{b}]")
        when = (var.placed[a], var.placed[b], ~early)
        model.add(var.end[a] + after.lag <= var.start[b]).only_enforce_if(*when)
        for e, t in after.steps:
            late = ~var.at_most(var.end[a], e)
            model.add(var.start[b] >= t).only_enforce_if(late, *when)
        yield Line(early, (), begun=False)  # hard ones are not lines: ``obey``

"""Which rule families conflict when nothing satisfies them all."""

from ortools.sat.python.cp_model import INFEASIBLE

from scheduler import model as models
from scheduler.errors import ModelTooLarge
from scheduler.instance.instance import Instance
from scheduler.model import HARD, name
from scheduler.model.rules import placement
from scheduler.search.cpsat.limits import Limits
from scheduler.search.cpsat.running import run

LEAST = 0.5
"""Seconds that it may take even if the time is up: to name no rule would help nobody."""
ONE = 0.2
"""Share of the time left that one family may take."""


def rules_involved(instance: Instance, limits: Limits, *, seconds: float = 20.0) -> tuple[str, ...]:
    """
    Names of families that together allow no timetable, while any fewer of them do.

    Families are dropped one at a time; one that is not missed stays out. All runs together take
    at most ``seconds``, or what is left if that is less, and one of them a fifth of that. One that
    does not finish counts as feasible, and so do those after Ctrl-C: the answer may then be too
    long, never wrong.
    """
    families = list(HARD)
    seconds = min(seconds, max(LEAST, limits.left))
    together = Limits(seconds, limits.seed, limits.workers, stop=limits.stop)
    for family in [f for f in reversed(HARD) if f is not placement]:
        if limits.interrupted:
            break
        fewer = [f for f in families if f is not family]
        share = together.share(ONE)
        try:
            with share.bounded():
                model = models.build(instance, fewer, (), may_drop=instance.replanning)
        except ModelTooLarge:
            break
        if run(model.cp, share, "conflict")[1] == INFEASIBLE:
            families = fewer
    named = [name(f) for f in families if f is not placement]
    return tuple(sorted(named)) or ("placement",)

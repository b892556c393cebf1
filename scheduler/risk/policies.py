"""Policies side by side, in weeks that meet the same luck: what each costs, and whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from scheduler.problem import Policy
from scheduler.risk.drawn import Booleans, tally
from scheduler.risk.figures import Chance, Mean, mean, share
from scheduler.risk.special_functions import Integers
from scheduler.risk.stand import Stand
from scheduler.risk.weeks import Week

ENOUGH = 20
"""Weeks that are held to the end from which on a difference is told."""


@dataclass(frozen=True)
class PolicyRisk:
    """
    The average figures of a policy.

    Attributes
    ----------
    changed, overtime, trimmed, late
        Cells of the annex that change; minutes past the ends of slots; minutes given up; minutes of
        the meeting by which sessions start later than printed, summed over sessions. Over the weeks
        that every policy holds to the end.
    undecided
        The chance that somebody has to decide.
    payer, paid
        The session that loses most (minutes late and given up), and how much.
    """

    policy: Policy
    changed: Mean
    overtime: Mean
    trimmed: Mean
    late: Mean
    undecided: Chance
    payer: str | None
    paid: Mean


@dataclass(frozen=True)
class Comparison:
    """
    Policies, the one that suits best first.

    Attributes
    ----------
    held
        Weeks that every policy holds to the end, of ``samples``.
    better
        Whether the first is better than each other one beyond what chance explains: fewer weeks in
        which somebody has to decide, or as many, and fewer cells that change. Never told of fewer
        weeks than ``ENOUGH``.
    """

    policies: tuple[PolicyRisk, ...]
    samples: int
    held: int
    better: Mapping[Policy, bool]


def compare(stand: Stand, weeks: Mapping[Policy, Sequence[Week]]) -> Comparison:
    """Weeks by policy, as many of each, the n-th of each with the same durations."""
    drawn = {policy: tally(stand, own) for policy, own in weeks.items()}
    stopped = {policy: own.stopped for policy, own in drawn.items()}
    held = ~np.any(list(stopped.values()), axis=0)
    changed = {
        policy: _summed([row.astype(np.int64) for row in own.cells.values()], own.samples)
        for policy, own in drawn.items()
    }
    made = []
    for policy, own in drawn.items():
        late = _late(stand, own.starts, held)
        paid = {id: minutes + _trimmed(weeks[policy], id)[held] for id, minutes in late.items()}
        payer = max(paid, key=lambda id: float(paid[id].sum()), default=None)
        some = payer is not None and bool(paid[payer].any())
        made.append(
            PolicyRisk(
                policy=policy,
                changed=mean(changed[policy][held]),
                overtime=mean(own.overtime[held]),
                trimmed=mean(own.trimmed[held]),
                late=mean(_summed(list(late.values()), int(held.sum()))),
                undecided=share(own.stopped),
                payer=payer if some else None,
                paid=mean(paid[payer]) if some and payer is not None else Mean(0.0),
            )
        )
    made.sort(key=lambda p: (p.undecided.value, p.changed.value, p.overtime.value, p.trimmed.value))
    first = made[0].policy
    better = {
        p.policy: _is_better(
            stopped[first], stopped[p.policy], changed[first][held], changed[p.policy][held]
        )
        for p in made[1:]
    }
    return Comparison(tuple(made), len(held), int(held.sum()), better)


def _late(stand: Stand, starts: Mapping[str, Integers], held: Booleans) -> dict[str, Integers]:
    """Minutes of the meeting by which each session starts late, in weeks that are held."""
    elapsed, late = stand.meeting_minutes, {}
    for id, own in starts.items():
        printed = stand.printed.of_session(id)
        if printed and not stand.is_over(id):
            was = stand.minute(printed[0].start)
            late[id] = np.maximum(elapsed[own[held]] - elapsed[was], 0)
    return late


def _summed(rows: Sequence[Integers], weeks: int) -> Integers:
    total = np.zeros(weeks, dtype=np.int64)
    for row in rows:
        total = total + row
    return total


def _trimmed(weeks: Sequence[Week], id: str) -> Integers:
    return np.array([week.trimmed.get(id, 0) for week in weeks], dtype=np.int64)


def _is_better(
    stopped: Booleans, other_stopped: Booleans, changed: Integers, other: Integers
) -> bool:
    """Paired: the same weeks under both."""
    if len(changed) < ENOUGH:
        return False
    fewer = mean(other_stopped.astype(np.float64) - stopped)
    if fewer.value > fewer.margin:
        return True
    cells = mean((other - changed).astype(np.float64))
    return cells.value > cells.margin and fewer.value >= 0

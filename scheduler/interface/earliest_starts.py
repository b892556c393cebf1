"""
Earliest starts that are expected of sessions in rolling orders, and the hours that cost least.
"""

from dataclasses import dataclass
from datetime import datetime

from scheduler.errors import UsageError
from scheduler.interface.risking import BY_RULE, RiskRequest, stand_of
from scheduler.risk.assessing import layout_of
from scheduler.risk.chains import Chain
from scheduler.risk.earliest import (
    CURVE,
    Earliest,
    Hours,
    Prices,
    cheapest_hours,
    cost_of,
    earliest_start,
    minute_of,
    queue_of,
    step_of,
)
from scheduler.risk.exact import chances
from scheduler.risk.stand import Stand
from scheduler.timetable.wording import wording_of


@dataclass(frozen=True)
class Expected:
    """
    A session with its printed start, and from when on it is expected.

    ``earliest``: for the chance that was asked; ``curve``: for those of ``CURVE``. None where it
    hardly has a place.
    """

    session: str
    printed: datetime
    earliest: Earliest | None
    curve: tuple[Earliest | None, ...]


@dataclass(frozen=True)
class Promise:
    """The hours that cost least (None: past the close); their cost, and that of those printed."""

    hours: tuple[datetime | None, ...]
    best: Hours
    printed: Hours


@dataclass(frozen=True)
class EarliestOf:
    """The sessions of one room in order, and the hours to promise, or why there are none."""

    room: str
    sessions: tuple[Expected, ...]
    promise: Promise | str


def earliest_of(
    request: RiskRequest, alpha: float, prices: Prices
) -> tuple[Stand, tuple[EarliestOf, ...]]:
    """
    By rolling order; errors as ``risk_of``.

    UsageError where a policy, or a reason, leaves no order that can be worked out.
    """
    stand = stand_of(request)
    layout, risk = layout_of(stand), request.plan.problem.risk
    if request.chosen_policy not in BY_RULE:
        raise UsageError(
            f"--earliest works only under policy roll, not under {request.chosen_policy}"
        )
    if layout.reasons:
        room, reason = layout.reasons[0]
        why = wording_of(request.plan.problem).word(f"the rolling order of {room}: {reason}")
        raise UsageError(f"--earliest is not possible: {why}")
    if risk.same_chair or risk.same_body:
        raise UsageError("--earliest needs independent sessions: leave out same_chair, same_body")
    chains = [chain for chain in layout.chains if chain.rolls]
    if not chains:
        raise UsageError("--earliest works only for rolling orders, and none has a session to come")
    return stand, tuple(_earliest(stand, chain, alpha, prices) for chain in chains)


def _earliest(stand: Stand, chain: Chain, alpha: float, prices: Prices) -> EarliestOf:
    elapsed, sessions = stand.meeting_minutes, []
    for link, own in zip(chain.links, chances(chain), strict=True):
        found = [earliest_start(link, own, elapsed, a) for a in (alpha, *CURVE)]
        printed = stand.printed.of_session(link.session)[0].start
        sessions.append(Expected(link.session, printed, found[0], tuple(found[1:])))
    return EarliestOf(chain.room, tuple(sessions), _promise(stand, chain, prices))


def _promise(stand: Stand, chain: Chain, prices: Prices) -> Promise | str:
    queue = queue_of(chain, stand.instance.grid.step)
    if isinstance(queue, str):
        return queue
    best = cheapest_hours(queue, prices)
    minutes = [minute_of(chain, queue, start) for start in best.starts]
    return Promise(
        hours=tuple(stand.clock(m) if m < chain.never else None for m in minutes),
        best=best,
        printed=cost_of(queue, [step_of(chain, queue, x.printed[0][0]) for x in chain.links]),
    )

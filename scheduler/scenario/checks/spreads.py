"""
Spreads: how long a session may really take must be possible, and must leave something to chance.
"""

from collections.abc import Iterator

from scheduler.problem import Session
from scheduler.scenario.diagnostics import Finding
from scheduler.scenario.draft import Draft


def check_spreads(draft: Draft) -> Iterator[Finding]:
    """What a spread says, with what it leaves to ``minutes``."""
    for i, session in draft.sessions:
        reason = _fault(session)
        if reason is not None:
            yield Finding("S059", ("sessions", i, "spread"), f"{session.id}: {reason}")


def check_shape(draft: Draft) -> Iterator[Finding]:
    """The shape of all spreads suits the minutes of those sessions that have some."""
    if draft.risk is None or draft.risk.shape != "lognormal":
        return
    for _, session in draft.sessions:
        low, middle, high = _three(session)
        own = session.spread is not None and (session.spread.shape or session.spread.observed)
        if not own and low < high and not low < middle < high:
            message = f"{session.id}: {_lopsided(low, middle, high)}"
            yield Finding("S059", ("risk", "shape"), message)


def _three(session: Session) -> tuple[int, int, int]:
    minutes, spread = session.minutes, session.spread
    if spread is None:
        return minutes.least, minutes.likely, minutes.most
    return (
        spread.least or minutes.least,
        spread.likely or minutes.likely,
        spread.most or minutes.most,
    )


def _fault(session: Session) -> str | None:
    spread = session.spread
    if spread is None:
        return None
    if spread.observed:
        if len(set(spread.observed)) == 1:
            return (
                f"all observed values are {spread.observed[0]} minutes: expected at "
                "least two different ones"
            )
        return None
    low, middle, high = _three(session)
    if low > middle:
        return f"least {low} is more than likely {middle}"
    if middle > high:
        return f"likely {middle} is more than most {high}"
    if low == high:
        return f"least and most are both {low} minutes: expected two different values"
    if spread.shape == "lognormal" and not low < middle < high:
        return _lopsided(low, middle, high)
    return None


def _lopsided(low: int, middle: int, high: int) -> str:
    return f"lognormal needs likely between least and most, not {low}, {middle}, {high}"

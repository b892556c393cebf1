"""
A smallest set that cannot all hold: small in that nothing can be left out of it.

``without(needed)`` is the problem with all but the needed claims taken back. Chunks are dropped
first, then claims one by one, until no single one can be missed (a plain deletion filter, with
QuickXplain's idea of whole parts at once: Junker, AAAI 2004). Rolling orders make feasibility not
quite monotone (who may start earlier must), so the last pass is repeated until it changes nothing.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")


def shrink(items: Sequence[T], infeasible: Callable[[Sequence[T]], bool]) -> tuple[T, ...]:
    """
    A subset that is infeasible while it is not without any one member.

    ``items`` must be infeasible together. Those that come first are dropped first.
    """
    needed = list(items)
    size = max(1, len(needed) // 2)
    while size >= 1:
        needed = _pass(needed, size, infeasible)
        if size == 1:
            break
        size = max(1, min(size // 2, len(needed) // 2))
    while True:
        fewer = _pass(needed, 1, infeasible)
        if len(fewer) == len(needed):
            return tuple(needed)
        needed = fewer


def _pass(needed: list[T], size: int, infeasible: Callable[[Sequence[T]], bool]) -> list[T]:
    """Each chunk of that size is left out if it is not missed."""
    at = 0
    while at < len(needed):
        fewer = needed[:at] + needed[at + size :]
        if infeasible(fewer):
            needed = fewer
        else:
            at += size
    return needed

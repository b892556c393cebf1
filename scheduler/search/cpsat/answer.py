"""What every search gives, whatever it searched."""

from dataclasses import dataclass
from typing import Protocol

from scheduler.timetable import Tier, Timetable


class Answer(Protocol):
    """
    A timetable, and the cost and bound of each tier.

    ``free``: ids of the sessions that could be anywhere, where the others were held in place.
    """

    @property
    def timetable(self) -> Timetable: ...

    @property
    def tiers(self) -> tuple[Tier, ...]: ...

    @property
    def free(self) -> frozenset[str] | None: ...


@dataclass(frozen=True, slots=True)
class Plain:
    """An answer with nothing else to it: no solver holds it."""

    timetable: Timetable
    tiers: tuple[Tier, ...]
    free: frozenset[str] | None = None


def bounded(found: Answer, *others: Answer) -> Plain:
    """
    An answer with the best bounds of all of them.

    The bound of a tier holds for timetables that cost no more in the tiers before it: it is taken
    over as far as those tiers cost the same.
    """
    tiers: list[Tier] = []
    for n, tier in enumerate(found.tiers):
        same = [o for o in others if _costs(o, n) == _costs(found, n)]
        best = max([tier.bound, *(o.tiers[n].bound for o in same)])
        tiers.append(tier.model_copy(update={"bound": min(best, tier.cost)}))
    return Plain(found.timetable, tuple(tiers))


def _costs(answer: Answer, n: int) -> list[int]:
    return [tier.cost for tier in answer.tiers[:n]]

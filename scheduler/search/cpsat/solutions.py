"""What a search gives: how good it is, the timetable, the solver that holds it."""

from dataclasses import dataclass, field

from ortools.sat.python.cp_model import CpSolver

from scheduler.timetable import Tier, Timetable


@dataclass(frozen=True)
class Priced:
    """
    ``tiers``: cost and proven bound per tier, in order.

    The bound of a tier holds for what costs no more in the tiers before it.
    """

    tiers: tuple[Tier, ...]

    @property
    def proved(self) -> bool:
        return all(tier.cost == tier.bound for tier in self.tiers)

    @property
    def unproved(self) -> tuple[Tier, ...]:
        """The same costs, of which nothing is known."""
        return tuple(tier.model_copy(update={"bound": 0}) for tier in self.tiers)

    @property
    def costs(self) -> list[int]:
        return [tier.cost for tier in self.tiers]


@dataclass(frozen=True)
class Answer(Priced):
    """``free``: ids of the sessions that could be anywhere, where the others were held in place."""

    timetable: Timetable
    free: frozenset[str] | None = field(default=None, kw_only=True)


@dataclass(frozen=True)
class Solved(Priced):
    """``solver``: holds the incumbent as values of the model's variables."""

    solver: CpSolver


@dataclass(frozen=True)
class Result(Solved, Answer):
    """An incumbent of a model of the whole problem, and the timetable that it is."""


def bounded(answer: Answer, *others: Answer) -> Answer:
    """
    An answer with the best bounds of all of them.

    The bound of a tier is taken over as far as the tiers before it cost the same.
    """
    tiers: list[Tier] = []
    for n, tier in enumerate(answer.tiers):
        same = [o for o in others if o.costs[:n] == answer.costs[:n]]
        best = max([tier.bound, *(o.tiers[n].bound for o in same)])
        tiers.append(tier.model_copy(update={"bound": min(best, tier.cost)}))
    return Answer(tuple(tiers), answer.timetable)

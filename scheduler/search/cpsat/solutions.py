"""
What a search gives: the timetable, its costs and bounds, and the solver that holds it.

A bound that was proved of a model is a ``ModelTier``; a bound of the whole problem is a ``Tier``,
as it is printed and stored. The first becomes the second only in ``search.proofs``, for a stated
reason.
"""

from dataclasses import dataclass

from ortools.sat.python.cp_model import CpSolver

from scheduler.timetable import Timetable


@dataclass(frozen=True, slots=True)
class ModelTier:
    """
    One tier of a model: cost of the incumbent, and a bound proved of that model alone.

    The model may know less than the problem, or leave less free. The bound holds for what costs no
    more in the tiers before it.
    """

    name: str
    cost: int
    bound: int


@dataclass(frozen=True)
class Solved:
    """
    An incumbent of a model.

    Attributes
    ----------
    tiers
        Cost and proved bound per tier, in order.
    solver
        Holds the incumbent as values of the model's variables.
    """

    tiers: tuple[ModelTier, ...]
    solver: CpSolver

    @property
    def proved(self) -> bool:
        return all(tier.cost == tier.bound for tier in self.tiers)

    @property
    def costs(self) -> list[int]:
        return [tier.cost for tier in self.tiers]


@dataclass(frozen=True)
class Found(Solved):
    """An incumbent of a model in which each session has a place, and the timetable that it is."""

    timetable: Timetable


@dataclass(frozen=True, slots=True)
class NoSolution:
    """
    A model has no solution; of the problem nothing is said.

    ``confirmed``: by a second run, without presolve and from another seed.
    """

    confirmed: bool

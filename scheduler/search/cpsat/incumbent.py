"""A solution to improve, and what may be set free around it."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from ortools.sat.python.cp_model import CpSolver


@dataclass
class Incumbent:
    """A solution, and what it costs in the tier at hand."""

    solver: CpSolver
    cost: int

    @cached_property
    def values(self) -> list[int]:
        """The value of each variable of the model."""
        return list(self.solver.response_proto.solution)


class Neighbourhoods(Protocol):
    """
    The neighbourhoods of an incumbent.

    Attributes
    ----------
    kinds
        Kinds of neighbourhood to choose from.
    decided
        Variables that are held in place, unless they are set free.
    fewest, most
        How many decisions (of whatever size) are set free at once.
    """

    @property
    def kinds(self) -> Sequence[str]: ...

    @property
    def decided(self) -> frozenset[int]: ...

    @property
    def fewest(self) -> int: ...

    @property
    def most(self) -> int: ...

    def free(self, incumbent: Incumbent, kind: str, size: int, draw: random.Random) -> set[int]:
        """Variables to be set free; called by several threads at once."""
        ...

"""
How much time and memory building a model may take.

Whoever searches grants an allowance, and all models that are built meanwhile keep to it. The least
size of a model is counted beforehand. The pace of building is that of this machine at this moment:
it is measured during the first tenth of the time. A model that would not be done in time is given
up there.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from ortools.sat.python.cp_model import Constraint, CpModel

from scheduler.errors import ModelTooLarge

STEP = 1_024
"""Variables and constraints after which the time is checked again; fewer need no check."""
TRUSTED = 0.1
"""Share of the time after which the pace is believed: a short pause must not end the building."""
MANY = 20_000
"""Sessions times slots times rooms beyond which nothing is even counted when time is up."""
QUESTIONS = 200
"""The same for what is counted before there is a model: families, and sessions with their slots."""
ELEMENT = 1_100
"""Bytes of a variable or constraint at the peak: model, copies, and what CP-SAT makes of it."""
MEMORY = 1_500 * 2**20
"""Bytes that a model may take in all."""


@dataclass(slots=True)
class Allowance:
    """
    Attributes
    ----------
    seconds
        That building may take, by the clock; what is left of them is asked of ``left``.
    elements
        Variables and constraints for which there is memory.
    """

    seconds: float
    elements: int = MEMORY // ELEMENT
    began: float = field(default_factory=time.monotonic)
    asked: int = 0

    def check(self, size: int, expected: int) -> None:
        """
        Raises
        ------
        ModelTooLarge
            A model of this size, of at least ``expected`` in the end, takes too long or too much.
        """
        most = max(size, expected)
        if most > self.elements:
            raise ModelTooLarge(f"a model of it takes more than {MEMORY >> 20:,} MiB of memory")
        spent = time.monotonic() - self.began
        known = spent > TRUSTED * self.seconds
        if spent > self.seconds or (known and spent / size * most > self.seconds):
            raise ModelTooLarge("a model of it is not built in the time that is left")


_granted: ContextVar[Allowance | None] = ContextVar("allowance", default=None)


def ask_before(places: int) -> None:
    """Before ``places`` are counted: ModelTooLarge where time is up and they are many."""
    allowance = _granted.get()
    if allowance is not None and places > MANY and allowance.seconds <= 0:
        raise ModelTooLarge("a model of it is not built in the time that is left")


def ask() -> None:
    """While choices are counted, before there is a model: ModelTooLarge where time is up."""
    allowance = _granted.get()
    if allowance is not None:
        allowance.asked += 1
        if allowance.asked % QUESTIONS == 0:
            allowance.check(QUESTIONS, 0)


@contextmanager
def granted(allowance: Allowance) -> Iterator[None]:
    """Models that are made in here keep to it."""
    token = _granted.set(allowance)
    try:
        yield
    finally:
        _granted.reset(token)


def new_model(expected: int = 0) -> CpModel:
    """An empty model; ``expected``: variables and constraints that it has at the least."""
    allowance = _granted.get()
    return CpModel() if allowance is None else SizedModel(allowance, expected)


class SizedModel(CpModel):
    """A model that keeps to an allowance; what is most of a model is counted, not all of it."""

    def __init__(self, allowance: Allowance, expected: int) -> None:
        super().__init__()
        self._allowance, self._expected, self._size = allowance, expected, 0

    def new_bool_var(self, name: str) -> Any:
        self._count()
        return super().new_bool_var(name)

    def new_int_var(self, lb: Any, ub: Any, name: str) -> Any:
        self._count()
        return super().new_int_var(lb, ub, name)

    def add(self, ct: Any) -> Constraint:
        self._count()
        return super().add(ct)

    def add_linear_constraint(self, linear_expr: Any, lb: Any, ub: Any) -> Constraint:
        self._count()
        return super().add_linear_constraint(linear_expr, lb, ub)

    def add_bool_or(self, *literals: Any) -> Constraint:
        self._count()
        return super().add_bool_or(*literals)

    def add_bool_and(self, *literals: Any) -> Constraint:
        self._count()
        return super().add_bool_and(*literals)

    def _count(self) -> None:
        self._size += 1
        if self._size % STEP == 0:
            self._allowance.check(self._size, self._expected)

"""
The base class of statements: level, weight, waiver, sentence and declaration.

Names in a statement stand for sessions: a session's id, a group (all its sessions, joint ones too),
``kind:plenary``, or ``all``. Where a session and a group have the same name, ``group:`` or
``session:`` in front says which is meant.
"""

from abc import abstractmethod
from collections.abc import Iterator
from datetime import time
from typing import Annotated, Any, ClassVar, Self

from pydantic import Field, model_validator

from scheduler.problem.declaration import Declaration, Level, Strategy
from scheduler.problem.fields import Strict, Text
from scheduler.problem.names import Names

Count = Annotated[int, Field(ge=0, le=10_000, strict=True)]
Weight = Annotated[int, Field(ge=1, le=10_000_000, strict=True)]


class Statement(Strict):
    """
    What every rule has. ``level`` None is the rule's own default (``LEVELS``).

    ``waive``: not asked this time, for the reason given, which stays visible. ``declaration``: what
    the rule is, whatever its fields say.
    """

    declaration: ClassVar[Declaration]
    level: Level | None = None
    weight: Weight = 1
    waive: Text | None = None

    @abstractmethod
    def sentence(self) -> str:
        """What it says, in the planner's words, without a full stop."""

    @property
    def level_in_force(self) -> Level | None:
        """Its own level, else that of the rule; None if it is waived."""
        if self.waive is not None:
            return None
        return self.level or self.declaration.level

    def is_about_rooms(self) -> bool:
        """Whether it matters to this statement which rooms the sittings are in."""
        return self.declaration.about_rooms

    def without_rooms(self) -> "Statement | None":
        """What it asks at least if all sittings are in one room; None if that is nothing."""
        return None if self.is_about_rooms() else self

    def is_treated_by(self, strategy: Strategy, level: Level) -> bool:
        """Whether the strategy treats this statement at that level."""
        return level in self.declaration.strategies.get(strategy, ())

    def on_grid(self) -> Iterator[int | time]:
        """Its minutes, and its hours of the day, that must lie on the time grid."""
        for value in (getattr(self, field) for field in self.declaration.grid):
            yield from value if isinstance(value, tuple) else [] if value is None else [value]

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        super().__pydantic_init_subclass__(**kwargs)
        missing = [*cls.__abstractmethods__, *{"declaration"}.difference(dir(cls))]
        if missing and "rule" in cls.model_fields:
            lacking = ", ".join(sorted(missing))
            raise TypeError(f"{cls.__name__} lacks: {lacking} (docs/developers/adding-a-rule.md)")


class Pool(Statement):
    """
    A rule about sessions together. ``of``: all of these as one body; ``each``: every name is a
    body of its own. Neither: every group is.
    """

    of: Names | None = None
    each: Names | None = None

    @model_validator(mode="after")
    def _is_one_of_two(self) -> Self:
        if self.of is not None and self.each is not None:
            raise ValueError("of and each exclude each other")
        return self

    def whose(self) -> str:
        """The bodies in words, to begin or end a sentence with."""
        if self.of is not None:
            return listed(self.of)
        return f"each of {listed(self.each)}" if self.each is not None else "every group"


def many(number: int, thing: str) -> str:
    """``1 day``, ``2 days``"""
    return f"{number} {thing}{'' if number == 1 else 's'}"


def listed(names: Names) -> str:
    """The first four names, and how many more there are."""
    return ", ".join(names[:4]) + (f" and {len(names) - 4} more" if len(names) > 4 else "")

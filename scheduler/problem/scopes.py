"""Which occurrences of a rule that no statement spells out have another level, or are waived."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from scheduler.problem.declaration import Level
from scheduler.problem.fields import Id, PlaceId, Strict
from scheduler.problem.given_rules import LevelCode
from scheduler.problem.names import Names
from scheduler.problem.statements.statement import Weight


class Scope(Strict):
    """
    Which occurrences of a rule are meant: all, or those of these sessions, people and rooms.

    An occurrence between two sessions is meant if one is in ``sessions`` and the other in
    ``against`` (in ``sessions`` as well, where that is not given).
    """

    rule: LevelCode
    sessions: Names | None = None
    against: Names | None = None
    people: tuple[Id, ...] | None = None
    rooms: tuple[PlaceId, ...] | None = None

    @model_validator(mode="after")
    def _against_whom(self) -> Self:
        if self.against is not None and self.sessions is None:
            raise ValueError("against needs sessions")
        return self


class Leveled(Scope):
    """Another level for these occurrences; where several say something, the last one holds."""

    level: Level
    weight: Weight = 1


class Waiver(Scope):
    """These occurrences are not asked for, for a reason that stays visible."""

    reason: Annotated[str, Field(min_length=1, max_length=2_000, strict=True)]

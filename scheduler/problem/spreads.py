"""How long a session may really take, and which sessions vary together: the input of risk."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from scheduler.problem.fields import Strict
from scheduler.problem.times import PositiveMinutes

Shape = Literal["pert", "triangular", "lognormal"]
Percent = Annotated[int, Field(ge=0, le=100, strict=True)]


class SpreadOfMinutes(Strict):
    """
    Minutes that a session may really take, where they are others than those it may be planned at.

    ``least``, ``likely``, ``most``: those of ``minutes``, unless they are given. ``shape``: of the
    distribution between them. ``observed``: what it took before, in place of all that.
    """

    least: PositiveMinutes | None = None
    likely: PositiveMinutes | None = None
    most: PositiveMinutes | None = None
    shape: Shape | None = None
    observed: tuple[PositiveMinutes, ...] = ()

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        if "observed" in self.model_fields_set and not self.observed:
            raise ValueError("observed is empty: expected two values or more, such as [90, 120]")
        given = (self.least, self.likely, self.most, self.shape)
        if self.observed and any(value is not None for value in given):
            raise ValueError(
                "observed cannot stand with least, likely, most and shape: leave these out"
            )
        if len(self.observed) == 1:
            raise ValueError("observed needs at least two values")
        if not self.observed and all(value is None for value in given):
            raise ValueError("expected least, likely, most, shape or observed")
        return self


Price = Annotated[int, Field(ge=0, le=100_000, strict=True)]


class RiskWeights(Strict):
    """
    The prices of a week by which robust timetables are chosen.

    ``cell``: of the annex that changes. ``late``: a minute by which a session starts later than
    printed. ``overtime``: a minute past the end of a slot. ``idle``: one in which a room waits for
    the hour of a session. ``undecided``: a week in which somebody has to decide.
    """

    cell: Price = 30
    late: Price = 1
    overtime: Price = 2
    idle: Price = 1
    undecided: Price = 600

    @model_validator(mode="after")
    def _weighs_something(self) -> Self:
        if not any((self.cell, self.late, self.overtime, self.idle, self.undecided)):
            raise ValueError("all weights are 0: expected at least one above 0")
        return self


class Risk(Strict):
    """
    What chances are reckoned from, besides the minutes of each session.

    ``shape``: of all spreads that name none. ``same_chair``, ``same_body``: how sessions of one
    chair, or of one body, run late together: the correlation of their durations in percent.
    ``weights``: by what ``solve --robust`` chooses. ``earliest``: the annex says before when
    sessions are not expected: they begin earlier in at most so many of 100 weeks.
    """

    shape: Shape = "pert"
    same_chair: Percent = 0
    same_body: Percent = 0
    weights: RiskWeights = Field(default_factory=RiskWeights)
    earliest: Annotated[int, Field(ge=0, le=50, strict=True)] | None = None

    @model_validator(mode="after")
    def _leaves_something_to_chance(self) -> Self:
        if self.same_chair + self.same_body > 100:
            raise ValueError("same_chair and same_body are more than 100 together")
        return self

"""
A sweep as the planner writes it: a base scenario, and axes of what may be otherwise.

An option of an axis is an overlay on the scenario: nothing (``as it is``), or some statements that
are taken all together. A job takes one option of each axis.
"""

from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from scheduler.problem import Minutes, Overtime, Policy, Strict
from scheduler.problem.amounts import Positive
from scheduler.problem.fields import Text
from scheduler.problem.times import PositiveMinutes

AS_IT_IS = "as it is"
MOST_SEEDS = 1_000
Seed = Annotated[int, Field(ge=0, le=2**31 - 2, strict=True)]
Seconds = Annotated[float, Field(gt=0, le=86_400)]
Objective = Literal["held", "unplaced", "cost", "overtime", "trimmed", "room slots", "clashes"]
USUAL_OBJECTIVES: tuple[Objective, ...] = ("held", "unplaced", "cost", "overtime")


def _listed(value: object) -> object:
    """One thing may stand without a list."""
    return value if isinstance(value, list | tuple) else (value,)


class Durations(Strict):
    """Minutes of sessions, by id, group, ``kind:x`` or ``all``: anew, or in percent of theirs."""

    of: Text
    minutes: Minutes | None = None
    percent: Annotated[int | None, Field(ge=1, le=1_000, strict=True)] = None

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        if (self.minutes is None) == (self.percent is None):
            raise ValueError("expected either minutes or percent")
        return self


class More(Strict):
    """
    What a session or body needs besides: ``minutes``, or ``slots`` as long as its longest.

    A body's last session is that much longer, if it may be cut; if not, the body has another
    session like its last.
    """

    of: Text
    minutes: PositiveMinutes | None = None
    slots: Annotated[int | None, Field(ge=1, le=100, strict=True)] = None

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        if (self.minutes is None) == (self.slots is None):
            raise ValueError("expected either minutes or slots")
        return self


class Less(Strict):
    """Minutes that a session or body gives up: of its longest session, least and likely alike."""

    of: Text
    minutes: PositiveMinutes


class Absent(Strict):
    """A person or body is away: ``when`` as a fact says it (``thursday``, ``wed afternoon``)."""

    who: Text
    when: Text


class Gone(Strict):
    """A room is not to be had: ``when``, or for the whole meeting."""

    room: Text
    when: Text | None = None


class SlotOvertime(Strict):
    """Other overtime at the end of a slot than the scenario offers."""

    slot: Text
    minutes: PositiveMinutes
    price: Annotated[int, Field(ge=0, le=1_000_000, strict=True)] = 1


class Overlay(Strict):
    """
    What is otherwise in one option of an axis, all of it together; nothing is ``as it is``.

    ``name``: what the option is called; by default it is told in words. ``without``: sessions that
    are not held, by id, group or kind.
    """

    name: Text | None = None
    durations: Annotated[tuple[Durations, ...], BeforeValidator(_listed)] = ()
    more: Annotated[tuple[More, ...], BeforeValidator(_listed)] = ()
    less: Annotated[tuple[Less, ...], BeforeValidator(_listed)] = ()
    without: Annotated[tuple[Text, ...], BeforeValidator(_listed)] = ()
    absent: Annotated[tuple[Absent, ...], BeforeValidator(_listed)] = ()
    gone: Annotated[tuple[Gone, ...], BeforeValidator(_listed)] = ()
    overtime: Annotated[tuple[SlotOvertime, ...], BeforeValidator(_listed)] = ()
    last_close: Overtime | None = None
    policy: Policy | None = None
    seed: Seed | None = None

    @model_validator(mode="before")
    @classmethod
    def _may_be_nothing(cls, value: Any) -> Any:
        if value == AS_IT_IS:
            return {}
        if isinstance(value, str):
            raise ValueError(f"expected fields (key: value), or the words '{AS_IT_IS}'")
        return value

    @property
    def changes_the_scenario(self) -> bool:
        """Whether it is more than another policy or seed."""
        return bool(self.model_fields_set - {"name", "policy", "seed"})


class Axis(Strict):
    """One thing that is varied: by ``options``, ``policies`` or ``seeds`` (``4``: 1 to 4)."""

    axis: Text
    options: Annotated[tuple[Overlay, ...], Field(max_length=1_000)] | None = None
    policies: tuple[Policy, ...] | None = None
    seeds: (
        Annotated[int, Field(ge=1, le=MOST_SEEDS, strict=True)]
        | Annotated[tuple[Seed, ...], Field(max_length=MOST_SEEDS)]
        | None
    ) = None

    @model_validator(mode="after")
    def _varies_one_thing(self) -> Self:
        given = [v for v in (self.options, self.policies, self.seeds) if v is not None]
        if len(given) != 1:
            raise ValueError("expected one of options, policies and seeds")
        if given[0] == ():
            raise ValueError("has no values to choose from")
        return self

    @property
    def overlays(self) -> tuple[Overlay, ...]:
        """What there is to choose from."""
        if self.options is not None:
            return self.options
        if self.policies is not None:
            return tuple(Overlay(policy=policy) for policy in self.policies)
        seeds = self.seeds if self.seeds is not None else ()
        return tuple(
            Overlay(seed=seed)
            for seed in (range(1, seeds + 1) if isinstance(seeds, int) else seeds)
        )


class Sweep(Strict):
    """
    A file of what-ifs.

    Attributes
    ----------
    base
        The scenario, beside this file.
    seconds
        For the search of one job, at most.
    sample
        So many jobs drawn from all combinations, none twice, with ``seed``; None takes all.
    policy
        Of jobs whose options name none.
    objectives
        What the Pareto front is of: more is better of what is ``held``, less of everything else.
    """

    base: Text
    seconds: Seconds = 20.0
    policy: Policy | None = None
    sample: Positive | None = None
    seed: Seed = 1
    objectives: Annotated[tuple[Objective, ...], Field(min_length=1)] = USUAL_OBJECTIVES
    axes: Annotated[tuple[Axis, ...], Field(min_length=1, max_length=50)]

"""A timetable with the record of how it was made: what a timetable file holds."""

from collections.abc import Sequence
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime, Field

from scheduler.problem import Id, Place, Policy, Sitting, Situation, Strict, Waiver
from scheduler.timetable.certificates import Certificate
from scheduler.timetable.timetable import Timetable, Unplaced


class Tier(Strict):
    """One level of the lexicographic objective: cost of the incumbent, and a proven bound."""

    name: str
    cost: int
    bound: int


class Charge(Strict):
    """A soft rule costs something: one line of the objective, explained."""

    rule: str
    tier: str
    sessions: tuple[str, ...]
    amount: int
    message: str


class Warning_(Strict):
    """Worth knowing, not forbidden; the message says where."""

    code: str
    message: str


class Run(Strict):
    """How the timetable came about; equal runs differ in ``seconds`` alone."""

    rollgrid: str
    ortools: str
    seed: int
    workers: int
    seconds: float
    strategy: str


Kind = Literal["new", "moved", "cancelled", "room", "shortened", "lengthened", "chairs", "team"]
"""What may become of a session between two timetables."""


class Change(Strict):
    """
    A change of one session between two timetables.

    Attributes
    ----------
    forced
        Whether no timetable avoids it, or another one does (a choice); None where that is unknown.
    asked
        Whether that was asked: False if there was no time, None if there was nothing to ask of, as
        between two files.
    people
        Who presides over, attends or interprets (the teams) a sitting that differs.
    """

    session: Id
    kind: Kind
    before: tuple[Sitting, ...] = ()
    after: tuple[Sitting, ...] = ()
    forced: bool | None = None
    asked: bool | None = None
    people: tuple[str, ...] = ()
    reason: str | None = None


class WeekFigures(Strict):
    """
    What a week comes to on average: cells of the annex that change, minutes of late starts, of
    overtime, and in which rooms wait for hours, weeks in which somebody has to decide; their cost.
    """

    cells: float
    late: float
    overtime: float
    idle: float
    undecided: float
    cost: float


class Robustness(Strict):
    """
    How a timetable of ``solve --robust`` was judged, in ``samples`` fresh weeks of a seed.

    Attributes
    ----------
    gain, margin
        What a week costs less than under the plain timetable, and half its 95 % interval.
    kept
        Whether this is the robust timetable; else it is the plain one, for there is no gain.
    """

    samples: Annotated[int, Field(ge=1, le=1_000_000)]
    seed: int
    gain: float
    margin: float
    kept: bool
    plain: WeekFigures
    robust: WeekFigures


class Expected(Strict):
    """
    A session is not expected before ``start``: it begins earlier with ``chance``.

    That is at most ``alpha``. Nobody is bound by it.
    """

    session: Id
    start: AwareDatetime
    chance: Annotated[float, Field(ge=0, le=1)]
    alpha: Annotated[float, Field(ge=0, lt=1)]


class Record(Strict):
    """
    The timetable file: what ``solve --json`` prints and ``verify`` reads, format 1.

    ``certificates`` prove bounds of tiers once more, without a search. ``pins`` and ``waive`` were
    in force besides those of the scenario (the pins of a replan are in its situation, but for
    hours, which stay with the timetable); ``waived`` tells, in words, what was not kept and need
    not be.
    """

    format_version: Literal[1] = 1
    meeting: str
    scenario_sha256: str
    timezone: str
    status: Literal["optimal", "feasible"] = "feasible"
    tiers: tuple[Tier, ...] = ()
    certificates: tuple[Certificate, ...] = ()
    sittings: tuple[Sitting, ...]
    unplaced: tuple[Unplaced, ...] = ()
    charges: tuple[Charge, ...] = ()
    waived: tuple[str, ...] = ()
    warnings: tuple[Warning_, ...] = ()
    revision: Annotated[int, Field(ge=0)] = 0
    as_of: str | None = None
    policy: Policy | None = None
    facts: tuple[str, ...] = ()
    pins: tuple[Place, ...] = ()
    waive: tuple[Waiver, ...] = ()
    situation: Situation | None = None
    robust: Robustness | None = None
    expected: tuple[Expected, ...] = ()
    changes: tuple[Change, ...] = ()
    run: Run | None = None

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @property
    def hours(self) -> tuple[Place, ...]:
        """The pins that say before when a session does not begin: they stay with the timetable."""
        return tuple(pin for pin in self.pins if pin.not_before is not None)

    @property
    def timetable(self) -> Timetable:
        return Timetable.of(self.sittings, self.unplaced)

    def decides_as(self, other: "Record") -> bool:
        """Whether nothing would be new: the same places, of the same text, facts and orders."""
        return self._decided == other._decided

    @property
    def _decided(self) -> tuple[object, ...]:
        there = self.timetable
        return (
            self.scenario_sha256,
            [sitting.model_dump_json() for sitting in there.sittings],
            [homeless.session for homeless in there.unplaced],
            sorted(self.facts),
            *(sorted(order.model_dump_json() for order in kind) for kind in self._orders),
        )

    @property
    def _orders(self) -> tuple[Sequence[Strict], ...]:
        pins = self.situation.pins if self.situation is not None else ()
        return (self.pins, self.waive, pins)

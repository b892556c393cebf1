"""Sittings, timetables and the JSON record of one: sorted, hashable, no promise that they hold."""

from datetime import UTC
from typing import Annotated, Any, Literal

from pydantic import Field

from scheduler.problem import Id, Place, Policy, Sitting, Situation, Strict, Waiver

Whole = Annotated[int, Field(ge=0, strict=True)]


class Unplaced(Strict):
    """A session without a place, and why."""

    session: Id
    reason: str


class Timetable(Strict):
    """Sittings sorted by start, room, session; and what found no place."""

    sittings: tuple[Sitting, ...]
    unplaced: tuple[Unplaced, ...] = ()

    @classmethod
    def of(cls, sittings: Any, unplaced: Any = ()) -> "Timetable":
        """A timetable in its canonical order."""
        return cls(
            sittings=tuple(
                sorted(
                    sittings,
                    key=lambda s: (s.start.astimezone(UTC), s.room, s.session, s.part),
                )
            ),
            unplaced=tuple(sorted(unplaced, key=lambda u: u.session)),
        )

    def of_session(self, session: str) -> tuple[Sitting, ...]:
        return _by_session(self.sittings).get(session, ())


_ASKED: list[tuple[tuple[Sitting, ...], dict[str, tuple[Sitting, ...]]]] = []
"""The sittings asked for last, by session: a replan of a thousand asks for all, again and again."""
ASKED = 4


def _by_session(sittings: tuple[Sitting, ...]) -> dict[str, tuple[Sitting, ...]]:
    # known by the tuple itself: a cached property would be carried into altered copies
    for listed, index in _ASKED:
        if listed is sittings:
            return index
    found: dict[str, list[Sitting]] = {}
    for sitting in sittings:
        found.setdefault(sitting.session, []).append(sitting)
    _ASKED.insert(0, (sittings, {id: tuple(own) for id, own in found.items()}))
    del _ASKED[ASKED:]
    return _ASKED[0][1]


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


class Change(Strict):
    """What became of one session between two timetables."""

    session: Id
    kind: Literal["new", "moved", "cancelled", "room", "shortened", "lengthened"]
    before: tuple[Sitting, ...] = ()
    after: tuple[Sitting, ...] = ()
    forced: bool | None = None
    people: tuple[str, ...] = ()
    reason: str | None = None


class Record(Strict):
    """
    The timetable file: what ``solve --json`` prints and ``verify`` reads, format 1.

    ``pins`` and ``waive`` were in force besides those of the scenario (the pins of a replan are
    in its situation); ``waived`` tells, in words, what was not kept and need not be.
    """

    format_version: Literal[1] = 1
    meeting: str
    scenario_sha256: str
    timezone: str
    status: Literal["optimal", "feasible"] = "feasible"
    tiers: tuple[Tier, ...] = ()
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
    changes: tuple[Change, ...] = ()
    run: Run | None = None

    @property
    def timetable(self) -> Timetable:
        return Timetable.of(self.sittings, self.unplaced)

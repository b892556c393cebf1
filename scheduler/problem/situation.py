"""Where a meeting stands at a moment: what was held, what runs, what is published."""

from pydantic import AwareDatetime, Field

from scheduler.problem.amounts import Positive
from scheduler.problem.fields import Id, PlaceId, Strict


class Sitting(Strict):
    """
    One unbroken stretch of a session: [start, end) in one room.

    ``chairs``: who presides, in the order of the session's chairs, where a deputy does.
    ``team``: its interpreters.
    """

    session: Id
    part: Positive = 1
    parts: Positive = 1
    room: PlaceId
    start: AwareDatetime
    end: AwareDatetime
    chairs: tuple[Id, ...] = ()
    team: Id | None = None


class Place(Strict):
    """
    Where a session is to sit, or must not: from ``start`` on, in ``room``, or both.

    ``not_before``, of a pin: its hour, before which it does not begin, whatever ends early.
    """

    session: Id
    start: AwareDatetime | None = None
    room: PlaceId | None = None
    not_before: AwareDatetime | None = None


class Situation(Strict):
    """
    Where a meeting stands when it is replanned: the published timetable, and what happened.

    Attributes
    ----------
    now, freeze_until
        What started by ``now`` is history. What was published to start before
        ``freeze_until`` moves only if a fact forces it.
    published
        The timetable to stay close to.
    minutes
        Minutes in force per session that is still to be held in full: the published ones,
        changed by facts.
    settled
        Sessions whose minutes a fact has settled, or that were held in too short a part: they are
        not trimmed, nor bound to their least part.
    history
        Sittings over by ``now``; kept exactly.
    running
        Sittings begun by ``now`` and not over; room and start are kept.
    starts
        True starts told by a late start, which may lie off the grid.
    cancelled
        Sessions that are not held.
    overtime
        Slots (``2025-02-25/afternoon``) that ran or were published to run over, with the
        minutes agreed; no policy takes them back.
    sequence
        Sessions of rolling orders in the order in which they are published, where another one
        than the listed order was published; empty if none was.
    withdrawn
        Where sessions that were cancelled since, or held after all, were published last.
    planned
        Minutes of sessions with a list of speakers, as they would be planned without it; what
        they go back to if the list is taken back.
    pins, bans
        Where sessions are kept, and where they must not be: decisions of this replan alone.
    """

    now: AwareDatetime
    freeze_until: AwareDatetime
    published: tuple[Sitting, ...]
    minutes: dict[Id, Positive]
    settled: frozenset[Id] = frozenset()
    history: tuple[Sitting, ...] = ()
    running: tuple[Sitting, ...] = ()
    starts: dict[Id, AwareDatetime] = Field(default_factory=dict)
    cancelled: frozenset[Id] = frozenset()
    overtime: dict[Id, Positive] = Field(default_factory=dict)
    sequence: tuple[Id, ...] = ()
    planned: dict[Id, Positive] = Field(default_factory=dict)
    withdrawn: tuple[Sitting, ...] = ()
    pins: tuple[Place, ...] = ()
    bans: tuple[Place, ...] = ()

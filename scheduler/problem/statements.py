"""
The rules that a planner states one by one, in the ``rules`` of a scenario.

A statement has a level: ``hard`` is obeyed, ``soft`` costs ``weight`` times its amount, ``warn`` is
reported, and only breaks ties. Names in a statement stand for sessions: a session's id, a group
(all its sessions, joint ones too), ``kind:plenary``, or ``all``; where a session and a group
are called the same, ``group:`` or ``session:`` in front says which. What each rule means exactly,
and what it amounts to, is in docs/semantics.md.
"""

from datetime import date
from typing import Annotated, Literal, Self, get_args

from pydantic import Field, model_validator

from scheduler.problem.fields import Amount, Clock, Id, PlaceId, Positive, Strict, Text
from scheduler.problem.names import Names

Level = Literal["hard", "soft", "warn"]


Count = Annotated[int, Field(ge=0, le=10_000, strict=True)]


Weight = Annotated[int, Field(ge=1, le=10_000_000, strict=True)]


class Statement(Strict):
    """
    What every rule has. ``level`` None is the rule's own default (``LEVELS``).

    ``waive``: not asked this time, for the reason given, which stays visible.
    """

    level: Level | None = None
    weight: Weight = 1
    waive: Text | None = None


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


class Precedence(Statement):
    """
    ``first`` is over before ``then`` starts.

    ``lag``: minutes between. ``slots``: then starts in the n-th slot that begins after first is
    over, or later. ``days``: n days later at the earliest (1 is the next day).
    """

    rule: Literal["precedence"]
    first: Names
    then: Names
    lag: Amount = 0
    slots: Count = 0
    days: Count = 0


class Conflict(Statement):
    """
    Sessions of ``of`` and of ``against`` (or of ``of`` alone) are not in parallel.

    ``count``: ``minutes`` of overlap, ``pairs`` of sessions that overlap, or ``slots`` that hold
    both sides in different rooms. ``one_way``: joint sessions of the other side do not count.
    """

    rule: Literal["conflict"]
    of: Names
    against: Names | None = None
    kind: Text = ""
    count: Literal["minutes", "pairs", "slots"] = "minutes"
    one_way: bool = False


class Adjacency(Statement):
    """``then`` starts within so many minutes after ``first`` is over, in the same room."""

    rule: Literal["adjacency"]
    first: Id
    then: Id
    within: Amount = 0
    same_room: bool = True
    either_order: bool = False


class Together(Statement):
    """The sessions are on one day, in one slot, or in one room."""

    rule: Literal["together"]
    of: Names
    same: Literal["day", "slot", "room"]


class Spread(Pool):
    """At most ``most`` sittings of a body on a day."""

    rule: Literal["spread"]
    most: Positive = 1


class DaysApart(Statement):
    """So many calendar days lie between the first sittings of two; ``never``: not these."""

    rule: Literal["days_apart"]
    sessions: Annotated[tuple[Id, Id], Field()]
    least: Count = 0
    most: Count | None = None
    never: tuple[Count, ...] = ()


class RoomStability(Pool):
    """A body keeps its room, throughout or ``per`` day."""

    rule: Literal["room_stability"]
    per: Literal["meeting", "day"] = "meeting"


class Concurrency(Statement):
    """At most ``most`` sittings of these sessions at once."""

    rule: Literal["concurrency"]
    of: Names = ("all",)
    most: Positive


class NothingAfter(Statement):
    """No sitting of these sessions goes on after this hour."""

    rule: Literal["nothing_after"]
    of: Names = ("all",)
    after: Clock


class Opening(Statement):
    """This session is over before any other of ``of`` (all but side events) starts."""

    rule: Literal["opening"]
    session: Id
    of: Names | None = None


class Closing(Statement):
    """
    This session starts when all others of ``of`` (all but side events) are over; ``reserve``
    minutes before the last close of the meeting nothing is held any more.
    """

    rule: Literal["closing"]
    session: Id | None = None
    of: Names | None = None
    reserve: Amount = 0

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.session is None and self.reserve == 0:
            raise ValueError("say which session closes the meeting, or how much to reserve")
        return self


class Reserve(Statement):
    """So many rooms are free in every slot, or in the ``slots`` and among the ``among`` given."""

    rule: Literal["reserve"]
    rooms: Positive = 1
    among: tuple[PlaceId, ...] | None = None
    slots: tuple[Id, ...] | None = None


class Fairness(Pool):
    """
    What is unwelcome is spread: sittings in bad ``slots``, or minutes lost by trimming.

    ``by``: over groups, or over the regions of groups.
    """

    rule: Literal["fairness"]
    share: Literal["slots", "lost-minutes"] = "slots"
    slots: tuple[Id, ...] = ()
    by: Literal["group", "region"] = "group"

    @model_validator(mode="after")
    def _names_slots(self) -> Self:
        if (self.share == "slots") != bool(self.slots):
            raise ValueError("share: slots needs slots, and share: lost-minutes takes none")
        return self


class Preference(Statement):
    """
    Sittings are where the criteria say (``prefer``), or not there (``avoid``).

    All criteria given must hold: one of the slots, of the days, of the rooms, within the hours.
    ``count``: ``sittings`` that are off, or ``room-slots`` that hold such a sitting, each once.
    """

    rule: Literal["prefer", "avoid"]
    of: Names
    count: Literal["sittings", "room-slots"] = "sittings"
    slots: tuple[Id, ...] | None = None
    days: tuple[date, ...] | None = None
    rooms: tuple[PlaceId, ...] | None = None
    hours: tuple[Clock, Clock] | None = None

    @model_validator(mode="after")
    def _names_a_place(self) -> Self:
        if not any(c is not None for c in (self.slots, self.days, self.rooms, self.hours)):
            raise ValueError("say which slots, days, rooms or hours")
        if self.hours is not None and self.hours[0] >= self.hours[1]:
            raise ValueError("hours must end after they start")
        return self


class Exclusive(Pool):
    """A room slot holds sittings of one body alone."""

    rule: Literal["exclusive"]


class Contiguous(Pool):
    """A body sits in slots that follow one another."""

    rule: Literal["contiguous"]


class Parallel(Pool):
    """A body sits in one room at a time: not in several rooms of a slot."""

    rule: Literal["parallel"]


class Position(Statement):
    """The session is the ``at``-th of these, in order of start."""

    rule: Literal["position"]
    session: Id
    at: Positive
    of: Names


Rule = Annotated[
    Precedence
    | Conflict
    | Adjacency
    | Together
    | Spread
    | DaysApart
    | RoomStability
    | Concurrency
    | NothingAfter
    | Opening
    | Closing
    | Reserve
    | Fairness
    | Preference
    | Exclusive
    | Contiguous
    | Parallel
    | Position,
    Field(discriminator="rule"),
]

KINDS: dict[str, type[Statement]] = {
    word: kind
    for kind in get_args(get_args(Rule)[0])
    for word in get_args(kind.model_fields["rule"].annotation)
}
"""The type of each rule, by its name."""

LEVELS: dict[str, Level] = {
    "room_clash": "hard",
    "person_clash": "hard",
    "attendee_clash": "soft",
    "availability": "hard",
    "room_fit": "hard",
    "window": "hard",
    "office_holder": "hard",
    "side_event": "hard",
    "documents": "warn",
    "quorum": "hard",
    "interpretation": "hard",
    "small_delegation": "soft",
    "comfort": "soft",
    "precedence": "hard",
    "conflict": "soft",
    "adjacency": "soft",
    "together": "soft",
    "spread": "soft",
    "days_apart": "soft",
    "room_stability": "soft",
    "concurrency": "hard",
    "nothing_after": "hard",
    "opening": "hard",
    "closing": "hard",
    "reserve": "soft",
    "fairness": "soft",
    "prefer": "soft",
    "avoid": "soft",
    "exclusive": "hard",
    "contiguous": "soft",
    "parallel": "soft",
    "position": "soft",
}
"""The level of each rule where nothing else is said; the keys are the stable codes of the rules.

What a timetable *is* (placement, overtime, split, rolling, history) has no level."""

LevelCode = Literal[
    "room_clash",
    "person_clash",
    "attendee_clash",
    "availability",
    "room_fit",
    "window",
    "office_holder",
    "side_event",
    "documents",
    "quorum",
    "interpretation",
    "small_delegation",
    "comfort",
]
"""Rules that no statement spells out: they follow from sessions, rooms and people."""


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

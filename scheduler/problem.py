"""What the planner writes down: days, slots, rooms, people, sessions, rules, in human units.

All clock times are local to the meeting's IANA time zone unless a window names another one.
Durations are whole minutes of elapsed time, so a slot over the night of a clock change is as
long as it really is. Spans are half-open.
"""

from collections.abc import Iterable
from datetime import date, time
from typing import Annotated, Literal

from pydantic import (
    AwareDatetime,
    BeforeValidator,
    Field,
)

from scheduler.fields import (
    Amount,
    Clock,
    Features,
    Id,
    InLanguages,
    Language,
    Minutes,
    Moment,
    NotesInLanguages,
    Overtime,
    Pin,
    PlaceId,
    Positive,
    Split,
    Strict,
    Text,
    Window,
)
from scheduler.provisions import (
    Deadline,
    Delegation,
    Deputy,
    Document,
    Group,
    Interpretation,
    Quorum,
    Travel,
)
from scheduler.rules import Leveled, Pool, Precedence, Rule, Statement, Waiver, by_name, united

__all__ = [
    "Amount",
    "Annex",
    "Clock",
    "Deadline",
    "Delegation",
    "Deputy",
    "Document",
    "Group",
    "Id",
    "InLanguages",
    "Interpretation",
    "Language",
    "Leveled",
    "Meeting",
    "Minutes",
    "Moment",
    "NotesInLanguages",
    "Notice",
    "Overtime",
    "Person",
    "Pin",
    "Place",
    "PlaceId",
    "Policy",
    "Positive",
    "Precedence",
    "Problem",
    "Quorum",
    "RollingOrder",
    "Room",
    "Rule",
    "Scenario",
    "Session",
    "Sitting",
    "Situation",
    "Slot",
    "Split",
    "Statement",
    "Strict",
    "Text",
    "Travel",
    "Waiver",
    "Weights",
    "Window",
]

Policy = Literal["roll", "hold", "extend", "reorder", "stay"]


class Meeting(Strict):
    """
    The whole event. ``grid`` is the step, in minutes, on which sittings start.

    ``titles`` and ``venues``: the same in other languages.
    """

    id: Id
    title: Text
    titles: InLanguages | None = None
    venue: Text = ""
    venues: InLanguages | None = None
    timezone: Text
    grid: Annotated[int, Field(ge=1, le=60, strict=True)] = 15


class Slot(Strict):
    """
    A clock window, held on every day of the meeting or on the ``days`` given.

    ``only`` names the kinds of session the slot is for; without it the slot is for every
    kind but ``side-event``. ``aligned``: sessions start when the slot does, and only then.
    """

    id: PlaceId
    start: Clock
    end: Clock
    only: tuple[Id, ...] = ()
    days: tuple[date, ...] | None = None
    overtime: Overtime | None = None
    aligned: bool = False

    def serves(self, kind: str) -> bool:
        """Whether sessions of this kind may sit in the slot."""
        return kind in self.only if self.only else kind != "side-event"


class Room(Strict):
    """
    ``available``: usable only within these windows; ``unavailable``: never within them.

    ``combines``: the rooms that this one is made of, by opening the walls between them.
    ``names``: its name in other languages.
    """

    id: PlaceId
    name: Text = ""
    names: InLanguages | None = None
    seats: Positive | None = None
    features: Features = Field(default_factory=dict)
    combines: tuple[PlaceId, ...] = ()
    available: tuple[Window, ...] = ()
    unavailable: tuple[Window, ...] = ()


class Person(Strict):
    """
    An office holder or attendee, named by office, never by name.

    ``acting`` stands in while the office is vacant; ``deputies`` may preside instead, session by
    session, at a price. A ``remote`` one should not be asked to work outside the hours of
    ``comfort``, by the clock of its own time zone. ``titles``: the office in other languages.
    """

    id: Id
    title: Text = ""
    titles: InLanguages | None = None
    state: Literal["confirmed", "pending", "vacant"] = "confirmed"
    acting: Id | None = None
    deputies: tuple[Deputy, ...] = ()
    remote: bool = False
    comfort: tuple[Clock, Clock] = (time(8), time(22))
    timezone: Text | None = None
    available: tuple[Window, ...] = ()
    unavailable: tuple[Window, ...] = ()


class Session(Strict):
    """
    One piece of business. ``chairs`` cannot be in two sittings at once; ``attendees`` should not.

    ``slots`` and ``days``: only in these; a slot is written ``morning`` (any day) or
    ``2025-02-25/morning``. ``after`` and ``deadline``: nothing of it before / after that moment.
    ``joint``: other groups that hold it jointly. ``rank``: it may stay unplaced; 1 is the last to
    be left out. ``languages``: those it is interpreted into. ``decides``: it needs a quorum.
    ``titles`` and ``labels``: what is printed of it in other languages.
    """

    id: Id
    title: Text = ""
    titles: InLanguages | None = None
    label: Text | None = None
    labels: InLanguages | None = None
    group: Text | None = None
    joint: tuple[Text, ...] = ()
    kind: Id = "session"
    rank: Positive | None = None
    minutes: Minutes
    chairs: tuple[Id, ...] = ()
    attendees: tuple[Id, ...] = ()
    attendance: Amount = 0
    features: Features = Field(default_factory=dict)
    languages: frozenset[Id] = frozenset()
    decides: bool = False
    split: Split | None = None
    rooms: tuple[PlaceId, ...] | None = None
    slots: tuple[Id, ...] | None = None
    days: tuple[date, ...] | None = None
    after: Moment | None = None
    deadline: Moment | None = None
    pin: Pin | None = None
    tbc: bool = False

    @property
    def printed(self) -> str:
        """What the annex prints: the label, else the title, else the id."""
        return self.label or self.title or self.id

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups that hold it: its own first, then those that hold it jointly."""
        own = () if self.group is None else (self.group,)
        return tuple(dict.fromkeys((*own, *self.joint)))


class RollingOrder(Strict):
    """
    Sessions that follow one another in ``room`` without gaps, ``changeover`` minutes apart.

    ``substitutes``: rooms that take over a slot in which the room itself is not available.
    """

    room: PlaceId
    order: Annotated[tuple[Id, ...], Field(min_length=1)]
    changeover: Amount = 0
    substitutes: tuple[PlaceId, ...] = ()


class Notice(Strict):
    """
    Changes to what starts before the end of the notice period weigh more within their tier.

    The period for a day begins at ``after`` o'clock on the day before. A changed session
    weighs ``weight`` instead of 1 inside it, and 1 more for every ``audience`` people expected.
    """

    after: Clock = time(18, 0)
    weight: Positive = 2
    audience: Positive = 100


class Weights(Strict):
    """Prices of the soft rules that have no price of their own."""

    trim: Amount = 1
    attendee_clash: Amount = 1


class Annex(Strict):
    """
    What is printed around the table. ``**words**`` in a footnote are bold.

    ``language``: the one in which the scenario is written, and the annex printed unless another
    is asked for. ``titles`` and ``notes``: title and footnotes in other languages.
    """

    title: Text | None = None
    titles: InLanguages | None = None
    language: Language = "en"
    footnotes: tuple[Text, ...] = ()
    notes: NotesInLanguages | None = None
    side_events: Literal["tbc"] | None = None
    continued: bool = False


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
    """Where a session is to sit, or must not: from ``start`` on, in ``room``, or both."""

    session: Id
    start: AwareDatetime | None = None
    room: PlaceId | None = None


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
    pins: tuple[Place, ...] = ()
    bans: tuple[Place, ...] = ()


class Scenario(Strict):
    """
    A scenario file as the planner writes it.

    ``include``: files and folders that add to its lists. ``attendance``: how many are expected, by
    session or group, where the session itself does not say. ``busy``: windows in which people,
    rooms and groups are not available, besides their own; they are read as if they stood there.
    """

    format: Literal[1] = 1
    include: Annotated[
        tuple[Text, ...], BeforeValidator(lambda v: (v,) if isinstance(v, str) else v)
    ] = ()
    meeting: Meeting
    days: Annotated[tuple[date, ...], Field(min_length=1, max_length=400)]
    slots: Annotated[tuple[Slot, ...], Field(min_length=1)]
    last_close: Overtime | None = None
    rooms: Annotated[tuple[Room, ...], Field(min_length=1)]
    travel: Travel = Travel.model_construct()
    groups: tuple[Group, ...] = ()
    people: tuple[Person, ...] = ()
    delegations: tuple[Delegation, ...] = ()
    interpretation: Interpretation | None = None
    documents: tuple[Document, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    quorum: Quorum | None = None
    sessions: Annotated[tuple[Session, ...], Field(min_length=1)]
    attendance: dict[Text, Amount] = Field(default_factory=dict)
    busy: dict[Text, tuple[Window, ...]] = Field(default_factory=dict)
    rolling: tuple[RollingOrder, ...] = ()
    rules: tuple[Rule, ...] = ()
    levels: tuple[Leveled, ...] = ()
    waive: tuple[Waiver, ...] = ()
    policy: Policy | None = None
    # model_construct: as Notice() and so on, but without building three validators at import
    notice: Notice = Notice.model_construct()
    weights: Weights = Weights.model_construct()
    annex: Annex = Annex.model_construct()

    @property
    def usual_policy(self) -> Policy:
        """
        The policy of a replan that names none: what the scenario says.

        Where it says nothing, ``roll`` on a rolling basis; else each printed time is a promise of
        its own, and as few of them as can be are broken.
        """
        return self.policy or ("roll" if self.rolling else "stay")


class Problem(Scenario):
    """
    A scenario with what is in force: the policy to keep to, and the situation of a replan.

    ``in_force`` None allows every means that the scenario prices: overtime and trimming.
    """

    in_force: Policy | None = None
    situation: Situation | None = None

    @property
    def held(self) -> tuple[Session, ...]:
        """The sessions to be held: all but the cancelled ones, in the planner's order."""
        gone = self.situation.cancelled if self.situation else frozenset()
        return tuple(s for s in self.sessions if s.id not in gone)

    def chosen(self, names: Iterable[str]) -> tuple[str, ...]:
        """
        Ids of the held sessions that the names of a statement stand for, in the planner's order.

        A session's id, a group, ``kind:x``, ``session:x``, ``group:x`` or ``all``; what is called
        neither is nobody.
        """
        # not a cached property: copies of a model share those
        if not _LAST or _LAST[0][0] is not self:
            _LAST[:] = [(self, by_name(self.held), {})]
        _, named, known = _LAST[0]
        asked = tuple(names)
        if asked not in known:
            known[asked] = united(named.get(name, ()) for name in asked)
        return known[asked]

    def bodies(self, pool: Pool) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """(name, ids of held sessions) of each body that a rule about bodies means."""
        if pool.of is not None:
            return ((" and ".join(pool.of), self.chosen(pool.of)),)
        names = pool.each
        if names is None:
            groups = dict.fromkeys(g for s in self.held for g in s.groups)
            names = tuple(f"group:{name}" for name in groups)
        return tuple((n.removeprefix("group:"), self.chosen((n,))) for n in names)

    def session(self, id: str) -> Session:
        return next(s for s in self.sessions if s.id == id)


_LAST: list[
    tuple[Problem, dict[str, tuple[tuple[int, str], ...]], dict[tuple[str, ...], tuple[str, ...]]]
] = []
"""The names of one problem, and those asked of it last: thousands of rules ask for the same few."""

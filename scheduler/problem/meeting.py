"""A meeting as the planner writes it: days and slots, rooms, people, sessions, rolling orders."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, time, timedelta
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from scheduler.problem.amounts import Amount, Positive
from scheduler.problem.fields import (
    Address,
    Features,
    Flag,
    Id,
    InLanguages,
    Item,
    MaySplit,
    Minutes,
    NotesInLanguages,
    Overtime,
    Pin,
    PlaceId,
    Strict,
    Text,
    Window,
)
from scheduler.problem.provisions import Deputy
from scheduler.problem.spreads import SpreadOfMinutes
from scheduler.problem.times import AmountMinutes, Clock, Day, EndClock, Hours, Moment, are_hours
from scheduler.vocabulary.printing import LanguageCode


class Meeting(Strict):
    """
    The whole event. ``grid`` is the step, in minutes, on which sittings start.

    ``zone_name``: what its time is called, such as Geneva time. ``titles``, ``venues`` and
    ``zone_names``: the same in other languages. ``address``: where the newest issue is always
    found; nothing is guessed.
    """

    id: Id
    title: Text
    titles: InLanguages | None = None
    venue: Text = ""
    venues: InLanguages | None = None
    timezone: Text
    zone_name: Text = ""
    zone_names: InLanguages | None = None
    address: Address | None = None
    grid: Annotated[int, Field(ge=1, le=60, strict=True)] = 15


class Slot(Strict):
    """
    A clock window, held on every day of the meeting or on the ``days`` given.

    Where ``end`` is not after ``start``, it is on the next day: ``24:00``, or ``02:00`` of a night.
    All of it belongs to the day on which it starts.
    ``only`` names the kinds of session the slot is for; without it the slot is for every
    kind but ``side-event``. ``aligned``: sessions start when the slot does, and only then.
    """

    id: PlaceId
    start: Clock
    end: EndClock
    only: tuple[Id, ...] = ()
    days: tuple[Day, ...] | None = None
    overtime: Overtime | None = None
    aligned: Flag = False

    def serves(self, kind: str) -> bool:
        """Whether sessions of this kind may sit in the slot."""
        return kind in self.only if self.only else kind != "side-event"

    @property
    def ends_next_day(self) -> bool:
        """Whether it goes on to midnight, or over it."""
        return self.end <= self.start

    @property
    def over_midnight(self) -> bool:
        """Whether some of it is on the next day."""
        return self.ends_next_day and self.end != time()

    def closes(self, day: date) -> datetime:
        """When it ends, by the clock, where it starts on that day."""
        return datetime.combine(day, self.end) + timedelta(days=self.ends_next_day)

    @property
    def minutes(self) -> int:
        """How long it lasts by the clock."""
        day = date.min
        return (self.closes(day) - datetime.combine(day, self.start)) // timedelta(minutes=1)


def own_slots(kind: str, only: Iterable[tuple[str, Collection[str]]]) -> tuple[str, ...]:
    """
    The slots of a kind whose sessions do not use all slots that serve it, unless told otherwise.

    ``only``: id of each slot and the kinds that it names. A kind other than ``session`` that is
    named by some slots sits there, and not in those that are for everybody.
    """
    slots = tuple(only)
    named = tuple(id for id, kinds in slots if kind in kinds)
    open_to_all = any(not kinds for _, kinds in slots)
    return named if open_to_all and kind not in ("session", "side-event") else ()


class Room(Strict):
    """
    ``available``: usable only within these windows; ``unavailable``: never within them.

    ``combines``: the rooms that this one is made of, by opening the walls between them.
    ``floor``: where it is in the building, in words. ``names`` and ``floors``: the same in other
    languages.
    """

    id: PlaceId
    name: Text = ""
    names: InLanguages | None = None
    floor: Text = ""
    floors: InLanguages | None = None
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
    ``language``: the one that it is written to in, where that is not the language of the annex.
    """

    id: Id
    title: Text = ""
    titles: InLanguages | None = None
    language: LanguageCode | None = None
    state: Literal["confirmed", "pending", "vacant"] = "confirmed"
    acting: Id | None = None
    deputies: tuple[Deputy, ...] = ()
    remote: Flag = False
    comfort: Hours = (time(8), time(22))
    timezone: Text | None = None
    available: tuple[Window, ...] = ()
    unavailable: tuple[Window, ...] = ()

    @model_validator(mode="after")
    def _is_awake(self) -> Self:
        if not are_hours(self.comfort):
            raise ValueError(f"comfort ends at {self.comfort[1]:%H:%M}, when it starts")
        return self


class Session(Strict):
    """
    One piece of business. ``chairs`` cannot be in two sittings at once; ``attendees`` should not.

    ``slots`` and ``days``: only in these; a slot is written ``morning`` (any day) or
    ``2025-02-25/morning``. ``after`` and ``deadline``: nothing of it before / after that moment.
    ``joint``: other groups that hold it jointly. ``rank``: it may stay unplaced; 1 is the last to
    be left out. ``spread``: what it may really take, for ``risk`` alone. ``languages``: those it is
    interpreted into. ``decides``: it needs a quorum.
    Printed only: ``closed``, ``webcast``, ``items`` of the agenda, ``organiser``, ``description``.
    ``titles``, ``labels``, ``organisers``, ``descriptions``: the same in other languages.
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
    spread: SpreadOfMinutes | None = None
    chairs: tuple[Id, ...] = ()
    attendees: tuple[Id, ...] = ()
    attendance: Amount = 0
    features: Features = Field(default_factory=dict)
    languages: frozenset[Id] = frozenset()
    decides: Flag = False
    split: MaySplit = None
    rooms: tuple[PlaceId, ...] | None = None
    slots: tuple[Id, ...] | None = None
    days: tuple[Day, ...] | None = None
    after: Moment | None = None
    deadline: Moment | None = None
    pin: Pin | None = None
    tbc: Flag = False
    closed: Flag = False
    webcast: Flag = False
    items: tuple[Item, ...] = ()
    organiser: Text = ""
    organisers: InLanguages | None = None
    description: Text = ""
    descriptions: InLanguages | None = None

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
    changeover: AmountMinutes = 0
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
    language: LanguageCode = "en"
    footnotes: tuple[Text, ...] = ()
    notes: NotesInLanguages | None = None
    side_events: Literal["tbc"] | None = None
    continued: Flag = False

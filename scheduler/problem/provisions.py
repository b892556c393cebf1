"""What a meeting provides besides rooms: interpreters, documents, delegations, groups, walks."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from scheduler.problem.amounts import Amount, Positive
from scheduler.problem.fields import (
    Address,
    Id,
    InLanguages,
    Overtime,
    PlaceId,
    Strict,
    Text,
    Window,
)
from scheduler.problem.names import Names
from scheduler.problem.statements.statement import Count
from scheduler.problem.times import AmountMinutes, Day, Moment, PositiveMinutes


class Group(Strict):
    """
    A body; ``available`` and ``unavailable`` hold for all its sessions, joint ones too.

    ``titles``: its title in other languages. ``meetings``: the number of its first meeting here,
    from which they are counted; None prints no numbers.
    """

    id: Text
    title: Text = ""
    titles: InLanguages | None = None
    meetings: Positive | None = None
    region: Text | None = None
    available: tuple[Window, ...] = ()
    unavailable: tuple[Window, ...] = ()


class Walk(Strict):
    """Minutes between two rooms, either way."""

    rooms: tuple[PlaceId, PlaceId]
    minutes: AmountMinutes


class Travel(Strict):
    """``minutes`` between any two different rooms, but where ``between`` says otherwise."""

    minutes: AmountMinutes = 0
    between: tuple[Walk, ...] = ()


class Deputy(Strict):
    """Somebody who may preside over a session instead, at ``price`` per session."""

    id: Id
    price: Amount = 1


class Team(Strict):
    """A team of interpreters: what it interprets into, and when it may work."""

    id: Id
    languages: frozenset[Id] = frozenset()
    available: tuple[Window, ...] = ()
    unavailable: tuple[Window, ...] = ()


class Cap(Strict):
    """At most ``most`` assignments of a team on any ``days`` calendar days in a row."""

    days: Positive
    most: Positive


def _caps() -> tuple[Cap, ...]:
    return tuple(Cap(days=days, most=most) for days, most in ((3, 5), (4, 7), (7, 8)))


class Interpretation(Strict):
    """
    Teams of interpreters and what they may be asked to do.

    The defaults are the working conditions of the agreement between the UN and AIIC: two
    assignments a day of at most three hours, five in three days, seven in four, eight in seven.

    Attributes
    ----------
    per_day
        Assignments of a team on a day, at most.
    minutes
        Length of an assignment, at most; ``overtime`` minutes more at a price.
    between
        Minutes between two assignments of a team, at least.
    """

    teams: Annotated[tuple[Team, ...], Field(min_length=1)]
    per_day: Positive = 2
    minutes: PositiveMinutes = 180
    between: AmountMinutes = 90
    overtime: Overtime | None = None
    caps: tuple[Cap, ...] = Field(default_factory=_caps)


class Document(Strict):
    """
    A paper that sessions take up: ``out`` on a day, in each of the ``languages`` on its own.

    ``reading_days``: days between the last of these and the session. ``titles``: in other
    languages. ``symbol``: what it is cited by; ``url``: where it is to be read. It is printed with
    its sessions if it has one of the two.
    """

    id: Id
    symbol: Text = ""
    url: Address | None = None
    title: Text = ""
    titles: InLanguages | None = None
    sessions: Names
    out: Day | None = None
    languages: dict[Id, Day] = Field(default_factory=dict)
    reading_days: Count = 0


class Deadline(Strict):
    """
    What has to be done for the meeting, and by when.

    ``due``: on that day at the latest; or ``before``: so many days before the meeting begins; or
    ``after``: so many after it is over. ``done``: when it was done. ``who``: the office in charge.
    ``titles``: in other languages.
    """

    id: Id
    title: Text = ""
    titles: InLanguages | None = None
    kind: Literal["documents", "translation", "registration", "side-events", "notices", "other"] = (
        "other"
    )
    due: Day | None = None
    before: Count | None = None
    after: Count | None = None
    done: Day | None = None
    who: Text = ""

    @model_validator(mode="after")
    def _is_due_once(self) -> Self:
        if [self.due, self.before, self.after].count(None) != 2:
            raise ValueError("expected a day (due), or days before, or days after")
        return self


class Registered(Strict):
    """How many delegations are registered from a moment on."""

    at: Moment
    delegations: Count


class Quorum(Strict):
    """Sessions that decide start only when ``needed`` delegations are registered."""

    needed: Positive
    registered: tuple[Registered, ...] = ()


class Delegation(Strict):
    """A delegation of so many ``people`` that wants to follow these sessions."""

    id: Id
    people: Positive
    follows: Names

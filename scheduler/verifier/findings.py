"""A hard rule that is broken, in one plain sentence."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Violation:
    """
    A hard rule is broken: the timetable cannot be shown, stored or published.

    Attributes
    ----------
    rule
        Code of the family, as in docs/developers/semantics.md.
    sessions
        Ids of the sessions concerned.
    message
        One sentence naming sessions, rooms and local clock times.
    """

    rule: str
    sessions: tuple[str, ...]
    message: str


@dataclass(frozen=True, slots=True)
class Breach:
    """
    A rule is not kept, to an amount; what that means is a matter of its level.

    Attributes
    ----------
    rule
        Code of the rule, as statements, ``levels`` and ``waive`` of a scenario name it.
    sessions
        Ids of the sessions that take part in it.
    amount
        How far it is broken, more than 0, in the unit of the rule.
    message
        One sentence naming sessions, rooms and local clock times.
    people, room
        Whom and which room it is about; scopes of levels and waivers may name them.
    past
        No minute that is still to come takes part in it: nothing can be done about it any more.
    """

    rule: str
    sessions: tuple[str, ...]
    amount: int
    message: str
    people: tuple[str, ...] = ()
    room: str | None = None
    past: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that is not kept, and need not be: how far, and the reason of the waiver."""

    rule: str
    sessions: tuple[str, ...]
    amount: int
    message: str
    reason: str


@dataclass(frozen=True, slots=True)
class FalseClaim:
    """
    Something that a timetable file says and that is not so; no rule is broken by it.

    Attributes
    ----------
    claim
        What is claimed: a field of the file.
    message
        One sentence.
    sessions
        Ids of the sessions concerned.
    """

    claim: str
    message: str
    sessions: tuple[str, ...] = ()

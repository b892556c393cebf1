"""What a family reports: a hard rule broken, in one plain sentence."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Violation:
    """
    A hard rule is broken: the timetable cannot be shown, stored or published.

    Attributes
    ----------
    rule
        Code of the family, as in docs/semantics.md.
    sessions
        Ids of the sessions concerned.
    message
        One sentence naming sessions, rooms and local clock times.
    """

    rule: str
    sessions: tuple[str, ...]
    message: str

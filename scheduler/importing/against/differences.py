"""The differences of a file, as data."""

from dataclasses import dataclass
from typing import Literal

from scheduler.scenario.editing import Edit

Kind = Literal[
    "new", "cancelled", "moved", "room", "shortened", "lengthened", "order", "title", "field"
]
"""The kinds of ``diff``, and those that only a scenario has: an order, titles, other fields."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """
    One thing that the file says otherwise.

    Attributes
    ----------
    session
        Its id; of an order, that of its first session.
    name
        What people call it.
    before, after
        What the scenario says, and what the file says, in words.
    place
        Where the file says it; empty if that is nowhere.
    edits
        What takes it over; none if nothing can.
    why
        Why nothing can, or need.
    drops
        Whether it takes a session out of the scenario.
    follows
        Whether it comes with another difference, when the timetable is made again.
    """

    session: str
    name: str
    kind: Kind
    before: str = ""
    after: str = ""
    place: str = ""
    edits: tuple[Edit, ...] = ()
    why: str = ""
    drops: bool = False
    follows: bool = False

    @property
    def sentence(self) -> str:
        """``WGTU: 120 minutes instead of 90 (row 4)``"""
        place = f" ({self.place})" if self.place else ""
        match self.kind:
            case "new":
                words = f"is new{f': {self.after}' if self.after else ''}"
            case "cancelled":
                words = "is not in the file"
            case "order":
                return f"{self.name}: the order is {self.after} instead of {self.before}{place}"
            case _:
                instead = f" instead of {self.before}" if self.before else ""
                return f"{self.name}: {self.after}{instead}{place}"
        return f"{self.name} {words}{place}"

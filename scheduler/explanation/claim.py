"""One thing that a planner states and could take back, at its place in the file."""

from dataclasses import dataclass
from datetime import datetime

from scheduler.explanation.editing import Change

Loc = tuple[str | int, ...]


@dataclass(frozen=True, eq=False)
class Claim:
    """
    Attributes
    ----------
    loc
        Where it stands in the scenario: ``("sessions", 4, "chairs", 0)``.
    says
        One sentence in the planner's words, without a full stop.
    taken_back
        The problem without it.
    kind, subject
        What sort of claim it is, and of what: repairs look at these.
    """

    loc: Loc
    says: str
    taken_back: Change
    kind: str
    subject: str = ""


def when(moment: datetime) -> str:
    """A moment in the words of a claim: ``2025-02-25 10:00``."""
    return f"{moment:%Y-%m-%d %H:%M}"

"""One thing that a planner states and could take back, and the changes that take things back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from scheduler.problem import Problem
from scheduler.vocabulary.locations import Loc

Change = Callable[[Problem], Problem]


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


def changed(collection: str, id: str, **changes: object) -> Change:
    """Some fields of a session, person, room or group otherwise; nothing where it is not there."""

    def change(problem: Problem) -> Problem:
        things = tuple(
            thing.model_copy(update=changes) if thing.id == id else thing
            for thing in getattr(problem, collection)
        )
        return problem.model_copy(update={collection: things})

    return change


def changed_interpretation(**changes: object) -> Change:
    """Other limits of interpretation; nothing where there is none."""

    def change(problem: Problem) -> Problem:
        offered = problem.interpretation
        changed = None if offered is None else offered.model_copy(update=changes)
        return problem.model_copy(update={"interpretation": changed})

    return change

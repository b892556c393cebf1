"""What a return to an earlier revision changes, and what does not come back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from scheduler.problem import Problem, Sitting
from scheduler.replanning.forced import Key
from scheduler.timetable import Change, Timetable, diff

BACK = "it returns to its earlier place"
AWAY = "it had no place then either"
BEGUN = "it had begun by then and stays as published"
SINCE = "it was added since then"


@dataclass(frozen=True, slots=True)
class Reversion:
    """
    Attributes
    ----------
    changes
        Against what is published, as everybody who holds the annex sees them.
    remaining
        What is other than in the earlier revision, with the reason.
    """

    changes: tuple[Change, ...]
    remaining: tuple[Change, ...]


def compare_reversion(
    problem: Problem,
    published: Timetable,
    earlier: Timetable,
    after: Timetable,
    replanned: Sequence[Change],
) -> Reversion:
    """
    ``replanned``: its changes, against what was stayed close to, with their reasons.

    What is forced, or a choice, is so against the earlier revision; a change against what is
    published has neither, for the planner asked for it, unless the session is not back.
    """
    reasons: Reasons = {(change.session, change.kind): change for change in replanned}
    return Reversion(
        tuple(_back(c, earlier, reasons) for c in diff.changes(problem, published, after)),
        tuple(_apart(c, published, reasons) for c in diff.changes(problem, earlier, after)),
    )


Reasons = Mapping[Key, Change]


def _back(change: Change, earlier: Timetable, reasons: Reasons) -> Change:
    if _places(change.after) == _places(earlier.of_session(change.session)):
        return change.model_copy(update={"reason": BACK if change.after else AWAY})
    if (change.session, change.kind) not in reasons:  # in this it is as it was then
        return change.model_copy(update={"reason": BACK})
    return _explained(change, reasons)


def _apart(change: Change, published: Timetable, reasons: Reasons) -> Change:
    if _places(change.after) == _places(published.of_session(change.session)):
        return _explained(change, reasons, BEGUN if change.before else SINCE)
    return _explained(change, reasons)


def _explained(change: Change, reasons: Reasons, otherwise: str | None = None) -> Change:
    """
    The changes with the reasons of the replan; for another change of the session only the reason
    holds.
    """
    same = reasons.get((change.session, change.kind))
    if same is not None:
        update = {"forced": same.forced, "asked": same.asked, "reason": same.reason}
        return change.model_copy(update=update)
    other = next((c for c in reasons.values() if c.session == change.session), None)
    return change.model_copy(update={"reason": otherwise if other is None else other.reason})


def _places(sittings: Iterable[Sitting]) -> frozenset[object]:
    return frozenset((s.room, s.start, s.end, s.chairs, s.team) for s in sittings)

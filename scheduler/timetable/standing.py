"""
Where a sitting stands at a moment. Everybody who wants to know asks here.

It has *begun* if its start lies before the moment: what starts then has not begun. It is *running*
if its end lies after it, or if it ends just then and goes on: it is the last of its session that
has begun, minutes of the session are left, and its slot is still open. Else it is *over*
(docs/developers/semantics.md, "What has begun, and the minutes to come").
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal, Protocol

from scheduler.problem import MEANS, Policy
from scheduler.problem.day_slots import MINUTE, DaySlot

Standing = Literal["to come", "running", "over"]


class Stretch(Protocol):
    """Something with a start and an end (aware)."""

    @property
    def start(self) -> datetime: ...

    @property
    def end(self) -> datetime: ...


def standing(stretch: Stretch, at: datetime, *, goes_on: bool = False) -> Standing:
    """Where a stretch stands; ``goes_on``: it does so if it ends at that moment."""
    if stretch.start >= at:
        return "to come"
    return "running" if stretch.end > at or (stretch.end == at and goes_on) else "over"


def closes(slot: DaySlot, policy: Policy | None, agreed: Mapping[str, int]) -> datetime:
    """When a slot closes, with the overtime that the policy allows or that is agreed."""
    allowed = slot.limit if MEANS[policy].allows_overtime(last=slot.last) else 0
    return slot.end + max(allowed, agreed.get(slot.id, 0)) * MINUTE

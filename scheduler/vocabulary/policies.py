"""
The policies of a timetable, and what each may use.

A policy is a name in ``Policy`` with its means here. The solver, the explanations and the replans
read the means; the verifier reads the name and judges by itself (docs/developers/semantics.md).
"""

from dataclasses import dataclass
from typing import Literal

Policy = Literal["roll", "hold", "extend", "reorder", "stay"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """
    What may be used to bring a timetable about.

    Attributes
    ----------
    overtime
        Which slots may run past their end, within their limits: none, the last close of the
        meeting, or every slot.
    trims
        Whether sessions may be shorter than planned, down to their least minutes.
    reorders
        Whether a replan may change the order of a rolling order.
    fewest_moves_first
        Whether the number of sessions that move counts before days and cells.
    """

    overtime: Literal["none", "last close", "every slot"] = "last close"
    trims: bool = False
    reorders: bool = False
    fewest_moves_first: bool = False

    def allows_overtime(self, *, last: bool) -> bool:
        """Whether a slot may run over; ``last``: it is the last of the meeting."""
        return self.overtime == "every slot" or (self.overtime == "last close" and last)


MEANS: dict[Policy | None, Means] = {
    None: Means(overtime="every slot", trims=True),
    "roll": Means(),
    "hold": Means(overtime="none", trims=True),
    "extend": Means(overtime="every slot"),
    "reorder": Means(reorders=True),
    "stay": Means(fewest_moves_first=True),
}
"""By policy; without one, a first timetable may use all that the scenario prices."""

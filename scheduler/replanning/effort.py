"""How long a replan may take in all, and how that is shared out between its searches."""

import time
from dataclasses import dataclass, field, replace

from scheduler.search.budget import Budget


def clock() -> float:
    """Seconds that only go on."""
    return time.perf_counter()


JUDGING = 0.001
"""Seconds per session that the verifier, and the reasons of what moved, take after a search."""


@dataclass(frozen=True, slots=True)
class Effort:
    """
    A budget in use by all the searches of one command.

    Its seconds count from ``began`` on, for everything: replaying facts that were reported late,
    the search itself, and the question which changes are forced.
    """

    budget: Budget
    began: float = field(default_factory=lambda: clock())

    @property
    def left(self) -> float:
        """Seconds that are left; 0 if none are."""
        return max(0.0, self.began + self.budget.seconds - clock())

    def for_search(self, sessions: int) -> Budget:
        """What one search may use: judging and explaining its timetable is part of the time."""
        left = self.left
        return replace(self.budget, seconds=left - min(JUDGING * sessions, left / 10))

    def share(self, of: int) -> "Effort":
        """What the next of so many equal parts may use from now on; unused time is passed on."""
        return Effort(replace(self.budget, seconds=self.left / of), clock())

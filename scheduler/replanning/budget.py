"""How long a replan may take in all, and how that is shared out between its searches."""

import time
from dataclasses import dataclass, field, replace

from scheduler.search.cpsat.running import Report


def clock() -> float:
    """Seconds that only go on."""
    return time.perf_counter()


JUDGING = 0.001
"""Seconds per session that the verifier, and the reasons of what moved, take after a search."""


@dataclass(frozen=True, slots=True)
class Effort:
    """
    What the searches of one command may use together.

    Attributes
    ----------
    seconds
        Wall clock from ``began`` on, for everything: playing through what was told late, the
        search itself, and the question which changes are forced.
    """

    seconds: float = 60.0
    seed: int = 1
    workers: int = 2
    progress: Report | None = None
    began: float = field(default_factory=lambda: clock())

    @property
    def left(self) -> float:
        """Seconds that are left; 0 if none are."""
        return max(0.0, self.began + self.seconds - clock())

    def searching(self, sessions: int) -> float:
        """Seconds that a search may use: what judging and telling it takes is part of the time."""
        left = self.left
        return left - min(JUDGING * sessions, left / 10)

    def share(self, of: int) -> "Effort":
        """What the next of so many equal parts may use from now on; unused time is passed on."""
        return replace(self, seconds=self.left / of, began=clock())

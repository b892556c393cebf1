"""How a long search goes: a live line on a terminal; elsewhere nothing, or now and then a line."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from scheduler.search.progress import Progress

if TYPE_CHECKING:  # rich costs 0.05 s
    from rich.text import Text

A_SECOND = 4
"""How often the live line is drawn anew."""
BAR = 20
"""Columns of its bar."""
SPARSE = 5.0
"""Seconds from one line to the next, where nobody sees a live one."""


@dataclass(slots=True)
class LiveLine:
    """
    ``  12 s · exact · cost 1,284 · at least 960 · gap 25 % ━━━━━━━━━━━━━━━─────``

    The clock runs on; the bar is as full as the bound is of the incumbent: full means proved.
    """

    task: str
    began: float = field(default_factory=time.monotonic)
    found: Progress | None = None

    def tell(self, found: Progress) -> None:
        self.found = found

    def __rich__(self) -> "Text":
        from rich.text import Text

        seconds = time.monotonic() - self.began
        words = f"{seconds:.0f} s · {self.task}" if self.found is None else self.found.told(seconds)
        if self.found is not None and self.found.bounded:
            full = int(BAR * self.found.proved)
            words = f"{words} {'━' * full}{'─' * (BAR - full)}"
        return Text(f"  {words}", style="dim", no_wrap=True, overflow="ellipsis")


@dataclass(slots=True)
class Lines:
    """The same as lines of their own, ``SPARSE`` seconds apart at the least."""

    task: str
    say: Callable[[str], None]
    told: float | None = None

    def tell(self, found: Progress) -> None:
        if self.told is None or found.seconds - self.told >= SPARSE:
            self.told = found.seconds
            self.say(f"{self.task}: {found.told()}")

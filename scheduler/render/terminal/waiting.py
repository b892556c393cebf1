"""What stderr shows while a search goes on: one live line, or lines now and then."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from scheduler.render.terminal.answer import INDENT
from scheduler.search.progress import Progress

if TYPE_CHECKING:  # rich costs 0.05 s, and is needed for terminals only
    from rich.console import Console, ConsoleOptions
    from rich.text import Text

BAR = 20
"""Columns of the bar of the live line."""
SPARSE = 5.0
"""Seconds from one line to the next, where nobody sees a live one."""


@dataclass(slots=True)
class Seen:
    """The last figures that were told, with what is done now."""

    latest: Progress | None = None

    @property
    def found(self) -> bool:
        return self.latest is not None and self.latest.found

    def tell(self, progress: Progress) -> None:
        """What only says what is done leaves the figures."""
        known = self.latest
        if known is not None and known.found and not progress.found:
            progress = replace(known, stage=progress.stage)
        self.latest = progress


@dataclass(slots=True)
class LiveLine:
    """
    ``  12 s · exact · cost 1,284 · at least 960 · gap 25 % · 48 s left ━━━━━━━━━━━━━━━─────``

    The clock runs on; the bar is as full as the bound is of the incumbent: full means proved. What
    is narrow goes without the bar, then without the strategy.

    Attributes
    ----------
    limit
        Seconds that the search may take; None if nobody said.
    """

    task: str
    limit: float | None = None
    began: float = field(default_factory=time.monotonic)
    seen: Seen = field(default_factory=Seen)

    def tell(self, progress: Progress) -> None:
        self.seen.tell(progress)

    def text(self, width: int) -> str:
        """As much of it as fits."""
        seconds = time.monotonic() - self.began
        latest, left = self.seen.latest, _left(self.limit, seconds)
        if latest is None:
            return f"{seconds:.0f} s · {self.task}{left}"
        whole = f"{latest.describe(seconds)}{left}"
        bar = ""
        if latest.bounded:
            full = int(BAR * latest.proved)
            bar = f" {'━' * full}{'─' * (BAR - full)}"
        short = f"{replace(latest, strategy='', phase='').describe(seconds)}{left}"
        ways = (f"{whole}{bar}", whole, short)
        return next((way for way in ways if len(way) <= width), short)

    def __rich_console__(self, console: "Console", options: "ConsoleOptions") -> "Iterator[Text]":
        from rich.text import Text

        said = self.text(options.max_width - INDENT)
        yield Text(f"{'':{INDENT}}{said}", style="dim", no_wrap=True, overflow="ellipsis")


@dataclass(slots=True)
class Lines:
    """The same as lines of their own, ``SPARSE`` seconds apart but for the first figures."""

    task: str
    say: Callable[[str], None]
    limit: float | None = None
    last_at: float | None = None
    seen: Seen = field(default_factory=Seen)

    def tell(self, progress: Progress) -> None:
        first = progress.found and not self.seen.found
        self.seen.tell(progress)
        if first or self.last_at is None or progress.seconds - self.last_at >= SPARSE:
            self.last_at = progress.seconds
            left = _left(self.limit, progress.seconds)
            latest = self.seen.latest or progress
            self.say(f"{self.task}: {latest.describe(progress.seconds)}{left}")


def _left(limit: float | None, seconds: float) -> str:
    """What is left of the time; nothing where nobody said how much there is."""
    if limit is None:
        return ""
    left = limit - seconds
    return f" · {left:.0f} s left" if left >= 0.5 else " · time is up"

"""What is said of a calendar that was read: lines and fields, and never a word of what they say."""

from dataclasses import dataclass, field
from pathlib import Path

from scheduler.importing.ics.content_lines import Component

ENTRY_LEFT = "; the entry is left out"
MOST_TOLD = 20
"""Lines that are named; one mistake of another program is in every entry."""


@dataclass(slots=True)
class Remarks:
    """
    What was left out, and what was assumed, each with its line, and once.

    ``left_out``: how many entries or lines are not read.
    """

    said: dict[tuple[int, str], None] = field(default_factory=dict)
    left_out: int = 0

    def lines(self, path: Path) -> list[str]:
        """The remarks on the file, in order of line, and how many more there are."""
        said = [f"{path}:{line}: {text}" for line, text in sorted(self.said)]
        more = len(said) - MOST_TOLD
        return [*said[:MOST_TOLD], *([f"{path}: and {more:,} more"] if more > 0 else [])]

    def leave_out(self, component: Component, line: int, why: str) -> None:
        """The whole entry is not read."""
        self.left_out += 1
        self._say(component, line, f"{why}{ENTRY_LEFT}")

    def pass_over(self, component: Component, line: int, why: str) -> None:
        """One line of an entry is not read."""
        self.left_out += 1
        self._say(component, line, f"{why}; the line is left out")

    def assume(self, component: Component, line: int, what: str) -> None:
        """The standard leaves it open, or forbids it."""
        self._say(component, line, what)

    def _say(self, component: Component, line: int, text: str) -> None:
        self.said[line, f"{component.kind} {component.number}: {text}"] = None

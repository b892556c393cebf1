"""Words in a cell of a table, which a sign and the name that follows it never leave apart."""

from collections.abc import Iterator
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions
from rich.measure import Measurement
from rich.text import Text

from scheduler.render.terminal.fitting import pieces, wide


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text that breaks only between its pieces; one wider than its column is folded."""

    text: str

    def __rich_console__(self, _: Console, options: ConsoleOptions) -> Iterator[Text]:
        line = ""
        for piece in pieces(self.text):
            longer = f"{line} {piece}" if line else piece
            if line and wide(longer) > options.max_width:
                yield Text(line, overflow="fold")
                longer = piece
            line = longer
        yield Text(line, overflow="fold")

    def __rich_measure__(self, _: Console, options: ConsoleOptions) -> Measurement:
        longest = max(map(wide, pieces(self.text)), default=0)
        return Measurement(longest, wide(self.text)).with_maximum(options.max_width)

"""How this terminal shows a timetable: its pen, its marks and colours, and the lines of a cell."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text

from scheduler.render.layout.shape import Layout
from scheduler.render.layout.sheets import Entry, Gone
from scheduler.render.terminal.boxes import ASCII, LINES, Line, Pen, Rule, wrapped
from scheduler.render.words import ascii_only

INDENT = 2
NARROWEST, WIDEST = 14, 34
"""Cells between the borders of a day: below, the days go into several tables; above is air."""
LEAST = 7
"""What a day gets in a terminal too narrow for anything: three letters a line beside a mark."""
ROOMY = 100
"""Terminals from this width on give the time labels a cell more on both sides."""
SHORT, LONG = 80, 118
"""Text around the table is as wide as the table, within what reads well."""
COLOURS = ("cyan", "green", "magenta", "yellow", "bright_blue", "bright_cyan", "bright_magenta")
PLAIN = Style()
MARKED = Style(color="yellow", bold=True)
LEFT = Style(color="red")
QUIET = Style(dim=True)
LOUD = Style(bold=True)


@dataclass(frozen=True, slots=True)
class Face:
    """How this terminal shows things, and how wide: ``label`` and ``day`` between borders."""

    pen: Pen
    say: Callable[[str], str]
    mark: str
    gone: str
    colours: Mapping[str, str]
    label: int
    day: int

    def text(self, text: str, style: Style = PLAIN) -> Text:
        return Text(self.say(text), style=style)


def face_of(layout: Layout, label: int, day: int, *, ascii: bool) -> Face:
    return Face(
        pen=ASCII if ascii else LINES,
        say=ascii_only if ascii else str,
        mark=">" if ascii else "▸",
        gone="-" if ascii else "−",
        colours=dict(zip(layout.groups, cycle(COLOURS), strict=False)),
        label=label,
        day=min(day, WIDEST),
    )


def style_title(text: str, entry: Entry, face: Face) -> Text:
    """In the colour of its body, in italics what is to be confirmed."""
    colour = face.colours.get(entry.group) if entry.group is not None else None
    return face.text(text, Style(color=colour, italic=entry.tbc or None))


def pad(text: Text, face: Face, width: int, *, marked: bool = False) -> list[Text]:
    """Lines of a column of ``width`` with air on both sides; a mark hangs before the first."""
    mark = Text(f" {face.mark} ", style=MARKED) if marked else Text(" ")
    lines = wrapped(text, width - len(mark.plain) - 1)
    return [
        Text.assemble(mark if index == 0 else " " * len(mark.plain), line)
        for index, line in enumerate(lines)
    ]


def strike(removed: Sequence[Gone], face: Face, width: int) -> Iterator[Text]:
    """What is no longer in a cell, each behind a minus, with where it is now if it moved."""
    for gone in removed:
        text = face.text(gone.text, LEFT)
        told = Text.assemble(text, " ", face.text(gone.to, QUIET)) if gone.to else text
        lines = wrapped(told, width - 4)
        for index, line in enumerate(lines):
            yield Text(f" {face.gone} " if index == 0 else "   ", style=LEFT) + line


def style_stub(text: str, face: Face) -> Text:
    """What is left of a session that moved: quiet and in italics, in brackets as it comes."""
    return face.text(text, Style(dim=True, italic=True))


def stack(blocks: Sequence[Sequence[Line]]) -> tuple[Line, ...]:
    """Blocks of lines under one another, a dashed line between."""
    ruled = [line for block in blocks for line in (Rule.DASHED, *block)]
    return tuple(ruled[1:])


def centre(text: Text, width: int) -> Text:
    """The text in the middle of ``width`` cells."""
    return Text(" " * ((width - cell_len(text.plain)) // 2)) + text

"""Options of the terminal: which part of a timetable is shown, and how."""

import shutil
import sys
from dataclasses import dataclass
from typing import Annotated

from cyclopts import Parameter

from scheduler.commands.arguments import from_to, given
from scheduler.render.terminal.answer import WIDTH, View, can_draw
from scheduler.vocabulary.printing import TableView

NARROWEST = 27
"""Columns in which the grid can still show a day."""


@Parameter(name="*", negative=())
@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """How to show the grid."""

    width: Annotated[
        int | None,
        Parameter(
            validator=from_to(NARROWEST, 1_000),
            help="Width in columns (default: that of the terminal).",
        ),
    ] = None
    ascii: Annotated[bool, Parameter(help="Print ASCII characters only.")] = False
    list: Annotated[bool, Parameter(help="Print plain lines, for screen readers and mail.")] = False

    def given(self) -> dict[str, object]:
        """The options that say something else than the default, by name."""
        return given(self)

    @property
    def terminal(self) -> View:
        terminal = shutil.get_terminal_size((WIDTH, 40)).columns
        width = self.width if self.width is not None else terminal
        ascii = self.ascii or not can_draw(sys.stdout.encoding)
        return View(max(NARROWEST, width), ascii, self.list)


WHOLE = "--json, which always has the whole timetable"
"""Why a script cannot ask for a part of it, or for a look."""


@Parameter(name="*", negative=())
@dataclass(frozen=True, slots=True, kw_only=True)
class GridScreen(Screen):
    """What of a timetable to show, and how."""

    view: Annotated[
        TableView, Parameter(help="Layout: days by slots, rooms, bodies, a programme, a list, ...")
    ] = "days"
    of: Annotated[str | None, Parameter(help="Show the programme of this person or body.")] = None
    day: Annotated[str | None, Parameter(help="Show only this day: 2025-02-26 or wednesday.")] = (
        None
    )
    room: Annotated[tuple[str, ...] | None, Parameter(help="Show only this room. Repeatable.")] = (
        None
    )
    times: Annotated[bool, Parameter(help="Print the expected times of rolling sessions.")] = False

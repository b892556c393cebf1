"""The options that commands have in common."""

import os
import shutil
import sys
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from scheduler.commands.arguments import from_to
from scheduler.render.terminal.answer import WIDTH, View, can_draw
from scheduler.search.budget import Budget
from scheduler.search.progress import Report
from scheduler.vocabulary.policies import Policy
from scheduler.vocabulary.printing import TableView

WEEK = 7 * 24 * 3600
NARROWEST = 27
"""Columns in which the grid can still show a day."""


def _seconds(_: object, value: float) -> None:
    if not 0 < value <= WEEK:
        raise ValueError(f"must be more than 0 and at most {WEEK}")


Scenario = Annotated[Path, Parameter(help="The scenario, a YAML file.")]
Stored = Annotated[Path, Parameter(help="A timetable file, or a revision: r2, Rev.1, head.")]
NamedScenario = Annotated[
    Path | None, Parameter(name="--scenario", help="The scenario (default: that of the store).")
]
TimetableOption = Annotated[
    Path | None,
    Parameter(
        name="--timetable", help="File or revision asked about (default: the head, or solve)."
    ),
]
NamedTimetable = Annotated[
    Path | None,
    Parameter(name="--timetable", help="A timetable file, or a revision (default: the head)."),
]
Session = Annotated[str, Parameter(help="The id of a session.")]
Before = Annotated[
    list[Path] | None,
    Parameter(
        help="Mark what differs from this one (default: what the revision was made from). For "
        "ics: earlier issues, repeatable."
    ),
]
Clean = Annotated[
    bool, Parameter(negative=(), help="Mark no changes, also where it is a revision of the store.")
]
Stubs = Annotated[
    bool,
    Parameter(negative=(), help="Where a session moved, its old cell says where it is now."),
]
Json = Annotated[bool, Parameter(name="--json", negative=(), help="One JSON object on stdout.")]
Source = Annotated[Path, Parameter(help="The file to read.")]
Into = Annotated[Path | None, Parameter(help="The file to write (default: stdout).")]
LetterTable = Annotated[
    str | None, Parameter(help="Which table of the letter: its number, title or bookmark.")
]
Out = Annotated[Path | None, Parameter(help="Store the timetable (JSON) in this file.")]
PolicyOption = Annotated[
    Policy | None,
    Parameter(
        help="roll: keep order, minutes; hold: trim; extend: use overtime; reorder: change places; "
        "stay: as few sessions as can be move."
    ),
]

AUTHOR = "ROLLGRID_AUTHOR"
"""The variable that says who writes to a store."""


@Parameter(name="*")
@dataclass(frozen=True, slots=True, kw_only=True)
class StoreOption:
    """Which store."""

    store: Annotated[
        str | None,
        Parameter(help="Its file or postgresql:// URL (or ROLLGRID_STORE; default: the one here)."),
    ] = None


@Parameter(name="*")
@dataclass(frozen=True, slots=True, kw_only=True)
class Author(StoreOption):
    """Who writes to which store."""

    by: Annotated[
        str | None,
        Parameter(help="The office that does it (or ROLLGRID_AUTHOR; default: planner)."),
    ] = None

    @property
    def name(self) -> str:
        """Never the name of the account: that is somebody's own."""
        return (self.by or os.environ.get(AUTHOR) or "planner").strip()


@Parameter(name="*")
@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """How long and how to search."""

    seconds: Annotated[
        float, Parameter(validator=_seconds, help="Then stop, and keep the best.")
    ] = 60.0
    seed: Annotated[
        int, Parameter(validator=from_to(0, 2**31 - 2), help="With --workers 1: same timetable.")
    ] = 1
    workers: Annotated[
        int | None,
        Parameter(validator=from_to(1, 64), help="Threads (default: the cores, at most 8)."),
    ] = None
    verbose: Annotated[
        bool, Parameter(negative=(), help="Tell how it goes, where there is no terminal too.")
    ] = False

    def budget(self, progress: Report | None = None) -> Budget:
        """The same for the solver."""
        return Budget(self.seconds, self.seed, self.cores, progress)

    @property
    def cores(self) -> int:
        return self.workers if self.workers is not None else min(8, os.cpu_count() or 1)


@Parameter(name="*")
@dataclass(frozen=True, slots=True, kw_only=True)
class SideSearch(Search):
    """A search on the side, for which nobody waits long."""

    seconds: Annotated[
        float, Parameter(validator=_seconds, help="For a search, where one is needed.")
    ] = 3.0


@Parameter(name="*")
@dataclass(frozen=True, slots=True, kw_only=True)
class HandOptions:
    """What a planner's hand works on: the store, or a timetable file with its scenario."""

    scenario: NamedScenario = None
    timetable: Annotated[
        Path | None,
        Parameter(help="A timetable file, with --scenario (default: what is published)."),
    ] = None
    now: Annotated[str | None, Parameter(help="Local moment: 'wed 10:20'.")] = None
    freeze: Annotated[str, Parameter(help="What starts so soon stays: 30m, 1h30.")] = "0"
    policy: PolicyOption = None
    reason: Annotated[str, Parameter(help="Why: it stays in the log.")] = ""
    out: Out = None


@Parameter(name="*", negative=())
@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """How to show the grid."""

    width: Annotated[
        int | None,
        Parameter(validator=from_to(NARROWEST, 1_000), help="Columns (default: the terminal)."),
    ] = None
    ascii: Annotated[bool, Parameter(help="Nothing but ASCII.")] = False
    list: Annotated[bool, Parameter(help="Plain lines, for screen readers and mail.")] = False

    def given(self) -> dict[str, object]:
        """The options that say something else than the default, by name."""
        usual = type(self)()
        names = (field.name for field in fields(self))
        return {n: getattr(self, n) for n in names if getattr(self, n) != getattr(usual, n)}

    @property
    def terminal(self) -> View:
        terminal = shutil.get_terminal_size((WIDTH, 40)).columns
        width = self.width if self.width is not None else terminal
        ascii = self.ascii or not can_draw(sys.stdout.encoding)
        return View(max(NARROWEST, width), ascii, self.list)


WHOLE = "--json, which is the whole timetable"
"""Why a script cannot ask for a part of it, or for a look."""


@Parameter(name="*", negative=())
@dataclass(frozen=True, slots=True, kw_only=True)
class GridScreen(Screen):
    """What of a timetable to show, and how."""

    view: Annotated[
        TableView, Parameter(help="Days by slots, rooms, bodies, a programme, a list, a journal.")
    ] = "days"
    of: Annotated[str | None, Parameter(help="Whose programme: a person or a body.")] = None
    day: Annotated[str | None, Parameter(help="Only 2025-02-26, or wednesday.")] = None
    room: Annotated[tuple[str, ...] | None, Parameter(help="Only this room. Repeatable.")] = None
    times: Annotated[bool, Parameter(help="Print the hours expected of rolling sessions.")] = False

"""Arguments and options that stand alone."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from scheduler.vocabulary.policies import Policy

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
    bool, Parameter(negative=(), help="Mark no changes, even for a revision of the store.")
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
Out = Annotated[Path | None, Parameter(help="Write the timetable (JSON) to this file.")]
PolicyOption = Annotated[
    Policy | None,
    Parameter(
        help="roll: keep order, minutes; hold: trim; extend: use overtime; reorder: change places; "
        "stay: as few sessions as can be move."
    ),
]

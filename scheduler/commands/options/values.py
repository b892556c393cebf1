"""Arguments and options that stand alone."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from scheduler.vocabulary.policies import Policy

Scenario = Annotated[Path, Parameter(help="The scenario, a YAML file.")]
Stored = Annotated[
    Path, Parameter(help="A timetable file or a revision: r2, Rev.1, head (published).")
]
NamedScenario = Annotated[
    Path | None, Parameter(name="--scenario", help="The scenario (default: that of the store).")
]
TimetableOption = Annotated[
    Path | None,
    Parameter(
        name="--timetable",
        help="A timetable file or a revision (default: published, else solved now).",
    ),
]
NamedTimetable = Annotated[
    Path | None,
    Parameter(
        name="--timetable", help="A timetable file or a revision (default: what is published)."
    ),
]
Session = Annotated[str, Parameter(help="The id of a session.")]
Before = Annotated[
    list[Path] | None,
    Parameter(
        help="Mark the differences from this timetable (default: the one that the "
        "revision was made from). For ics: an earlier issue, repeatable."
    ),
]
Clean = Annotated[bool, Parameter(negative=(), help="Mark no changes.")]
Stubs = Annotated[
    bool,
    Parameter(negative=(), help="Print in the old cell of a moved session where it is now."),
]
Json = Annotated[
    bool, Parameter(name="--json", negative=(), help="Print one JSON object to stdout.")
]
Source = Annotated[Path, Parameter(help="The file to read.")]
Into = Annotated[Path | None, Parameter(help="The file to write (default: stdout).")]
LetterTable = Annotated[
    str | None, Parameter(help="Which table of the letter: its number, title or bookmark.")
]
Out = Annotated[Path | None, Parameter(help="Write the timetable (JSON) to this file.")]
PolicyOption = Annotated[
    Policy | None,
    Parameter(
        help="roll: keep order and minutes; hold: shorten sessions; extend: use overtime; "
        "reorder: change the order; stay: move as few sessions as possible."
    ),
]
Now = Annotated[
    str | None,
    Parameter(
        name="--now",
        help="The local time now: 'wed 10:20' (default: the clock, while the meeting is on).",
    ),
]
"""What time it is. Commands that once called it ``--at`` take both names."""

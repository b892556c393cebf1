"""A timetable that holds, for apps, spreadsheets and for looking at."""

from dataclasses import replace
from pathlib import Path

from scheduler.answers.loading import doubts_of, judged, load_pair, refusal_of
from scheduler.render.console import OK, Answer
from scheduler.render.data_exports import DATA, Wanted


def exported(
    format: str, scenario: Path, timetable: Path, wanted: Wanted, *, to: Path | None
) -> Answer:
    """One file of a format in ``DATA``; refused if the timetable breaks a rule."""
    loaded, record, problem = load_pair(scenario, timetable)
    refusal = refusal_of(problem, scenario, record, timetable)
    if refusal is not None:
        return refusal
    if wanted.picture == "clashes":
        _, paid = judged(problem, record)
        wanted = replace(wanted, charges=tuple(paid))
    data = DATA[format](problem, record, wanted)
    doubts = doubts_of(loaded, record, timetable)
    return Answer(OK, data if to is None else (), doubts, [(to, data)] if to is not None else [])

"""A timetable that holds, for apps, spreadsheets and for looking at."""

from dataclasses import replace
from pathlib import Path

from scheduler.answers import timetables
from scheduler.answers.loading import doubts_of, judged, load_pair, refusal_of
from scheduler.options import Sheets, UsageError
from scheduler.render.console import OK, Answer
from scheduler.render.data_exports import DATA, Wanted


def exported(
    format: str,
    scenario: Path,
    timetable: Path,
    wanted: Wanted,
    *,
    before: Path | None,
    sheets: Sheets,
    to: Path | None,
) -> Answer:
    """One file of a format in ``DATA``; refused if the timetable breaks a rule."""
    loaded, record, problem = load_pair(scenario, timetable)
    refusal = refusal_of(problem, scenario, record, timetable)
    if refusal is not None:
        return refusal
    if wanted.picture == "clashes":
        _, paid = judged(problem, record)
        wanted = replace(wanted, charges=tuple(paid))
    try:
        if format in ("svg", "png"):
            asked = timetables.wanted(problem, record, before, sheets)
            wanted = replace(wanted, sheets=asked)
        data = DATA[format](problem, record, wanted)
    except ValueError as error:
        raise UsageError(str(error)) from None
    doubts = doubts_of(loaded, record, timetable)
    return Answer(OK, data if to is None else (), doubts, [(to, data)] if to is not None else [])

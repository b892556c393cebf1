"""A timetable that holds, for apps, spreadsheets and for looking at."""

from dataclasses import replace
from pathlib import Path

from scheduler.commands.inputs.loading import judged
from scheduler.commands.inputs.pairs import pair_of, refusal_of
from scheduler.commands.options import Sheets, UsageError
from scheduler.commands.solve import compared
from scheduler.commands.solve import wanted as printed
from scheduler.render.data_formats import DATA, Wanted
from scheduler.render.languages.untranslated import untranslated
from scheduler.render.terminal.answer import OK, Answer


def exported(
    format: str,
    scenario: Path | None,
    timetable: Path | None,
    wanted: Wanted,
    *,
    store: str | None,
    before: Path | None,
    sheets: Sheets,
    to: Path | None,
) -> Answer:
    """One file of a format in ``DATA``; refused if the timetable breaks a rule."""
    pair = pair_of(scenario, timetable, store=store)
    refusal = refusal_of(pair)
    if refusal is not None:
        return refusal
    if wanted.picture == "clashes":
        _, paid = judged(pair.problem, pair.record)
        wanted = replace(wanted, charges=tuple(paid))
    old = compared(before, pair, scenario, store=store)
    try:
        if format in ("svg", "png"):
            wanted = replace(wanted, sheets=printed(pair.problem, old, sheets))
        data = DATA[format](pair.problem, pair.record, wanted)
    except ValueError as error:
        raise UsageError(str(error)) from None
    files = [(to, data)] if to is not None else []
    doubts = [*pair.doubts, *untranslated(pair.problem, pair.record, sheets.language)]
    return Answer(OK, data if to is None else (), doubts, files)

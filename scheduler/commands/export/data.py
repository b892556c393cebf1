"""A timetable that holds, for apps, spreadsheets and for looking at."""

from dataclasses import replace
from pathlib import Path

from scheduler.commands.inputs.loading import judged
from scheduler.commands.inputs.pairs import pair_of, refusal_of
from scheduler.commands.options import Shape, Sheets, UsageError
from scheduler.commands.solve import compared, request_of
from scheduler.render.formats import export
from scheduler.render.languages.untranslated import untranslated
from scheduler.render.terminal.answer import OK, Answer


def exported(
    format: str,
    scenario: Path | None,
    timetable: Path | None,
    shape: Shape,
    *,
    store: str | None,
    before: Path | None,
    sheets: Sheets,
    to: Path | None,
) -> Answer:
    """One file of a format that is no annex; refused if the timetable breaks a rule."""
    pair = pair_of(scenario, timetable, store=store)
    refusal = refusal_of(pair)
    if refusal is not None:
        return refusal
    old = compared(before, pair, scenario, store=store)
    try:
        request = replace(
            request_of(pair.problem, old, sheets),
            profile=shape.profile or "voc",
            picture=shape.picture or "grid",
        )
        if request.picture == "clashes":
            _, paid = judged(pair.problem, pair.record)
            request = replace(request, charges=tuple(paid))
        data = export(format, pair.problem, pair.record, request)
    except ValueError as error:
        raise UsageError(str(error)) from None
    files = [(to, data)] if to is not None else []
    doubts = [*pair.doubts, *untranslated(pair.problem, pair.record, sheets.language)]
    return Answer(OK, data if to is None else (), doubts, files)

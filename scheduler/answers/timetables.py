"""Solve, verify, compare, show, export."""

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from scheduler import diff
from scheduler.answers.loading import (
    belongs,
    doubts_of,
    judged,
    load_pair,
    load_scenario,
    notes_of,
    refusal_of,
)
from scheduler.errors import Infeasible, SchedulerError
from scheduler.options import SHEETS, Annexed, Search, Sheets, UsageError
from scheduler.problem import Policy, Problem
from scheduler.records import read, to_bytes
from scheduler.render import reports
from scheduler.render.console import INTERRUPTED, NO, OK, Answer, View, progress, remind
from scheduler.render.drawing import BLANK, STOPPED, drawn, finished, next_step
from scheduler.timetable import Record

if TYPE_CHECKING:
    from scheduler.render.exports import Wanted


def solved(
    scenario: Path,
    *,
    policy: Policy | None,
    search: Search,
    out: Path | None,
    as_json: bool,
    view: View,
) -> Answer:
    """The grid of the best timetable, how good it is, and what to do with it."""
    loaded = load_scenario(scenario)
    from scheduler import planning

    with progress("solving") as tell:
        try:
            outcome = planning.solve(
                loaded.problem,
                seconds=search.seconds,
                seed=search.seed,
                workers=search.cores,
                policy=policy,
                progress=tell,
            )
        except SchedulerError as error:
            if isinstance(error, Infeasible):
                error.add_note(f"next: rollgrid explain {scenario}")
            # what the scenario itself warns of may well be the reason
            for note in loaded.diagnostics:
                remind(str(note))
            raise
    record = planning.record(outcome, sha256=loaded.sha256, notes=notes_of(loaded))
    data = to_bytes(record)
    lines = [*drawn(outcome.problem, record, view), BLANK]
    lines += reports.summary(outcome.problem, record)
    return Answer(
        INTERRUPTED if outcome.interrupted else OK,
        data if as_json else finished(lines, view),
        [STOPPED] if outcome.interrupted else [next_step(scenario, out)],
        [(out, data)] if out is not None else [],
        width=view.width,
    )


def verified(scenario: Path, timetable: Path, *, as_json: bool) -> Answer:
    """Every rule broken, or that none is, with what it costs."""
    from scheduler.render import findings

    loaded, record, problem = load_pair(scenario, timetable)
    broken, paid = judged(problem, record)
    told = findings.verdict_json if as_json else findings.verdict
    return Answer(NO if broken else OK, told(broken, paid), doubts_of(loaded, record, timetable))


def differing(
    a: Path,
    b: Path,
    *,
    scenario: Path | None,
    only: Literal["time", "room"] | None,
    exit_code: bool,
    as_json: bool,
) -> Answer:
    """What became of each session and, if the scenario is given, of each cell."""
    old, new = read(a), read(b)
    problem = load_scenario(scenario).problem if scenario is not None else None
    belongs(a, old, problem.meeting.id if problem is not None else new.meeting)
    belongs(b, new, old.meeting)
    changes = [
        change
        for change in diff.changes(problem, old.timetable, new.timetable)
        if only is None or (change.kind == "room") == (only == "room")
    ]
    printed = problem if only is None else None
    code = NO if exit_code and changes else OK
    if as_json:
        return Answer(code, reports.differences_json(printed, old, new, changes))
    return Answer(code, reports.differences(problem, printed, old, new, changes))


def shown(scenario: Path, timetable: Path, *, day: str | None, view: View) -> Answer:
    """The grid of a timetable that holds."""
    loaded, record, problem = load_pair(scenario, timetable)
    refusal = refusal_of(problem, scenario, record, timetable)
    if refusal is not None:
        return refusal
    try:
        lines = [*drawn(problem, record, view, day=day), BLANK]
    except ValueError as error:
        raise UsageError(str(error)) from None
    lines += reports.summary(problem, record)
    doubts = doubts_of(loaded, record, timetable)
    return Answer(OK, finished(lines, view), doubts, width=view.width)


def exported(
    format: str,
    scenario: Path,
    timetable: Path,
    *,
    before: Path | None,
    to: Path | None,
    sheets: Sheets = SHEETS,
    letter: Annexed | None = None,
) -> Answer:
    """The annex of a timetable that holds, on its own or in a letter."""
    loaded, record, problem = load_pair(scenario, timetable)
    refusal = refusal_of(problem, scenario, record, timetable)
    if refusal is not None:
        return refusal
    from scheduler.render import exports

    doubts = doubts_of(loaded, record, timetable)
    try:
        asked = wanted(problem, record, before, sheets)
        if letter is not None:
            from scheduler.answers import letters

            return letters.annexed(letter, exports.laid_out(problem, record, asked), to, doubts)
        data = exports.export(format, problem, record, asked)
    except ValueError as error:
        raise UsageError(str(error)) from None
    return Answer(OK, data if to is None else (), doubts, [(to, data)] if to is not None else [])


def wanted(problem: Problem, record: Record, before: Path | None, sheets: Sheets) -> "Wanted":
    """What the planner asks to have printed."""
    from scheduler.render.dating import day_called
    from scheduler.render.exports import Wanted

    old = read(before) if before is not None else None
    if before is not None and old is not None:
        belongs(before, old, record.meeting)
    days = sorted(set(problem.days))
    return Wanted(
        before=old.timetable if old is not None else None,
        view=sheets.view,
        of=sheets.of,
        day=days[day_called(days, sheets.day)] if sheets.day is not None else None,
        rooms=sheets.room,
        language=sheets.language,
        draft=sheets.draft,
    )

"""diff: what differs between two timetables, in words or by person."""

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from scheduler.commands.arguments import is_revision, refuse_beside
from scheduler.commands.inputs.inputs import Inputs
from scheduler.commands.options.store import StoreOption
from scheduler.commands.options.values import Json, Stored
from scheduler.errors import UsageError
from scheduler.interface.plan import require_meeting
from scheduler.problem import Problem
from scheduler.render.reports import replan_report
from scheduler.render.terminal.answer import NO, OK, Answer
from scheduler.timetable import Change, Kind, Record
from scheduler.timetable import diff as differing

Side = tuple[Record, str]
ONLY: dict[str, tuple[Kind, ...]] = {
    "time": ("new", "cancelled", "moved", "shortened", "lengthened"),
    "room": ("room",),
}


def diff(
    a: Stored | None = None,
    b: Stored | None = None,
    *,
    scenario: Annotated[
        Path | None, Parameter(help="With files: the scenario, for titles, cells and people.")
    ] = None,
    only: Annotated[
        Literal["time", "room"] | None,
        Parameter(help="Show only changes of time, or only changes of room."),
    ] = None,
    by: Annotated[
        Literal["person"] | None, Parameter(help="List the changes by person (office).")
    ] = None,
    exit_code: Annotated[
        bool, Parameter(negative=(), help="Exit 1 if the timetables differ.")
    ] = False,
    json: Json = False,
    where: StoreOption = StoreOption(),
) -> Answer:
    """Show what differs between two timetables.

    With one revision: compares it with the one that it was made from.
    """
    with Inputs(scenario, where.store) as inputs:
        (old, first), (new, second), problem = _sides(inputs, a, b)
    require_meeting(first, old, problem.meeting.id if problem is not None else new.meeting)
    require_meeting(second, new, old.meeting)
    if json:
        refuse_beside("--json, which has the people of each change", by=by)
    if by is not None and problem is None:
        raise UsageError("--by person needs the scenario: add --scenario FILE")
    changes = [
        change
        for change in _with_reasons(differing.changes(problem, old.timetable, new.timetable), new)
        if only is None or change.kind in ONLY[only]
    ]
    printed = problem if only is None else None
    code = NO if exit_code and changes else OK
    if json:
        return Answer(code, replan_report.differences_json(printed, old, new, changes))
    is_stored = any(name is None or is_revision(str(name)) for name in (a, b))
    heads = [f"{first} -> {second}"] if is_stored else []
    if by is not None and problem is not None:
        return Answer(code, replan_report.by_person(problem, old, new, changes), heads)
    return Answer(code, replan_report.differences(problem, printed, old, new, changes), heads)


def _sides(inputs: Inputs, a: Path | None, b: Path | None) -> tuple[Side, Side, Problem | None]:
    """Both timetables, and the problem by which cells and people are told."""
    problem = inputs.loaded.problem if inputs.scenario is not None else None
    if a is not None and b is not None:
        if problem is None and is_revision(str(b)):
            problem = inputs.problem_of(b)
        return inputs.record(a), inputs.record(b), problem
    return _from_parent(inputs, a, problem)


def _from_parent(
    inputs: Inputs, name: Path | None, problem: Problem | None
) -> tuple[Side, Side, Problem | None]:
    """A revision (None: the latest) and the one that it was made from."""
    from scheduler import store as stores
    from scheduler.commands.inputs.stores import called, latest, named, problem_of

    store = inputs.store
    new = named(store, str(name)) if name is not None else latest(store)
    if new.parent is None:
        raise UsageError(
            f"{called(new)} is the first timetable, there is none before it: give two timetables"
        )
    old = stores.published(store, new.parent)
    problem = problem or problem_of(store, new)
    return (old.record, called(old)), (new.record, called(new)), problem


def _with_reasons(changes: tuple[Change, ...], new: Record) -> list[Change]:
    """Whether each was forced, and why, where the newer timetable says so of the very change."""
    explained = {(c.session, c.kind, c.before, c.after): c for c in new.changes}
    return [explained.get((c.session, c.kind, c.before, c.after), c) for c in changes]

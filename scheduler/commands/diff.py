"""What differs between two timetables, files or revisions, in words or by person."""

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from scheduler.commands.inputs.loading import belongs, load_scenario
from scheduler.commands.inputs.pairs import record_of
from scheduler.commands.inputs.stores import called, named, opened_at, problem_of
from scheduler.commands.options import UsageError, is_revision
from scheduler.problem import Problem
from scheduler.render.reports import replan_report
from scheduler.render.terminal.answer import NO, OK, Answer
from scheduler.timetable import Change, Record, diff

if TYPE_CHECKING:
    from scheduler.store import Revision, Store

Side = tuple[Record, str]


def differing(
    a: Path | None,
    b: Path | None,
    *,
    scenario: Path | None,
    store: str | None,
    only: Literal["time", "room"] | None,
    by: Literal["person"] | None,
    exit_code: bool,
    as_json: bool,
) -> Answer:
    """What became of each session and, if the scenario is known, of each cell."""
    (old, first), (new, second), problem = _sides(a, b, scenario, store)
    belongs(Path(first), old, problem.meeting.id if problem is not None else new.meeting)
    belongs(Path(second), new, old.meeting)
    if by is not None and problem is None:
        raise UsageError("who is concerned? name the scenario with --scenario")
    changes = [
        change
        for change in _with_reasons(diff.changes(problem, old.timetable, new.timetable), new)
        if only is None or (change.kind == "room") == (only == "room")
    ]
    printed = problem if only is None else None
    code = NO if exit_code and changes else OK
    if as_json:
        return Answer(code, replan_report.differences_json(printed, old, new, changes))
    heads = [f"{first} -> {second}"] if _is_from_store(a, b) else []
    if by is not None and problem is not None:
        return Answer(code, replan_report.by_person(problem, old, new, changes), heads)
    return Answer(code, replan_report.differences(problem, printed, old, new, changes), heads)


def _is_from_store(a: Path | None, b: Path | None) -> bool:
    return a is None or b is None or is_revision(str(a)) or is_revision(str(b))


def _sides(
    a: Path | None, b: Path | None, scenario: Path | None, store: str | None
) -> tuple[Side, Side, Problem | None]:
    """Both timetables, and the problem by which cells and people are told."""
    problem = load_scenario(scenario).problem if scenario is not None else None
    if a is not None and b is not None:
        if problem is None and is_revision(str(b)):
            with opened_at(store) as found:
                problem = problem_of(found, named(found, str(b)))
        return record_of(a, scenario, store=store), record_of(b, scenario, store=store), problem
    from scheduler import store as stores

    with opened_at(store, scenario) as found:
        new = named(found, str(a)) if a is not None else _latest(found)
        if new.parent is None:
            raise UsageError(f"{called(new)} was made when nothing was published: name two")
        old = stores.published(found, new.parent)
        problem = problem or problem_of(found, new)
    return (old.record, called(old)), (new.record, called(new)), problem


def _latest(store: "Store") -> "Revision":
    """The newest draft that may still be published; what is published, if there is none."""
    from scheduler import store as stores

    head = named(store)
    number = head.published.number if head.published is not None else None
    drafts = [r for r in stores.revisions(store) if r.parent == number and r.published is None]
    return drafts[-1] if drafts else head


def _with_reasons(changes: tuple[Change, ...], new: Record) -> list[Change]:
    """Whether each was forced, and why, where the newer timetable tells of the very change."""
    told = {(c.session, c.kind, c.before, c.after): c for c in new.changes}
    return [told.get((c.session, c.kind, c.before, c.after), c) for c in changes]

"""Whether every published revision of a store keeps the rules, and claims only what is so."""

from collections.abc import Iterator
from pathlib import Path

from scheduler import __version__
from scheduler import store as stores
from scheduler.commands.inputs.stores import called, problem_of
from scheduler.errors import SchedulerError
from scheduler.interface.verdict import judge
from scheduler.render.terminal.answer import counted
from scheduler.store import Finding, Revision, Store

TOPIC = "timetables"


def published_revisions(location: str | Path) -> list[Finding]:
    """What is wrong with published revisions, else that nothing is; nothing without a store."""
    try:
        with stores.opened(location, reads_only=True) as store:
            issues = [r for r in stores.revisions(store) if r.published is not None]
            faults = [fault for issue in issues for fault in _faults(store, issue)]
    except SchedulerError:
        return []  # that it cannot be opened is told already
    if faults or not issues:
        return faults
    kept = f"{counted(len(issues), 'published revision')}: rules kept, claims true"
    return [Finding("ok", TOPIC, kept)]


def _faults(store: Store, issue: Revision) -> Iterator[Finding]:
    record = issue.record
    try:
        problem = problem_of(store, issue)
    except SchedulerError as error:
        yield Finding("error", TOPIC, f"{called(issue)} cannot be checked: {error}")
        return
    before = None
    if issue.parent is not None:
        before = stores.published(store, issue.parent).record.timetable
    verdict = judge(problem, record, before)
    # another version may have read a rule otherwise; what came out is not wrong for that
    ours = record.run is None or record.run.rollgrid == __version__
    for complaint in verdict.complaints:
        yield Finding("error" if ours else "warning", TOPIC, f"{called(issue)}: {complaint}")
    number = issue.published.number if issue.published is not None else record.revision
    if record.revision != number:
        yield Finding("error", TOPIC, f"{called(issue)} says that it is Rev.{record.revision}")

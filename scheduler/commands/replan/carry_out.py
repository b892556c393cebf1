"""A task replanned, saved where there is a store, and answered."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from scheduler.commands.inputs import drafts
from scheduler.commands.inputs.acknowledged import shown_at
from scheduler.commands.inputs.titles import told_in_titles
from scheduler.commands.options.search import Search
from scheduler.commands.options.store import Author
from scheduler.commands.replan.obstacle_lines import describe_obstacles
from scheduler.commands.replan.task import Back, Task
from scheduler.errors import Infeasible
from scheduler.interface.expected_starts import percent_of, with_expected
from scheduler.interface.plan import locate_shortages, scenario_warnings
from scheduler.render.formats import WHOLE, Draft, ExportRequest
from scheduler.render.reports import choices_report, replan_report
from scheduler.render.terminal.answer import INTERRUPTED, Answer, Body, Line, View, adapt
from scheduler.render.terminal.console import progress
from scheduler.render.terminal.screen import BLANK, STOPPED, draw_timetable, next_step
from scheduler.replanning import alternatives as comparing
from scheduler.replanning.replan import Replanned, record_replan, replan
from scheduler.replanning.revert import Reversion, compare_reversion
from scheduler.timetable import Record
from scheduler.timetable.files import to_bytes

LETTERS = "ABCDEFGHI"
Files = list[tuple[Path, bytes]]


@dataclass(frozen=True, slots=True)
class Reply:
    """How the answer is to be given: a file besides, JSON or lines, how wide, and what of it."""

    out: Path | None
    as_json: bool
    view: View
    request: ExportRequest = WHOLE


def targets(out: Path | None, alternatives: int | None) -> list[Path]:
    """The files in which timetables are stored: ``out``, or one beside it for each alternative."""
    if out is None:
        return []
    letters = LETTERS[:alternatives] if alternatives is not None else ()
    return [out.with_stem(f"{out.stem}-{letter}") for letter in letters] or [out]


def carry_out(
    task: Task, search: Search, author: Author, reply: Reply, *, alternatives: int | None = None
) -> Answer:
    """The timetable that moves least, with the reasons; or several of them, side by side."""
    began = time.perf_counter()

    def obstacles(lost: Sequence[str]) -> list[str]:
        return describe_obstacles(task, lost, began + search.seconds - time.perf_counter())

    try:
        with told_in_titles(task.loaded.problem):
            ways = _ways(task, alternatives, search)
    except Infeasible as error:
        locate_shortages(task.loaded, error)
        for line in obstacles(()):
            error.add_note(line)
        raise
    chosen = [
        choices_report.Choice(letter, way.outcome.problem, record_of(way, task))
        for letter, way in zip(LETTERS, ways, strict=False)
    ]
    saved = _save(task, chosen, search, author)
    draft = Draft(f"r{saved.drafts[0]}") if saved.drafts else None
    asked = replace(reply.request, earlier=task.printed, draft=draft)
    reply = replace(reply, request=asked)
    seen: list[str] = []
    if alternatives is None:
        differs = _not_back(chosen[0], ways[0], task.back)
        known, seen = shown_at(task.place, chosen[0].record, saved.drafts)
        body, files = _one(chosen[0], task.published, reply, differs, known)
    else:
        body, files = _several(chosen, task.published, ways[0].notes, reply)
    stopped = any(way.outcome.interrupted for way in ways)
    lost = [u.session for u in ways[0].outcome.timetable.unplaced]
    remarks = [*task.doubts, *ways[0].notes]
    remarks += obstacles(lost) if lost and not stopped else []
    remarks += [*seen, *saved.remarks]
    stored = files[0][0] if files else None
    usual = saved.next_step or [next_step(task.loaded.path, stored, before=task.published_file)]
    remarks += [STOPPED, *saved.next_step] if stopped else usual
    remarks += task.afterwards(chosen[0].record)
    code = INTERRUPTED if stopped else saved.code
    return Answer(code, body, remarks, files, width=reply.view.width, private=True)


def _ways(task: Task, alternatives: int | None, search: Search) -> tuple[Replanned, ...]:
    with progress("replanning", verbose=search.verbose, seconds=search.seconds) as tell:
        request = task.request(search.budget(tell))
        if alternatives is None:
            return (replan(request),)
        return comparing.alternatives(request, alternatives)


def record_of(way: Replanned, task: Task) -> Record:
    """The record of a timetable that the task came to."""
    if task.back is not None:
        way = replace(way, changes=_return(way, task.back).changes)
    loaded = task.loaded
    notes = scenario_warnings(loaded)
    made = record_replan(way, task.old, sha256=loaded.sha256, notes=notes, waive=task.orders.waive)
    problem = way.outcome.problem
    return with_expected(problem, made, percent_of(problem, task.old))[0]


def _return(way: Replanned, back: Back) -> Reversion:
    problem, after = way.outcome.problem, way.outcome.timetable
    return compare_reversion(problem, back.head.timetable, back.earlier, after, way.changes)


def _not_back(choice: choices_report.Choice, way: Replanned, back: Back | None) -> Sequence[Line]:
    """What is other than in the revision that was asked for."""
    if back is None:
        return ()
    remaining = _return(way, back).remaining
    return replan_report.list_departures(
        choice.problem, back.earlier, choice.record, remaining, back.name
    )


def _save(
    task: Task, chosen: Sequence[choices_report.Choice], search: Search, author: Author
) -> drafts.Saved:
    """A draft of each, if there is a store."""
    made = [
        drafts.Draft(
            choice.record,
            task.cause or _cause(task, choice.record),
            _command(task, choice.record, search),
        )
        for choice in chosen
    ]
    return drafts.save(task.place, made, task.scenario, parent=task.parent, author=author)


def _cause(task: Task, record: Record) -> str:
    parts = [fact for fact in record.facts if fact not in task.old.facts]
    parts += [f"{fact} taken back" for fact in task.undone]
    situation = record.situation
    parts += [f"{pin.session} pinned" for pin in situation.pins] if situation is not None else []
    parts += [f"{waiver.rule} waived" for waiver in record.waive]
    if record.scenario_sha256 != task.old.scenario_sha256:
        parts.append("the scenario was edited")
    return "; ".join(parts) or "nothing new"


def _command(task: Task, record: Record, search: Search) -> str:
    now = f" --now '{record.as_of}'" if record.as_of is not None else ""
    named = record.policy is not None and task.back is None  # a return has that of the revision
    policy = f" --policy {record.policy}" if named else ""
    frozen = f" --freeze {task.freeze}" if task.freeze != "0" else ""
    return f"{task.command or 'rollgrid replan'}{now}{policy}{frozen}{drafts.as_options(search)}"


def _one(
    choice: choices_report.Choice,
    old: Record,
    reply: Reply,
    differs: Sequence[Line],
    known: Record,
) -> tuple[Body, Files]:
    """
    The grid with what changed marked, the changes with their reasons, then ``differs``.

    ``known``: the record without the warnings that are not shown again.
    """
    problem, record = choice.problem, choice.record
    data = to_bytes(record)
    files = [(reply.out, data)] if reply.out is not None else []
    if reply.as_json:
        return data, files
    lines = [
        *replan_report.describe_state(problem, record, old),
        BLANK,
        *draw_timetable(problem, record, reply.view, replace(reply.request, before=old.timetable)),
        BLANK,
        *replan_report.describe_replan(problem, known, old, differs),
    ]
    return adapt(lines, reply.view), files


def _several(
    chosen: Sequence[choices_report.Choice], old: Record, notes: Sequence[str], reply: Reply
) -> tuple[Body, Files]:
    """The comparison; the files are ``new-A.json``, ``new-B.json``, ... beside one another."""
    records = [choice.record for choice in chosen]
    names = targets(reply.out, len(chosen))
    files = [(name, to_bytes(record)) for name, record in zip(names, records, strict=False)]
    if reply.as_json:
        return choices_report.as_json(records, notes), files
    head = [*replan_report.describe_state(chosen[0].problem, records[0], old), BLANK]
    table = choices_report.comparison(chosen, old.timetable, ascii=reply.view.ascii)
    return [*adapt(head, reply.view), table], files

"""Which command gives back what was trimmed for a fact that is taken back: one that was tried."""

from dataclasses import replace

from scheduler.commands.inputs.inputs import Inputs
from scheduler.commands.inputs.stores import stored_meeting
from scheduler.commands.inputs.trimmed import Trimmed, held_minutes, told_of, trimmed_with
from scheduler.commands.options.search import Search
from scheduler.commands.replan.revert import task_of_return
from scheduler.commands.replan.task import Task
from scheduler.errors import SchedulerError
from scheduler.render.terminal.console import working
from scheduler.replanning.replan import replan
from scheduler.search.budget import Budget
from scheduler.timetable import Record
from scheduler.vocabulary.command_lines import on_store

PATIENCE = 10.0
"""Seconds that the trial takes at most."""


def with_way_back(task: Task, inputs: Inputs, now: str | None, search: Search) -> Task:
    """The task that says at its end what stays trimmed, and what gives it back, if that is so."""
    state = stored_meeting(inputs.store)
    trimmed = trimmed_with(inputs.store, state, task.undone)
    returns = [
        (one, task_of_return(inputs, f"Rev.{one.number - 1}", "WHY", now)) for one in trimmed
    ]

    def afterwards(record: Record) -> list[str]:
        lines = [*told_of(state.problem, trimmed, record.timetable)]
        for one, back in returns:
            if one.short_in(record.timetable) and _gives_back(one, back, search):
                at = () if now is None else ("--now", now)
                how = on_store("revert", f"Rev.{one.number - 1}", "--reason", "WHY", *at)
                lines.append(f"to give it back: {how}")
        return lines

    return replace(task, afterwards=afterwards) if trimmed else task


def _gives_back(trimmed: Trimmed, back: Task, search: Search) -> bool:
    """Whether the return to the revision before was tried, and none of them is shorter in it."""
    budget = Budget(min(PATIENCE, search.seconds), search.seed, search.cores)
    try:
        with working("trying what gives back what was trimmed"):
            after = replan(back.request(budget)).outcome.timetable
    except SchedulerError:
        return False
    return not trimmed.short_in(after) and all(held_minutes(after, id) for id in trimmed.before)

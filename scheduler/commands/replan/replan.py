"""replan: the timetable that moves least after what happened."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from scheduler.commands.arguments import from_to, refuse_beside
from scheduler.commands.inputs.facts import facts_given
from scheduler.commands.inputs.inputs import Inputs
from scheduler.commands.inputs.shown import shown
from scheduler.commands.options.screen import WHOLE, GridScreen
from scheduler.commands.options.search import Search
from scheduler.commands.options.store import Author
from scheduler.commands.options.values import Json, Now, Out, PolicyOption, Scenario
from scheduler.commands.replan.carry_out import Reply, carry_out, targets
from scheduler.commands.replan.given_back import with_way_back
from scheduler.commands.replan.task import task_of_files, task_of_store
from scheduler.errors import UsageError
from scheduler.files import announce
from scheduler.render.terminal.answer import Answer


def replan(
    scenario: Scenario | None = None,
    *,
    published: Annotated[
        Path | None,
        Parameter(help="The timetable in force, a JSON file (default: from the store)."),
    ] = None,
    fact: Annotated[
        list[str] | None, Parameter(help="A fact: 'overrun enip 30m'. Repeatable.")
    ] = None,
    now: Now = None,
    freeze: Annotated[
        str, Parameter(help="Sessions that start within this time do not move: 30m, 1h30.")
    ] = "0",
    policy: PolicyOption = None,
    alternatives: Annotated[
        int | None, Parameter(validator=from_to(1, 9), help="Number of alternatives to compare.")
    ] = None,
    out: Out = None,
    json: Json = False,
    search: Search = Search(),
    author: Author = Author(),
    screen: GridScreen = GridScreen(),
) -> Answer:
    """Find the timetable that moves least after what happened.

    Each change comes with its reason. In a store, replan starts from what is published and the
    facts reported since, and keeps the result as a draft. Without a store, use --published and
    --fact; with --alternatives, --out NEW.json writes NEW-A.json, NEW-B.json, ...
    """
    if json:
        refuse_beside(WHOLE, **screen.given())
    announce(*targets(out, alternatives))
    if published is not None:
        refuse_beside("--published, which needs no store", store=author.store, by=author.by)
    with Inputs(scenario, author.store) as inputs:
        if published is not None:
            task = task_of_files(inputs, published, facts_given(fact), now)
        elif fact:
            raise UsageError("with a store, report facts with 'rollgrid report', then replan")
        else:
            task = task_of_store(inputs, now)
            if alternatives is None:
                task = with_way_back(task, inputs, now, search)
    usual = task.policy if alternatives is None else None
    task = replace(task, policy=policy or usual, freeze=freeze)
    reply = Reply(out, json, screen.terminal, shown(task.loaded.problem, screen))
    return carry_out(task, search, author, reply, alternatives=alternatives)

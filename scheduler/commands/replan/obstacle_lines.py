"""
Which of the planner's own statements keep a session out or leave no timetable, and what to do next.
"""

from collections.abc import Iterator, Mapping, Sequence

from scheduler.commands.inputs.orders import word_place
from scheduler.commands.replan.task import Task
from scheduler.problem import Place, Problem, Waiver
from scheduler.render.terminal.console import working
from scheduler.replanning import obstacles
from scheduler.replanning.facts import Fact
from scheduler.replanning.obstacles import Advice
from scheduler.replanning.remedies import Remedy
from scheduler.search.budget import Budget
from scheduler.timetable.wording import wording_of
from scheduler.vocabulary.command_lines import on_store

PATIENCE = 10.0
"""Seconds that are spent on it at most, of those that the command has left."""
FLAGS = {"sessions": "session", "against": "against", "people": "person", "rooms": "room"}


def describe_obstacles(task: Task, lost: Sequence[str], seconds: float) -> list[str]:
    """
    What is in the way of these sessions, and what helps, in lines.

    Without ``lost``, what leaves no timetable at all. ``seconds``: those that are left. Each thing
    that is said to help was tried; what was not tried is said to be so.
    """
    request = task.request(Budget(min(PATIENCE, seconds), workers=1))
    with working("looking for what is in the way"):
        advice = obstacles.find_advice(request, lost)
    titles = wording_of(request.problem)
    whose = f" of {', '.join(map(titles.of, lost))}" if lost else ""
    steps = list(dict.fromkeys(_steps(advice.helps, task)))
    first = "to give it a place" if len(lost) == 1 else "to give them a place" if lost else "next"
    lines = _in_the_way(request.problem, advice, task, whose)
    if steps:
        lines += [f"{first}: {steps[0]}", *(f"  or: {step}" for step in steps[1:])]
    elif not advice.untried:
        change = f"change {task.loaded.path}, then {_replan(task)}"
        lines += ["nothing that was tried helps", f"{first}: {change}"]
    untried = list(dict.fromkeys(_step_or_name(remedy, task) for remedy in advice.untried))
    lines += (
        ["not tried, because the time ran out:", *(f"  {each}" for each in untried)]
        if untried
        else []
    )
    return lines


def _in_the_way(problem: Problem, advice: Advice, task: Task, whose: str) -> list[str]:
    named = [_named(problem, remedy, task.numbers) for remedy in advice.obstacles]
    if len(named) == 1:
        return [f"in the way{whose}: {named[0]}"]
    if named:
        return [f"in the way{whose}, each by itself:", *(f"  {each}" for each in named)]
    if any(remedy.pins or remedy.facts for remedy in advice.untried):
        return [f"the time ran out before pins and facts could be tested as obstacles{whose}"]
    return [f"no pin and no fact is in the way{whose}"]


def _step_or_name(remedy: Remedy, task: Task) -> str:
    return "; ".join(_steps([remedy], task))


def _named(problem: Problem, obstacle: Remedy, numbers: Mapping[str, int]) -> str:
    parts, titles = [], wording_of(problem)
    for pin in obstacle.pins:
        start = None if pin.start is None else pin.start.astimezone(problem.zone)
        place = titles.word(word_place(start, pin.room))
        parts.append(f"the pin of {titles.of(pin.session)}, {place}")
    parts += [titles.word(_fact(fact, numbers)) for fact in obstacle.facts]
    together = " (together)" if len(parts) > 1 else ""
    return " and ".join(parts) + together


def _fact(fact: Fact, numbers: Mapping[str, int]) -> str:
    number = numbers.get(str(fact))
    return str(fact) if number is None else f"fact {number}, {fact}"


def _steps(ways: Sequence[Remedy], task: Task) -> Iterator[str]:
    """What to do, one remedy a line: the planner's own orders, the scenario, then the facts."""
    for remedy in ways:
        if remedy.pins and not remedy.facts:
            yield "\n  and: ".join(map(_unpin, remedy.pins))
        if remedy.policy is not None:
            yield f"{_again(task)} --policy {remedy.policy}"
    for remedy in ways:
        if remedy.waiver is not None and task.place is not None:
            stands_in = " (if somebody stands in)" if remedy.waiver.people else ""
            waive = on_store("waive", *_scope(remedy.waiver), "--reason", "WHY")
            yield f"{waive}{stands_in}"
    for remedy in ways:
        if remedy.loosened is not None:
            yield f"{remedy.loosened.says}, in {task.loaded.path}, then {_replan(task)}"
    for remedy in ways:
        if remedy.facts:
            steps = (*map(_unpin, remedy.pins), *(_undo(fact, task) for fact in remedy.facts))
            yield "\n  and: ".join(steps)


def _unpin(pin: Place) -> str:
    return on_store("unpin", pin.session, "--reason", "WHY")


def _undo(fact: Fact, task: Task) -> str:
    number = task.numbers.get(str(fact))
    if number is None:
        return f"if '{fact}' is wrong: replan without it"
    undo = on_store("report", "--undo", number, "--reason", "WHY")
    return f"if fact {number} is wrong: {undo}"


def _replan(task: Task) -> str:
    return on_store("replan", task.loaded.path) if task.place is not None else "replan again"


def _again(task: Task) -> str:
    """The command that replans the same, without its options."""
    if task.place is None:
        return "the same"
    edited = task.loaded.sha256 != task.old.scenario_sha256
    return on_store("replan", *([task.loaded.path] if edited else []))


def _scope(waiver: Waiver) -> list[str]:
    arguments: list[str] = [waiver.rule]
    for field, flag in FLAGS.items():
        for name in getattr(waiver, field) or ():
            arguments += [f"--{flag}", name]
    return arguments

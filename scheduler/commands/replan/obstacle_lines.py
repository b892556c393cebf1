"""What of the planner's own keeps a session out, or leaves no timetable, and what to do next."""

from collections.abc import Iterator, Mapping, Sequence

from scheduler.commands.inputs.orders import word_place
from scheduler.commands.replan.task import Task
from scheduler.problem import Problem, Waiver
from scheduler.render.terminal.console import working
from scheduler.replanning import obstacles
from scheduler.replanning.facts import Fact
from scheduler.replanning.obstacles import Obstacle
from scheduler.search.budget import Budget

PATIENCE = 10.0
"""Seconds that are spent on it at most, of those that the command has left."""
FLAGS = {"sessions": "session", "against": "against", "people": "person", "rooms": "room"}


def describe_obstacles(task: Task, lost: Sequence[str], seconds: float) -> list[str]:
    """
    What is in the way of these sessions, and the next step, in lines.

    Without ``lost``, what leaves no timetable at all. ``seconds``: those that are left.
    """
    request = task.request(Budget(min(PATIENCE, seconds), workers=1))
    with working("looking for what is in the way"):
        ways, whole = obstacles.find_obstacles(request, lost)
    in_the_way = [o for o in ways if o.policy is None]
    whose = f" of {', '.join(lost)}" if lost else ""
    named = [_named(request.problem, o, task.numbers) for o in in_the_way]
    if len(named) == 1:
        lines = [f"in the way{whose}: {named[0]}"]
    elif named:
        lines = [f"in the way{whose}, each by itself:", *(f"  {each}" for each in named)]
    elif not whole:
        lines = [f"no time was left to ask what of the pins and facts is in the way{whose}"]
    else:
        lines = [f"nothing that was pinned or told is in the way{whose} by itself"]
    steps = list(dict.fromkeys(_steps(ways, task)))
    first = "to give it a place" if len(lost) == 1 else "to give them a place" if lost else "next"
    return [*lines, f"{first}: {steps[0]}", *(f"  or: {step}" for step in steps[1:])]


def _named(problem: Problem, obstacle: Obstacle, numbers: Mapping[str, int]) -> str:
    parts = []
    for pin in obstacle.pins:
        start = None if pin.start is None else pin.start.astimezone(problem.zone)
        parts.append(f"the pin of {pin.session}, {word_place(start, pin.room)}")
    parts += [_fact(fact, numbers) for fact in obstacle.facts]
    together = " (together)" if len(parts) > 1 else ""
    return " and ".join(parts) + together


def _fact(fact: Fact, numbers: Mapping[str, int]) -> str:
    number = numbers.get(str(fact))
    return str(fact) if number is None else f"fact {number}, {fact}"


def _steps(ways: Sequence[Obstacle], task: Task) -> Iterator[str]:
    """Commands that were found to help, then what may be wrong; one at least."""
    for obstacle in ways:
        if obstacle.pins and not obstacle.facts:
            unpin = (f"rollgrid unpin {pin.session} --reason WHY" for pin in obstacle.pins)
            yield "\n  and: ".join(unpin)
        if obstacle.policy is not None:
            yield f"{_again(task)} --policy {obstacle.policy}"
    for obstacle in ways:
        if obstacle.waiver is not None and task.place is not None:
            stands_in = " (if somebody stands in)" if obstacle.waiver.people else ""
            yield f"rollgrid waive {_scope(obstacle.waiver)} --reason WHY{stands_in}"
    lost = any(fact.kind == "room-lost" for obstacle in ways for fact in obstacle.facts)
    longer = [f.subject for o in ways for f in o.facts if f.kind == "overrun"]
    scenario = task.loaded.path
    again = f"rollgrid replan {scenario}" if task.place is not None else "replan again"
    if longer and not any(obstacle.policy for obstacle in ways):
        yield f"let the slot of {longer[0]} run over for longer, in {scenario}, then {again}"
    if lost or not ways:
        yield f"{'add a room to' if lost else 'change'} {scenario}, then {again}"
    for fact in (fact for obstacle in ways for fact in obstacle.facts):
        number = task.numbers.get(str(fact))
        if number is None:
            yield f"if '{fact}' is not so: replan without it"
        else:
            yield f"if fact {number} is not so: rollgrid report --undo {number} --reason WHY"


def _again(task: Task) -> str:
    """The command that replans the same, without its options."""
    if task.place is None:
        return "the same"
    edited = task.loaded.sha256 != task.old.scenario_sha256
    return f"rollgrid replan {task.loaded.path}" if edited else "rollgrid replan"


def _scope(waiver: Waiver) -> str:
    arguments: list[str] = [waiver.rule]
    for field, flag in FLAGS.items():
        arguments += [f"--{flag} {name}" for name in getattr(waiver, field) or ()]
    return " ".join(arguments)

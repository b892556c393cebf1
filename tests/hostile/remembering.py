"""
What the inputs of a surface ask for again and again, asked once: a batch takes a third of the CPU.

The tree of a text, which nothing changes, is read by each of the functions that judge one input;
the command lines of a surface have the same words for every input; and mutated command lines, which
are read anew, plan the same few meetings. What comes out is the same (``test_mutated``).
"""

from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import replace as replace_fields
from functools import lru_cache
from typing import Any

import cli
from scheduler.scenario import including, loading
from scheduler.scenario.diagnostics import RefusedError
from scheduler.scenario.yaml import parsing
from tests.hostile import command_lines
from tests.hostile.captured import run_captured

TEXTS = 32
"""Scenarios that are remembered, those that all inputs have in common among them."""
SOLUTIONS = 500
"""Outcomes that are remembered."""
ENOUGH = 0.5
"""Seconds in which each of these meetings is solved to the end."""
OWN = ("command lines",)
"""Surfaces whose inputs are command lines: each is read by itself."""


def remember(surface: str, replace: Callable[[Any, str, Any], None] = setattr) -> None:
    """From now on, in this process."""
    for module in (loading, including):
        replace(module, "parse", _parse)  # both have it by its name
    if surface in OWN:
        replace(command_lines, "run_captured", _captured_once)
        _remember_solutions(replace)
    else:
        replace(cli, "app_of", _app_of)


def _parse(text: str, file: str = "") -> Any:
    answer = _parsed(text, file)
    if isinstance(answer, RefusedError):
        raise RefusedError(answer.located)
    return answer


@lru_cache(TEXTS)
def _parsed(text: str, file: str) -> Any:
    try:
        return parsing.parse(text, file)
    except RefusedError as error:
        return error


def _captured_once(words: Sequence[str]) -> tuple[int, str]:
    """The same words in the same folder: many command lines are not changed, or alike."""
    return _captured(tuple(words))


@lru_cache(None)
def _captured(words: tuple[str, ...]) -> tuple[int, str]:
    return run_captured([*words])


def _remember_solutions(replace: Callable[[Any, str, Any], None]) -> None:
    """A problem that was solved to the end, in less than the time there is, is not solved again."""
    from scheduler.interface import solving  # OR-Tools, which other surfaces do without
    from scheduler.replanning import replan
    from scheduler.search.solve import solve

    made: dict[str, Any] = {}

    def again(problem: Any, budget: Any, *words: Any, **named: Any) -> Any:
        if budget.seconds < ENOUGH:
            return solve(problem, budget, *words, **named)
        kept = replace_fields(budget, seconds=0.0, asked=None, progress=None)
        key = f"{problem!r} {kept!r} {words!r} {named!r}"
        if key not in made:
            outcome = solve(problem, budget, *words, **named)
            if outcome.status != "optimal":
                return outcome
            if len(made) == SOLUTIONS:
                made.clear()
            made[key] = outcome
        return made[key]

    replace(replan, "solve", again)
    replace(solving, "solve_problem", again)


_app = cli.app_of


def _app_of(words: Sequence[str]) -> Callable[..., Any]:
    def call(words: Sequence[str], **_: Any) -> Any:
        command, bound = _bound(tuple(words))
        arguments = deepcopy(bound)
        return command(*arguments.args, **arguments.kwargs)

    return call


@lru_cache(TEXTS)
def _bound(words: tuple[str, ...]) -> tuple[Callable[..., Any], Any]:
    command, bound, _ = _app(words).parse_args(words, exit_on_error=False, print_error=False)
    return command, bound

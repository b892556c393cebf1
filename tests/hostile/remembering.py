"""
What the inputs of a surface ask for again and again, asked once: a batch takes a third of the CPU.

The tree of a text, which nothing changes, is read by each of the functions that judge one input;
and the command lines of a surface have the same words for every input. What comes out is the same
(``test_mutated``).
"""

from collections.abc import Callable, Sequence
from copy import deepcopy
from functools import lru_cache
from typing import Any

import cli
from scheduler.scenario import including, loading
from scheduler.scenario.diagnostics import RefusedError
from scheduler.scenario.yaml import parsing

TEXTS = 32
"""Scenarios that are remembered, those that all inputs have in common among them."""
OWN = ("command lines",)
"""Surfaces whose inputs are command lines: each is read by itself."""


def remember(surface: str, replace: Callable[[Any, str, Any], None] = setattr) -> None:
    """From now on, in this process."""
    for module in (loading, including):
        replace(module, "parse", _parse)  # both have it by its name
    if surface not in OWN:
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

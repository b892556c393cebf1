"""
Other schedulers on the same instances and the same machine, one after the other with us.

They are no part of an ordinary installation: ``uv run --group peers python -m tests.benchmarks
--peers optaplanner:50``. Each solves an instance with a model of our own writing in its own words,
and is scored by the scorer of the instance.
"""

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec

from tests.benchmarks.catalogue import Asked, NotFound
from tests.benchmarks.running import How, Run

NAMES = {
    "timefold": ("timefold", "timefold_meetings", ("optaplanner",)),
    "conference-scheduler": ("conference_scheduler", "conference", ("talks",)),
}
"""Peer -> its package, the module here that runs it, and the kinds of instances it can express."""


def check(asked: list[str]) -> None:
    """
    Raises
    ------
    NotFound
        A peer that is not known, or not installed.
    """
    for name in asked:
        if name not in NAMES:
            raise NotFound(f"no peer is called {name!r}; there are {', '.join(NAMES)}")
        if find_spec(NAMES[name][0]) is None:
            raise NotFound(f"{name} is not installed: uv run --group peers python -m ...")


def can(peer: str, asked: Asked) -> bool:
    """Whether a peer can express an instance."""
    return asked.kind in NAMES[peer][2]


def runner(peer: str) -> Callable[[Asked, How], list[Run]]:
    found: Callable[[Asked, How], list[Run]] = import_module(
        f"tests.benchmarks.peers.{NAMES[peer][1]}"
    ).run
    return found

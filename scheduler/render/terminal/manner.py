"""How one command of the command line is to answer: without remarks, or as one JSON object."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

STEP = "next: "
"""How a line begins that says what to do now."""


@dataclass(frozen=True, slots=True)
class Manner:
    """
    What a script asked for.

    Attributes
    ----------
    quiet
        Nothing on stderr but errors: no progress, no hints, no next step.
    as_json
        One JSON object on stdout, also where the answer is an error.
    """

    quiet: bool = False
    as_json: bool = False


USUAL = Manner()
_manner: ContextVar[Manner] = ContextVar("manner", default=USUAL)


@contextmanager
def answering(manner: Manner) -> Iterator[None]:
    """Within it, one command answers so."""
    token = _manner.set(manner)
    try:
        yield
    finally:
        _manner.reset(token)


def is_quiet() -> bool:
    return _manner.get().quiet


def wants_json() -> bool:
    return _manner.get().as_json


def without_steps(message: str) -> str:
    """A complaint as it is printed: with ``--quiet`` without the lines that say what to do now."""
    if not is_quiet():
        return message
    return "\n".join(line for line in message.splitlines() if not line.startswith(STEP))

"""What is played step by step: lines that stand before the next step, and a pause after it."""

import sys
from collections.abc import Sequence

from scheduler.render.terminal.answer import OK, Answer, Line
from scheduler.render.terminal.console import deliver

ENDS = ("q", "quit")


def show(lines: Sequence[Line]) -> None:
    """Print lines now, not with the answer."""
    deliver(Answer(OK, list(lines)), unwritable=OK)


def go_on(prompt: str) -> bool:
    """Whether Enter was pressed; where there is no terminal to press it at, yes."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return True
    print(prompt, end="", file=sys.stderr, flush=True)
    answer = sys.stdin.readline()
    return answer != "" and answer.strip().lower() not in ENDS

"""What goes step by step: lines that stand before the next step, a pause, a question."""

import sys
from collections.abc import Sequence

from scheduler.render.terminal.answer import OK, Answer, Line
from scheduler.render.terminal.console import deliver
from scheduler.render.terminal.first_words import clear_first_words
from scheduler.render.words import printable

ENDS = ("q", "quit")


def show(lines: Sequence[Line]) -> None:
    """Print lines now, not with the answer."""
    deliver(Answer(OK, list(lines)), unwritable=OK)


def go_on(prompt: str) -> bool:
    """Whether Enter was pressed; where there is no terminal to press it at, yes."""
    if not at_a_terminal():
        return True
    print(prompt, end="", file=sys.stderr, flush=True)
    answer = sys.stdin.readline()
    return answer != "" and answer.strip().lower() not in ENDS


def at_a_terminal() -> bool:
    """Whether somebody can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def ask_text(question: str, usual: str) -> str:
    """
    What is typed in answer, without blanks at its ends; nothing if only Enter is pressed.

    ``usual``: what Enter stands for, shown behind the question. KeyboardInterrupt at the end of the
    input.
    """
    clear_first_words()
    stands = f" [{printable(usual)}]" if usual else ""
    print(f"{printable(question)}{stands}: ", end="", file=sys.stderr, flush=True)
    answer = sys.stdin.readline()
    if answer == "":
        print(file=sys.stderr)
        raise KeyboardInterrupt
    return " ".join(answer.split())

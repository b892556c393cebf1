"""
Standard input in the place of a file: a command line names it ``-``.

Within the program its path is ``<stdin>``, which messages can show, and a file called ``-`` keeps
its own name (``./-``).
"""

import sys
from pathlib import Path

from scheduler.errors import UsageError
from scheduler.files.run import standard_input
from scheduler.vocabulary.command_lines import STANDARD_INPUT

AT_A_TERMINAL = (
    "- reads standard input, and nothing is piped into it: name the file, or write "
    "'rollgrid COMMAND - < FILE'"
)


def is_standard_input(path: Path | str) -> bool:
    """Whether this stands for standard input."""
    return str(path) == STANDARD_INPUT


def read_standard_input(most: int) -> bytes:
    """
    All of it, or ``most`` and one more byte; the same bytes each time within a command.

    UsageError at a terminal, where somebody would wait for nothing.
    """
    if sys.stdin.isatty():
        raise UsageError(AT_A_TERMINAL)
    so_far = standard_input()
    wanted = most + 1 - len(so_far)
    if wanted > 0:
        so_far += sys.stdin.buffer.read(wanted)
    return bytes(so_far[: most + 1])

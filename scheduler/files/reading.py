"""
A file read, and known to be an input of this run; or standard input in the place of one.

A command line names standard input ``-``. Within the program its path is ``<stdin>``, which
messages can show, and a file called ``-`` keeps its own name (``./-``).
"""

import sys
from pathlib import Path

from scheduler.errors import UsageError
from scheduler.files.run import register_input, standard_input
from scheduler.vocabulary.command_lines import STANDARD_INPUT

AT_A_TERMINAL = (
    "- reads standard input, but nothing is piped into it: give the file, or write "
    "'rollgrid COMMAND - < FILE'"
)


def read(path: Path, most: int, role: str) -> bytes:
    """
    All bytes of an input, or ``most`` and one more of a larger one.

    ``role`` completes "x is ...": the scenario, the letter that is read. OSError if it is not
    there, or not ours to read; TargetError if the command that reads it would overwrite it;
    UsageError if it is standard input and that is a terminal.
    """
    if is_standard_input(path):
        return read_standard_input(most)
    register_input(path, role)
    with path.open("rb") as file:
        return file.read(most + 1)


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

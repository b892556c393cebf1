"""A file read, and known to be an input of this run."""

from pathlib import Path

from scheduler.files.run import register_input
from scheduler.files.standard_input import is_standard_input, read_standard_input


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

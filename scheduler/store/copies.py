"""Read a store from a copy where the store itself may not be written."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

LOGS = ("-wal", "-journal")
TIMES = 10
"""Copies that are tried while another process keeps writing."""


def is_writable(path: Path) -> bool:
    """Whether SQLite could keep what it needs to read the file beside it."""
    places = (path, path.parent)
    return all(os.access(place, os.W_OK) for place in places)


@contextmanager
def copied(path: Path) -> Iterator[Path]:
    """
    A copy of a database and of the logs beside it, in a folder of its own; gone at the end.

    OSError if it cannot be read, or is written to all the time.
    """
    with tempfile.TemporaryDirectory(prefix="rollgrid-") as folder:
        copy = Path(folder) / path.name
        for _ in range(TIMES):
            before = _state(path)
            for ending in ("", *LOGS):
                _copy(path.with_name(path.name + ending), copy.with_name(copy.name + ending))
            if _state(path) == before:
                yield copy
                return
        raise OSError(None, "another process keeps writing to it", str(path))


def _copy(source: Path, target: Path) -> None:
    target.unlink(missing_ok=True)
    if target.name.endswith(LOGS):
        with suppress(FileNotFoundError):
            shutil.copyfile(source, target)
    else:
        shutil.copyfile(source, target)


def _state(path: Path) -> list[tuple[int, int] | None]:
    """Size and time of the file and of its logs."""
    found: list[tuple[int, int] | None] = []
    for ending in ("", *LOGS):
        try:
            state = path.with_name(path.name + ending).stat()
            found.append((state.st_size, state.st_mtime_ns))
        except FileNotFoundError:
            found.append(None)
    return found

"""A new store, made whole under another name: killed meanwhile, there is none, not half of one."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from errno import ENOSPC
from pathlib import Path

from scheduler.files.writing import PRIVATE, sync_folder

PARTS = ("", "-journal", "-wal", "-shm")


def make_file(path: Path, fill: Callable[[Path], None]) -> None:
    """
    Let ``fill`` make a database in an empty file, then give it the name of ``path``.

    Does nothing if it is there by then: another process was first. What a process that was killed
    left behind is removed. OSError if it cannot be made.
    """
    target = Path(os.path.realpath(path))
    with _alone(target.parent):
        if target.exists():
            return
        side = _side_of(target)
        remove(side)
        os.close(os.open(side, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE))
        try:
            fill(side)
            refuse_unfinished(side)
            _name(side, target)
        finally:
            with suppress(OSError):  # removed when the next store is made here
                remove(side)
        sync_folder(target.parent)


def remove_second_name(path: Path) -> None:
    """The name under which a store was made, where a kill has left it beside the store's own."""
    target = Path(os.path.realpath(path))
    side = _side_of(target)
    with suppress(OSError):  # mostly it is not there
        if side.samefile(target):
            remove(side)


def _side_of(target: Path) -> Path:
    return target.with_name(f".{target.name}.new")


def refuse_unfinished(side: Path) -> None:
    """OSError if something is in a log that the file itself does not hold: it could not grow."""
    for part in PARTS[1:3]:
        log = side.with_name(side.name + part)
        if log.exists() and log.stat().st_size > 0:
            raise OSError(ENOSPC, "it could not be written to its end", str(side))


def _name(side: Path, target: Path) -> None:
    """A second name rather than a move: it never takes the place of a file."""
    try:
        os.link(side, target)
    except FileExistsError:
        return
    except OSError:  # where a file has one name only
        if not target.exists():
            side.rename(target)


def remove(side: Path) -> None:
    """What is there of a database; OSError at the end if any part of it stays."""
    failed: OSError | None = None
    for part in PARTS:
        try:
            side.with_name(side.name + part).unlink(missing_ok=True)
        except OSError as error:
            failed = error
    if failed is not None:
        raise failed


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One process at a time makes a store in a folder, where folders can be locked."""
    try:
        import fcntl

        handle = os.open(folder, os.O_RDONLY)
    except (ImportError, PermissionError):
        yield
        return
    try:
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)

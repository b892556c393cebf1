"""Write a file as a whole or not at all, and only where nothing is lost by it."""

import contextlib
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from scheduler.files.run import note_kept, refuse_unfit

PRIVATE = 0o600
"""
The mode of a new file that holds facts or registrations: others read it if they are given leave.
"""


def write(path: Path, data: bytes, *, private: bool = False) -> None:
    """
    Store bytes as a whole or not at all: written to the side, then renamed over the old file.

    Links are followed, the mode of an existing file is kept; a new one is for its owner alone if it
    is ``private``. What is no file (a pipe, a device) is written to directly. What a process that
    was killed over the same file left beside it is removed.

    TargetError for what must not be replaced (a store, an input, a scenario, ...); OSError, with
    the name of the file, where writing fails. Then the old one is as it was.
    """
    refuse_unfit(path)
    if path.exists() and not path.is_file():
        path.write_bytes(data)
        return
    target = Path(os.path.realpath(path))
    for left in _left_beside(target):
        _remove_if_abandoned(left)
    handle, name = _new_beside(target)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fchmod(file.fileno(), _mode(target, private=private))
            os.fsync(file.fileno())
            name.replace(target)  # as long as it is open it is known not to be abandoned
    except BaseException:  # Ctrl-C too leaves nothing beside the file
        with contextlib.suppress(OSError):
            name.unlink()
        raise
    sync_folder(target.parent)
    note_kept(str(path))


def _mode(target: Path, *, private: bool) -> int:
    """
    The mode of the file that is replaced, else what the umask leaves of read and write for all.
    """
    if target.exists():
        return stat.S_IMODE(target.stat().st_mode)
    if private:
        return PRIVATE
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask


def _new_beside(target: Path) -> tuple[int, Path]:
    """An empty file under another name, held so that nobody takes it for abandoned."""
    import tempfile  # here, for it loads compression and random numbers

    while True:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=_prefix(target), suffix="~")
        if _hold(handle) and os.fstat(handle).st_nlink > 0:
            return handle, Path(name)
        os.close(handle)  # another run looked at it before it was held


def _prefix(target: Path) -> str:
    return f".{target.name[:80]}."


def _left_beside(target: Path) -> Iterator[Path]:
    """Files under the names that ``_new_beside`` gives."""
    ours = re.compile(rf"{re.escape(_prefix(target))}[a-z0-9_]{{8}}~")
    with contextlib.suppress(OSError):
        for path in target.parent.iterdir():
            if ours.fullmatch(path.name):
                yield path


def _remove_if_abandoned(left: Path) -> None:
    """Remove a file that no process holds."""
    with contextlib.suppress(OSError):
        handle = os.open(left, os.O_RDONLY | os.O_NOFOLLOW)
        try:
            if _hold(handle):
                left.unlink()
        finally:
            os.close(handle)


def _hold(handle: int) -> bool:
    """Whether the file is now held by this process alone, until it ends or closes it."""
    try:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except ImportError:  # Windows: an open file is not removed there anyway
        return True
    except OSError as error:
        import errno

        return error.errno not in (errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES)
    return True


def sync_folder(folder: Path) -> None:
    """So that the new name survives a power cut too, where folders can be synced."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

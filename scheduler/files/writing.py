"""A file written as a whole or not at all, and only where nothing is lost that is not meant."""

import contextlib
import os
import stat
from pathlib import Path

from scheduler.files.run import refuse_unfit


def write(path: Path, data: bytes) -> None:
    """
    Store bytes as a whole or not at all: written to the side, then renamed over the old file.

    Links are followed, the mode of an existing file is kept. What is no file (a pipe, a device)
    is written to directly.

    TargetError for what must not be replaced (a store, an input, a scenario, ...); OSError, with
    the name of the file, where writing fails. Then the old one is as it was.
    """
    refuse_unfit(path)
    if path.exists() and not path.is_file():
        path.write_bytes(data)
        return
    target = Path(os.path.realpath(path))
    import tempfile  # here, for it loads compression and random numbers

    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:80]}.", suffix="~")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fchmod(file.fileno(), _mode(target))
            os.fsync(file.fileno())
        Path(name).replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
    _sync_folder(target.parent)


def _mode(target: Path) -> int:
    """Of the file that is replaced, else what the umask leaves of read and write for all."""
    if target.exists():
        return stat.S_IMODE(target.stat().st_mode)
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask


def _sync_folder(folder: Path) -> None:
    """So that the new name survives a power cut too, where folders can be synced."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

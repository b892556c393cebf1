"""
The outbox: a folder for each notice, which appears whole or not at all, and once.

A notice is first written under a hidden name; then the store is told that it is written; then it
gets its name. Killed before the store is told, the next run writes it again, hidden still. Killed
after, the next run gives it its name. So nobody who takes notices from the outbox ever sees half of
one, or one that will be written again.
"""

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

from scheduler.errors import TargetError
from scheduler.files import write

HIDDEN, LOCK = ".unfinished", ".lock"
NOTICE = "notice."
"""How the files of a notice begin."""
LONGEST = 120
"""Bytes of a name in the file system, at most, to be safe everywhere."""


def put(
    folder: Path,
    publication: int,
    recipient: str,
    files: Mapping[str, bytes],
    mark_written: Callable[[], bool],
) -> bool:
    """
    Write the files of a notice, and have it told that they are written.

    ``mark_written`` marks the notice as written. Returns whether that is new, as it says itself.
    Raises OSError if the folder cannot be written; nothing is marked then.
    """
    place = place_of(publication, recipient)
    hidden = folder / HIDDEN / place
    shutil.rmtree(hidden, ignore_errors=True)
    hidden.mkdir(parents=True)
    for name, data in sorted(files.items()):
        write(hidden / name, data, private=True)
    _sync(hidden.parent)
    _refuse_foreign(folder / place)
    new = mark_written()
    if new:
        _show(folder, place)
    else:
        shutil.rmtree(hidden, ignore_errors=True)
    return new


def tidy(folder: Path, written: Iterable[tuple[int, str]]) -> int:
    """
    Give their names to the notices that an earlier run was killed over.

    ``written``: (publication, recipient) of all that the store knows to be written.
    """
    count = 0
    for publication, recipient in written:
        place = place_of(publication, recipient)
        if (folder / HIDDEN / place).is_dir():
            _show(folder, place)
            count += 1
    return count


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """One run at a time writes to an outbox; a second one waits for it."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK).open("ab") as lock:
        with suppress(ImportError):  # not on Windows, where nobody shares a folder like that
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def place_of(publication: int, recipient: str) -> Path:
    """
    ``Rev.1/person.wgtu-chair``; what is no plain letter or digit is spelt out.

    Where capitals are not told apart, or no name ends with a dot, names are still different ones.
    """
    kind, _, id = recipient.partition(":")
    name = f"{kind}.{quote(id, safe='')}"
    if len(name) > LONGEST or id != id.lower() or name.endswith("."):
        name = f"{name[: LONGEST - 17]}~{sha256(recipient.encode()).hexdigest()[:16]}"
    return Path(f"Rev.{publication}") / name


def _show(folder: Path, place: Path) -> None:
    """From the hidden name to the real one, in one step."""
    hidden, final = folder / HIDDEN / place, folder / place
    final.parent.mkdir(parents=True, exist_ok=True)
    _refuse_foreign(final)
    if final.exists():  # of another store, or of one that was put back from a copy
        shutil.rmtree(final)
    hidden.rename(final)
    _sync(final.parent)
    for empty in (hidden.parent, folder / HIDDEN):
        with suppress(OSError):
            empty.rmdir()


def _refuse_foreign(final: Path) -> None:
    """TargetError if a folder that would be replaced holds anything but notices."""
    if final.is_dir() and not all(path.name.startswith(NOTICE) for path in final.iterdir()):
        raise TargetError(f"{final} has files that are not notices: move it away first")


def _sync(folder: Path) -> None:
    """What is in a folder survives a loss of power, where the system knows how."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

"""store export, store restore: a whole store as one file, and back."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from scheduler import files
from scheduler.commands.inputs.stores import opened_at
from scheduler.commands.options.store import StoreOption
from scheduler.errors import UsageError
from scheduler.files import announce
from scheduler.render.terminal.answer import GOOD, OK, Answer, say
from scheduler.store.archive import archive
from scheduler.store.archive import restore as restore_store

LARGEST = 2**30
"""Bytes of an archive that are read: a year of meetings has a hundredth of it."""


def export(
    *,
    to: Annotated[Path, Parameter(help="The file to write, such as meeting.jsonl.")],
    where: StoreOption = StoreOption(),
) -> Answer:
    """Write the whole store to one readable file, as a backup.

    The file has the facts, drafts, publications and notices, with the hash chain. It can be
    restored to another database. Others may use the store meanwhile.
    """
    announce(to)
    with opened_at(where.store, to_read=True) as store:
        data, name = archive(store), store.name
    files.write(to, data, private=True)
    rows = data.count(b"\n") - 2
    return Answer(OK, [say(f"{to}: {name}, {rows:,} entries, {len(data):,} bytes", GOOD)])


def restore(
    file: Annotated[Path, Parameter(help="The file that 'rollgrid store export' wrote.")],
    *,
    store: Annotated[
        str | None, Parameter(help="The store to make: a new file or an empty database.")
    ] = None,
) -> Answer:
    """Restore a store from such a file.

    Every row and link is checked before anything is kept.
    """
    if store is None:
        raise UsageError("no store is given: add --store meeting.db")
    try:
        data = files.read(file, LARGEST, "the archive")
    except OSError as error:
        raise UsageError(f"{file}: cannot be read: {error.strerror}") from None
    if len(data) > LARGEST:
        raise UsageError(f"{file}: too large for an archive (at most {LARGEST:,} bytes)")
    rows = restore_store(store, data, str(file))
    return Answer(OK, [say(f"{store}: {rows:,} entries, every link holds", GOOD)])

"""Whether a file is a store, looked at without changing it or leaving anything beside it."""

import sqlite3
import time
from contextlib import closing
from pathlib import Path

from scheduler.errors import StoreError
from scheduler.store.copies import LOGS, copied
from scheduler.store.database_errors import TORN, explain_error

OURS = "store_steps"
"""The table that every store has, and that no other program would make."""
TIMES = 5
"""Looks at a file that reads as damaged: another process may be writing the very page."""
EMPTY = "the file is empty and its content is lost: use a copy; for a new meeting, delete it first"


def require_store(path: Path, name: str) -> None:
    """
    StoreError if a file is empty, cut off, no database, or the database of another program.

    It is opened in a way that takes no lock and writes nothing: another program's file stays as it
    is, byte for byte, and what that program keeps beside it too.
    """
    if path.stat().st_size == 0:
        raise StoreError(f"{name}: {EMPTY}")
    tables = _tables(path, name)
    if not tables:
        raise StoreError(f"{name}: {TORN}")
    if OURS not in tables:
        raise StoreError(f"{name} is another kind of database: give another file")


def _tables(path: Path, name: str) -> frozenset[str]:
    """
    The names of tables: those that the file itself holds, else with what the log beside it holds.

    What was written last may be in the log alone, and after a crash half in the file.
    """
    for last in (*(False,) * (TIMES - 1), True):
        try:
            with closing(sqlite3.connect(f"{path.as_uri()}?immutable=1", uri=True)) as db:
                tables = _names(db)
            if OURS in tables or not _has_log(path):
                return tables
        except sqlite3.OperationalError as error:
            raise StoreError(f"{name}: it cannot be opened: {error}") from error
        except sqlite3.DatabaseError as error:
            if last and not _has_log(path):
                raise StoreError(f"{name}: {TORN}") from error
        if _has_log(path):
            with copied(path) as copy, explain_error(name), closing(sqlite3.connect(copy)) as db:
                return _names(db)
        time.sleep(0.02)
    raise AssertionError("the last look returns or raises")


def _has_log(path: Path) -> bool:
    logs = (path.with_name(path.name + ending) for ending in LOGS)
    return any(log.exists() and log.stat().st_size > 0 for log in logs)


def _names(db: sqlite3.Connection) -> frozenset[str]:
    return frozenset(row[0] for row in db.execute("SELECT name FROM sqlite_schema"))

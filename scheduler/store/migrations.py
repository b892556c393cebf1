"""
Numbered steps from an empty store to the newest, each done once and in one transaction.

A step that has been released is never edited: the next one is added. A column added later is
nullable, for what is missing counts as nothing in a row's sha256 (see ``chain``).
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from filecmp import cmp
from itertools import count
from pathlib import Path

from sqlalchemy import Connection, inspect, select

from scheduler.errors import StoreError
from scheduler.store.chain import as_text
from scheduler.store.creation import remove
from scheduler.store.database_errors import TORN
from scheduler.store.first_migration import create_table, first_migration
from scheduler.store.second_migration import second_migration
from scheduler.store.tables import store_steps
from scheduler.store.third_migration import third_migration


@dataclass(frozen=True, slots=True)
class Step:
    """``statements`` of a dialect, ``sqlite`` or ``postgresql``."""

    number: int
    name: str
    statements: Callable[[str], Iterable[str]]


STEPS: tuple[Step, ...] = (
    Step(1, "scenarios, revisions, facts, notices", first_migration),
    Step(2, "alternatives, dropped notices, acknowledged warnings", second_migration),
    Step(3, "results of sweeps", third_migration),
)
LOCK = 7_655_467_263
"""The number by which openers of one PostgreSQL database queue to migrate it."""


def version_of(db: Connection, name: str) -> int | None:
    """
    The number of the last step done; None if nothing is there yet.

    StoreError if what is there are no steps of a store: a page that was overwritten, say.
    """
    if not inspect(db).has_table("store_steps"):
        return None
    done = db.execute(select(store_steps.c.number, store_steps.c.name).order_by("number")).all()
    first = [(1, STEPS[0].name)]
    if [number for number, _ in done] != [*range(1, len(done) + 1)] or done[:1] not in ([], first):
        raise StoreError(f"{name}: {TORN}")
    return len(done) or None


def check_version(name: str, version: int | None, steps: tuple[Step, ...] = STEPS) -> None:
    """StoreError if the store is newer than this program."""
    if version is not None and version > len(steps):
        raise StoreError(
            f"{name}: was written by a newer rollgrid (store version {version}, this one knows "
            f"{len(steps)}): update rollgrid; nothing was changed"
        )


def migrate(
    db: Connection,
    name: str,
    at: datetime,
    *,
    path: Path | None = None,
    steps: tuple[Step, ...] = STEPS,
) -> None:
    """
    Do the steps that are missing, within the write transaction of ``db``.

    The file is copied first, as ``meeting.v1.db`` beside it, unless it is empty.

    StoreError if it is newer than this program, or a database of something else.
    """
    dialect = db.dialect.name
    if dialect == "postgresql":
        db.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
    version = version_of(db, name)
    check_version(name, version, steps)
    if version is None:
        _begin(db, name)
    elif path is not None and version < len(steps):
        _copy_beside(path, version)
    for step in steps[version or 0 :]:
        for statement in step.statements(dialect):
            db.exec_driver_sql(statement.replace("%", "%%") if dialect != "sqlite" else statement)
        db.execute(store_steps.insert().values(number=step.number, name=step.name, at=as_text(at)))


def _begin(db: Connection, name: str) -> None:
    if db.dialect.name == "sqlite":
        strangers = inspect(db).get_table_names()
        if strangers:
            raise StoreError(f"{name} is another kind of database: give another file")
    columns = "number INTEGER PRIMARY KEY, name TEXT NOT NULL, at TEXT NOT NULL"
    db.exec_driver_sql(create_table(db.dialect.name, "store_steps", columns))


def _copy_beside(path: Path, version: int) -> None:
    """
    A whole copy, written to the side and renamed; what an older program can still read.

    A file of that name, unless it is this very copy, stays: ``meeting.v1-2.db`` is made then.
    """
    target = path.with_name(f"{path.stem}.v{version}{path.suffix}")
    side = target.with_name(f".{target.name}~")
    try:
        remove(side)
        with closing(sqlite3.connect(path)) as old, closing(sqlite3.connect(side)) as new:
            old.backup(new)
        target = next(name for name in _names(target) if _is_free(name, side))
        side.replace(target)
    except (OSError, sqlite3.Error) as error:
        with suppress(OSError):  # removed before the next copy is made
            remove(side)
        raise StoreError(f"{target}: the copy before the change failed: {error}") from error


def _names(target: Path) -> Iterator[Path]:
    yield target
    yield from (target.with_stem(f"{target.stem}-{number}") for number in count(2))


def _is_free(target: Path, copy: Path) -> bool:
    """Whether nothing is lost if the copy takes this name."""
    return not target.exists() or (target.is_file() and cmp(target, copy, shallow=False))

"""Open a store: one code path for SQLite and PostgreSQL, every write one transaction at a time."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, select

from scheduler.errors import StoreError, StoreLocked
from scheduler.files import register_store
from scheduler.store.database_errors import explain_error
from scheduler.store.location import Place, place_of
from scheduler.store.migrations import STEPS, Step, check_version, migrate, version_of
from scheduler.store.tables import head

Clock = Callable[[], datetime]
WAIT = 10.0
"""Seconds for which a locked store is waited for."""
WRITING = "rollgrid_writing"


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Store:
    """An open store; its functions are in the package."""

    name: str
    engine: Engine
    clock: Clock
    path: Path | None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One moment of the store, whatever others write meanwhile."""
        with explain_error(self.name), self.engine.connect() as db:
            if db.dialect.name == "postgresql":
                db.execution_options(isolation_level="REPEATABLE READ")
            with db.begin():
                yield db

    @contextmanager
    def changing(self) -> Iterator[Connection]:
        """A transaction that may write; all of it is kept or nothing."""
        engine = self.engine.execution_options(**{WRITING: True})
        with explain_error(self.name), engine.begin() as db:
            yield db

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """``changing``, alone: who holds the row of the head is the only one to write."""
        with self.changing() as db:
            db.execute(select(head.c.number).with_for_update())
            yield db


@contextmanager
def opened(
    where: Path | str,
    *,
    create: bool = True,
    wait: float = WAIT,
    clock: Clock = utc_now,
    steps: tuple[Step, ...] = STEPS,
) -> Iterator[Store]:
    """
    The store at a file or URL, brought up to date, closed at the end.

    StoreError if it cannot be opened; or it is not there and ``create`` is false.
    """
    place = place_of(where)
    store = connect(place, create=create, wait=wait, clock=clock)
    try:
        _bring_up(store, wait, steps)
        yield store
    finally:
        store.engine.dispose()


def connect(place: Place, *, create: bool, wait: float, clock: Clock) -> Store:
    """A store as it is, not yet looked at."""
    if place.path is not None:
        register_store(place.path)
        _check_file(place.path, place.name, create)
    try:
        engine = create_engine(place.url, connect_args=_arguments(place, wait))
    except ModuleNotFoundError:
        needs = "a PostgreSQL store needs psycopg: install rollgrid[postgres]"
        raise StoreError(f"{place.name}: {needs}") from None
    if place.path is not None:
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "begin", _begin_postgres(wait))
    return Store(place.name, engine, clock, place.path)


def _check_file(path: Path, name: str, create: bool) -> None:
    try:
        path.stat()
    except PermissionError:
        raise StoreError(f"{name}: you may not enter {path.parent}") from None
    except OSError:
        pass  # said below, as far as it matters
    if path.is_dir():
        raise StoreError(f"{name}: is a folder, not a store")
    if not path.parent.is_dir():
        raise StoreError(f"{name}: there is no folder {path.parent}")
    if not create and not path.exists():
        raise StoreError(f"{name}: there is no store yet; rollgrid solve with --store makes it")


def _arguments(place: Place, wait: float) -> dict[str, Any]:
    if place.path is not None:
        return {"timeout": wait}
    given = place.url.query
    return {} if "connect_timeout" in given else {"connect_timeout": max(2, round(wait))}


def _prepare_sqlite(raw: Any, record: object) -> None:
    raw.isolation_level = None  # sqlite3 would else begin by itself, and too late
    for pragma in ("foreign_keys=ON", "synchronous=FULL", "recursive_triggers=ON"):
        raw.execute(f"PRAGMA {pragma}")


def _begin_sqlite(db: Connection) -> None:
    """IMMEDIATE: who reads first and writes later would find the store locked in between."""
    writing = db.get_execution_options().get(WRITING, False)
    db.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _begin_postgres(wait: float) -> Callable[[Connection], None]:
    def begin(db: Connection) -> None:
        db.exec_driver_sql(f"SET LOCAL lock_timeout = {max(1, round(wait * 1000))}")

    return begin


def _bring_up(store: Store, wait: float, steps: tuple[Step, ...]) -> None:
    with store.reading() as db:
        version = version_of(db)
    check_version(store.name, version, steps)
    if version == len(steps):
        return
    if store.path is not None:
        _use_wal(store, wait)
    with store.changing() as db:
        migrate(db, store.name, store.clock(), path=store.path, steps=steps)


def _use_wal(store: Store, wait: float) -> None:
    """
    Readers then never wait for a writer. The change itself needs the file alone and, unlike
    everything else, does not wait by itself when several processes open a new store at once.
    """
    until = time.monotonic() + wait
    while True:
        try:
            with explain_error(store.name), store.engine.connect() as db:
                raw: Any = db.connection.driver_connection
                raw.execute("PRAGMA journal_mode=WAL").fetchone()
            return
        except StoreLocked:
            if time.monotonic() > until:
                raise
        time.sleep(0.02)

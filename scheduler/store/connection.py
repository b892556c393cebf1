"""
Open a store: one code path for SQLite and PostgreSQL, every write one transaction at a time.

What only reads leaves nothing behind: no file, no table, no step of a newer version.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, select

from scheduler.errors import StoreError, StoreLocked
from scheduler.files import note_kept, note_made, register_store
from scheduler.store.copies import copied, is_writable
from scheduler.store.creation import make_file, remove_second_name
from scheduler.store.database_errors import BARRED, explain_error
from scheduler.store.location import Place, at_file, place_of
from scheduler.store.migrations import STEPS, Step, check_version, migrate, version_of
from scheduler.store.recognition import require_store
from scheduler.store.tables import head
from scheduler.vocabulary.clock import Clock, utc_now

WAIT = 10.0
"""Seconds for which a locked store is waited for."""
WRITING = "rollgrid_writing"
PRAGMAS = ("foreign_keys=ON", "synchronous=FULL", "recursive_triggers=ON")
NONE_YET = "there is no store yet; make it with rollgrid solve and --store"


@dataclass(frozen=True, slots=True)
class Store:
    """
    An open store; its functions are in the package.

    ``behind``: the version of a store on a server that is only read, if it is not the newest.
    """

    name: str
    engine: Engine
    clock: Clock
    path: Path | None
    reads_only: bool = False
    behind: int | None = None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One moment of the store, whatever others write meanwhile."""
        with explain_error(self.name), self.engine.connect() as db:
            if db.dialect.name == "postgresql":
                db.execution_options(isolation_level="REPEATABLE READ")
            with db.begin() as transaction:
                if self.behind is not None:  # as the newest version shows it, for this once
                    migrate(db, self.name, self.clock())
                yield db
                if self.behind is not None:
                    transaction.rollback()

    @contextmanager
    def changing(self) -> Iterator[Connection]:
        """A transaction that may write; all of it is kept or nothing."""
        assert not self.reads_only, "a store that was opened for reading cannot be written"
        engine = self.engine.execution_options(**{WRITING: True})
        with explain_error(self.name), engine.begin() as db:
            yield db

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """``changing``, alone: who holds the row of the head is the only one to write."""
        with self.changing() as db:
            db.execute(select(head.c.number).with_for_update())
            yield db
        note_kept(self.name)


@contextmanager
def opened(
    where: Path | str,
    *,
    create: bool = True,
    reads_only: bool = False,
    wait: float = WAIT,
    clock: Clock = utc_now,
    steps: tuple[Step, ...] = STEPS,
) -> Iterator[Store]:
    """
    The store at a file or URL, brought up to date, closed at the end.

    With ``reads_only`` it is left as it is: one that may not be written, or is of an older version,
    is read from a copy. StoreError if it cannot be opened; or it is not there and ``create`` is
    false, or it is only to be read.
    """
    place = place_of(where)
    create = create and not reads_only
    if place.path is not None:
        register_store(place.path)
        _check_file(place.path, place.name, create)
        if create and not place.path.exists():
            _make(place, wait, clock, steps)
        require_store(place.path, place.name)
        if not reads_only:
            remove_second_name(place.path)
    with ExitStack() as stack:
        copy = reads_only and place.path is not None and not _reads_in_place(place, len(steps))
        if copy:
            place = stack.enter_context(_copy_of(place))
        store = _connect(place, wait, clock, reads_only=reads_only and not copy)
        stack.callback(store.engine.dispose)
        beside = None if copy else place.path
        store = _brought_up(store, wait, steps, create=create, beside=beside)
        yield replace(store, reads_only=reads_only)


@contextmanager
def as_it_is(place: Place, *, wait: float, clock: Clock) -> Iterator[Store]:
    """A store to look at, whatever its version; StoreError if it cannot be opened."""
    with ExitStack() as stack:
        if place.path is not None:
            register_store(place.path)
            _check_file(place.path, place.name, create=False)
            require_store(place.path, place.name)
            if not is_writable(place.path):
                place = stack.enter_context(_copy_of(place))
        store = _connect(place, wait, clock, reads_only=True)
        stack.callback(store.engine.dispose)
        yield store


def _connect(place: Place, wait: float, clock: Clock, *, reads_only: bool = False) -> Store:
    """A store not yet looked at."""
    try:
        engine = create_engine(place.url, connect_args=_arguments(place, wait))
    except ModuleNotFoundError:
        needs = "a PostgreSQL store needs psycopg: install rollgrid[postgres]"
        raise StoreError(f"{place.name}: {needs}") from None
    if place.path is not None:
        pragmas = (*PRAGMAS, "query_only=ON") if reads_only else PRAGMAS
        event.listen(engine, "connect", partial(_prepare_sqlite, pragmas))
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "begin", _begin_postgres(wait))
    return Store(place.name, engine, clock, place.path, reads_only)


def _check_file(path: Path, name: str, create: bool) -> None:
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        pass  # said below, as far as it matters
    except PermissionError:
        raise StoreError(f"{name}: you may not enter {path.parent}") from None
    except OSError as error:
        raise StoreError(f"{name}: cannot be opened: {error.strerror}") from None
    if path.is_dir():
        raise StoreError(f"{name}: is a folder, not a store")
    if not path.parent.is_dir():
        raise StoreError(f"{name}: there is no folder {path.parent}")
    if not create and not path.exists():
        raise StoreError(f"{name}: {NONE_YET}")
    if path.exists() and not path.is_file():
        raise StoreError(f"{name}: is a pipe or a device, not a store")


def _make(place: Place, wait: float, clock: Clock, steps: tuple[Step, ...]) -> None:
    """A new store of the newest version."""

    def fill(side: Path) -> None:
        store = _connect(at_file(place, side), wait, clock)
        try:
            with store.changing() as db:
                migrate(db, store.name, store.clock(), steps=steps)
            _use_wal(store, wait)  # last: what is in the log alone would not come with the file
        finally:
            store.engine.dispose()

    assert place.path is not None
    try:
        make_file(place.path, fill)
    except PermissionError:
        raise StoreError(f"{place.name}: {BARRED}") from None
    except OSError as error:
        raise StoreError(f"{place.name}: cannot be made: {error.strerror}") from None
    note_made(place.name)


def _reads_in_place(place: Place, newest: int) -> bool:
    """Whether the file itself can be read and shows what the newest version would."""
    if place.path is None or not is_writable(place.path):
        return False
    store = _connect(place, WAIT, utc_now, reads_only=True)
    try:
        with store.reading() as db:
            version = version_of(db, place.name)
    finally:
        store.engine.dispose()
    return version is None or version >= newest


@contextmanager
def _copy_of(place: Place) -> Iterator[Place]:
    assert place.path is not None
    with ExitStack() as stack:
        try:
            copy = stack.enter_context(copied(place.path))
        except PermissionError:
            raise StoreError(f"{place.name}: you may not read it") from None
        except OSError as error:
            raise StoreError(f"{place.name}: cannot be read: {error.strerror}") from None
        yield at_file(place, copy)


def _arguments(place: Place, wait: float) -> dict[str, Any]:
    if place.path is not None:
        return {"timeout": wait}
    given = place.url.query
    return {} if "connect_timeout" in given else {"connect_timeout": max(2, round(wait))}


def _prepare_sqlite(pragmas: Sequence[str], raw: Any, record: object) -> None:
    raw.isolation_level = None  # sqlite3 would else begin by itself, and too late
    for pragma in pragmas:
        raw.execute(f"PRAGMA {pragma}")


def _begin_sqlite(db: Connection) -> None:
    """IMMEDIATE: who reads first and writes later would find the store locked in between."""
    writing = db.get_execution_options().get(WRITING, False)
    db.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _begin_postgres(wait: float) -> Callable[[Connection], None]:
    def begin(db: Connection) -> None:
        db.exec_driver_sql(f"SET LOCAL lock_timeout = {max(1, round(wait * 1000))}")

    return begin


def _brought_up(
    store: Store, wait: float, steps: tuple[Step, ...], *, create: bool, beside: Path | None
) -> Store:
    """
    The store with the steps that it lacks; one that is only read lacks them as before.

    ``beside``: the file beside which the older version is kept, if it is to be kept.
    """
    with store.reading() as db:
        version = version_of(db, store.name)
    check_version(store.name, version, steps)
    if version is None and not create:
        raise StoreError(f"{store.name}: {NONE_YET}")
    if version == len(steps):
        return store
    if store.reads_only:
        return replace(store, behind=version)
    if store.path is not None:
        _use_wal(store, wait)
    with store.changing() as db:
        migrate(db, store.name, store.clock(), path=beside, steps=steps)
    return store


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

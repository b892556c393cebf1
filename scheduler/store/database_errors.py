"""The errors of databases, in sentences that name the store and what to do."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from scheduler.errors import StoreError, StoreLocked

LOCKED = "another process uses the store; nothing was written; try again"
FULL = "the disk is full; nothing was written; make room, then try again"
STUNTED = (
    "the disk is full, or the file may not grow; nothing was written; make room, then try again"
)
FAILING = (
    "input/output error: the disk or network drive did not take what was written, and nothing was "
    "stored; check it, its quota and the limit on file sizes, then try again"
)
IO_ERROR = "input/output error: check the disk or network drive, then try again"
BARRED = "the store cannot be written: the folder or file is read-only or belongs to another user"
SEALED = "a store never changes or deletes entries: add an entry that undoes it"
TORN = "the file is damaged or not a store: run rollgrid doctor, keep the file, and use a copy"
GONE = (
    "the connection broke: before you repeat the last step, check with rollgrid log "
    "whether it was stored"
)
UNSURE = (
    "the disk failed during the write: before you repeat the last step, check with "
    "rollgrid log whether it was stored"
)
NO_ENTRY = "the server refused this user: check name and password"
NO_DATABASE = "the database does not exist: create it with createdb"
UNREACHED = "the server cannot be reached: check the URL, the network and whether it runs"

SQLITE: tuple[tuple[str, type[StoreError], str], ...] = (
    ("SQLITE_BUSY", StoreLocked, LOCKED),
    ("SQLITE_LOCKED", StoreLocked, LOCKED),
    ("SQLITE_FULL", StoreError, FULL),
    ("SQLITE_IOERR_FSYNC", StoreError, UNSURE),
    ("SQLITE_IOERR_DIR_FSYNC", StoreError, UNSURE),
    ("SQLITE_IOERR_WRITE", StoreError, FAILING),
    ("SQLITE_IOERR_SHMSIZE", StoreError, STUNTED),
    ("SQLITE_IOERR_TRUNCATE", StoreError, FAILING),
    ("SQLITE_READONLY", StoreError, BARRED),
    ("SQLITE_CANTOPEN", StoreError, BARRED),
    ("SQLITE_PERM", StoreError, BARRED),
    ("SQLITE_IOERR_LOCK", StoreLocked, LOCKED),
    ("SQLITE_IOERR", StoreError, IO_ERROR),
    ("SQLITE_CORRUPT", StoreError, TORN),
    ("SQLITE_NOTADB", StoreError, TORN),
    ("SQLITE_CONSTRAINT_TRIGGER", StoreError, SEALED),
)
"""How the names of SQLite's errors begin, and what they mean to a planner."""

POSTGRES: tuple[tuple[str, type[StoreError], str], ...] = (
    ("55P03", StoreLocked, LOCKED),
    ("40P01", StoreLocked, LOCKED),
    ("57014", StoreLocked, LOCKED),
    ("53100", StoreError, "the server's disk is full; nothing was written"),
    ("53300", StoreError, "the server has too many connections; try again"),
    ("25006", StoreError, "the server is read-only: give the one that accepts changes"),
    ("28", StoreError, NO_ENTRY),
    ("3D000", StoreError, NO_DATABASE),
    ("42501", StoreError, "this user has too few rights: ask for the right to create tables"),
    ("57P", StoreError, GONE),
    ("08", StoreError, GONE),
    ("RG001", StoreError, SEALED),
)
"""How SQLSTATE codes begin."""


@contextmanager
def explain_error(name: str) -> Iterator[None]:
    """Any error of the database as a StoreError that begins with the store's name."""
    try:
        yield
    except DBAPIError as error:
        kind, meaning = _meaning(error.orig or error, broke=error.connection_invalidated)
        raise kind(f"{name}: {meaning}") from error
    except SQLAlchemyError as error:
        raise StoreError(f"{name}: {_first_line(error)}") from error
    except sqlite3.Error as error:
        kind, meaning = _meaning(error)
        raise kind(f"{name}: {meaning}") from error


def _meaning(error: BaseException, *, broke: bool = False) -> tuple[type[StoreError], str]:
    name = getattr(error, "sqlite_errorname", None)
    code = name if name is not None else getattr(error, "sqlstate", None)
    if code is None:
        return StoreError, GONE if broke else _unreached(str(error))
    for begins, kind, meaning in SQLITE if name is not None else POSTGRES:
        if code.startswith(begins):
            return kind, meaning
    return StoreError, f"{_first_line(error)} ({code})"


def _unreached(message: str) -> str:
    """A server that refuses a connection says why in words alone."""
    for phrase, meaning in (
        ("password", NO_ENTRY),
        ("no pg_hba.conf entry", NO_ENTRY),
        ('role "', NO_ENTRY),
        ('database "', NO_DATABASE),
    ):
        if phrase in message:
            return meaning
    return UNREACHED


def _first_line(error: BaseException) -> str:
    return next(iter(str(error).splitlines()), type(error).__name__)

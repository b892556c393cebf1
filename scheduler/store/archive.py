"""
A whole store as one file that people and programs can read, and a store made of it again.

Lines of JSON: a head, a line for each row in an order in which they can be put back, and an end
with their number and the sha256 of all lines before it. Rows are kept as they are, with what each
vouches for, so a store that is made of the file passes the same audit: nobody can change the file
unseen without changing every row that follows. It is one moment of the store, whoever else writes,
and goes from SQLite to PostgreSQL and back.
"""

import hashlib
import json
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, LargeBinary, TableClause, func, select

from scheduler.errors import StoreError
from scheduler.store.audit import audit
from scheduler.store.connection import Store, opened
from scheduler.store.creation import refuse_unfinished, remove
from scheduler.store.location import place_of
from scheduler.store.migrations import STEPS
from scheduler.store.tables import (
    CHAINED,
    head,
    notices,
    publications,
    revisions,
    scenarios,
    sweep_results,
)

KIND = "rollgrid store"
END = "end"
BYTES = "base64"
"""What is no text: ``{"base64": ...}``; what is text is written as such."""
TABLES: Mapping[str, TableClause] = {
    table.name: table
    for table in (scenarios, revisions, publications, notices, *CHAINED, sweep_results)
}
TOLD = 20
"""Faults that are told; one change shows in many rows."""


def archive(store: Store) -> bytes:
    """The whole store, UTF-8 text; StoreError if it is damaged, for then it is no copy of it."""
    with store.reading() as db:
        faults = list(audit(db))
        lines = [_line({"rollgrid store": len(STEPS)}), *map(_row_line, _rows(db))]
    if faults:
        raise StoreError(
            _damaged(f"{store.name} is damaged, so a copy would be damaged too", faults)
        )
    body = "".join(lines)
    end = {"rows": len(lines) - 1, "sha256": hashlib.sha256(body.encode()).hexdigest()}
    return (body + _line({END: end})).encode()


def restore(where: Path | str, data: bytes, name: str) -> int:
    """
    Make a store of an archive; how many rows it has.

    ``name``: of the archive, for messages. StoreError if the archive is cut short, was changed or
    is none, or if something is at ``where``; then nothing is left there that was not before.
    """
    rows = _read(data, name)
    place = place_of(where)
    path = place.path
    if path is None:
        with opened(where) as store:
            _fill(store, rows, name)
        return len(rows)
    if path.exists():
        raise StoreError(f"{place.name} exists already: give a new file; nothing was changed")
    side = path.with_name(f".{path.name}~")
    try:
        remove(side)
        with opened(side) as store:
            _fill(store, rows, name)
        refuse_unfinished(side)
        side.rename(path)
    finally:
        with suppress(OSError):  # removed when a store is next made here of an archive
            remove(side)
    return len(rows)


def _rows(db: Connection) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every row, none before one that it names: a draft comes after what it was made from."""
    yield from _of(db, scenarios, "sha256")
    issues = [row for _, row in _of(db, publications, "number")]
    for name, draft in _of(db, revisions, "number"):
        while issues and draft["parent"] is not None and issues[0]["number"] <= draft["parent"]:
            yield publications.name, issues.pop(0)
        yield name, draft
    yield from ((publications.name, row) for row in issues)
    yield from _of(db, notices, "publication", "recipient")
    for table in CHAINED:
        yield from _of(db, table, "number")
    yield from _of(db, sweep_results, "key")


def _of(db: Connection, table: TableClause, *keys: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    ordered = select(table).order_by(*(table.c[key] for key in keys))
    for row in db.execute(ordered).mappings():
        yield table.name, dict(row)


def _row_line(row: tuple[str, Mapping[str, Any]]) -> str:
    name, values = row
    return _line({name: {key: _shown(value) for key, value in values.items() if value is not None}})


def _shown(value: Any) -> Any:
    if not isinstance(value, bytes):
        return value
    return {BYTES: b64encode(value).decode()}


def _line(content: Mapping[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False) + "\n"


def _read(data: bytes, name: str) -> list[tuple[TableClause, dict[str, Any]]]:
    """The rows of an archive, judged as far as they can be without the others."""
    body, _, last = data.removesuffix(b"\n").rpartition(b"\n")
    body += b"\n"
    first = _parsed(body.partition(b"\n")[0])
    if set(first) != {KIND}:
        raise StoreError(f"{name} is not an archive of a store; 'rollgrid store export' writes one")
    version = first[KIND]
    if not isinstance(version, int) or not 1 <= version <= len(STEPS):
        raise StoreError(f"{name} was written by a newer rollgrid: update rollgrid")
    lines = body.decode("utf-8", "replace").split("\n")[1:-1]
    end = _parsed(last).get(END)
    if not isinstance(end, dict) or end.get("rows") != len(lines):
        raise StoreError(
            f"{name} is incomplete: its last line, with the number of rows, is missing"
        )
    if end.get("sha256") != hashlib.sha256(body).hexdigest():
        raise StoreError(f"{name} was changed after it was written: its sha256 is different")
    return [_row(text, f"{name}:{number}") for number, text in enumerate(lines, start=2)]


def _row(text: str, place: str) -> tuple[TableClause, dict[str, Any]]:
    content = _parsed(text)
    table = TABLES.get(next(iter(content), ""))
    row = content.get(table.name) if table is not None else None
    if table is None or not isinstance(row, dict) or len(content) != 1:
        raise StoreError(f"{place}: not a row of a store")
    try:
        return table, {key: _value(table, key, value) for key, value in row.items()}
    except (KeyError, ValueError, TypeError):
        raise StoreError(f"{place}: not a row of {table.name}") from None


def _value(table: TableClause, key: str, value: Any) -> Any:
    """KeyError, ValueError or TypeError for what the column cannot hold."""
    kind = table.c[key].type
    if isinstance(kind, LargeBinary):
        return b64decode(value[BYTES], validate=True)
    if not isinstance(value, kind.python_type) or isinstance(value, bool):
        raise TypeError(key)
    return value


def _parsed(line: bytes | str) -> dict[str, Any]:
    """Empty for what is no JSON object."""
    try:
        content = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) else {}


def _fill(store: Store, rows: list[tuple[TableClause, dict[str, Any]]], name: str) -> None:
    """All rows in one transaction, that is only kept if the audit finds nothing."""
    with store.writing() as db:
        for table in TABLES.values():
            if db.execute(select(func.count()).select_from(table)).scalar_one():
                raise StoreError(f"{store.name} has a meeting already; nothing was changed")
        for table, row in rows:
            db.execute(table.insert().values(row))
            if table is publications:
                db.execute(head.update().values(number=row["number"]))
        faults = list(audit(db))
        if faults:
            raise StoreError(_damaged(f"{name} was changed after it was written", faults))


def _damaged(what: str, faults: list[str]) -> str:
    more = [f"and {len(faults) - TOLD} more"] if len(faults) > TOLD else []
    return "\n  ".join([what, *faults[:TOLD], *more])

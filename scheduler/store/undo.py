"""What was said is taken back by saying so: one more row, which names the one it undoes."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, RowMapping, TableClause, select

from scheduler.errors import StoreError
from scheduler.store.chain import Stamp, append


def undo(
    db: Connection,
    table: TableClause,
    number: int,
    what: str,
    stamped: Stamp,
    *,
    author: str,
    **values: Any,
) -> dict[str, Any]:
    """
    Add the row that undoes row ``number``; its other columns are those of that row.

    Raises
    ------
    StoreError
        There is no such row, it undoes another, or it is undone.
    """
    rows = {row["number"]: row for row in db.execute(select(table)).mappings()}
    target = rows.get(number)
    if target is None:
        raise StoreError(f"there is no {what} {number}")
    if target["undoes"] is not None:
        raise StoreError(f"{what} {number} undoes {what} {target['undoes']}; say that one again")
    by = undone_by(list(rows.values())).get(number)
    if by is not None:
        raise StoreError(f"{what} {number} is undone already, by {what} {by}")
    said = {"number", "author", "at", "remark", "undoes", "before", "sha256", *values}
    same = {name: value for name, value in target.items() if name not in said}
    return append(db, table, stamped, author=author, undoes=number, **same, **values)


def undone_by(rows: Sequence[RowMapping]) -> dict[int, int]:
    """Row -> the row that undoes it."""
    return {row["undoes"]: row["number"] for row in rows if row["undoes"] is not None}


def rows_in_force(db: Connection, table: TableClause, *, undone: bool) -> list[dict[str, Any]]:
    """
    The rows in order, each with ``undone_by``.

    Without ``undone`` only those in force: neither undone nor undoing.
    """
    rows = db.execute(select(table).order_by(table.c.number)).mappings().all()
    by = undone_by(rows)
    return [
        {**row, "undone_by": by.get(row["number"])}
        for row in rows
        if undone or (row["undoes"] is None and row["number"] not in by)
    ]

"""Rows that vouch for the rows before them, and times that never run backwards."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection, RowMapping, TableClause, select, union_all

from scheduler.errors import StoreError
from scheduler.store.tables import CHAINED, publications, revisions

FORMAT = "%Y-%m-%dT%H:%M:%S.%fZ"
"""UTC, so that text sorts as time does."""
SHOWN = "%Y-%m-%d %H:%M:%S UTC"
INSTANT = timedelta(microseconds=1)
"""What tells the times of two entries apart."""
SECOND = timedelta(seconds=1)
"""By less no clock is said to have jumped back: several entries of one moment follow each other."""


def _newest(table: TableClause) -> Any:
    rows = select(table.c.at).order_by(table.c.number.desc()).limit(1)
    return select(rows.subquery(f"newest_{table.name}").c.at)


NEWEST = union_all(*map(_newest, (revisions, publications, *CHAINED)))
"""The time of the last entry of each kind."""


class Stamp(NamedTuple):
    """When, as text; and why that is not what the clock said, mostly empty."""

    at: str
    remark: str


def as_text(moment: datetime) -> str:
    """Sortable; StoreError for a wall clock without a time zone, which names no moment."""
    if moment.tzinfo is None:
        raise StoreError(f"{moment} has no time zone")
    return moment.astimezone(UTC).strftime(FORMAT)


def as_moment(text: str) -> datetime:
    return datetime.strptime(text, FORMAT).replace(tzinfo=UTC)


def digest(name: str, row: Mapping[str, Any]) -> str:
    """
    The sha256 of a row of the table ``name``, all columns but ``sha256`` itself.

    Empty columns do not count, so that a column may be added later. ``before`` is one of them:
    hence a chain, in which no row can be changed without changing all that follow.
    """
    content = {
        key: hashlib.sha256(value).hexdigest() if isinstance(value, bytes) else value
        for key, value in row.items()
        if value is not None and key != "sha256"
    }
    text = json.dumps([name, content], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def digest_all(digests: Iterable[str]) -> str:
    return hashlib.sha256("".join(sorted(digests)).encode()).hexdigest()


def last(db: Connection, table: TableClause) -> RowMapping | None:
    """The row with the highest number."""
    return db.execute(select(table).order_by(table.c.number.desc()).limit(1)).mappings().first()


def append(
    db: Connection,
    table: TableClause,
    stamped: Stamp,
    *,
    before: str | None = None,
    **values: Any,
) -> dict[str, Any]:
    """
    Add a row: the next number unless one is given, its time, its link and its sha256.

    ``before`` is the sha256 that the new row vouches for; by default that of the row before.
    """
    previous = last(db, table)
    if previous is not None and digest(table.name, dict(previous)) != previous["sha256"]:
        raise StoreError(f"{table.name} {previous['number']}: was changed after it was written")
    if before is None:
        before = "" if previous is None else previous["sha256"]
    row = {"number": 1 if previous is None else previous["number"] + 1}
    row |= {**values, "at": stamped.at, "remark": stamped.remark, "before": before}
    for name, value in row.items():
        if isinstance(value, str):
            check_text(name, value)
    row["sha256"] = digest(table.name, row)
    db.execute(table.insert().values(row))
    return row


def stamp(db: Connection, moment: datetime) -> Stamp:
    """
    The time of the next entry, of whatever kind: after that of the last, so that their times tell
    the order in which they were written; with a remark if the clock jumped back.
    """
    latest = max(db.execute(NEWEST).scalars(), default="")
    at = as_text(moment)
    if at > latest:
        return Stamp(at, "")
    following = as_text(as_moment(latest) + INSTANT)
    if as_moment(latest) - as_moment(at) < SECOND:
        return Stamp(following, "")
    clock, shown = (as_moment(text).strftime(SHOWN) for text in (at, latest))
    remark = (
        f"the clock said {clock}, which is before the last entry; the time of that "
        f"entry, {shown}, was used"
    )
    return Stamp(following, remark)


def check_text(name: str, value: str) -> None:
    """StoreError for text that not every database can keep."""
    try:
        value.encode()
    except UnicodeEncodeError:
        raise StoreError(f"{name}: is not UTF-8 text; nothing was written") from None
    if "\x00" in value:
        raise StoreError(f"{name}: holds the character U+0000; nothing was written")

"""
Notices: who must be told of a published revision, and what; never twice, never forgotten.

A notice is kept with the publication itself. That it was written to a file, or sent, is a mark
added later; each mark is set once. One that was not written when the next publication came is
superseded by that; one that is not to be sent is withheld.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import chain
from typing import Any, Literal

from sqlalchemy import Connection, TableClause, select

from scheduler.errors import StaleBase, StoreError
from scheduler.store.audit import chain_faults, notice_faults, require_sound
from scheduler.store.chain import append, as_moment, check_text, digest, stamp
from scheduler.store.connection import Store
from scheduler.store.tables import dropped_notices, notice_marks
from scheduler.store.tables import notices as letters

Dropped = Literal["superseded", "withheld"]
State = Literal["due", "written", "sent"] | Dropped
MARKS = ("written", "sent")


@dataclass(frozen=True, slots=True)
class Notice:
    """What one recipient (an office, never a person) is told; as text, mail and calendar."""

    recipient: str
    text: str
    eml: bytes | None = None
    ics: bytes | None = None


@dataclass(frozen=True, slots=True)
class Posted:
    """
    A kept notice of Rev.``publication``, and when it was written and sent, if it was.

    ``dropped``: why it is not sent, and ``reason`` the planner's own.
    """

    publication: int
    notice: Notice
    written: datetime | None
    sent: datetime | None
    dropped: Dropped | None = None
    reason: str = ""

    @property
    def state(self) -> State:
        if self.dropped is not None:
            return self.dropped
        if self.sent is not None:
            return "sent"
        return "due" if self.written is None else "written"


def rows_of(publication: int, notices: Iterable[Notice]) -> list[dict[str, Any]]:
    """Rows to insert, by recipient; StoreError if somebody would be told twice."""
    rows: dict[str, dict[str, Any]] = {}
    for notice in notices:
        if notice.recipient in rows:
            raise StoreError(f"{notice.recipient} has two notices of Rev.{publication}")
        check_text("a recipient", notice.recipient)
        check_text(f"the notice to {notice.recipient}", notice.text)
        row = {"publication": publication, **asdict(notice)}
        rows[notice.recipient] = {**row, "sha256": digest(letters.name, row)}
    return [rows[recipient] for recipient in sorted(rows)]


def insert(db: Connection, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        db.execute(letters.insert(), rows)


def notices(
    store: Store, publication: int | None = None, state: State | None = None
) -> tuple[Posted, ...]:
    """Notices in order of publication and recipient; all unless some are asked for."""
    with store.reading() as db:
        rows = [dict(row) for row in db.execute(select(letters)).mappings()]
        marked = _in_order(db, notice_marks)
        dropped = _in_order(db, dropped_notices)
    faults = (
        notice_faults(rows),
        chain_faults(notice_marks, marked),
        chain_faults(dropped_notices, dropped),
    )
    require_sound(store.name, chain.from_iterable(faults))
    marks = {(m["publication"], m["recipient"], m["state"]): as_moment(m["at"]) for m in marked}
    drops = {(d["publication"], d["recipient"]): (d["state"], d["reason"]) for d in dropped}
    posted = (
        _posted(row, marks, drops)
        for row in sorted(rows, key=lambda row: (row["publication"], row["recipient"]))
        if publication in (None, row["publication"])
    )
    return tuple(one for one in posted if state in (None, one.state))


def _in_order(db: Connection, table: TableClause) -> list[dict[str, Any]]:
    return [dict(row) for row in db.execute(select(table).order_by(table.c.number)).mappings()]


def _posted(
    row: Mapping[str, Any],
    marks: Mapping[tuple[int, str, str], datetime],
    drops: Mapping[tuple[int, str], tuple[Dropped, str]],
) -> Posted:
    this = (row["publication"], row["recipient"])
    dropped, reason = drops.get(this, (None, ""))
    notice = Notice(row["recipient"], row["text"], row["eml"], row["ics"])
    written, sent = (marks.get((*this, name)) for name in MARKS)
    return Posted(row["publication"], notice, written, sent, dropped, reason)


def mark(
    store: Store,
    publication: int,
    recipient: str,
    state: Literal["written", "sent"],
    *,
    author: str,
) -> bool:
    """
    Mark a notice as written or sent; False if it was before, or is not to be sent.

    StoreError if there is none.
    """
    if state not in MARKS:
        raise StoreError(f"{state!r} is not a mark of a notice: expected {' or '.join(MARKS)}")
    moment = store.clock()
    values: dict[str, Any] = {"publication": publication, "recipient": recipient, "state": state}
    with store.writing() as db:
        _require(db, store.name, publication, recipient)
        same = (notice_marks.c[name] == value for name, value in values.items())
        marked = db.execute(select(notice_marks.c.number).where(*same)).first() is not None
        if marked or _is_dropped(db, publication, recipient):
            return False
        append(db, notice_marks, stamp(db, moment), **values, author=author)
    return True


def withhold(store: Store, publication: int, recipient: str, *, author: str, reason: str) -> bool:
    """
    A notice is not to be sent; False if that is so already, or it was sent.

    StoreError without a reason, or if there is no such notice.
    """
    if not reason.strip():
        raise StoreError(f"not to send a notice to {recipient} needs a reason")
    moment = store.clock()
    with store.writing() as db:
        _require(db, store.name, publication, recipient)
        if _is_dropped(db, publication, recipient) or "sent" in _marks(db, publication, recipient):
            return False
        drop(db, moment, (publication, recipient), "withheld", author=author, reason=reason)
    return True


def supersede(
    db: Connection, moment: datetime, which: Iterable[tuple[int, str]], *, author: str, by: int
) -> None:
    """
    Notices that were not written are told with those of Rev.``by``, within its transaction.

    StaleBase if one of them was written meanwhile.
    """
    for publication, recipient in which:
        if _marks(db, publication, recipient):
            raise StaleBase(
                f"the notice of Rev.{publication} to {recipient} was written in the "
                "meantime: publish again"
            )
        if not _is_dropped(db, publication, recipient):
            this = (publication, recipient)
            drop(db, moment, this, "superseded", author=author, reason=f"in that of Rev.{by}")


def drop(
    db: Connection,
    moment: datetime,
    which: tuple[int, str],
    state: Dropped,
    *,
    author: str,
    reason: str,
) -> None:
    """Add that a notice, named by publication and recipient, is not sent."""
    publication, recipient = which
    values: dict[str, Any] = {"publication": publication, "recipient": recipient, "state": state}
    stamped = stamp(db, moment)
    append(db, dropped_notices, stamped, **values, author=author, reason=reason)


def _require(db: Connection, name: str, publication: int, recipient: str) -> None:
    this = (letters.c.publication == publication, letters.c.recipient == recipient)
    if db.execute(select(letters.c.sha256).where(*this)).first() is None:
        raise StoreError(f"{name}: Rev.{publication} has no notice to {recipient}")


def _marks(db: Connection, publication: int, recipient: str) -> set[str]:
    table = notice_marks.c
    this = (table.publication == publication, table.recipient == recipient)
    return set(db.execute(select(table.state).where(*this)).scalars())


def _is_dropped(db: Connection, publication: int, recipient: str) -> bool:
    table = dropped_notices.c
    this = (table.publication == publication, table.recipient == recipient)
    return db.execute(select(table.number).where(*this)).first() is not None

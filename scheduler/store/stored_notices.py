"""
Notices: who must be told of a published revision, and what; never twice, never forgotten.

A notice is kept with the publication itself. That it was written to a file, or sent, is a mark
added later; each mark is set once.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, select

from scheduler.errors import StoreError
from scheduler.store.chain import append, as_moment, check_text, digest, stamp
from scheduler.store.connection import Store
from scheduler.store.tables import notice_marks
from scheduler.store.tables import notices as letters

State = Literal["due", "written", "sent"]
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
    """A kept notice of Rev.``publication``, and when it was written and sent, if it was."""

    publication: int
    notice: Notice
    written: datetime | None
    sent: datetime | None

    @property
    def state(self) -> State:
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
        rows = db.execute(select(letters)).mappings().all()
        marks = {
            (mark["publication"], mark["recipient"], mark["state"]): as_moment(mark["at"])
            for mark in db.execute(select(notice_marks)).mappings()
        }
    posted = (
        Posted(
            row["publication"],
            Notice(row["recipient"], row["text"], row["eml"], row["ics"]),
            *(marks.get((row["publication"], row["recipient"], name)) for name in MARKS),
        )
        for row in sorted(rows, key=lambda row: (row["publication"], row["recipient"]))
        if publication in (None, row["publication"])
    )
    return tuple(one for one in posted if state in (None, one.state))


def mark(
    store: Store,
    publication: int,
    recipient: str,
    state: Literal["written", "sent"],
    *,
    author: str,
) -> bool:
    """Mark a notice as written or sent; False if it was before; StoreError if there is none."""
    if state not in MARKS:
        raise StoreError(f"{state!r} is no mark of a notice; it is {' or '.join(MARKS)}")
    moment = store.clock()
    values: dict[str, Any] = {"publication": publication, "recipient": recipient, "state": state}
    with store.writing() as db:
        this = (letters.c.publication == publication, letters.c.recipient == recipient)
        if db.execute(select(letters.c.sha256).where(*this)).first() is None:
            raise StoreError(f"{store.name}: Rev.{publication} has no notice to {recipient}")
        same = (notice_marks.c[name] == value for name, value in values.items())
        if db.execute(select(notice_marks.c.number).where(*same)).first() is not None:
            return False
        append(db, notice_marks, stamp(db, notice_marks, moment), **values, author=author)
    return True

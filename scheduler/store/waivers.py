"""Waivers: a hard rule that is not asked this time, with a reason that stays visible."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from scheduler.errors import StoreError
from scheduler.store.chain import append, as_moment, as_text, stamp
from scheduler.store.connection import Store
from scheduler.store.tables import waivers as table
from scheduler.store.undo import rows_in_force, undo


@dataclass(frozen=True, slots=True)
class Waiver:
    """
    One occurrence of a rule that is waived.

    Attributes
    ----------
    subject
        Which occurrence, in the planner's words: sessions, a person, a slot.
    until
        From then on the rule is asked again; None: never.
    """

    number: int
    rule: str
    subject: str
    reason: str
    until: datetime | None
    author: str
    at: datetime
    remark: str
    undoes: int | None
    undone_by: int | None


def waive(
    store: Store,
    rule: str,
    subject: str,
    *,
    author: str,
    reason: str,
    until: datetime | None = None,
) -> Waiver:
    """Keep a waiver; StoreError without a reason, or if it would be over before it begins."""
    if not reason.strip():
        raise StoreError(f"to waive {rule} for {subject} needs a reason")
    moment = store.clock()
    if until is not None and as_text(until) <= as_text(moment):
        raise StoreError(f"a waiver until {until:%Y-%m-%d %H:%M %Z} is over before it begins")
    said = {"rule": rule, "subject": subject, "reason": reason, "author": author}
    said |= {} if until is None else {"until": as_text(until)}
    with store.writing() as db:
        row = append(db, table, stamp(db, table, moment), undoes=None, **said)
    return _waiver({"until": None, **row, "undone_by": None})


def withdraw(store: Store, number: int, *, author: str, reason: str = "") -> Waiver:
    """Add what withdraws a waiver; StoreError if there is nothing to withdraw."""
    moment = store.clock()
    with store.writing() as db:
        stamped = stamp(db, table, moment)
        row = undo(db, table, number, "waiver", stamped, author=author, reason=reason)
    return _waiver({**row, "undone_by": None})


def waivers(
    store: Store, *, at: datetime | None = None, undone: bool = False
) -> tuple[Waiver, ...]:
    """
    Waivers in force at a moment, by default now, in the order given.

    With ``undone`` also those that are over or withdrawn, and what withdrew them.
    """
    moment = store.clock() if at is None else at
    with store.reading() as db:
        in_force = [_waiver(row) for row in rows_in_force(db, table, undone=undone)]
    return tuple(
        w for w in in_force if undone or w.until is None or as_text(moment) < as_text(w.until)
    )


def _waiver(row: Mapping[str, Any]) -> Waiver:
    return Waiver(
        number=row["number"],
        rule=row["rule"],
        subject=row["subject"],
        reason=row["reason"],
        until=None if row["until"] is None else as_moment(row["until"]),
        author=row["author"],
        at=as_moment(row["at"]),
        remark=row["remark"],
        undoes=row["undoes"],
        undone_by=row["undone_by"],
    )

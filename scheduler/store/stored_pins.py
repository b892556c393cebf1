"""Pins that a planner sets between solves: a session stays where it is said to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from scheduler.store.chain import append, as_moment, stamp
from scheduler.store.connection import Store
from scheduler.store.tables import pins as table
from scheduler.store.undo import rows_in_force, undo


@dataclass(frozen=True, slots=True)
class Pin:
    """``place`` in the planner's words, such as ``2025-02-26 10:00 plenary``."""

    number: int
    session: str
    place: str
    reason: str
    author: str
    at: datetime
    remark: str
    undoes: int | None
    undone_by: int | None


def pin(store: Store, session: str, place: str, *, author: str, reason: str = "") -> Pin:
    """Keep a pin."""
    moment = store.clock()
    with store.writing() as db:
        said = {"session": session, "place": place, "reason": reason, "author": author}
        row = append(db, table, stamp(db, table, moment), undoes=None, **said)
    return _pin({**row, "undone_by": None})


def unpin(store: Store, number: int, *, author: str, reason: str = "") -> Pin:
    """Add what lifts a pin; StoreError if there is nothing to lift."""
    moment = store.clock()
    with store.writing() as db:
        stamped = stamp(db, table, moment)
        row = undo(db, table, number, "pin", stamped, author=author, reason=reason)
    return _pin({**row, "undone_by": None})


def pins(store: Store, *, undone: bool = False) -> tuple[Pin, ...]:
    """Pins in force in the order set; with ``undone`` also lifted ones and what lifted them."""
    with store.reading() as db:
        return tuple(_pin(row) for row in rows_in_force(db, table, undone=undone))


def _pin(row: Mapping[str, Any]) -> Pin:
    return Pin(
        number=row["number"],
        session=row["session"],
        place=row["place"],
        reason=row["reason"],
        author=row["author"],
        at=as_moment(row["at"]),
        remark=row["remark"],
        undoes=row["undoes"],
        undone_by=row["undone_by"],
    )

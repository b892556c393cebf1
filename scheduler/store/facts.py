"""Facts as they were told; a fact that was wrong is undone by another, never struck out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from scheduler.store.chain import append, as_moment, stamp
from scheduler.store.connection import Store
from scheduler.store.tables import facts as table
from scheduler.store.undo import rows_in_force, undo

UNDO = "undo"
"""The kind of a fact that undoes another; its text is the reason."""


@dataclass(frozen=True, slots=True)
class Fact:
    """
    A fact in the planner's words.

    Attributes
    ----------
    told
        When it was said; never before the one above it.
    remark
        Why ``told`` is not what the clock said; mostly empty.
    undoes, undone_by
        Numbers of other facts.
    """

    number: int
    kind: str
    text: str
    author: str
    told: datetime
    remark: str
    undoes: int | None
    undone_by: int | None


def add_fact(
    store: Store, kind: str, text: str, *, author: str, told: datetime | None = None
) -> Fact:
    """
    Keep a fact, told now unless said otherwise.

    ``told`` is when it was said, not when it happened: that is in the text.
    """
    moment = store.clock() if told is None else told
    with store.writing() as db:
        stamped = stamp(db, table, moment)
        row = append(db, table, stamped, kind=kind, text=text, author=author, undoes=None)
    return _fact({**row, "undone_by": None})


def undo_fact(store: Store, number: int, *, author: str, reason: str) -> Fact:
    """Add the fact that undoes another; StoreError if there is nothing to undo."""
    moment = store.clock()
    with store.writing() as db:
        stamped = stamp(db, table, moment)
        row = undo(db, table, number, "fact", stamped, author=author, kind=UNDO, text=reason)
    return _fact({**row, "undone_by": None})


def facts(store: Store, *, undone: bool = False) -> tuple[Fact, ...]:
    """Facts in force in the order told; with ``undone`` also undone ones and what undid them."""
    with store.reading() as db:
        return tuple(_fact(row) for row in rows_in_force(db, table, undone=undone))


def _fact(row: Mapping[str, Any]) -> Fact:
    return Fact(
        number=row["number"],
        kind=row["kind"],
        text=row["text"],
        author=row["author"],
        told=as_moment(row["at"]),
        remark=row["remark"],
        undoes=row["undoes"],
        undone_by=row["undone_by"],
    )

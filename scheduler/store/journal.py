"""
The journal of a store: facts, pins and waivers as they were said, each a row of its own.

What was wrong is never struck out: one more row names the one that it undoes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, TableClause, select

from scheduler.errors import StoreError
from scheduler.store import tables
from scheduler.store.audit import chain_faults, require_sound
from scheduler.store.chain import append, as_moment, as_text, stamp
from scheduler.store.connection import Store

UNDO = "undo"
"""The kind of a fact that undoes another; its text is the reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """
    What the planner said: who, and when.

    Attributes
    ----------
    at
        When it was said; never before the one above it.
    remark
        Why ``at`` is not what the clock said; mostly empty.
    undoes, undone_by
        Numbers of others of its kind.
    """

    number: int
    author: str
    at: datetime
    remark: str
    undoes: int | None
    undone_by: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact(Saying):
    """A fact in the planner's words."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin(Saying):
    """``place`` in the planner's words, such as ``2025-02-26 10:00 plenary``."""

    session: str
    place: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver(Saying):
    """
    One occurrence of a rule that is waived.

    ``subject``: which one, in words: sessions, a person, a slot. From ``until`` on the
    rule is asked again; None: never.
    """

    rule: str
    subject: str
    reason: str
    until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledgement(Saying):
    """A warning that the planner has seen, by its code and its words without where it stands."""

    code: str
    message: str
    reason: str


S = TypeVar("S", bound=Saying)


def add_fact(
    store: Store, kind: str, text: str, *, author: str, at: datetime | None = None
) -> Fact:
    """
    Keep a fact, said now unless ``at`` is given.

    ``at`` is when it was said, not when it happened: that is in the text.
    """
    moment = store.clock() if at is None else at
    return _add(store, Fact, tables.facts, moment, kind=kind, text=text, author=author)


def undo_fact(store: Store, number: int, *, author: str, reason: str) -> Fact:
    """Add the fact that undoes another; StoreError if there is nothing to undo."""
    return _undo(store, Fact, tables.facts, number, author=author, kind=UNDO, text=reason)


def facts(store: Store, *, undone: bool = False) -> tuple[Fact, ...]:
    """Facts in force in the order told; with ``undone`` also undone ones and what undid them."""
    return _in_force(store, Fact, tables.facts, undone)


def pin(store: Store, session: str, place: str, *, author: str, reason: str = "") -> Pin:
    """A session stays where it is said to, in what is solved from now on."""
    values = {"session": session, "place": place, "reason": reason, "author": author}
    return _add(store, Pin, tables.pins, store.clock(), **values)


def unpin(store: Store, number: int, *, author: str, reason: str = "") -> Pin:
    """Add what lifts a pin; StoreError if there is nothing to lift."""
    return _undo(store, Pin, tables.pins, number, author=author, reason=reason)


def pins(store: Store, *, undone: bool = False) -> tuple[Pin, ...]:
    """Pins in force in the order set; with ``undone`` also lifted ones and what lifted them."""
    return _in_force(store, Pin, tables.pins, undone)


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
        raise StoreError(f"a waiver until {until:%Y-%m-%d %H:%M %Z} ends before it begins")
    values = {"rule": rule, "subject": subject, "reason": reason, "author": author}
    values |= {} if until is None else {"until": as_text(until)}
    return _add(store, Waiver, tables.waivers, moment, **values)


def withdraw(store: Store, number: int, *, author: str, reason: str = "") -> Waiver:
    """Add what withdraws a waiver; StoreError if there is nothing to withdraw."""
    return _undo(store, Waiver, tables.waivers, number, author=author, reason=reason)


def waivers(
    store: Store, *, at: datetime | None = None, undone: bool = False
) -> tuple[Waiver, ...]:
    """
    Waivers in force at a moment, by default now, in the order given.

    With ``undone`` also those that are over or withdrawn, and what withdrew them.
    """
    moment = as_text(store.clock() if at is None else at)
    given = _in_force(store, Waiver, tables.waivers, undone)
    return tuple(w for w in given if undone or w.until is None or moment < as_text(w.until))


def acknowledge(
    store: Store, code: str, message: str, *, author: str, reason: str
) -> Acknowledgement:
    """Keep that a warning was seen; StoreError without a reason."""
    if not reason.strip():
        raise StoreError(f"to acknowledge {code} needs a reason")
    values = {"code": code, "message": message, "reason": reason, "author": author}
    return _add(store, Acknowledgement, tables.acknowledgements, store.clock(), **values)


def show_again(store: Store, number: int, *, author: str, reason: str = "") -> Acknowledgement:
    """Add that a warning is shown again; StoreError if it was not acknowledged."""
    values = {"author": author, "reason": reason}
    return _undo(store, Acknowledgement, tables.acknowledgements, number, **values)


def acknowledgements(store: Store, *, undone: bool = False) -> tuple[Acknowledgement, ...]:
    """Acknowledgements in force, in order; with ``undone`` also those taken back, and by what."""
    return _in_force(store, Acknowledgement, tables.acknowledgements, undone)


def _add(store: Store, kind: type[S], table: TableClause, moment: datetime, /, **values: Any) -> S:
    with store.writing() as db:
        row = append(db, table, stamp(db, moment), undoes=None, **values)
    return _saying(kind, row)


def _undo(store: Store, kind: type[S], table: TableClause, number: int, /, **values: Any) -> S:
    """
    Add the row that undoes row ``number``; its other columns are those of that row.

    StoreError if there is no such row, it undoes another, or it is undone.
    """
    moment = store.clock()
    with store.writing() as db:
        target = _undoable(db, kind.__name__.lower(), table, number)
        own = {"number", "author", "at", "remark", "undoes", "before", "sha256", *values}
        same = {name: value for name, value in target.items() if name not in own}
        row = append(db, table, stamp(db, moment), undoes=number, **same, **values)
    return _saying(kind, row)


def _undoable(db: Connection, what: str, table: TableClause, number: int) -> dict[str, Any]:
    rows = [dict(row) for row in db.execute(select(table)).mappings()]
    target = next((row for row in rows if row["number"] == number), None)
    if target is None:
        raise StoreError(f"there is no {what} {number}")
    if target["undoes"] is not None:
        raise StoreError(f"{what} {number} undoes {what} {target['undoes']}; say that one again")
    by = _undone_by(rows).get(number)
    if by is not None:
        raise StoreError(f"{what} {number} is undone already, by {what} {by}")
    return target


def _in_force(store: Store, kind: type[S], table: TableClause, undone: bool) -> tuple[S, ...]:
    """What was neither undone nor undoes another, in order; with ``undone`` all."""
    with store.reading() as db:
        found = db.execute(select(table).order_by(table.c.number)).mappings()
        rows = [dict(row) for row in found]
    require_sound(store.name, chain_faults(table, rows))
    by = _undone_by(rows)
    return tuple(
        _saying(kind, row, by.get(row["number"]))
        for row in rows
        if undone or (row["undoes"] is None and row["number"] not in by)
    )


def _undone_by(rows: Sequence[Mapping[str, Any]]) -> dict[int, int]:
    """Row -> the row that undoes it."""
    return {row["undoes"]: row["number"] for row in rows if row["undoes"] is not None}


def _saying(kind: type[S], row: Mapping[str, Any], undone_by: int | None = None) -> S:
    values: dict[str, Any] = {field.name: row.get(field.name) for field in fields(kind)}
    moments = {name: as_moment(values[name]) for name in ("at", "until") if values.get(name)}
    return kind(**(values | moments | {"undone_by": undone_by}))

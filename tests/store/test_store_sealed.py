"""Nothing is changed or deleted, and who does it by other means is found out."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select, text

from scheduler import store as stores
from scheduler.errors import StoreError
from scheduler.store import Store
from scheduler.store.audit import audit
from scheduler.store.chain import digest
from scheduler.store.tables import publications
from tests.draws import sampled
from tests.store.conftest import ticking
from tests.store.saying import faults, filled

KEPT = (
    *("store_steps", "scenarios", "revisions", "publications", "facts", "pins", "waivers"),
    *("notices", "notice_marks", "dropped_notices", "acknowledgements", "sweep_results"),
)


@pytest.mark.parametrize("change", ["UPDATE {} SET {} = {}", "DELETE FROM {}"])
@pytest.mark.parametrize("name", sampled(KEPT, 3))
def test_no_row_is_changed_or_deleted(store: Store, name: str, change: str) -> None:
    filled(store)
    column = "text" if name == "notices" else "at"
    statement = change.format(name, column, column)
    with pytest.raises(StoreError, match="a store never changes or deletes entries"):
        run(store, statement)
    with store.reading() as db:
        assert list(audit(db)) == []


@pytest.mark.parametrize(
    "leap", ["UPDATE head SET number = 0", "UPDATE head SET number = NULL", "DELETE FROM head"]
)
def test_the_head_moves_forward_by_one_or_not_at_all(store: Store, leap: str) -> None:
    filled(store)
    with pytest.raises(StoreError, match="a store never changes or deletes entries"):
        run(store, leap)


@pytest.mark.parametrize("name", sampled([*KEPT, "head"], 3))
def test_no_table_is_emptied_at_once_on_postgresql(postgres: str, name: str) -> None:
    with stores.opened(postgres) as store:
        filled(store)
        with pytest.raises(StoreError, match="a store never changes or deletes entries"):
            run(store, f"TRUNCATE {name} CASCADE")


def test_a_row_is_not_replaced_either(file: Path) -> None:
    with stores.opened(file) as store:
        filled(store)
        with pytest.raises(StoreError, match="a store never changes or deletes entries"):
            run(store, "INSERT OR REPLACE INTO facts SELECT * FROM facts WHERE number = 1")


TAMPERED = {
    "UPDATE facts SET text = 'overrun enip 3m' WHERE number = 1": [
        "facts 1: was changed after it was written"
    ],
    "DELETE FROM facts WHERE number = 3": [
        "facts: number 3 is missing",
        "facts 4: does not follow the one before it",
    ],
    "DELETE FROM notices WHERE publication = 1": ["Rev.1: there are 0 notices, not 1"],
    "UPDATE notices SET eml = NULL WHERE publication = 1": [
        "the notice of Rev.1 to a: was changed after it was written"
    ],
    "UPDATE scenarios SET text = 'format: 2'": [":its text was changed"],
    "UPDATE revisions SET cause = 'nobody asked' WHERE number = 2": [
        "revisions 2: was changed after it was written"
    ],
    "UPDATE publications SET author = 'nobody' WHERE number = 0": [
        "publications 0: was changed after it was written"
    ],
    "UPDATE publications SET draft = 3 WHERE number = 1": [
        "publications 1: was changed after it was written",
        "Rev.1: draft 3 is not the one published",
    ],
    "UPDATE head SET number = 0": ["the published revision is not the newest one"],
    "DELETE FROM revisions WHERE number = 2": [
        "revisions: number 2 is missing",
        "Rev.1: draft 2 is not the one published",
    ],
}


@pytest.mark.parametrize("tampering", sampled(TAMPERED, 4))
def test_whoever_gets_round_the_guards_is_found_out(where: Path | str, tampering: str) -> None:
    with stores.opened(where, clock=ticking()) as store:
        filled(store)
        disarm(store)
        tamper(store, tampering)
    found = faults(where)
    for fault in TAMPERED[tampering]:
        assert any(fault.removeprefix(":") in sentence for sentence in found), found
    if "DELETE FROM revisions" not in tampering:
        assert len(found) == len(TAMPERED[tampering])


def test_a_row_changed_together_with_its_sha256_breaks_the_chain(where: Path | str) -> None:
    with stores.opened(where, clock=ticking()) as store:
        filled(store)
        disarm(store)
        with store.changing() as db:
            this = publications.c.number == 0
            row = db.execute(select(publications).where(this)).mappings().one()
            forged = digest("publications", {**row, "author": "nobody"})
            db.execute(publications.update().where(this).values(author="nobody", sha256=forged))
    assert faults(where) == [
        "publications 1: does not follow the one before it",
        "draft 2: its parent, Rev.0, is not the one it had",
    ]


def run(store: Store, statement: str) -> None:
    with store.changing() as db:
        db.execute(text(statement))


def tamper(store: Store, statement: str) -> None:
    """With another tool, which does not ask for foreign keys."""
    if store.path is None:
        run(store, statement)
        return
    with closing(sqlite3.connect(store.path)) as db:
        db.execute(statement)
        db.commit()


def disarm(store: Store) -> None:
    """Drop every guard, as somebody with another tool could."""
    with store.changing() as db:
        if db.dialect.name == "postgresql":
            for name in [*KEPT, "head"]:
                db.execute(text(f"ALTER TABLE {name} DISABLE TRIGGER ALL"))
            return
        names = db.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars()
        for name in names.all():
            db.execute(text(f"DROP TRIGGER {name}"))

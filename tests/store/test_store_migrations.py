"""Opening a store: new, of today, older, newer, or of something else."""

import shutil
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from errno import ENOSPC
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import TableClause, inspect, text

from scheduler import store as stores
from scheduler.errors import StoreError
from scheduler.store import tables
from scheduler.store.connection import opened
from scheduler.store.migrations import STEPS, Step
from tests.store.saying import faults, issued, kept


def _next(dialect: str) -> Iterable[str]:
    yield "ALTER TABLE facts ADD COLUMN channel TEXT"


def _broken(dialect: str) -> Iterable[str]:
    yield "ALTER TABLE facts ADD COLUMN channel TEXT"
    yield "ALTER TABLE nowhere ADD COLUMN channel TEXT"


NEXT = (*STEPS, Step(len(STEPS) + 1, "how a fact was told", _next))
NEWEST = len(STEPS)
BROKEN = (*STEPS, Step(len(STEPS) + 1, "fails half-way", _broken))


def test_the_steps_are_numbered_from_1() -> None:
    assert [step.number for step in STEPS] == list(range(1, len(STEPS) + 1))


def test_every_table_is_as_the_queries_name_it(where: Path | str) -> None:
    with stores.opened(where) as store, store.reading() as db:
        made = inspect(db)
        named = {t.name: t for t in vars(tables).values() if isinstance(t, TableClause)}
        assert set(made.get_table_names()) == set(named)
        for name, table in named.items():
            assert {c["name"] for c in made.get_columns(name)} == {c.name for c in table.c}


def test_a_sqlite_store_is_strict_has_a_write_ahead_log_and_syncs_what_it_confirms(
    file: Path,
) -> None:
    with stores.opened(file) as store, store.reading() as db:
        strict = db.execute(text("SELECT name FROM pragma_table_list WHERE strict")).scalars().all()
        assert set(strict) == set(inspect(db).get_table_names())
        assert len(strict) == 13
        asked = ("journal_mode", "foreign_keys", "synchronous", "recursive_triggers")
        found = [db.execute(text(f"PRAGMA {pragma}")).scalar_one() for pragma in asked]
        assert found == ["wal", 1, 2, 1]


def test_an_older_store_is_brought_up_to_date_and_its_rows_still_vouch_for_each_other(
    where: Path | str,
) -> None:
    with stores.opened(where) as store:
        stores.add_fact(store, "late", "late cei 10m", author="planner")
    with opened(where, steps=NEXT) as store:
        assert [fact.text for fact in stores.facts(store)] == ["late cei 10m"]
        with store.reading() as db:
            steps = db.execute(text("SELECT number, name FROM store_steps ORDER BY number")).all()
            names = [column["name"] for column in inspect(db).get_columns("facts")]
    assert [tuple(step) for step in steps] == [(step.number, step.name) for step in NEXT]
    assert "channel" in names


def test_a_copy_lies_beside_the_file_before_it_is_changed(file: Path) -> None:
    with stores.opened(file) as store:
        issued(store, None, "a")
    assert [p.name for p in file.parent.iterdir()] == ["meeting.db"]
    with opened(file, steps=NEXT):
        pass
    assert sorted(p.name for p in file.parent.iterdir()) == ["meeting.db", f"meeting.v{NEWEST}.db"]
    with stores.opened(file.with_name(f"meeting.v{NEWEST}.db"), create=False) as copy:
        assert [r.state for r in stores.revisions(copy)] == ["published"]
    assert faults(file.with_name(f"meeting.v{NEWEST}.db")) == []


def test_a_copy_takes_the_name_of_nothing_but_the_same_copy(file: Path) -> None:
    with stores.opened(file) as store:
        kept(store)
    copy, other = file.with_name(f"meeting.v{NEWEST}.db"), file.with_name(f"meeting.v{NEWEST}-2.db")
    copy.write_bytes(b"mine")
    for _ in range(2):
        with pytest.raises(StoreError, match="nowhere"), opened(file, steps=BROKEN):
            pass
    assert sorted(p.name for p in file.parent.glob("*.db")) == [
        "meeting.db",
        f"meeting.v{NEWEST}-2.db",
        f"meeting.v{NEWEST}.db",
    ]
    assert copy.read_bytes() == b"mine"
    assert faults(other) == []


def test_no_copy_no_change(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with stores.opened(file) as store:
        kept(store)
    (file.parent / f".meeting.v{NEWEST}.db~").mkdir()
    with (
        pytest.raises(
            StoreError, match=rf"meeting\.v{NEWEST}\.db: the copy before the change failed"
        ),
        opened(file, steps=NEXT),
    ):
        pass
    assert faults(file) == []


def test_a_copy_that_fails_leaves_nothing_beside_the_store(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor what SQLite had beside the copy, when it could not end what it began."""
    with stores.opened(file) as store:
        kept(store)
    before = sorted(file.parent.iterdir())

    def refuse(side: Path, target: Path) -> None:
        side.with_name(f"{side.name}-journal").write_bytes(b"begun")
        raise OSError(ENOSPC, "disk full", str(target))

    with monkeypatch.context() as failing:
        failing.setattr(Path, "replace", refuse)
        with pytest.raises(StoreError, match="copy before"), opened(file, steps=NEXT):
            pass
    assert sorted(file.parent.iterdir()) == before


def test_a_step_that_fails_leaves_the_store_as_it_was(where: Path | str) -> None:
    with stores.opened(where) as store:
        kept(store)
    with pytest.raises(StoreError), opened(where, steps=BROKEN):
        pass
    with stores.opened(where) as store, store.reading() as db:
        assert "channel" not in [column["name"] for column in inspect(db).get_columns("facts")]
    assert faults(where) == []


def test_a_newer_store_is_refused_and_left_alone(where: Path | str) -> None:
    with opened(where, steps=NEXT) as store:
        name = store.name
    with pytest.raises(StoreError) as told, stores.opened(where):
        pass
    assert str(told.value) == (
        f"{name}: was written by a newer rollgrid (store version {NEWEST + 1}, "
        f"this one knows {NEWEST}): update rollgrid; nothing was changed"
    )
    assert faults(where) == [str(told.value)]


def test_a_database_of_something_else_is_left_alone(file: Path) -> None:
    with closing(sqlite3.connect(file)) as db:
        db.execute("CREATE TABLE cheeses (name TEXT)")
    with (
        pytest.raises(StoreError, match=r"meeting\.db is another kind of database"),
        stores.opened(file),
    ):
        pass
    with closing(sqlite3.connect(file)) as db:
        assert db.execute("SELECT name FROM sqlite_master").fetchall() == [("cheeses",)]


def test_a_file_of_something_else_is_left_alone(file: Path) -> None:
    file.write_bytes(b"format: 1\n" * 1000)
    with (
        pytest.raises(StoreError, match=r"meeting\.db: the file is damaged or not a store"),
        stores.opened(file),
    ):
        pass
    assert file.read_bytes() == b"format: 1\n" * 1000


def test_two_teams_share_a_database_each_in_its_own_schema(postgres: str, server: str) -> None:
    with psycopg.connect(server, autocommit=True) as db:
        db.execute("CREATE SCHEMA other")
    with (
        stores.opened(postgres) as mine,
        stores.opened(f"{server}?options=-csearch_path%3Dother") as theirs,
    ):
        kept(mine)
        kept(theirs, meeting="other")
        assert [r.meeting for r in stores.revisions(mine)] == ["att-csp11-wg"]
        assert [r.meeting for r in stores.revisions(theirs)] == ["other"]


def test_a_copied_file_is_a_store_of_its_own(file: Path) -> None:
    with stores.opened(file) as store:
        issued(store)
    copy = file.with_name("Genève 100% ? #1.db")
    shutil.copy(file, copy)
    with stores.opened(copy, create=False) as store:
        issued(store, 0)
    with stores.opened(f"sqlite:///{file}") as store:
        assert len(stores.revisions(store)) == 1

"""Full disks, barred folders, locked files, servers that are not there: said clearly, no harm."""

import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from scheduler import store as stores
from scheduler.errors import StoreError, StoreLocked
from scheduler.store.connection import opened
from scheduler.store.database_errors import FAILING, IO_ERROR, explain_error
from scheduler.store.location import UNREADABLE
from tests.mounted import fill, small_disk_at
from tests.store.conftest import ticking
from tests.store.saying import CHAIR, faults, issued, kept, letters
from tests.store.stepping import lines_from, working

FULL = "the disk is full; nothing was written; make room, then try again"
BARRED = "the store cannot be written: the folder or file is read-only or belongs to another user"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte."""
    with small_disk_at(tmp_path / "small") as disk:
        yield disk


def test_a_full_disk_is_said_and_takes_nothing_that_was_kept(small_disk: Path) -> None:
    file = small_disk / "meeting.db"
    with stores.opened(file, clock=ticking()) as store:
        issued(store, None, CHAIR)
        draft = kept(store, 0)
        filler = fill(small_disk, leaving=20_000)
        told = _add_until_refused(store)
        with pytest.raises(StoreError):
            stores.publish(store, draft.draft, 0, author="p", notices=letters(*"abcdefgh"))
    assert told == f"{file}: {FULL}"
    [room] = [found for found in stores.doctor(file) if found.topic == "disk space"]
    assert (room.level, room.sentence) == ("error", f"0 MB are free in {small_disk}")
    filler.unlink()
    assert faults(file) == []
    with stores.opened(file) as store:
        assert len(stores.notices(store)) == 1
        issue = stores.publish(store, draft.draft, 0, author="p", notices=letters(*"abcdefgh"))
        assert issue.state == "published"


def _add_until_refused(store: stores.Store) -> str:
    """What the refusal said, after as many facts as fit; each of them is there."""
    confirmed = 0
    while True:
        try:
            confirmed = stores.add_fact(store, "late", "late cei 10m", author="p").number
        except StoreError as error:
            assert len(stores.facts(store)) == confirmed
            return str(error)


def test_a_file_that_may_not_grow_is_said_and_takes_nothing_that_was_kept(file: Path) -> None:
    with working("outgrowing", file, 400_000) as (process, pipe):
        lines = list(lines_from(pipe))
        process.join(60)
    assert process.exitcode == 0
    assert " ".join(lines[-1]) == f"refused {file}: {FAILING}"
    confirmed = len(lines) - 1
    assert confirmed > 0
    assert faults(file) == []
    with stores.opened(file) as store:
        assert len(stores.facts(store)) == confirmed
        assert stores.add_fact(store, "late", "late cei", author="p").number == confirmed + 1


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("SQLITE_IOERR_WRITE", FAILING),
        ("SQLITE_IOERR_READ", IO_ERROR),
        ("SQLITE_IOERR_SHORT_READ", IO_ERROR),
        ("SQLITE_FULL", FULL),
    ],
)
def test_a_failing_disk_is_not_called_full(name: str, told: str) -> None:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorname = name
    with pytest.raises(StoreError) as found, explain_error("meeting.db"):
        raise error
    assert str(found.value) == f"meeting.db: {told}"
    assert told.startswith("input/output error") is (name != "SQLITE_FULL")


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that everybody may look into, unlike those of pytest."""
    with tempfile.TemporaryDirectory(prefix="rollgrid-test-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder
        folder.chmod(0o755)


@pytest.mark.parametrize("there", [True, False], ids=["a store of others", "no store yet"])
def test_a_folder_that_is_read_only_is_said_and_nothing_is_left_in_it(
    open_folder: Path, there: bool
) -> None:
    file = open_folder / "meeting.db"
    if there:
        with stores.opened(file) as store:
            issued(store)
        file.chmod(0o444)
    open_folder.chmod(0o555)
    with working("barred", file) as (process, pipe):
        lines = list(lines_from(pipe))
        process.join(60)
    assert [" ".join(line) for line in lines] == [f"refused {file}: {BARRED}"]
    assert [p.name for p in open_folder.iterdir()] == (["meeting.db"] if there else [])


def test_a_store_that_another_holds_is_said_after_a_wait(where: Path | str) -> None:
    with stores.opened(where) as store:
        draft = kept(store).draft
        with opened(where, wait=0.1) as second, store.writing():
            with pytest.raises(StoreLocked) as told:
                stores.publish(second, draft, None, author="p", notices=letters(CHAIR))
            assert [r.state for r in stores.revisions(second)] == ["draft"]
        assert str(told.value) == (
            f"{store.name}: another process uses the store; nothing was written; try again"
        )
        stores.publish(store, draft, None, author="p", notices=letters(CHAIR))
    assert faults(where) == []


def test_readers_see_the_last_whole_state_while_another_writes(where: Path | str) -> None:
    with stores.opened(where) as store, stores.opened(where) as second:
        draft = kept(store).draft

        def look(*_: object) -> list[stores.Notice]:
            assert stores.head(second) is None
            return [stores.Notice("a", "text")]

        stores.publish(store, draft, None, author="p", notices=look)
        assert stores.head(second) == stores.head(store) is not None


def test_a_folder_or_a_missing_store_is_said(tmp_path: Path) -> None:
    missing = tmp_path / "meeting.db"
    for path, create, told in (
        (tmp_path, True, f"{tmp_path}: is a folder, not a store"),
        (missing, False, f"{missing}: there is no store yet; "),
        (missing / "x.db", True, f"{missing / 'x.db'}: there is no folder {missing}"),
    ):
        with pytest.raises(StoreError) as error, stores.opened(path, create=create):
            pass
        assert str(error.value).startswith(told)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("mysql://host/name", "mysql: a store is a file or a postgresql:// URL"),
        ("sqlite://", "sqlite: a store is a file or a postgresql:// URL"),
        ("postgresql://host:port/x", UNREADABLE),
        ("postgresql:/me:secret@host/x", UNREADABLE),
        ("postgres:me:secret@host/x", UNREADABLE),
        ("PostgreSQL//me:secret@host/x", UNREADABLE),
        ("me:secret@host/x", UNREADABLE),
        ("host=h user=me password=secret", UNREADABLE),
        ("postgresql://me:se@cret@host/x", UNREADABLE),
        ("postgresql:///me:secret@host/x", UNREADABLE),
        ("postgresq://me:secret@host/x", "postgresq: a store is a file or a postgresql:// URL"),
        (
            "postgresql://me:secret@127.0.0.1:1/x",
            (
                "postgresql://me:***@127.0.0.1:1/x: the server cannot be reached: check the "
                "URL, the network and whether it runs"
            ),
        ),
    ],
)
def test_a_store_that_cannot_be_is_said_without_a_password(url: str, told: str) -> None:
    with pytest.raises(StoreError) as error, stores.opened(url):
        pass
    assert str(error.value) == told
    assert "secret" not in str(error.value)


def test_a_database_that_is_not_there_is_said(server: str) -> None:
    url = server.replace("/postgres", "/nothing")
    with pytest.raises(StoreError) as error, stores.opened(url):
        pass
    assert str(error.value) == f"{url}: the database does not exist: create it with createdb"


def test_a_user_who_is_not_let_in_is_said(server: str) -> None:
    url = server.replace("rollgrid@", "stranger@")
    with pytest.raises(StoreError) as error, stores.opened(url):
        pass
    told = f"{url}: the server refused this user: check name and password"
    assert str(error.value) == told


def test_a_server_that_takes_no_changes_is_said(postgres: str) -> None:
    with stores.opened(postgres) as store:
        issued(store)
    reading = f"{postgres} -cdefault_transaction_read_only%3Don".replace(" ", "%20")
    with stores.opened(reading) as store:
        with pytest.raises(StoreError, match="the server is read-only"):
            stores.add_fact(store, "late", "late cei 10m", author="p")
        assert len(stores.revisions(store)) == 1


def test_a_server_that_hangs_up_is_said_and_nothing_is_half_published(
    postgres: str, server: str
) -> None:
    def hang_up(*_: object) -> list[stores.Notice]:
        with psycopg.connect(server, autocommit=True) as admin:
            admin.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE state = 'idle in transaction'"
            )
        return [stores.Notice("a", "text")]

    with stores.opened(postgres) as store:
        draft = kept(store).draft
        with pytest.raises(StoreError) as told:
            stores.publish(store, draft, None, author="p", notices=hang_up)
        assert str(told.value).endswith(
            "the connection broke: before you repeat the last step, check with rollgrid "
            "log whether it was stored"
        )
        assert stores.head(store) is None
        assert stores.notices(store) == ()
        stores.publish(store, draft, None, author="p", notices=letters("a"))
    assert faults(postgres) == []


def test_without_psycopg_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StoreError) as error, stores.opened("postgres://h/x"):
        pass
    assert str(error.value) == (
        "postgresql://h/x: a PostgreSQL store needs psycopg: install rollgrid[postgres]"
    )

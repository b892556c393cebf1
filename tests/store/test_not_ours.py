"""Files that are no store, damaged stores, stores that may only be read: left as they are."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

import cli
from scheduler import store as stores
from scheduler.errors import StoreError
from scheduler.render.terminal import answer
from scheduler.store import tables
from scheduler.store.chain import Stamp, append
from scheduler.store.migrations import STEPS
from tests.draws import sampled
from tests.store.conftest import ticking
from tests.store.every_command import READING, SCENARIO, WRITING, line
from tests.store.saying import issued
from tests.store.stepping import lines_from, working

Capture = pytest.CaptureFixture[str]
EVERY = (*READING, *WRITING)
LONG = (pytest.param(1, marks=pytest.mark.long),)
CHEAP = ("log", "report list --all", "pin", "show --json", "doctor")


@pytest.fixture(scope="module")
def week(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a meeting whose store has something of everything."""
    folder = tmp_path_factory.mktemp("week")
    (folder / "meeting.yaml").write_text(SCENARIO, encoding="utf-8")
    store = folder / "meeting.db"
    for command in (
        f"solve {folder / 'meeting.yaml'} --workers 1 --save",
        "publish",
        "report overrun apples 10m --at 2030-03-05T09:10",
        "notices write",
        "replan --workers 1",
        "publish",
        "pin plums --reason minister",
        "waive availability --reason agreed",
    ):
        words = command.split() if command.startswith("solve") else line(command, store)
        assert cli.main(words) == answer.OK, command
    return folder


@pytest.fixture
def folder(week: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> Path:
    """A copy of that folder, in which commands are given."""
    capsys.readouterr()
    copy = tmp_path / "week"
    shutil.copytree(week, copy)
    monkeypatch.chdir(copy)
    return copy


def contents(folder: Path) -> dict[str, bytes]:
    """All there is, what SQLite keeps beside a store too."""
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("journal", "unfinished"),
    sampled([("wal", True), ("wal", False), ("delete", False), ("delete", True)], 0),
)
def test_the_database_of_another_program_is_never_changed(
    folder: Path, journal: str, unfinished: bool, capsys: Capture
) -> None:
    for left in (*folder.glob("meeting.db*"), folder / "outbox"):
        shutil.rmtree(left) if left.is_dir() else left.unlink()
    file = folder / "address book.db"
    with closing(sqlite3.connect(file)) as other:
        other.execute(f"PRAGMA journal_mode={journal}")
        other.execute("CREATE TABLE people (name TEXT)")
        other.execute("INSERT INTO people VALUES ('Ada')")
        other.commit()
        before = contents(folder)
        if not unfinished:
            other.close()
            before = contents(folder)
        for command in EVERY:
            code = cli.main(line(command, file))
            said = capsys.readouterr()
            assert code in (answer.USAGE, answer.NO), (command, said.err)
            words = " ".join((said.err + said.out).split())
            assert "is another kind of database: give another file" in words
            assert contents(folder) == before, command


@pytest.mark.ci
def test_a_command_that_reads_leaves_nothing_behind(folder: Path, capsys: Capture) -> None:
    before = contents(folder)
    for command in READING:
        code = cli.main(line(command, "meeting.db"))
        assert code in (answer.OK, answer.NO), capsys.readouterr().err
        assert contents(folder) == before, command


def test_a_command_that_reads_leaves_an_older_store_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "meeting.db"
    with stores.opened(file, steps=STEPS[:1], clock=ticking()) as store:
        _told(store)
    before = contents(tmp_path)
    with stores.opened(file, reads_only=True) as store:
        assert [fact.text for fact in stores.facts(store)] == ["late cei 10m"]
        assert stores.acknowledgements(store) == ()
        assert stores.revisions(store) == ()
    assert contents(tmp_path) == before


def test_a_command_that_reads_makes_no_table_on_a_server(postgres: str, server: str) -> None:
    with pytest.raises(StoreError, match="there is no store yet"):
        stores.opened(postgres, reads_only=True).__enter__()
    with pytest.raises(StoreError, match="there is no store yet"):
        stores.opened(postgres, create=False).__enter__()
    assert _tables(postgres) == []
    with stores.opened(postgres, steps=STEPS[:1]) as store:
        _told(store)
    older = _tables(postgres)
    with stores.opened(postgres, reads_only=True) as store:
        assert [fact.text for fact in stores.facts(store)] == ["late cei 10m"]
        assert stores.acknowledgements(store) == ()
    assert _tables(postgres) == older


def _told(store: stores.Store) -> None:
    """A fact, as a version before this one kept it too."""
    with store.writing() as db:
        said = {"kind": "late", "text": "late cei 10m", "author": "planner", "undoes": None}
        append(db, tables.facts, Stamp("2025-02-25T12:00:00.000000Z", ""), **said)


def _tables(url: str) -> list[str]:
    with psycopg.connect(url) as db:
        rows = db.execute(
            "SELECT table_name FROM information_schema.tables "
            "WHERE table_schema = current_schema() ORDER BY 1"
        ).fetchall()
    return [str(row[0]) for row in rows]


def test_a_file_of_another_program_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    file = tmp_path / "address book.db"
    with closing(sqlite3.connect(file)) as other:
        other.execute("CREATE TABLE people (name TEXT)")
    before = contents(tmp_path)
    for reads_only in (False, True):
        with (
            pytest.raises(StoreError, match="is another kind of database"),
            stores.opened(file, reads_only=reads_only),
        ):
            pass
    assert contents(tmp_path) == before


@pytest.mark.parametrize("left", sampled([0, 4096, 1, 15, 100, 3000, 9000], 2))
def test_a_store_of_no_bytes_or_one_cut_off_is_damage_and_no_new_meeting(
    folder: Path, left: int, capsys: Capture
) -> None:
    file = folder / "meeting.db"
    whole = file.read_bytes()
    file.write_bytes(whole[:left])
    before = contents(folder)
    for command in ("log", "solve meeting.yaml --save --workers 1", "report list", "doctor"):
        code = cli.main(line(command, file))
        said = capsys.readouterr()
        assert code == (answer.NO if command == "doctor" else answer.USAGE), (command, said)
        assert "use a copy" in said.err + said.out
        assert contents(folder) == before, command
    file.write_bytes(whole)
    assert cli.main(line("log", file)) == answer.OK


def pages(file: Path) -> list[int]:
    """The numbers of the pages of a database, from the second."""
    return list(range(1, file.stat().st_size // 4096))


@pytest.mark.parametrize("every", [pytest.param(16, marks=pytest.mark.ci), *LONG])
@pytest.mark.parametrize("with_what", ["zeros", "other page", "text"])
def test_a_page_that_was_overwritten_is_found_by_whatever_reads_it(
    folder: Path, with_what: str, every: int, capsys: Capture
) -> None:
    """Every page, or one of so many; a command that does not need it answers as before."""
    file = folder / "meeting.db"
    whole = file.read_bytes()
    commands = READING[:9] if every == 1 else CHEAP
    usual = {}
    for command in commands:
        assert cli.main(line(command, file)) in (answer.OK, answer.NO)
        usual[command] = capsys.readouterr().out
    found = 0
    for page in pages(file)[::every]:
        file.write_bytes(_overwritten(whole, page, with_what))
        for command in commands:
            code = cli.main(line(command, file))
            said = capsys.readouterr()
            if code == answer.USAGE:
                assert "damaged" in said.err or "holds no scenario" in said.err, (page, said)
                found += 1
            elif command == "doctor" and code == answer.NO:
                found += 1
            else:
                assert said.out == usual[command], (page, command, said)
        for left in folder.glob("meeting.db*"):
            left.unlink()
    file.write_bytes(whole)
    assert found > len(pages(file)[::every])


def test_a_changed_word_is_found_by_the_command_that_reads_it(
    folder: Path, capsys: Capture
) -> None:
    """What SQLite cannot see: the file is whole, and one word of it is another."""
    file = folder / "meeting.db"
    whole = file.read_bytes()
    for word, other, commands in (
        (b"overrun apples 10m", b"overrun apples 90m", ("report list", "log", "replan")),
        (b"minister", b"minstrel", ("pin", "log", "replan")),
        (b"agreed", b"argued", ("waive", "log")),
        (b"first timetable", b"worst timetable", ("show Rev.0", "log", "export md Rev.0")),
        (b"title: Plums", b"title: Prune", ("show", "replan", "export md")),
    ):
        assert word in whole
        file.write_bytes(whole.replace(word, other))
        for command in commands:
            assert cli.main(line(command, file)) == answer.USAGE, command
            said = capsys.readouterr()
            assert "the store was damaged or changed by another program" in said.err, command
            assert said.out == ""


def _overwritten(whole: bytes, page: int, with_what: str) -> bytes:
    """The file with one page replaced."""
    last = len(whole) // 4096 - 1
    other = {
        "zeros": bytes(4096),
        "other page": whole[last * 4096 :] if page < last else whole[4096:8192],
        "text": b"overrun apples 90m ".ljust(32) * 128,
    }[with_what]
    return whole[: page * 4096] + other + whole[(page + 1) * 4096 :]


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Path]:
    """A folder that nobody may write to, which others may look into."""
    import tempfile

    with tempfile.TemporaryDirectory(prefix="rollgrid-test-") as name:
        folder = Path(name)
        yield folder
        for path in (folder, *folder.iterdir()):
            path.chmod(0o755)


@pytest.mark.parametrize(
    ("older", "log"), sampled([(False, True), (True, False), (False, False), (True, True)], 1)
)
def test_an_archived_store_can_be_read_where_nothing_can_be_written(
    archive: Path, older: bool, log: bool
) -> None:
    file = archive / "meeting.db"
    with stores.opened(file, clock=ticking(), steps=STEPS[:1] if older else STEPS) as store:
        _told(store)
        if not older:
            issued(store)
        if log:  # as a copy made while it was in use
            kept = {path: path.read_bytes() for path in archive.iterdir() if "shm" not in path.name}
    for path, data in kept.items() if log else ():
        path.write_bytes(data)
    before = {path.name for path in archive.iterdir()}
    assert before == {"meeting.db", *(["meeting.db-wal"] if log else [])}
    for path in archive.iterdir():
        path.chmod(0o444)
    archive.chmod(0o555)
    with working("consulting", file) as (process, pipe):
        lines = list(lines_from(pipe))
        process.join(60)
    assert lines == [["late", "cei", "10m"]]
    assert {path.name for path in archive.iterdir()} == before


def test_what_holds_facts_or_registrations_is_for_its_owner_alone(
    folder: Path, capsys: Capture
) -> None:
    def mode(name: str) -> int:
        return (folder / name).stat().st_mode & 0o777

    umask = os.umask(0o022)
    try:
        (folder / "meeting.db").unlink()
        for command in ("solve meeting.yaml --save --workers 1", "publish", "notices write"):
            assert cli.main(command.split()) == answer.OK
        assert mode("meeting.db") == 0o600
        notices = [path for path in folder.glob("outbox/Rev.0/*/*") if path.is_file()]
        assert notices
        assert {path.stat().st_mode & 0o777 for path in notices} == {0o600}
        assert cli.main(line("report overrun apples 10m --at 2030-03-05T09:10", "meeting.db")) == 0
        assert cli.main(["replan", "--workers", "1", "--out", "new.json"]) == answer.OK
        assert cli.main(["export", "json", "head", "--to", "head.json"]) == answer.OK
        assert (mode("new.json"), mode("head.json")) == (0o600, 0o600)
        assert cli.main(["export", "md", "head", "--to", "annex.md"]) == answer.OK
        assert mode("annex.md") == 0o644
        (folder / "annex.md").chmod(0o664)
        assert cli.main(["export", "md", "head", "--to", "annex.md"]) == answer.OK
        assert mode("annex.md") == 0o664
    finally:
        os.umask(umask)

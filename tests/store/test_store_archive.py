"""A whole store as one file and back: the same rows, on either database; no change is taken in."""

import hashlib
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest

import cli
from scheduler import store as stores
from scheduler.errors import StoreError
from scheduler.store.archive import archive, restore
from tests.store.conftest import ticking
from tests.store.saying import faults, filled, issued

Capture = pytest.CaptureFixture[str]


def saved(where: Path | str) -> bytes:
    with stores.opened(where, clock=ticking()) as store:
        filled(store)
        return archive(store)


def rows(data: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in data.decode().split("\n") if line]


def ended(lines: list[dict[str, Any]]) -> bytes:
    """An archive of these lines whose end is right: by somebody who knows how it is made."""
    body = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    end = {"rows": len(lines) - 1, "sha256": hashlib.sha256(body.encode()).hexdigest()}
    return (body + json.dumps({"end": end}) + "\n").encode()


def test_a_store_comes_back_row_by_row(where: Path | str, tmp_path: Path) -> None:
    data = saved(where)
    kinds = {next(iter(line)) for line in rows(data)}
    assert {"scenarios", "revisions", "publications", "notices", "facts", "pins"} < kinds
    again = tmp_path / "again.db"
    assert restore(again, data, "meeting.jsonl") == len(rows(data)) - 2
    assert faults(again) == []
    with stores.opened(again) as store:
        assert archive(store) == data
        published = stores.head(store)
        assert published is not None
        assert published.published is not None
        assert published.published.number == 1
        assert stores.add_fact(store, "late", "late cei 5m", author="p").number > 1


def test_a_file_becomes_a_database_of_a_team(file: Path, postgres: str) -> None:
    data = saved(file)
    restore(postgres, data, "meeting.jsonl")
    assert faults(postgres) == []
    with stores.opened(postgres) as store:
        assert archive(store) == data
    with pytest.raises(StoreError, match="has a meeting already; nothing was changed"):
        restore(postgres, data, "meeting.jsonl")


def _without_the_end(lines: list[dict[str, Any]]) -> bytes:
    return ended(lines)[:-40]


def _a_word_changed(lines: list[dict[str, Any]]) -> bytes:
    return ended(lines).replace(b"overrun enip 30m", b"overrun enip 31m")


def _another_fact(lines: list[dict[str, Any]]) -> bytes:
    for line in lines:
        if "facts" in line:
            line["facts"]["text"] = "overrun enip 31m"
    return ended(lines)


def _a_fact_less(lines: list[dict[str, Any]]) -> bytes:
    return ended([line for line in lines if line.get("facts", {}).get("number") != 1])


def _a_column_more(lines: list[dict[str, Any]]) -> bytes:
    lines[-1][next(iter(lines[-1]))]["colour"] = "red"
    return ended(lines)


def _a_word_for_a_number(lines: list[dict[str, Any]]) -> bytes:
    for line in lines:
        if "facts" in line:
            line["facts"]["number"] = "one"
    return ended(lines)


def _no_such_table(lines: list[dict[str, Any]]) -> bytes:
    return ended([*lines, {"people": {"name": "x"}}])


def _of_the_future(lines: list[dict[str, Any]]) -> bytes:
    return ended([{"rollgrid store": 99}, *lines[1:]])


CHANGED: dict[Callable[[list[dict[str, Any]]], bytes], str] = {
    _without_the_end: "is incomplete",
    _a_word_changed: "its sha256 is different",
    _another_fact: "facts 1: was changed after it was written",
    _a_fact_less: "facts: number 1 is missing|FOREIGN KEY|undoes",
    _a_column_more: "not a row of sweep_results",
    _a_word_for_a_number: "not a row of facts",
    _no_such_table: "not a row of a store",
    _of_the_future: "was written by a newer rollgrid",
}


@pytest.mark.parametrize("change", CHANGED, ids=lambda change: change.__name__.strip("_"))
def test_of_an_archive_that_was_changed_nothing_is_made(
    file: Path, change: Callable[[list[dict[str, Any]]], bytes]
) -> None:
    lines = rows(saved(file))[:-1]
    again = file.with_name("again.db")
    before = sorted(file.parent.iterdir())
    with pytest.raises(StoreError, match=CHANGED[change]):
        restore(again, change(lines), "meeting.jsonl")
    assert sorted(file.parent.iterdir()) == before


@pytest.mark.parametrize("data", [b"", b"\n", b"[]\n{}\n", b"\xff\xfe\n\n", b'{"a": 1}'])
def test_what_is_no_archive_is_refused(file: Path, data: bytes) -> None:
    with pytest.raises(StoreError, match="is not an archive of a store"):
        restore(file, data, "x.jsonl")
    assert not file.exists()


def test_an_archive_is_one_moment_while_others_write(file: Path, tmp_path: Path) -> None:
    with stores.opened(file, clock=ticking()) as store:
        issued(store, None, "a")
    stop = Event()

    def write() -> None:
        with stores.opened(file) as own:
            while not stop.is_set():
                stores.add_fact(own, "late", "late cei 5m", author="p")

    writer = Thread(target=write)
    writer.start()
    try:
        for number in range(5):
            with stores.opened(file) as store:
                restore(tmp_path / f"copy{number}.db", archive(store), "meeting.jsonl")
    finally:
        stop.set()
        writer.join()
    for number in range(5):
        assert faults(tmp_path / f"copy{number}.db") == []


def test_as_it_is_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.chdir(tmp_path)
    saved(Path("meeting.db"))
    assert cli.main(["store", "export", "--to", "meeting.jsonl"]) == 0
    assert capsys.readouterr().out.startswith("  meeting.jsonl: meeting.db, ")
    assert cli.main(["store", "restore", "meeting.jsonl", "--store", "meeting.db"]) == 2
    assert "meeting.db exists already: give a new file" in capsys.readouterr().err
    assert cli.main(["store", "restore", "meeting.jsonl"]) == 2
    assert cli.main(["store", "restore", "missing.jsonl", "--store", "again.db"]) == 2
    assert "missing.jsonl: cannot be read" in capsys.readouterr().err
    assert cli.main(["store", "restore", "meeting.jsonl", "--store", "again.db"]) == 0
    assert "every link holds" in capsys.readouterr().out
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "again.db",
        "meeting.db",
        "meeting.jsonl",
    ]


def test_a_damaged_store_is_not_copied(file: Path) -> None:
    saved(file)
    with closing(sqlite3.connect(file)) as db, db:
        db.execute("DROP TRIGGER facts_no_update")
        db.execute("UPDATE facts SET text = 'late enip' WHERE number = 1")
    with stores.opened(file) as store, pytest.raises(StoreError, match="facts 1: was changed"):
        archive(store)

"""A connection that breaks at any statement, and a server that is killed there, lose nothing."""

import random
import time
from collections.abc import Iterator
from datetime import datetime
from itertools import count
from pathlib import Path

import psycopg
import pytest

import cli
from scheduler import store as stores
from scheduler.store.archive import archive, restore
from scheduler.vocabulary.clock import telling
from tests.faults.aftermath import Clean, State, kept_in, outcome
from tests.faults.proxy import KINDS, Break, Proxy
from tests.faults.records import passed, record
from tests.faults.tracing import CLOCK, Ended
from tests.faults.writing_commands import COMMANDS, Bases, Writing

NAMES = (
    *("report", "report --undo", "replan", "publish", "notices withhold"),
    *("pin", "unpin", "waive", "waive --withdraw", "acknowledge"),
)
WRITING = tuple(command for command in COMMANDS if command.name in NAMES)
SCHEMAS = count(1)
RECOVERED = 60.0
"""Seconds within which a server that was killed is there again, or never will be."""
Capture = pytest.CaptureFixture[str]


class Team:
    """Commands of a team whose store is on a server, each with a store of its own."""

    def __init__(self, server: str, folder: Path, capsys: Capture) -> None:
        self._server = server
        self._port = int(server.rpartition(":")[2].partition("/")[0])
        self._capsys = capsys
        base = Bases(folder / "bases").copy("published", folder / "week")
        with stores.opened(base / "meeting.db", reads_only=True) as store:
            self._archive = archive(store)
        self._clean: dict[str, tuple[Clean, int]] = {}
        self.commits: dict[str, list[int]] = {}

    def clean(self, command: Writing) -> tuple[Clean, int]:
        """The command without a fault, and how many statements it sends."""
        if command.name not in self._clean:
            url = self._store()
            before = _state(url)
            with Proxy(self._port) as proxy:
                ended = self._given(command, self._through(url, proxy))
            assert ended.code == 0, ended.said
            after = _state(url)
            clean = Clean(before, after, after, ended.said)
            self._clean[command.name] = clean, proxy.statements
            self.commits[command.name] = proxy.commits
        return self._clean[command.name]

    def breaks(self, command: Writing) -> Iterator[Break]:
        for number in range(1, self.clean(command)[1] + 1):
            for kind in KINDS:
                yield Break(kind, number)

    def keeps(self, command: Writing, fault: Break) -> bool:
        """Whether the statement is the last of those that keep something: a COMMIT."""
        return self.commits[command.name][-1] == fault.number

    def broken(self, command: Writing, fault: Break) -> tuple[str, int]:
        """Where the store stands after a break, and the exit code; AssertionError if it lies."""
        clean, _ = self.clean(command)
        url = self._store()
        witness = psycopg.connect(self._server, autocommit=True)
        with Proxy(self._port, fault) as proxy:
            ended = self._given(command, self._through(url, proxy))
        assert proxy.statements >= fault.number, "the fault did not come"
        self._wait(witness if fault.kind == KINDS[-1] else None)
        witness.close()
        place = outcome(command, clean, _state(url), ended)
        again = self._given(command, url)
        codes = (0,) if place == "before" else (0, *command.again)
        assert again.code in codes, again.said
        _state(url)
        return place, ended.code

    def _store(self) -> str:
        name = f"fault{next(SCHEMAS)}"
        with psycopg.connect(self._server, autocommit=True) as db:
            db.execute(f"CREATE SCHEMA {name}")
        url = f"{self._server}?options=-csearch_path%3D{name}"
        restore(url, self._archive, "the base")
        return url

    def _through(self, url: str, proxy: Proxy) -> str:
        return url.replace(f":{self._port}/", f":{proxy.port}/")

    def _given(self, command: Writing, url: str) -> Ended:
        self._capsys.readouterr()
        with telling(lambda: datetime.fromisoformat(CLOCK)):
            code = cli.main([*command.words.split(), "--store", url])
        return Ended(code, "".join(self._capsys.readouterr()), True, ())

    def _wait(self, witness: psycopg.Connection | None) -> None:
        """
        Until the server answers: one that was killed looks through its log first.

        ``witness``: a connection that ends when the server begins with that, which is a moment
        after one of its processes was killed; until then it would answer, and then no more.
        """
        until = time.monotonic() + RECOVERED
        while witness is not None:
            assert time.monotonic() < until, "the server did not notice"
            try:
                witness.execute("SELECT 1")
            except psycopg.OperationalError:
                break
            time.sleep(0.02)
        while True:
            try:
                psycopg.connect(self._server).close()
                return
            except psycopg.OperationalError:
                assert time.monotonic() < until, "the server did not recover"
                time.sleep(0.05)


def _state(url: str) -> State:
    return State(kept_in(url), {})


@pytest.fixture
def team(server: str, tmp_path: Path, capsys: Capture) -> Team:
    return Team(server, tmp_path, capsys)


@pytest.mark.ci
@pytest.mark.parametrize("name", ["report", "publish"])
def test_a_connection_that_breaks_at_a_statement_loses_nothing(team: Team, name: str) -> None:
    """In the middle of the command and at its last statement, by which it is kept."""
    (command,) = (one for one in WRITING if one.name == name)
    breaks = list(team.breaks(command))
    middle = random.Random(19).choice([b for b in breaks if b.kind == KINDS[-1]])
    commit = max(b.number for b in breaks if team.keeps(command, b))
    places = [team.broken(command, Break(kind, commit))[0] for kind in KINDS[:2]]
    assert places == ["before", "after, said to be unsure"]
    team.broken(command, middle)


@pytest.mark.long
def test_a_connection_that_breaks_at_any_statement_loses_nothing(team: Team) -> None:
    done, failed = passed(), list[str]()
    for command in WRITING:
        for fault in team.breaks(command):
            key = ("PostgreSQL", command.name, fault.kind, f"statement {fault.number}")
            if key in done:
                continue
            try:
                place, code = team.broken(command, fault)
            except Exception as error:  # whatever it is, it is a finding
                record(key, "wrong", -1, f"{type(error).__name__}: {error}"[:2_000])
                failed.append(f"{' '.join(key)}: {error}")
            else:
                record(key, place, code, None)
    assert not failed, "\n".join(failed)

"""A store on SQLite and one on PostgreSQL: every test that asks for ``where`` runs on both."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest

from scheduler.store import Store, opened
from tests import needed

Clock = Callable[[], datetime]
NOON = datetime(2025, 2, 25, 12, tzinfo=UTC)
SCHEMAS = count(1)
BEGUN = 20.0
"""Seconds within which a server answers, or the machine is broken."""


def ticking(start: datetime = NOON) -> Clock:
    """A clock that goes on by a second whenever it is looked at."""
    seconds = iter(range(10_000))
    return lambda: start + timedelta(seconds=next(seconds))


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The URL of a PostgreSQL of our own, stopped at the end."""
    with own_server("fsync=off") as served:
        yield served.url


class Server:
    """A PostgreSQL of our own in a folder, which may be killed and started again."""

    def __init__(self, binaries: Path, folder: Path, settings: Sequence[str]) -> None:
        self._binaries, self._folder, self._settings = binaries, folder, settings
        self._as: dict[str, Any] = {}
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root
            self._as = {"user": "nobody", "group": "nogroup", "extra_groups": []}
            shutil.chown(folder, "nobody", "nogroup")
        self._port = _free_port()
        self.url = f"postgresql://rollgrid@127.0.0.1:{self._port}/postgres"
        options = ("-A", "trust", "-U", "rollgrid", "-E", "UTF8", "--no-locale", "--no-sync")
        self._run([binaries / "initdb", "-D", folder / "data", *options])

    def _run(self, words: Sequence[Path | str]) -> None:
        subprocess.run(words, check=True, capture_output=True, cwd=self._folder, **self._as)

    def start(self) -> None:
        """Until it answers."""
        settings = (f"port={self._port}", "listen_addresses=127.0.0.1", "unix_socket_directories=")
        words = [f"--{setting}" for setting in (*settings, "lc_messages=C", *self._settings)]
        with (self._folder.parent / f"{self._folder.name}.log").open("w+") as log:
            Path(log.name).unlink()
            self._process = subprocess.Popen(
                [self._binaries / "postgres", "-D", self._folder / "data", *words],
                stdout=log,
                stderr=log,
                cwd=self._folder,
                start_new_session=True,
                **self._as,
            )
        _wait_for(self.url, self._process)

    def kill(self) -> None:
        """All of its processes at once, which have no time to say or to finish anything."""
        pids = [self._process.pid, *_children(self._process.pid)]
        for pid in pids:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self._process.wait(timeout=BEGUN)
        until = time.monotonic() + BEGUN
        while any(_is_there(pid) for pid in pids[1:]):
            assert time.monotonic() < until, "it does not die"
            time.sleep(0.01)

    def stop(self) -> None:
        self._process.send_signal(signal.SIGINT)
        self._process.wait(timeout=BEGUN)


@contextmanager
def own_server(*settings: str) -> Iterator[Server]:
    """A server that answers; it and its folder are gone at the end."""
    binaries = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not binaries:
        needed.missing("postgresql")
    folder = Path(tempfile.mkdtemp(prefix="rollgrid-postgres-"))
    try:
        served = Server(binaries[-1].parent, folder, settings)
        served.start()
        try:
            yield served
        finally:
            served.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _children(pid: int) -> list[int]:
    """The processes that a process has started and that still run."""
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(word) for word in listed.split()]


def _is_there(pid: int) -> bool:
    """Whether a process runs; one that is dead, and that nobody has asked about, does not."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + BEGUN
    while True:
        try:
            psycopg.connect(url).close()
            return
        except psycopg.OperationalError:
            assert process.poll() is None, "the server did not start"
            assert time.monotonic() < until, "the server does not answer"
            time.sleep(0.05)


@pytest.fixture
def postgres(server: str) -> str:
    """A schema of its own for each test."""
    name = f"t{next(SCHEMAS)}"
    with psycopg.connect(server, autocommit=True) as db:
        db.execute(f"CREATE SCHEMA {name}")
    return f"{server}?options=-csearch_path%3D{name}"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "meeting.db"


@pytest.fixture(params=["sqlite", "postgres"])
def where(request: pytest.FixtureRequest) -> Path | str:
    """The address of an empty store."""
    found = request.getfixturevalue("file" if request.param == "sqlite" else "postgres")
    assert isinstance(found, Path | str)
    return found


@pytest.fixture
def store(where: Path | str) -> Iterator[Store]:
    """An empty store whose clock ticks once a second."""
    with opened(where, clock=ticking(), wait=1) as found:
        yield found

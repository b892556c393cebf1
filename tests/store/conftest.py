"""A store on SQLite and one on PostgreSQL: every test that asks for ``where`` runs on both."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
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
    binaries = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not binaries:
        needed.missing("postgresql")
    folder = Path(tempfile.mkdtemp(prefix="rollgrid-postgres-"))
    with_user: dict[str, Any] = {}
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        with_user = {"user": "nobody", "group": "nogroup", "extra_groups": []}
        shutil.chown(folder, "nobody", "nogroup")
    try:
        yield from _served(binaries[-1].parent, folder, with_user)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _served(binaries: Path, folder: Path, with_user: dict[str, Any]) -> Iterator[str]:
    data, port = folder / "data", _free_port()
    init: list[Path | str] = [
        binaries / "initdb",
        "-D",
        data,
        "-A",
        "trust",
        "-U",
        "rollgrid",
        "-E",
        "UTF8",
    ]
    subprocess.run(
        [*init, "--no-locale", "--no-sync"],
        check=True,
        capture_output=True,
        cwd=folder,
        **with_user,
    )
    settings = [f"port={port}", "listen_addresses=127.0.0.1", "unix_socket_directories="]
    settings += ["fsync=off", "lc_messages=C"]
    with (folder.parent / f"{folder.name}.log").open("w+") as log:
        Path(log.name).unlink()
        process = subprocess.Popen(
            [binaries / "postgres", "-D", data, *(f"--{setting}" for setting in settings)],
            stdout=log,
            stderr=log,
            cwd=folder,
            **with_user,
        )
        try:
            url = f"postgresql://rollgrid@127.0.0.1:{port}/postgres"
            _wait_for(url, process)
            yield url
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=BEGUN)


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

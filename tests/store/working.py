"""
Processes that give commands to a store until they are killed or done.

They are real processes with the whole program loaded, forked so that a round costs no start-up;
what they say on stdout and stderr goes down a pipe, line by line, as a terminal would see it.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from multiprocessing.process import BaseProcess
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import IO, Any

import cli
from scheduler import store as stores
from scheduler.replanning import replan  # noqa: F401  # loaded before the fork
from tests.store.stepping import FORKING, NOBODY

CSP11 = str(Path(__file__).parents[2] / "scenarios" / "csp11.yaml")
FORKING.set_forkserver_preload(["tests.store.stepping", "tests.store.working"])
BEFORE = datetime(2025, 2, 1)
"""Long before the meeting: what is told then changes nothing."""


def issued_at(where: Path | str) -> None:
    """CSP11 solved and published as Rev.0."""
    assert cli.main(["solve", CSP11, "--store", str(where), "--workers", "1"]) == 0
    assert cli.main(["publish", "--store", str(where)]) == 0


@contextmanager
def commanding(
    work: str, where: Path | str, *rest: object
) -> Iterator[tuple[BaseProcess, IO[str]]]:
    """A process that does ``work``, a function of this module, and what it prints."""
    ours, theirs = FORKING.Pipe(duplex=False)
    process = FORKING.Process(target=_run, args=(work, where, theirs, rest), daemon=True)
    process.start()
    theirs.close()
    lines = os.fdopen(os.dup(ours.fileno()), encoding="utf-8", errors="replace")
    ours.close()
    try:
        yield process, lines
    finally:
        process.kill()
        process.join()
        lines.close()


def _run(work: str, where: Path | str, pipe: Any, rest: tuple[object, ...]) -> None:
    fileno = pipe.fileno()
    os.dup2(fileno, 1)
    os.dup2(fileno, 2)
    sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = os.fdopen(2, "w", encoding="utf-8", closefd=False, buffering=1)
    WORKS[work](str(where), *rest)


def _told(where: str) -> int:
    with stores.opened(where) as store:
        return len(stores.facts(store))


def working(where: str, outbox: str) -> None:
    """A fact, a replan, a publication, its notices, without end."""
    at = ["--store", where]
    while True:
        moment = BEFORE + timedelta(minutes=_told(where))
        fact = ["absent", "dief-chair", "2025-02-28", "--at", f"{moment:%Y-%m-%d %H:%M}"]
        cli.main(["report", *fact, *at])
        cli.main(["replan", "--workers", "1", "--json", "--out", os.devnull, *at])
        cli.main(["publish", *at])
        if "notices" in cli.app_of():
            cli.main(["notices", "write", "--to", outbox, *at])
            cli.main(["notices", "mark-sent", *at])


def racing(where: str, start: Barrier, wins: int) -> None:
    """Replan and publish so many times; a loser replans from what is published by then."""
    at = ["--store", where, "--by", _me()]
    start.wait(120)
    while wins > 0:
        # what is as it was is not published again, so something is told each time
        moment = BEFORE + timedelta(minutes=_told(where))
        fact = ["absent", "dief-chair", "2025-02-28", "--at", f"{moment:%Y-%m-%d %H:%M}"]
        cli.main(["report", *fact, *at])
        cli.main(["replan", "--workers", "1", "--now", "2025-02-01 10:00", *at])
        draft = _own_draft(where)
        code = cli.main(["publish", f"r{draft}", *at])
        print(f"code {code} of r{draft}", flush=True)
        wins -= code == 0


def _own_draft(where: str) -> int:
    """The newest draft by this planner."""
    with stores.opened(where) as store:
        mine = [r.draft for r in stores.revisions(store) if r.author == _me()]
        return mine[-1]


def _me() -> str:
    return f"planner {os.getpid()}"


def barred(folder: str, commands: list[list[str]]) -> None:
    """Commands by somebody who may not write here, after each has been loaded once."""
    os.chdir(folder)
    cli.main(["solve", CSP11])
    cli.main(["replan", "--policy", "no such policy"])
    cli.main(["report", "early", "wgtu", "1m", "--at", "2025-02-25 09:00", "--store", "no.db"])
    for path in Path(folder).iterdir():
        path.chmod(0 if path.is_dir() else 0o444)
    Path(folder).chmod(0o555)
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    print("barred now", flush=True)
    for command in commands:
        print(f"code {cli.main(command)}", flush=True)


WORKS: dict[str, Any] = {"working": working, "racing": racing, "barred": barred}

"""
Commands run while every call that changes a file is counted, and one of them fails or kills.

``strace`` does it from outside: it needs no change of the program, of Python or of SQLite.
"""

import json
import os
import re
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests import needed

ROOT = Path(__file__).parents[2]
CLOCK = "2030-03-04T12:00:00+00:00"
WRITES = ("write", "pwrite64", "ftruncate", "fallocate")
NAMES = ("rename", "link", "unlink", "mkdir", "rmdir", "openat")
SYNCS = ("fsync", "fdatasync")
MODES = ("fchmod",)
CALLS = (*WRITES, *NAMES, *SYNCS, *MODES)
"""What changes a file, its name or its mode, or makes a change last."""
MAKES = re.compile(r"O_CREAT|O_TRUNC")
"""Opening a file only to read it changes nothing."""
CALL = re.compile(r"^(?P<call>\w+)\((?P<rest>.*)$")
REFUSALS = {
    **dict.fromkeys(WRITES, ("EIO", "ENOSPC")),
    **dict.fromkeys(SYNCS, ("EIO", "ENOSPC")),
    **dict.fromkeys(NAMES, ("EACCES", "ENOSPC", "EIO")),
    **dict.fromkeys(MODES, ("EPERM", "EIO")),
}
"""What the system may answer."""


@dataclass(frozen=True, order=True)
class Point:
    """One call that changes something: the ``number``-th of its kind, from 1."""

    call: str
    number: int


@dataclass(frozen=True)
class Fault:
    """``kind``: KILL, or what the system answers instead of doing what it is asked."""

    kind: str
    point: Point

    @property
    def mutes(self) -> bool:
        """Whether what the command prints is refused too, from the fault on."""
        return self.kind == "ENOSPC" and self.point.call == "write"

    @property
    def injection(self) -> str:
        """As strace writes it; a disk that is full stays full."""
        when = f"{self.point.number}{'+' if self.kind == 'ENOSPC' else ''}"
        what = "signal=KILL" if self.kind == "KILL" else f"error={self.kind}"
        return f"inject={self.point.call}:{what}:when={when}"


@dataclass(frozen=True)
class Ended:
    """``code``: -9 if it was killed. ``said``: stdout and stderr. ``hit``: the fault came."""

    code: int
    said: str
    hit: bool
    points: tuple[Point, ...]


class Runner:
    """Runs commands in children of one process that is loaded once."""

    def __init__(self, process: "subprocess.Popen[str]", scratch: Path) -> None:
        self._process = process
        self._scratch = scratch

    def run(
        self, folder: Path, argv: list[str], fault: Fault | None = None, *, traced: bool = True
    ) -> Ended:
        """One command in a folder, with a fault or without."""
        said, trace = self._scratch / "said.txt", self._scratch / "trace.txt"
        trace.unlink(missing_ok=True)
        pid = self._ask(self._job(folder, argv))["pid"]
        if not traced:
            os.kill(pid, signal.SIGCONT)
            code = self._answer()["code"]
            return Ended(code, said.read_text(encoding="utf-8", errors="replace"), False, ())
        options = ["-e", f"trace={','.join(CALLS)}", "-o", str(trace), "-p", str(pid)]
        options += ["-e", fault.injection] if fault is not None else []
        tracer = subprocess.Popen(
            [needed.tool("strace"), *options], stderr=subprocess.PIPE, text=True
        )
        assert tracer.stderr is not None
        attached = tracer.stderr.readline()
        assert "attached" in attached, attached
        os.kill(pid, signal.SIGCONT)
        code = self._answer()["code"]
        tracer.communicate(timeout=60)
        lines = trace.read_text(encoding="utf-8", errors="replace").splitlines()
        text = said.read_text(encoding="utf-8", errors="replace")
        hit = code == -9 or any("(INJECTED)" in line for line in lines)
        return Ended(code, text, hit, tuple(_points(lines)))

    def warm(self, folder: Path, argv: list[str]) -> Ended:
        """
        One command, given in the process itself.

        What it makes ready for the first time is ready for all that come after it.
        """
        code = self._ask({**self._job(folder, argv), "warm": True})["code"]
        said = (self._scratch / "said.txt").read_text(encoding="utf-8", errors="replace")
        return Ended(code, said, False, ())

    def _job(self, folder: Path, argv: list[str]) -> dict[str, Any]:
        said = self._scratch / "said.txt"
        said.unlink(missing_ok=True)
        return {"folder": str(folder), "argv": argv, "clock": CLOCK, "said": str(said)}

    def _ask(self, job: dict[str, Any]) -> Any:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{json.dumps(job)}\n")
        self._process.stdin.flush()
        return self._answer()

    def _answer(self) -> Any:
        assert self._process.stdout is not None
        return json.loads(self._process.stdout.readline())


@contextmanager
def runner(scratch: Path) -> Iterator[Runner]:
    """A process ready to run commands, ended at the end."""
    needed.tool("strace")
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.zygote"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        assert json.loads(process.stdout.readline()) == {"ready": True}
        yield Runner(process, scratch)
    finally:
        process.kill()
        process.communicate()


def _points(lines: list[str]) -> Iterator[Point]:
    """The calls that change something, each with its number among all of its kind."""
    counts: Counter[str] = Counter()
    for line in lines:
        match = CALL.match(line)
        if match is None or match["call"] not in CALLS:
            continue
        counts[match["call"]] += 1
        if match["call"] != "openat" or MAKES.search(match["rest"]):
            yield Point(match["call"], counts[match["call"]])


def faults_at(point: Point) -> list[Fault]:
    """A kill just there, and every refusal that the system may give."""
    return [Fault(kind, point) for kind in ("KILL", *REFUSALS[point.call])]

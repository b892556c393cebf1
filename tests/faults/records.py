"""
The faults that were tried: one line of a file for each, from which the table of docs is made.

The file is ``.pytest_cache/faults.jsonl``, or the one that ``ROLLGRID_FAULTS`` names. What this
code has passed is not tried again::

    uv run pytest -m long tests/faults             # goes on where it stopped
    uv run python -m tests.faults.reliability_page > docs/developers/reliability.md
"""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tests.draws import ROOT, fingerprint
from tests.faults.tracing import Fault


@dataclass(frozen=True)
class Faulted:
    """
    A fault that was tried, and how it was afterwards: as before, as after, a part of it.

    ``disk``: a digest of what it left; equal ones were looked into once.
    """

    command: str
    fault: Fault
    place: str
    code: int
    disk: str


@dataclass(frozen=True)
class Line:
    """One fault in the file; ``error``: what was wrong afterwards."""

    database: str
    command: str
    kind: str
    point: str
    place: str
    code: int
    error: str | None
    at: str
    version: str
    disk: str | None = None

    @property
    def key(self) -> tuple[str, str, str, str]:
        return self.database, self.command, self.kind, self.point


def place() -> Path:
    return Path(os.environ.get("ROLLGRID_FAULTS") or ROOT / ".pytest_cache" / "faults.jsonl")


def recorded() -> Iterator[Line]:
    """All lines so far, in order."""
    if place().exists():
        for line in place().read_text(encoding="utf-8").splitlines():
            yield Line(**json.loads(line))


def passed() -> set[tuple[str, str, str, str]]:
    """The faults that this code has passed."""
    version = fingerprint()
    return {one.key for one in recorded() if one.version == version and one.error is None}


def record(
    key: tuple[str, str, str, str],
    where: str,
    code: int,
    error: str | None,
    disk: str | None = None,
) -> None:
    """One line in one write: several processes add to the file."""
    now = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
    line = {
        **dict(zip(("database", "command", "kind", "point"), key, strict=True)),
        "place": where,
        "code": code,
        "error": error,
        "at": now,
        "version": fingerprint(),
        "disk": disk,
    }
    place().parent.mkdir(parents=True, exist_ok=True)
    with place().open("ab", buffering=0) as file:
        file.write(f"{json.dumps(line)}\n".encode())

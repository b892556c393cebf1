"""
What suites of hours tried, and how much of it was lost: a line of a file for each suite that ran.

The file is ``.pytest_cache/tallies.jsonl``, or the one that ``ROLLGRID_TALLIES`` names. The page
``docs/developers/reliability.md`` is made of it, see ``tests/faults/reliability_page.py``.
"""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from tests.draws import ROOT, fingerprint

POSTGRES = "PostgreSQL"
SQLITE = "SQLite"
ENOUGH = 100


@dataclass(frozen=True)
class Tally:
    """``runs``: how many, of what ``what`` says; ``lost``: whether anything was, 0 or 1."""

    what: str
    database: str
    runs: int
    lost: int
    repeat: str
    at: str
    version: str


def place() -> Path:
    return Path(os.environ.get("ROLLGRID_TALLIES") or ROOT / ".pytest_cache" / "tallies.jsonl")


def tallies() -> Iterator[Tally]:
    """All so far, in order."""
    if place().exists():
        for line in place().read_text(encoding="utf-8").splitlines():
            yield Tally(**json.loads(line))


@contextmanager
def tallied(what: str, where: Path | str, runs: int, repeat: str) -> Iterator[None]:
    """
    Write down what is tried within it: nothing lost, or something, if it raises.

    Fewer than ``ENOUGH`` runs are those of every day, and not written down.
    """
    if runs < ENOUGH:
        yield
        return
    lost = 1
    try:
        yield
        lost = 0
    finally:
        now = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
        database = SQLITE if isinstance(where, Path) else POSTGRES
        line = asdict(Tally(what, database, runs, lost, repeat, now, fingerprint()))
        place().parent.mkdir(parents=True, exist_ok=True)
        with place().open("ab", buffering=0) as file:
            file.write(f"{json.dumps(line)}\n".encode())

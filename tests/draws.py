"""
Random draws: which are tried in every run, which in the suite marked ``ci``, which for hours.

What is marked ``long`` can be interrupted: every seed that was tried is a line of a file, and the
next run goes on with the seeds that this code has not passed yet::

    uv run pytest -m long                          # goes on where it stopped
    ROLLGRID_ROUNDS=10 uv run pytest -m long       # ten times as many seeds
    uv run python -m tests.draws report            # what was tried, and what failed

The file is ``.pytest_cache/draws.jsonl``, or the one that ``ROLLGRID_DRAWS`` names.
"""

import argparse
import json
import os
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
SHARES = range(8)
"""A long suite is as many tests, each with its share of the seeds: one for each core."""
HEADS = ("draws", "seeds", "of this code", "failed", "first", "last")


def sampled(values: Iterable[Any], always: int) -> list[Any]:
    """Values to parametrize with: the first ``always`` in every run, the others marked ``ci``."""
    rest = iter(values)
    return [*islice(rest, always), *(_ci(value) for value in rest)]


def _ci(value: Any) -> Any:
    many = value if isinstance(value, tuple) else (value,)
    return pytest.param(*many, marks=pytest.mark.ci)


@dataclass(frozen=True)
class Round:
    """One seed that was tried: by which code, when, and the error if it failed."""

    draws: str
    seed: int
    code: str
    at: str
    error: str | None = None


def rounds(draws: str, seeds: range, share: int, check: Callable[[int], object]) -> None:
    """
    Check every seed of a share that this code has not passed yet.

    A seed that fails stops no other. Raises AssertionError at the end, with the seeds that failed.
    """
    code = fingerprint()
    passed = {
        tried.seed
        for tried in recorded()
        if (tried.draws, tried.code, tried.error) == (draws, code, None)
    }
    failed: dict[int, str] = {}
    for seed in longer(seeds)[share :: len(SHARES)]:
        if seed not in passed:
            error = _error(check, seed)
            _record(Round(draws, seed, code, f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}", error))
            if error is not None:
                failed[seed] = error
    assert not failed, "\n".join(f"seed {seed}: {error}" for seed, error in failed.items())


def longer(seeds: range) -> range:
    """So many times the seeds as ``ROLLGRID_ROUNDS`` says, once if it says nothing."""
    factor = int(os.environ.get("ROLLGRID_ROUNDS", "1"))
    return range(seeds.start, seeds.start + factor * len(seeds))


def _error(check: Callable[[int], object], seed: int) -> str | None:
    try:
        check(seed)
    except pytest.skip.Exception:
        return None
    except (Exception, pytest.fail.Exception):
        return traceback.format_exc(limit=-3).strip()
    return None


def place() -> Path:
    """The file of the rounds."""
    return Path(os.environ.get("ROLLGRID_DRAWS") or ROOT / ".pytest_cache" / "draws.jsonl")


def recorded() -> Iterator[Round]:
    """All rounds so far, in order; none if there is no file yet."""
    if place().exists():
        for line in place().read_text(encoding="utf-8").splitlines():
            yield Round(**json.loads(line))


def _record(tried: Round) -> None:
    """One line in one write: several processes add to the file."""
    place().parent.mkdir(parents=True, exist_ok=True)
    with place().open("ab", buffering=0) as file:
        file.write(f"{json.dumps(asdict(tried))}\n".encode())


@cache
def fingerprint() -> str:
    """Of the program's code: what another version passed says nothing of this one."""
    digest = sha256()
    for path in sorted((ROOT / "scheduler").rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def report() -> str:
    """A line for each kind of draw, and below them every failure that this code has not mended."""
    code, by_name = fingerprint(), dict[str, list[Round]]()
    for tried in recorded():
        by_name.setdefault(tried.draws, []).append(tried)
    rows: list[tuple[str, ...]] = [HEADS]
    rows += [_row(name, tried, code) for name, tried in sorted(by_name.items())]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    table = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    failures = [
        f"{tried.draws}, seed {tried.seed}, {tried.at}, code {tried.code}:\n{tried.error}"
        for name in sorted(by_name)
        for tried in _failing(by_name[name])
    ]
    return "\n\n".join(["\n".join(table), *failures])


def _row(name: str, tried: Sequence[Round], code: str) -> tuple[str, ...]:
    seeds = {one.seed for one in tried}
    of_this = {one.seed for one in tried if one.code == code}
    days = [one.at.partition("T")[0] for one in tried]
    return (
        name,
        *(str(len(found)) for found in (seeds, of_this, _failing(tried))),
        min(days),
        max(days),
    )


def _failing(tried: Iterable[Round]) -> list[Round]:
    """The seeds whose last round failed."""
    last = {one.seed: one for one in tried}
    return [one for one in last.values() if one.error is not None]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.draws")
    parser.add_argument("command", choices=["report"])
    parser.parse_args()
    print(report())

"""What the third step adds: results of sweeps, each under the hash of all that it depends on."""

from collections.abc import Iterator

from scheduler.store.first_migration import create_table, seal_table

COLUMNS = """key TEXT PRIMARY KEY, sweep TEXT NOT NULL, name TEXT NOT NULL, job TEXT NOT NULL,
    result TEXT NOT NULL, at TEXT NOT NULL, sha256 TEXT NOT NULL UNIQUE"""


def third_migration(dialect: str) -> Iterator[str]:
    """Every statement of the third migration."""
    yield create_table(dialect, "sweep_results", COLUMNS)
    yield from seal_table(dialect, "sweep_results")

"""
Results of sweeps: each is kept once, under the hash of all that it depends on, and stays.

If there is a result with that hash already, whoever made it, that one counts.
"""

from collections.abc import Collection
from dataclasses import asdict, dataclass

from sqlalchemy import select

from scheduler.store.chain import as_text, check_text, digest
from scheduler.store.connection import Store
from scheduler.store.tables import sweep_results

AT_ONCE = 500
"""Keys of one question: databases take so many values in a statement, and no more."""


@dataclass(frozen=True, slots=True)
class KeptResult:
    """
    Attributes
    ----------
    key
        The hash of all that the result depends on.
    sweep, name
        What the sweep and the job were called by who made it: nothing depends on them.
    job, result
        What was asked and what came out, as JSON.
    """

    key: str
    sweep: str
    name: str
    job: str
    result: str


def keep_result(store: Store, kept: KeptResult) -> bool:
    """Keep a result; False if there is one with its key. StoreError if it cannot be kept."""
    row = asdict(kept)
    for name, value in row.items():
        check_text(name, value)
    with store.writing() as db:
        taken = select(sweep_results.c.key).where(sweep_results.c.key == kept.key)
        if db.execute(taken).first() is not None:
            return False
        row["at"] = as_text(store.clock())
        row["sha256"] = digest(sweep_results.name, row)
        db.execute(sweep_results.insert().values(row))
    return True


def kept_results(store: Store, keys: Collection[str]) -> dict[str, KeptResult]:
    """The stored results of these keys."""
    wanted = sorted(set(keys))
    kept: dict[str, KeptResult] = {}
    with store.reading() as db:
        for first in range(0, len(wanted), AT_ONCE):
            some = sweep_results.c.key.in_(wanted[first : first + AT_ONCE])
            for row in db.execute(select(sweep_results).where(some)).mappings():
                kept[row["key"]] = _of(dict(row))
    return kept


def results_called(store: Store, sweep: str, name: str) -> tuple[KeptResult, ...]:
    """Results of a job of that name in a sweep of that name, the newest first."""
    table = sweep_results
    asked = select(table).where(table.c.sweep == sweep, table.c.name == name)
    with store.reading() as db:
        rows = db.execute(asked.order_by(table.c.at.desc())).mappings().all()
    return tuple(_of(dict(row)) for row in rows)


def _of(row: dict[str, str]) -> KeptResult:
    return KeptResult(row["key"], row["sweep"], row["name"], row["job"], row["result"])

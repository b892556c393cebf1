"""
Recompute every sha256 and every link: the stored rows are those that were written.

It reads nothing but the rows, and shares only the digest with the code that wrote them. The doctor
audits the whole store; whoever reads rows has those audited, so that an overwritten page is found
by the first command that looks at it.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, TableClause, select

from scheduler.errors import StoreError
from scheduler.store.chain import digest, digest_all
from scheduler.store.tables import (
    CHAINED,
    head,
    notices,
    publications,
    revisions,
    scenarios,
    sweep_results,
)

Row = Mapping[str, Any]
Rows = Sequence[Row]
HEAD_FAULT = "the published revision is not the newest one"
ADVICE = (
    "the store was damaged or changed by another program: run rollgrid doctor, keep the "
    "file, and use a copy"
)


def require_sound(name: str, faults: Iterable[str]) -> None:
    """StoreError with the first fault of the store of this name, if there is one."""
    fault = next(iter(faults), None)
    if fault is not None:
        raise StoreError(f"{name}: {fault}; {ADVICE}")


def row_faults(table: TableClause, row: Row) -> Iterator[str]:
    """What is wrong with one row of revisions, publications or what is numbered like them."""
    if digest(table.name, row) != row["sha256"]:
        yield f"{table.name} {row['number']}: was changed after it was written"


def chain_faults(table: TableClause, rows: Rows) -> Iterator[str]:
    """What is wrong with all rows of a table whose rows vouch for those before, in order."""
    yield from _own(table, rows, 0 if table is publications else 1)
    yield from _linked(table, rows)


def revision_faults(drafts: Rows, issues: Rows) -> Iterator[str]:
    """What is wrong with all revisions and publications, in order."""
    yield from _own(revisions, drafts, 1)
    yield from chain_faults(publications, issues)
    yield from _parents(drafts, issues)
    yield from _published(drafts, issues)


def notice_faults(letters: Rows) -> Iterator[str]:
    """What is wrong with some notices, each by itself."""
    for letter in letters:
        if digest(notices.name, letter) != letter["sha256"]:
            whose = f"the notice of Rev.{letter['publication']} to {letter['recipient']}"
            yield f"{whose}: was changed after it was written"


def audit(db: Connection) -> Iterator[str]:
    """Every fault, a sentence each; none if all is as it was written."""
    scenes = _rows(db, scenarios, "sha256")
    drafts = _rows(db, revisions, "number")
    issues = _rows(db, publications, "number")
    letters = _rows(db, notices, "publication")
    yield from _scenarios(scenes, drafts)
    yield from revision_faults(drafts, issues)
    yield from _letters(letters, issues)
    yield from _head(_rows(db, head, "id"), issues)
    for table in CHAINED:
        yield from chain_faults(table, _rows(db, table, "number"))
    yield from _results(db)


def _results(db: Connection) -> Iterator[str]:
    """One after the other: there may be thousands, each with its timetable."""
    for row in db.execute(select(sweep_results).order_by(sweep_results.c.key)).mappings():
        if digest(sweep_results.name, dict(row)) != row["sha256"]:
            yield f"result {row['key'][:12]} of a sweep: was changed after it was written"


def _rows(db: Connection, table: TableClause, key: str) -> Rows:
    table_rows = db.execute(select(table).order_by(table.c[key])).mappings()
    return [dict(row) for row in table_rows]


def _scenarios(scenes: Rows, drafts: Rows) -> Iterator[str]:
    for scene in scenes:
        if hashlib.sha256(scene["text"].encode()).hexdigest() != scene["sha256"]:
            yield f"scenario {scene['sha256'][:12]}: its text was changed"
    hashes = {scene["sha256"] for scene in scenes}
    for row in drafts:
        if row["scenario"] not in hashes:
            yield f"draft {row['number']}: its scenario is missing"


def _own(table: TableClause, rows: Rows, first: int) -> Iterator[str]:
    """Numbers without a gap, and each row as its sha256 says."""
    for expected, row in enumerate(rows, start=first):
        if row["number"] != expected:
            yield f"{table.name}: number {expected} is missing"
            break
    for row in rows:
        yield from row_faults(table, row)


def _linked(table: TableClause, rows: Rows) -> Iterator[str]:
    """Each row vouches for the one before."""
    before = ""
    for row in rows:
        if row["before"] != before:
            yield f"{table.name} {row['number']}: does not follow the one before it"
        before = row["sha256"]


def _parents(drafts: Rows, issues: Rows) -> Iterator[str]:
    sha256_of = {row["number"]: row["sha256"] for row in issues}
    for row in drafts:
        expected = "" if row["parent"] is None else sha256_of.get(row["parent"])
        if row["before"] != expected:
            yield f"draft {row['number']}: its parent, Rev.{row['parent']}, is not the one it had"


def _published(drafts: Rows, issues: Rows) -> Iterator[str]:
    by_number = {row["number"]: row for row in drafts}
    for issue in issues:
        row = by_number.get(issue["draft"])
        if row is None or row["sha256"] != issue["content"]:
            yield f"Rev.{issue['number']}: draft {issue['draft']} is not the one published"
        elif issue["number"] != (0 if row["parent"] is None else row["parent"] + 1):
            yield f"Rev.{issue['number']}: was made from Rev.{row['parent']}"


def _letters(letters: Rows, issues: Rows) -> Iterator[str]:
    yield from notice_faults(letters)
    grouped = {
        number: [letter["sha256"] for letter in group]
        for number, group in groupby(letters, key=lambda letter: letter["publication"])
    }
    for issue in issues:
        digests = grouped.pop(issue["number"], [])
        if (len(digests), digest_all(digests)) != (issue["notices"], issue["notices_sha256"]):
            yield (
                f"Rev.{issue['number']}: there are {len(digests)} notices, not {issue['notices']}"
            )
    for number in grouped:
        yield f"Rev.{number} has notices but was never published"


def _head(rows: Rows, issues: Rows) -> Iterator[str]:
    newest = issues[-1]["number"] if issues else None
    if [row["number"] for row in rows] != [newest]:
        yield HEAD_FAULT

"""The doctor: is the store whole, where may it lie, is there room; it never changes anything."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from sqlalchemy import Connection, func, select

from scheduler.errors import StoreError
from scheduler.store.audit import audit
from scheduler.store.chain import SHOWN, as_moment
from scheduler.store.connection import WAIT, Store, as_it_is, opened
from scheduler.store.location import file_system, is_network, place_of
from scheduler.store.migrations import STEPS, check_version, version_of
from scheduler.store.tables import CHAINED, publications, revisions
from scheduler.vocabulary.clock import Clock, utc_now

Level = Literal["ok", "warning", "error"]
ROOM = 100_000_000
"""Bytes free below which the doctor warns."""
LEAST = 5_000_000
"""Bytes free below which a publication with its notices may not fit."""
AHEAD = timedelta(minutes=5)
MOST = 50
"""Faults that are told; one break shows in many rows."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: ``topic`` in a word or two, and what was found in a sentence."""

    level: Level
    topic: str
    sentence: str


def doctor(where: Path | str, *, wait: float = WAIT, clock: Clock = utc_now) -> tuple[Finding, ...]:
    """
    Everything that can be looked at, in a fixed order; what cannot be opened is a finding too.

    Nothing is brought up to date. StoreError if ``where`` is neither a file nor a URL of a store.
    """
    place = place_of(where)
    findings = [] if place.path is None else list(_disk(place.path))
    if place.path is not None and not place.path.exists():
        there = "there is no store yet; it is made with the first timetable"
        return (*findings, Finding("ok", "store", f"{place.name}: {there}"))
    try:
        with as_it_is(place, wait=wait, clock=clock) as store:
            findings += _inside(store)
        if any(one.topic == "version" and one.level == "warning" for one in findings):
            with opened(where, reads_only=True, wait=wait, clock=clock) as store:
                findings += _of_rows(store)
    except StoreError as error:
        findings.append(Finding("error", "store", str(error)))
    return tuple(findings)


def _disk(path: Path) -> Iterator[Finding]:
    folder = path.parent
    if not folder.is_dir():
        yield Finding("error", "folder", f"there is no folder {folder}")
        return
    yield _writable(folder, path)
    free = shutil.disk_usage(folder).free
    level: Level = "error" if free < LEAST else "warning" if free < ROOM else "ok"
    yield Finding(level, "disk space", f"{free // 1_000_000:,} MB are free in {folder}")
    yield _drive(folder)


def _writable(folder: Path, path: Path) -> Finding:
    for target in (folder, *(p for p in (path,) if p.exists())):
        # a read-only drive lets no one write, whatever the mode of the folder says
        if not os.access(target, os.W_OK) or os.statvfs(target).f_flag & os.ST_RDONLY:
            sentence = f"{target} is read-only for this user: nothing can be stored"
            return Finding("error", "folder", sentence)
    return Finding("ok", "folder", f"{folder} can be written to")


def _drive(folder: Path) -> Finding:
    kind = file_system(folder)
    if kind is None:
        return Finding("warning", "drive", f"the type of the drive of {folder} is unknown")
    if is_network(kind):
        advice = "two computers may damage the store: keep it on a local disk, or use PostgreSQL"
        return Finding("error", "drive", f"{folder} is a network drive ({kind}): {advice}")
    return Finding("ok", "drive", f"{folder} is a local drive ({kind})")


def _inside(store: Store) -> Iterator[Finding]:
    with store.reading() as db:
        version = version_of(db, store.name)
        check_version(store.name, version)
        if version is None:
            yield Finding("warning", "store", f"{store.name} is empty or not a store")
            return
        if store.path is not None:
            yield from _file(db, store.path)
        if version < len(STEPS):
            sentence = f"version {version} of {len(STEPS)}: it is brought up to date when next used"
            yield Finding("warning", "version", sentence)
            return
        yield Finding("ok", "version", f"store version {version}, the newest")
    yield from _of_rows(store)


def _of_rows(store: Store) -> Iterator[Finding]:
    """Findings on the rows of a store of the newest version, or of one that is shown as such."""
    with store.reading() as db:
        faults = list(_chain(db))
        yield from faults
        if all(fault.level == "ok" for fault in faults):  # times that were damaged tell nothing
            yield _clock(db, store.clock())


def _file(db: Connection, path: Path) -> Iterator[Finding]:
    faults = [str(row[0]) for row in db.exec_driver_sql("PRAGMA integrity_check")]
    faults += [f"row of {row[0]}" for row in db.exec_driver_sql("PRAGMA foreign_key_check")]
    if faults == ["ok"]:
        yield Finding("ok", "file", f"{path.name} is intact")
    else:
        summary = "; ".join(fault for fault in faults[:5] if fault != "ok")
        yield Finding("error", "file", f"{path.name} is damaged ({summary}): use a copy")
    mode = db.exec_driver_sql("PRAGMA journal_mode").scalar_one()
    if mode != "wal":
        sentence = f"{path.name} keeps no write-ahead log ({mode}): readers wait for writers"
        yield Finding("warning", "file", sentence)


def _chain(db: Connection) -> Iterator[Finding]:
    faults = list(audit(db))
    for fault in faults[:MOST]:
        yield Finding("error", "chain", fault)
    if len(faults) > MOST:
        yield Finding("error", "chain", f"and {len(faults) - MOST} more faults")
    if not faults:
        drafts, issues = (
            db.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (revisions, publications)
        )
        sentence = f"{drafts} revisions, {issues} of them published: every link holds"
        yield Finding("ok", "chain", sentence)


def _clock(db: Connection, now: datetime) -> Finding:
    tables = (revisions, publications, *CHAINED)
    stamps = [db.execute(select(func.max(table.c.at))).scalar_one() for table in tables]
    latest = max((as_moment(at) for at in stamps if at is not None), default=now)
    if latest - now <= AHEAD:
        return Finding("ok", "clock", f"the clock says {now.strftime(SHOWN)}")
    times = f"the last entry was at {latest.strftime(SHOWN)}, the clock says {now.strftime(SHOWN)}"
    return Finding(
        "warning", "clock", f"{times}: set the clock; until then, entries get the later time"
    )

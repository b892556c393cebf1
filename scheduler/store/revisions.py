"""Revisions: immutable timetables, each with its scenario, what it was made from and why."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, func, select

from scheduler.errors import StoreError
from scheduler.store.audit import HEAD_FAULT, require_sound, revision_faults, row_faults
from scheduler.store.chain import append, as_moment, as_text, check_text, stamp
from scheduler.store.connection import Store
from scheduler.store.tables import head as head_row
from scheduler.store.tables import publications, scenarios
from scheduler.store.tables import revisions as drafts
from scheduler.timetable import Record
from scheduler.timetable.files import to_bytes


@dataclass(frozen=True, slots=True)
class Published:
    """How a revision came out: its number (Rev.0 is the first issue), who, when."""

    number: int
    author: str
    at: datetime
    remark: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Revision:
    """
    A timetable that is kept.

    Attributes
    ----------
    draft
        Its own number, from 1; it keeps it when it is published.
    parent
        The published number that it was made from; None if nothing was published.
    scenario
        The sha256 of the scenario.
    timetable
        The record, byte for byte.
    costs, bounds
        By tier.
    remark
        Why ``at`` is not what the clock said; mostly empty.
    alternative_to
        The first of the drafts that were made together for a choice; None for that one, and
        where there is no choice.
    """

    draft: int
    parent: int | None
    meeting: str
    scenario: str
    cause: str
    command: str
    seed: int | None
    versions: Mapping[str, str]
    costs: Mapping[str, int]
    bounds: Mapping[str, int]
    timetable: bytes
    author: str
    at: datetime
    remark: str
    sha256: str
    published: Published | None
    alternative_to: int | None = None

    @property
    def state(self) -> str:
        return "draft" if self.published is None else "published"

    @property
    def record(self) -> Record:
        return Record.model_validate_json(self.timetable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """
    What a timetable was made from (``parent``: a published number) and why, by which command.

    ``alternative_to``: the first of the drafts made together with it, for a choice.
    """

    parent: int | None
    author: str
    cause: str
    command: str = ""
    alternative_to: int | None = None


def draft(store: Store, record: Record, scenario: bytes, origin: Origin) -> Revision:
    """
    Keep a timetable, with the scenario it was made from.

    Its ``revision`` becomes the number that it would be published under, its parent's and one.

    StoreError if it was made from another scenario or meeting, or its parent was never published.
    """
    moment = store.clock()
    with store.writing() as db:
        sha256 = _add_scenario(db, scenario, moment)
        if record.scenario_sha256 not in ("", sha256):
            raise StoreError("the scenario was edited since the timetable was made; solve again")
        before = _parent_sha256(db, store.name, origin.parent)
        _check_meeting(db, store.name, record.meeting)
        number = 0 if origin.parent is None else origin.parent + 1
        record = record.model_copy(update={"revision": number, "scenario_sha256": sha256})
        row = append(
            db,
            drafts,
            stamp(db, moment),
            before=before,
            scenario=sha256,
            **asdict(origin),
            **_columns(record),
        )
    return _revision(row)


def _columns(record: Record) -> dict[str, Any]:
    """The columns that are asked of many revisions at once, without the timetable's own text."""
    run = record.run
    versions = {} if run is None else {"rollgrid": run.rollgrid, "ortools": run.ortools}
    return {
        "meeting": record.meeting,
        "seed": None if run is None else run.seed,
        "versions": json.dumps(versions, ensure_ascii=False),
        "costs": json.dumps({tier.name: tier.cost for tier in record.tiers}, ensure_ascii=False),
        "bounds": json.dumps({tier.name: tier.bound for tier in record.tiers}, ensure_ascii=False),
        "timetable": to_bytes(record).decode(),
    }


def _parent_sha256(db: Connection, name: str, parent: int | None) -> str:
    if parent is None:
        return ""
    wanted = select(publications.c.sha256).where(publications.c.number == parent)
    sha256 = db.execute(wanted).scalar_one_or_none()
    if sha256 is None:
        raise StoreError(f"{name}: Rev.{parent} was never published")
    return str(sha256)


def _check_meeting(db: Connection, name: str, meeting: str) -> None:
    other = db.execute(select(drafts.c.meeting).limit(1)).scalar_one_or_none()
    if other not in (None, meeting):
        raise StoreError(f"{name}: holds the meeting {other}; {meeting} needs a store of its own")


def _all() -> Select[Any]:
    shown = [column.label(f"published_{column.name}") for column in publications.c]
    joined = drafts.outerjoin(publications, publications.c.draft == drafts.c.number)
    return select(drafts, *shown).select_from(joined).order_by(drafts.c.number)


def _revision(row: Mapping[str, Any] | RowMapping) -> Revision:
    """A revision from its row and, after ``published_``, that of its publication."""
    same = ("parent", "meeting", "scenario", "cause", "command", "seed", "author", "remark")
    return Revision(
        draft=row["number"],
        versions=json.loads(row["versions"]),
        costs=json.loads(row["costs"]),
        bounds=json.loads(row["bounds"]),
        timetable=row["timetable"].encode(),
        at=as_moment(row["at"]),
        sha256=row["sha256"],
        published=_published(row) if row.get("published_number") is not None else None,
        alternative_to=row.get("alternative_to"),
        **{name: row[name] for name in same},
    )


def _published(row: Mapping[str, Any] | RowMapping) -> Published:
    return Published(
        number=row["published_number"],
        author=row["published_author"],
        at=as_moment(row["published_at"]),
        remark=row["published_remark"],
        sha256=row["published_sha256"],
    )


def _draft_of(row: RowMapping) -> dict[str, Any]:
    """The columns of its own of a revision that was read with its publication."""
    return {column.name: row[column.name] for column in drafts.c}


def _issue_of(row: RowMapping) -> dict[str, Any] | None:
    if row["published_number"] is None:
        return None
    return {column.name: row[f"published_{column.name}"] for column in publications.c}


def _sound(name: str, row: RowMapping) -> Revision:
    """A revision whose row, and that of its publication, are as they were written."""
    issue = _issue_of(row)
    faults = [*row_faults(drafts, _draft_of(row))]
    faults += [] if issue is None else row_faults(publications, issue)
    require_sound(name, faults)
    return _revision(row)


def find(db: Connection, name: str, number: int) -> Revision:
    row = db.execute(_all().where(drafts.c.number == number)).mappings().first()
    if row is None:
        raise StoreError(f"{name}: there is no draft r{number}")
    return _sound(name, row)


def find_published(db: Connection, name: str, number: int) -> Revision:
    row = db.execute(_all().where(publications.c.number == number)).mappings().first()
    if row is None:
        raise StoreError(f"{name}: there is no Rev.{number}")
    return _sound(name, row)


def revision(store: Store, number: int) -> Revision:
    """By its own number, published or not; StoreError if there is none."""
    with store.reading() as db:
        return find(db, store.name, number)


def published(store: Store, number: int) -> Revision:
    """Rev.``number``; StoreError if there is none."""
    with store.reading() as db:
        return find_published(db, store.name, number)


def revisions(store: Store) -> tuple[Revision, ...]:
    """Drafts and published ones, in the order in which they were kept."""
    with store.reading() as db:
        rows = db.execute(_all()).mappings().all()
    issues = [issue for row in rows if (issue := _issue_of(row)) is not None]
    issues.sort(key=lambda issue: issue["number"])
    require_sound(store.name, revision_faults([_draft_of(row) for row in rows], issues))
    return tuple(_revision(row) for row in rows)


def head(store: Store) -> Revision | None:
    """What is published now; None if nothing is."""
    with store.reading() as db:
        number = db.execute(select(head_row.c.number)).scalar_one()
        newest = db.execute(select(func.max(publications.c.number))).scalar_one()
        if number != newest:
            require_sound(store.name, [HEAD_FAULT])
        return None if number is None else find_published(db, store.name, number)


def _add_scenario(db: Connection, data: bytes, moment: datetime) -> str:
    """The sha256 of a scenario, kept once however many timetables it has."""
    sha256 = hashlib.sha256(data).hexdigest()
    present = select(scenarios.c.sha256).where(scenarios.c.sha256 == sha256)
    if db.execute(present).first() is None:
        try:
            text = data.decode()
        except UnicodeDecodeError:
            raise StoreError("the scenario is not UTF-8 text; nothing was written") from None
        check_text("the scenario", text)
        row = {"sha256": sha256, "text": text, "at": as_text(moment)}
        db.execute(scenarios.insert().values(row))
    return sha256


def scenario_of(store: Store, sha256: str) -> bytes:
    """The bytes of a scenario; StoreError if the store does not hold it."""
    with store.reading() as db:
        wanted = select(scenarios.c.text).where(scenarios.c.sha256 == sha256)
        text = db.execute(wanted).scalar_one_or_none()
    if text is None:
        raise StoreError(f"{store.name}: holds no scenario {sha256[:12]}")
    data = str(text).encode()
    if hashlib.sha256(data).hexdigest() != sha256:
        require_sound(store.name, [f"scenario {sha256[:12]}: its text was changed"])
    return data

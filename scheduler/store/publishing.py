"""
Publish: a draft becomes Rev.N, with the notices for it, in one transaction.

Killed at any moment there is either the whole of it, the notices included, or nothing.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update

from scheduler.errors import StaleBase, StoreError
from scheduler.store.chain import append, as_moment, digest_all, stamp
from scheduler.store.connection import Store
from scheduler.store.revisions import Revision, find, find_published
from scheduler.store.stored_notices import Notice, insert, rows_of, supersede
from scheduler.store.tables import head, publications
from scheduler.vocabulary.command_lines import on_store

Notices = Callable[[Revision | None, Revision, datetime], Iterable[Notice]]
"""From what is published, the draft that will be, and the time: whom to write what."""


def nobody(before: Revision | None, after: Revision, at: datetime) -> Iterable[Notice]:
    """No notices."""
    return ()


def publish(
    store: Store,
    draft: int,
    expected_head: int | None,
    *,
    author: str,
    notices: Notices = nobody,
    supersedes: Sequence[tuple[int, str]] = (),
) -> Revision:
    """
    Publish a draft if ``expected_head`` is still what is published.

    Parameters
    ----------
    expected_head
        The number that the planner saw as published; None if nothing was.
    notices
        Called in the middle of the transaction: it must not use the store, nor take long. What
        it raises leaves everything as it was.
    supersedes
        Notices that were not written yet, by publication and recipient: what they tell is told
        with those of this publication.

    StaleBase if something else is published by now, or the draft was made from something else. It
    is kept as a draft.
    """
    moment = store.clock()
    with store.writing() as db:
        after = find(db, store.name, draft)
        before = _base(db, store.name, after, expected_head)
        number = 0 if expected_head is None else expected_head + 1
        stamped = stamp(db, moment)
        letters = rows_of(number, notices(before, after, as_moment(stamped.at)))
        row: dict[str, Any] = {"number": number, "draft": draft, "content": after.sha256}
        digest = digest_all(letter["sha256"] for letter in letters)
        row |= {"author": author, "notices": len(letters), "notices_sha256": digest}
        append(db, publications, stamped, **row)
        insert(db, letters)
        supersede(db, moment, supersedes, author=author, by=number)
        _move_head(db, store.name, expected_head, number)
        return find_published(db, store.name, number)


def _base(db: Connection, name: str, draft: Revision, expected_head: int | None) -> Revision | None:
    """What is published, if it is what the planner saw and the draft was made from."""
    if draft.published is not None:
        raise StoreError(
            f"{name}: draft r{draft.draft} was published before, as Rev.{draft.published.number}"
        )
    number = db.execute(select(head.c.number)).scalar_one()
    now = None if number is None else find_published(db, name, number)
    if number != expected_head:
        raise StaleBase(
            f"{name}: {_shown(now)}, not {_called(expected_head)} as you expected; "
            f"draft r{draft.draft} is kept. {_after(draft, now)}"
        )
    if number != draft.parent:
        raise StaleBase(
            f"{name}: {_shown(now)}, and draft r{draft.draft} was made from "
            f"{_called(draft.parent)}; it is kept. {_after(draft, now)}"
        )
    return now


def _after(draft: Revision, now: Revision | None) -> str:
    """How whoever comes second gets what the draft says, or something new."""
    if now is None:
        return "Replan, then publish"
    back = on_store("revert", f"r{draft.draft}", "--reason", "WHY")
    return (
        f"To return to its timetable as far as the facts since allow: {back}, then "
        f"{on_store('publish')}. For a new one: {on_store('replan')}"
    )


def _shown(now: Revision | None) -> str:
    if now is None or now.published is None:
        return "nothing is published"
    issue, zone = now.published, now.record.zone
    at = f"{issue.at.astimezone(zone):%Y-%m-%d %H:%M}"
    return f"Rev.{issue.number} is published (by {issue.author}, {at})"


def _called(number: int | None) -> str:
    return "nothing" if number is None else f"Rev.{number}"


def _move_head(db: Connection, name: str, expected: int | None, number: int) -> None:
    """Compare and swap: that we hold the row is why it cannot fail, that it did not is checked."""
    unchanged = head.c.number.is_not_distinct_from(expected)
    moved = db.execute(update(head).where(unchanged).values(number=number))
    if moved.rowcount != 1:
        raise StaleBase(f"{name}: {_called(expected)} is no longer the published revision")

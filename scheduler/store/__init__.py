"""
The store: everything that was said and decided about a meeting, only ever added to.

``meeting.db`` beside ``meeting.yaml`` (SQLite), or a ``postgresql://`` URL for a team. One store
holds one meeting. Loading this package loads sqlalchemy: import it where it is used.

    beside(scenario)                                     the store of a scenario file
    opened(where, create=True, wait=10, clock=utc_now)   context manager of a Store

    draft(store, record, scenario, Origin(parent=, author=, cause=, command=""))  -> Revision
        ``scenario``: the bytes of the file; ``parent``: the published number it was made from,
        or None. The record is kept with the number that it would be published under.
    publish(store, draft, expected_head, author=, notices=nobody)           -> Revision
        StaleBase unless ``expected_head`` (None: nothing) is published and the draft's parent.
        ``notices(before, after, at)`` returns Notices: from the published Revision (or None),
        the new one (its record has the new number) and the time of publication. They are kept
        in the same transaction.
    head(store) -> Revision | None          published(store, number) -> Revision
    revision(store, draft) -> Revision      revisions(store) -> all, in order of draft
    edited(store, scenario, number=None)    -> Edited | None: the scenario is not the one that
        was published (the head unless a number is given)
    scenario_of(store, sha256) -> bytes

    add_fact(store, kind, text, author=, told=None) -> Fact
    undo_fact(store, number, author=, reason=) -> Fact      facts(store, undone=False)
    pin(store, session, place, author=, reason="") -> Pin
    unpin(store, number, author=, reason="") -> Pin         pins(store, undone=False)
    waive(store, rule, subject, author=, reason=, until=None) -> Waiver
    withdraw(store, number, author=, reason="") -> Waiver   waivers(store, at=None, undone=False)

    notices(store, publication=None, state=None) -> tuple[Posted, ...]; ``state``: due, written
        or sent
    mark(store, publication, recipient, state, author=) -> bool: False if it was marked before

    doctor(where) -> tuple[Finding, ...]    level (ok, warning, error), topic, sentence; it
        reports what cannot be opened, brings nothing up to date, and keeps nothing

Every time is UTC. A clock that jumped back never loses an entry: it gets the time of the one
before it, and its ``remark`` says so. ``told`` is when a fact was said; when it happened is in
its text. Errors: StoreError, and of its kind StoreLocked and StaleBase (exit code 6).
"""

from scheduler.store.connection import Store, opened, utc_now
from scheduler.store.facts import Fact, add_fact, facts, undo_fact
from scheduler.store.integrity import Finding, doctor
from scheduler.store.location import beside
from scheduler.store.publishing import Notices, nobody, publish
from scheduler.store.revisions import (
    Edited,
    Origin,
    Published,
    Revision,
    draft,
    edited,
    head,
    published,
    revision,
    revisions,
)
from scheduler.store.scenarios import scenario_of
from scheduler.store.stored_notices import Notice, Posted, mark, notices
from scheduler.store.stored_pins import Pin, pin, pins, unpin
from scheduler.store.waivers import Waiver, waive, waivers, withdraw

__all__ = [
    "Edited",
    "Fact",
    "Finding",
    "Notice",
    "Notices",
    "Origin",
    "Pin",
    "Posted",
    "Published",
    "Revision",
    "Store",
    "Waiver",
    "add_fact",
    "beside",
    "doctor",
    "draft",
    "edited",
    "facts",
    "head",
    "mark",
    "nobody",
    "notices",
    "opened",
    "pin",
    "pins",
    "publish",
    "published",
    "revision",
    "revisions",
    "scenario_of",
    "undo_fact",
    "unpin",
    "utc_now",
    "waive",
    "waivers",
    "withdraw",
]

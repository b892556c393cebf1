"""
The store: everything that was said and decided about a meeting, only ever added to.

``meeting.db`` beside ``meeting.yaml`` (SQLite), or a ``postgresql://`` URL for a team. One store
holds one meeting. Loading this package loads sqlalchemy: import it where it is used.

Every time is UTC. A clock that jumped back never loses an entry: it gets the time of the one
before it, and its ``remark`` says so. Errors: StoreError, and of its kind StoreLocked and
StaleBase (exit code 6).
"""

from scheduler.store.connection import Store, opened
from scheduler.store.integrity import Finding, doctor
from scheduler.store.journal import (
    Acknowledgement,
    Fact,
    Pin,
    Waiver,
    acknowledge,
    acknowledgements,
    add_fact,
    facts,
    pin,
    pins,
    show_again,
    undo_fact,
    unpin,
    waive,
    waivers,
    withdraw,
)
from scheduler.store.publishing import Notices, publish
from scheduler.store.revisions import (
    Origin,
    Published,
    Revision,
    draft,
    head,
    published,
    revision,
    revisions,
    scenario_of,
)
from scheduler.store.stored_notices import Notice, Posted, mark, notices, withhold
from scheduler.store.sweep_results import KeptResult, keep_result, kept_results, results_called

__all__ = [
    "Acknowledgement",
    "Fact",
    "Finding",
    "KeptResult",
    "Notice",
    "Notices",
    "Origin",
    "Pin",
    "Posted",
    "Published",
    "Revision",
    "Store",
    "Waiver",
    "acknowledge",
    "acknowledgements",
    "add_fact",
    "doctor",
    "draft",
    "facts",
    "head",
    "keep_result",
    "kept_results",
    "mark",
    "notices",
    "opened",
    "pin",
    "pins",
    "publish",
    "published",
    "results_called",
    "revision",
    "revisions",
    "scenario_of",
    "show_again",
    "undo_fact",
    "unpin",
    "waive",
    "waivers",
    "withdraw",
    "withhold",
]

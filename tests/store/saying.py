"""Short ways to say what the tests of the store say often."""

import hashlib
from datetime import datetime
from typing import Any

from scheduler import store as stores
from scheduler.store import Notice, Revision, Store
from scheduler.timetable import Record
from tests.render import annexes

SCENARIO = "format: 1  # CSP11, Genève\r\n".encode()
CHAIR = "the Chair of WGETI"


def record(**changes: Any) -> Record:
    """A timetable of one sitting, made from SCENARIO."""
    digest = hashlib.sha256(SCENARIO).hexdigest()
    return annexes.record("enip 25 10:00-13:00", **{"scenario_sha256": digest, **changes})


def kept(store: Store, parent: int | None = None, **changes: Any) -> Revision:
    """A draft by the planner."""
    return stores.draft(
        store,
        record(**changes),
        SCENARIO,
        stores.Origin(parent=parent, author="planner", cause="first issue"),
    )


def letters(*recipients: str) -> stores.Notices:
    """The same lines to each recipient, with mail and calendar."""

    def write(before: Revision | None, after: Revision, at: datetime) -> list[Notice]:
        text = f"Rev.{after.record.revision} at {at:%H:%M:%S}"
        old = "nothing" if before is None else f"Rev.{before.record.revision}"
        return [
            Notice(name, f"{text} for {name}, after {old}", b"mail\x00\xff", b"BEGIN:VCALENDAR")
            for name in recipients
        ]

    return write


def issued(store: Store, parent: int | None = None, *recipients: str) -> Revision:
    """A draft, published at once."""
    found = kept(store, parent)
    return stores.publish(
        store, found.draft, parent, author="planner", notices=letters(*recipients)
    )


def filled(store: Store) -> None:
    """Something in every table."""
    issued(store, None, "a", "b")
    issued(store, 0, "a")
    kept(store, 1)
    stores.mark(store, 0, "a", "written", author="planner")
    stores.mark(store, 0, "a", "sent", author="planner")
    for kind in ("overrun", "early", "late"):
        stores.add_fact(store, kind, f"{kind} enip 30m", author="planner")
    stores.undo_fact(store, 2, author="planner", reason="misheard")
    stores.pin(store, "cei", "plenary", author="planner")
    stores.waive(store, "room_fit", "cei", author="planner", reason="agreed")
    stores.acknowledge(store, "W101", "the chair awaits it", author="planner", reason="known")
    assert stores.withhold(store, 0, "b", author="planner", reason="told by hand")
    assert stores.keep_result(store, stores.KeptResult("key", "what-if.yaml", "1", "{}", "{}"))


def faults(where: Any) -> list[str]:
    """What the doctor finds wrong or doubtful, but for room on the machine's own disk."""
    return [
        found.sentence
        for found in stores.doctor(where)
        if found.level != "ok" and found.topic not in ("disk space", "clock", "drive")
    ]

"""
What is left after a fault: all of what was confirmed, nothing half, and the next command works.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select

from scheduler import store as stores
from scheduler.store.tables import sweep_results
from tests.faults.tracing import Ended, Fault
from tests.faults.writing_commands import Writing
from tests.store.saying import faults

STORES = (".db", ".sweep")
BESIDE = ("-wal", "-shm")
"""What SQLite keeps beside a store while it is open, and clears away when it is next closed."""
UNFINISHED = re.compile(r"/\.unfinished/|(^|/)\.meeting\.db\.new")
"""What the next run finishes or removes: notices that may count as written, a name in the way."""
BESIDE_US = re.compile(r"(^|/)\.[^/]*(\.new|~)(-journal)?$")
"""What is made under another name, and stays only where nothing can be removed."""
SECONDS = re.compile(rb'"seconds": [0-9.e-]+')
TELLING = re.compile(r"rollgrid log|saved as draft|kept in|not saved|cannot be written")
"""How a command that failed says that something may be there all the same."""
Kept = Mapping[str, tuple[object, ...]]


@dataclass(frozen=True)
class State:
    """What a folder holds: ``kept`` by kind in order, of its store; the other ``files`` by name."""

    kept: Kept
    files: Mapping[str, bytes]

    @property
    def names(self) -> set[str]:
        return set(self.files)


def state_of(folder: Path) -> State:
    """StoreError if the store cannot be opened, AssertionError if the doctor finds a fault."""
    found = {path for path in folder.rglob("*") if path.is_file()}
    databases = {path for path in found if path.suffix in STORES and ".v1" not in path.name}
    beside = {path for path in found if path.name.endswith(BESIDE)}
    kept: Kept = {}
    for store in sorted(databases):
        kept = kept_in(store)
    files = {str(p.relative_to(folder)): _content(p) for p in found - databases - beside}
    names = {str(path.relative_to(folder)): b"" for path in databases}
    return State(kept, files | names)


def _content(path: Path) -> bytes:
    """All of a file, but the seconds that a search took."""
    return SECONDS.sub(b"", path.read_bytes())


def kept_in(where: Path | str) -> Kept:
    sound = [fault for fault in faults(where) if not fault.startswith("version ")]
    assert sound == [], sound
    with stores.opened(where, reads_only=True) as store:
        drafts = stores.revisions(store)
        posted = stores.notices(store)
        with store.reading() as db:
            results = db.execute(select(sweep_results.c.key).order_by(sweep_results.c.at)).all()
        journal: dict[str, list[tuple[object, ...]]] = {
            "facts": [(f.text, f.undoes) for f in stores.facts(store, undone=True)],
            "pins": [(p.session, p.place, p.undoes) for p in stores.pins(store, undone=True)],
            "waivers": [(w.rule, w.undoes) for w in stores.waivers(store, undone=True)],
            "acknowledged": [(a.code, a.undoes) for a in stores.acknowledgements(store)],
            "drafts": [(d.parent, d.cause, d.record.sittings) for d in drafts],
            "issues": [(i.number, d.draft) for d in drafts if (i := d.published) is not None],
            "results": [(row.key,) for row in results],
            "notices": [(p.publication, p.notice.recipient, p.notice.text) for p in posted],
        }
    journal |= {state: [(p.notice.recipient,) for p in posted if _is(p, state)] for state in STATES}
    return {name: tuple(rows) for name, rows in journal.items()}


STATES = ("written", "sent", "dropped")


def _is(posted: stores.Posted, state: str) -> bool:
    return getattr(posted, state) is not None


@dataclass(frozen=True)
class Clean:
    """A command without a fault: before it, after it, after it was given once more."""

    before: State
    after: State
    twice: State
    said: str
    confirmations: frozenset[str] = field(default=frozenset())


def outcome(
    command: Writing, clean: Clean, now: State, ended: Ended, fault: Fault | None = None
) -> str:
    """``before``, ``after`` or ``part``; AssertionError if something is lost, half or denied."""
    killed = ended.code == -9
    if not killed:
        assert ended.code in (0, 1, 2, 6, 130), f"exit {ended.code}: {ended.said}"
        assert "Traceback" not in ended.said, ended.said
        unremovable = fault is not None and fault.point.call == "unlink"
        unfinished = {
            name
            for name in now.names
            if UNFINISHED.search(name) or (unremovable and BESIDE_US.search(name))
        }
        strays = now.names - clean.before.names - clean.after.names - unfinished
        assert not strays, f"left behind: {sorted(strays)}"
    place = _place(command, clean, now)
    spoke = killed and any(line in ended.said for line in clean.confirmations)
    confirmed = ended.code == 0 or spoke
    assert not confirmed or place == "after", f"confirmed, and not there: {ended.said}"
    if not killed and ended.code != 0 and now.kept != clean.before.kept:
        if fault is not None and fault.mutes and not ended.said:
            return place  # the exit code alone can speak
        assert TELLING.search(ended.said), f"denied, and there: exit {ended.code}, {ended.said!r}"
        return f"{place}, said to be unsure"
    return place


def _place(command: Writing, clean: Clean, now: State) -> str:
    for kind in sorted({*clean.before.kept, *clean.after.kept, *now.kept}):
        before, after, rows = (s.kept.get(kind, ()) for s in (clean.before, clean.after, now))
        assert rows[: len(before)] == before, f"lost: {kind} {before} became {rows}"
        assert rows == after[: len(rows)], f"half there: {kind} {rows}, not {after}"
    for name in clean.after.names & now.names:
        versions = [s.files[name] for s in (clean.before, clean.after) if name in s.files]
        assert now.files[name] in versions, f"half there: {name}"
    for name in clean.before.names & clean.after.names:
        assert name in now.names, f"lost: {name}"
    of_after = {name: now.files.get(name) for name in clean.after.names}
    if now.kept == clean.after.kept and of_after == dict(clean.after.files):
        return "after"
    if now.kept == clean.before.kept and now.names <= clean.before.names:
        return "before"
    single = now.kept in (clean.before.kept, clean.after.kept)
    assert command.stepwise or single, f"half there: {now.kept}"
    return "part"


def check_next(command: Writing, clean: Clean, place: str, after: State, ended: Ended) -> None:
    """The same command given again works, and leaves what it would have left without a fault."""
    codes = (0,) if place == "before" else (0, *command.again)
    assert ended.code in codes, f"the next command: exit {ended.code}: {ended.said}"
    strays = after.names - clean.after.names - clean.twice.names
    assert not strays, f"left behind for good: {sorted(strays)}"
    for kind, rows in clean.after.kept.items():
        assert after.kept[kind][: len(rows)] == rows or command.stepwise, f"lost: {kind}"

"""Slots: each serves some session, and they are not in each other's way."""

from collections.abc import Iterator

from scheduler.errors import did_you_mean
from scheduler.problem import Slot
from scheduler.problem.day_slots import MINUTE
from scheduler.problem.meeting import own_slots
from scheduler.scenario.diagnostics import Finding
from scheduler.scenario.draft import DaySpan, Draft
from scheduler.vocabulary.locations import Loc

LIST_CAP = 20_000
"""Sessions, people, rules, ...: twice a conference centre's year of 10,000 sessions."""
SPAN_CAP = 5_000
"""Day slots: room for a year of ten slots a day."""


def check_size(draft: Draft) -> Iterator[Finding]:
    """No more of anything than can be judged in a moment."""
    spans = len(draft.days) * len(draft.slots)
    if spans > SPAN_CAP:
        message = f"{spans:,} slots on all days together: expected at most {SPAN_CAP:,}"
        yield Finding("S011", ("slots",), message)
    for name in ("rooms", "people", "sessions", "rolling", "rules", "levels", "waive"):
        listed = len(getattr(draft, name))
        if listed > LIST_CAP:
            message = f"{listed:,} {name}: expected at most {LIST_CAP:,}"
            yield Finding("S011", (name,), message)


def check_kinds(draft: Draft) -> Iterator[Finding]:
    """Every kind of session has a slot that serves it."""
    kinds = {kind for _, slot in draft.slots for kind in slot.only} | {"session", "side-event"}
    for i, session in draft.sessions:
        if not any(slot.serves(session.kind) for _, slot in draft.slots):
            field = "kind" if session.kind != "session" else "id"
            served = {k for k in kinds if any(slot.serves(k) for _, slot in draft.slots)}
            hint = did_you_mean(session.kind, served)
            message = f"{session.id}: no slot serves sessions of kind {session.kind!r}{hint}"
            yield Finding("S040", ("sessions", i, field), message)


def check_overlaps(draft: Draft) -> Iterator[Finding]:
    """
    Slots of a day that serve the same kind do not overlap; none runs over into one of its kinds.

    A reception is held in the slot for receptions alone, and another slot may run over into that.
    """
    index = {id(slot): i for i, slot in draft.slots}
    kinds = _kinds(draft)
    sitting = {slot.id: frozenset(_kinds_in(draft, slot)) for _, slot in draft.slots}
    seen: set[tuple[str, int, int, bool]] = set()
    spans = [span for span in draft.calendar if span.start < span.end]
    for a, b in _meeting_pairs(spans):
        i, j = index[id(a.slot)], index[id(b.slot)]
        if i == j and a.day == b.day:
            continue  # a day is doubled, which S026 says
        code = "S029" if b.start < a.end else "S030"
        if code == "S029":
            shared = sorted(kind for kind in kinds if a.slot.serves(kind) and b.slot.serves(kind))
        else:
            shared = sorted(sitting[a.slot.id] & sitting[b.slot.id])
        found = (code, i, j, a.closes)
        if shared and found not in seen:
            seen.add(found)
            yield _overlap(code, a, b, i, j, shared[0])


def _overlap(code: str, a: DaySpan, b: DaySpan, i: int, j: int, kind: str) -> Finding:
    next_day = b.day != a.day
    if code == "S029":
        night = f" of the night before, which ends at {a.slot.end:%H:%M}" if next_day else ""
        message = (
            f"slot {b.slot.id!r} overlaps {a.slot.id!r}{night}, and both serve {kind!r} ({b.day})"
        )
        return Finding(code, ("slots", j, "start"), message)
    gap = int((b.start - a.end) / MINUTE)
    why = "by last_close " if a.closes else ""
    message = (
        f"slot {a.slot.id!r} may {why}run {a.overtime} minutes over, "
        f"but {b.slot.id!r}{' of the next day' if next_day else ''} begins {gap} minutes after it "
        f"({a.day})"
    )
    cause: Loc = ("last_close",) if a.closes else ("slots", i, "overtime")
    return Finding(code, (*cause, "minutes"), message)


def _meeting_pairs(spans: list[DaySpan]) -> Iterator[tuple[DaySpan, DaySpan]]:
    """Pairs in order of start of which the second begins before the first has closed."""
    for k, a in enumerate(spans):
        for b in spans[k + 1 :]:
            if b.start >= a.close:
                break
            yield a, b


def _kinds(draft: Draft) -> frozenset[str]:
    named = {kind for _, slot in draft.slots for kind in slot.only}
    return frozenset({"session", "side-event"} | named | {s.kind for _, s in draft.sessions})


def _kinds_in(draft: Draft, slot: Slot) -> Iterator[str]:
    """
    The kinds of which a session may sit in a slot.

    A kind with slots of its own does not sit in those for everybody, unless one of it is told to.
    """
    slots = [(other.id, other.only) for _, other in draft.slots]
    for kind in _kinds(draft):
        own = own_slots(kind, slots)
        if slot.serves(kind) and (not own or slot.id in own or _is_told(draft, kind, slot.id)):
            yield kind


def _is_told(draft: Draft, kind: str, slot: str) -> bool:
    """Whether a session of the kind may sit in a slot: by ``slots``, on every day or on one."""
    told = (session.slots for _, session in draft.sessions if session.kind == kind)
    return any(
        names is None or any(name.rpartition("/")[2] == slot for name in names) for names in told
    )

"""Why a session moved, in one sentence."""

from collections.abc import Sequence
from datetime import datetime

from scheduler.problem import RollingOrder, Session
from scheduler.problem.day_slots import MINUTE
from scheduler.replanning.absences import (
    absent,
    busy,
    called,
    meets,
    moment,
    relieved,
    replaced,
    since,
    taken,
    unserved,
)
from scheduler.replanning.amend import paper_of
from scheduler.replanning.durations import PublishedBasis
from scheduler.replanning.facts import HELD, Fact
from scheduler.replanning.forced import Verdicts
from scheduler.replanning.held import slot_of
from scheduler.search.outcome import Outcome
from scheduler.timetable import Change, Timetable


def explain_changes(
    basis: PublishedBasis, outcome: Outcome, changes: Sequence[Change], verdicts: Verdicts
) -> tuple[Change, ...]:
    """The changes with ``forced``, ``asked`` and ``reason`` filled."""
    explained = []
    for change in changes:
        forced = verdicts.get((change.session, change.kind))
        reason = _reason(basis, outcome, change, forced)
        update = {"forced": forced, "asked": forced is not None, "reason": reason}
        explained.append(change.model_copy(update=update))
    return tuple(explained)


def _reason(basis: PublishedBasis, outcome: Outcome, change: Change, forced: bool | None) -> str:
    session = basis.problem.session(change.session)
    for cause in SERVED if change.kind in ("chairs", "team") else CAUSES:
        sentence = cause(basis, outcome, change, session)
        if sentence is not None:
            return sentence
    if forced is None:
        return "the time ran out before it was known whether this can be avoided"
    if not forced:
        return "a choice: another timetable at the same cost does not change it"
    left = "nobody else" if change.kind in ("chairs", "team") else "it no other place"
    return f"what happened elsewhere leaves {left}"


def _own(basis: PublishedBasis, outcome: Outcome, change: Change, session: Session) -> str | None:
    """New facts about the session itself."""
    sentences = {
        "overrun": "it needs {m} more",
        "early": "it ends {m} early",
        "late": "it starts {m} late",
        "cancelled": "it is cancelled",
        "added": "it was added",
        "speakers": "{left} speakers are left, {m} each",
    }
    own = [f for f in basis.new if f.subject == session.id and f.kind in sentences]
    lists = [n for n, fact in enumerate(own) if fact.kind == "speakers"]
    # a list of speakers takes the place of what was told before of how long it lasts
    own = [f for n, f in enumerate(own) if f.kind not in HELD or n >= max(lists, default=0)]
    if not own:
        return None
    pulled = _follows(basis, outcome, change, session) if _only_lasts(change, own) else None
    if pulled is not None:
        return pulled
    reasons = (sentences[f.kind].format(m=_minutes(f.minutes), left=f.left) for f in own)
    return " and ".join(reasons) + _where_to(basis, change)


def _only_lasts(change: Change, own: Sequence[Fact]) -> bool:
    """Whether it starts otherwise, and facts about it are only about how long it lasts."""
    if change.kind != "moved" or any(fact.kind not in HELD for fact in own):
        return False
    return change.before[0].start != change.after[0].start


def _taken_back(
    basis: PublishedBasis, outcome: Outcome, change: Change, session: Session
) -> str | None:
    """Facts about the session that hold no longer; of a cancelled one, whether it is back."""
    gone = [fact for fact in basis.undone if fact.subject == session.id]
    if not gone:
        return None
    back = _back(basis, outcome, change, session) if change.kind == "new" else ""
    return f"'{gone[-1]}' was taken back{back}"


def _back(basis: PublishedBasis, outcome: Outcome, change: Change, session: Session) -> str:
    """Whether a session that is held after all is where it was published, and why it is not."""
    was = tuple(s for s in basis.withdrawn if s.session == session.id)
    if not was:
        return ""
    if [(s.start, s.room) for s in was] == [(s.start, s.room) for s in change.after]:
        return "; it is back where it was published"
    place = f"{moment(basis.problem, was[0].start)} in {_name(basis, was[0].room)}"
    situation = outcome.problem.situation
    if situation is not None and was[0].start < situation.now:
        return f"; where it was published, {place}, is past"
    moved = change.model_copy(update={"kind": "moved", "before": was})
    found = (cause(basis, outcome, moved, session) for cause in (*ELSEWHERE, taken))
    why = next((f": {sentence}" for sentence in found if sentence is not None), "")
    return f"; it is not back where it was published, {place}{why}"


def _papers(
    basis: PublishedBasis, outcome: Outcome, change: Change, session: Session
) -> str | None:
    for fact in basis.of("documents"):
        if fact.start is None or not change.before:
            continue
        named = paper_of(basis.problem, fact.subject)
        those = (d for d in outcome.problem.documents if d.id == named)
        of = {id for d in those for id in basis.problem.chosen(d.sessions)}
        local, out = basis.problem.zone, fact.start.date()
        was, now = (
            sittings[0].start.astimezone(local).date() if sittings else out
            for sittings in (change.before, change.after)
        )
        if was < out <= now and session.id in of:
            return f"{named} is out only on {fact.start:%A}"
    return None


def _where_to(basis: PublishedBasis, change: Change) -> str:
    """How an overrun is accommodated: in overtime, or in further slots."""
    if not change.after or not change.before:
        return ""
    last = change.after[-1]
    slot = slot_of(basis.problem, last)
    over = 0 if slot is None else int((last.end - slot.end) // MINUTE)
    if over > 0 and slot is not None:
        return f", and runs {over} minutes past the end of its slot"
    if len(change.after) > len(change.before):
        return f", and goes on {moment(basis.problem, last.start)}"
    return ""


def _unplaced(
    basis: PublishedBasis, outcome: Outcome, change: Change, session: Session
) -> str | None:
    for left_out in outcome.timetable.unplaced:
        if left_out.session == session.id:
            return left_out.reason
    return None


def _decided(
    basis: PublishedBasis, outcome: Outcome, change: Change, session: Session
) -> str | None:
    """Pins and bans of this replan."""
    situation = outcome.problem.situation
    if situation is None:
        return None
    if any(pin.session == session.id for pin in situation.pins):
        return "it is pinned there"
    if any(ban.session == session.id for ban in situation.bans):
        return "its old place is excluded"
    return None


def _trimmed(
    basis: PublishedBasis, outcome: Outcome, change: Change, session: Session
) -> str | None:
    """Minutes given up, as the verifier charges them."""
    trimmed = any(c.rule == "trimming" and session.id in c.sessions for c in outcome.charges)
    if change.kind != "shortened" or not trimmed:
        return None
    return "it is shortened, so that the next sessions need not move"


def _room(basis: PublishedBasis, outcome: Outcome, change: Change, session: Session) -> str | None:
    for fact in basis.of("room-lost"):
        if any(s.room == fact.subject and meets(basis, fact, s, outcome) for s in change.before):
            return f"{_name(basis, fact.subject)} is lost{since(fact)}"
    return None


def _swapped(
    basis: PublishedBasis, outcome: Outcome, change: Change, session: Session
) -> str | None:
    """It and others of its rolling order start the other way round than they are published."""
    before, after = _starts(basis.published), _starts(outcome.timetable)
    id = session.id
    others = [
        other
        for order in basis.problem.rolling
        if id in order.order
        for other in order.order
        if {id, other} <= before.keys() & after.keys()
        and (before[id] < before[other]) != (after[id] < after[other])
        and other != id
    ]
    if not others:
        return None
    return f"it swaps places with {' and '.join(called(basis, other) for other in others)}"


def _starts(timetable: Timetable) -> dict[str, datetime]:
    return {s.session: s.start for s in reversed(timetable.sittings)}


def _follows(
    basis: PublishedBasis, outcome: Outcome, change: Change, session: Session
) -> str | None:
    """In a rolling order: the session before is new, gone, or ends at another time."""
    for order in basis.problem.rolling:
        if session.id in order.order and change.after:
            return _predecessor(basis, outcome, change, order)
    return None


def _predecessor(
    basis: PublishedBasis, outcome: Outcome, change: Change, order: RollingOrder
) -> str | None:
    """What happened to the session before it, in the order held or in the one published."""
    id, was, now = change.session, _starts(basis.published), _starts(outcome.timetable)
    placed = [other for other in order.order if other in now and now[other] < now[id]]
    before = max(placed, key=now.__getitem__, default=None)
    if id in was and (before is None or before in was):
        gone = [s for s in order.order if s in was and s not in now and was[s] < was[id]]
        latest = max(gone, key=was.__getitem__, default=None)
        if latest is not None and (before is None or was[before] < was[latest]):
            return f"on a rolling basis, {called(basis, latest)} before it is not held"
    if before is None:
        return None
    end, sittings = outcome.timetable.of_session(before)[-1].end, basis.published.of_session(before)
    overlaps = bool(change.before) and change.before[0].start < end
    if sittings and sittings[-1].end == end and not overlaps:
        return None
    when = moment(basis.problem, end)
    return f"on a rolling basis, {called(basis, before)} before it ends {when}"


ELSEWHERE = (_decided, _trimmed, _room, absent, _papers, unserved, _swapped, _follows, busy)
"""What may have moved a session and is not about itself, the nearest cause first."""
CAUSES = (_unplaced, _own, _taken_back, *ELSEWHERE)
"""What may have moved a session, the nearest cause first."""
SERVED = (relieved, replaced)
"""Why somebody else presides, or interprets."""


def _minutes(minutes: int | None) -> str:
    return "1 minute" if minutes == 1 else f"{minutes} minutes"


def _name(basis: PublishedBasis, room: str) -> str:
    return next((r.name for r in basis.problem.rooms if r.id == room and r.name), room)

"""What facts that are told late must not change: what was over, and what had begun."""

from collections.abc import Sequence
from datetime import datetime

from scheduler.errors import FactError
from scheduler.problem.day_slots import slot_day
from scheduler.replanning.amend import BOUND
from scheduler.replanning.basis import told_at
from scheduler.replanning.durations import PublishedBasis
from scheduler.replanning.facts import HELD, MINUTES, Fact
from scheduler.replanning.pushed_on import free_from
from scheduler.timetable import Timetable


def refuse_another_past(basis: PublishedBasis, past: Timetable, now: datetime) -> None:
    """FactError if what had begun or was over by now would have been held elsewhere, or not."""
    own = tuple(fact for fact in basis.new if fact.kind in (*HELD, *MINUTES))
    refuse_rewritten(basis, own, basis.published, past, now)
    _begun_untouched(basis, past, now)


def refuse_rewritten(
    basis: PublishedBasis,
    facts: Sequence[Fact],
    before: Timetable,
    after: Timetable,
    now: datetime,
) -> None:
    """FactError if facts would change what was over when they were told, and none is about."""
    subjects = {fact.subject for fact in basis.new}
    told = min(now, max(_told(basis, fact, now) for fact in facts))
    places = {(s.session, s.room, s.start, s.end) for s in after.sittings}
    for s in before.sittings:
        same = (s.session, s.room, s.start, s.end) in places
        if s.end < told and s.session not in subjects and not same:
            end = f"{s.end.astimezone(basis.problem.zone):%A %H:%M}"
            raise FactError(
                f"{'; '.join(str(fact) for fact in basis.new)}: that would change what is past "
                f"({s.session} was held until {end}); {_as_of(basis, now)}"
            )


def _told(basis: PublishedBasis, fact: Fact, now: datetime) -> datetime:
    return now if fact.at is None else told_at(basis.problem, fact)


def _begun_untouched(basis: PublishedBasis, past: Timetable, now: datetime) -> None:
    """
    Outside rolling orders what had begun by now began where it was published.

    It may have begun later, in the same room on the same day, behind what overran there, or not at
    all by now. Who was away, or which room was lost, may be why as well: then nothing is refused.
    """
    if any(fact.kind not in (*HELD, *MINUTES) for fact in basis.new):
        return
    rolling = {id for order in basis.problem.rolling for id in order.order}
    late = {fact.subject for fact in basis.new if fact.kind == "late"}
    for s in basis.published.sittings:
        if s.session in rolling or s.session in late or s.start >= now:
            continue
        day = slot_day(basis.problem, s.start)
        same_day = (
            f.room == s.room and day == slot_day(basis.problem, f.start) and f.start >= s.start
            for f in past.of_session(s.session)
        )
        if not any(same_day) and free_from(basis, past.sittings, s) is None:
            begun = f"{s.start.astimezone(basis.problem.zone):%A %H:%M}"
            raise FactError(
                f"{'; '.join(str(fact) for fact in basis.new)}: told together and this late, they "
                f"leave no room for {s.session}, which had begun {begun} as published; replan and "
                f"publish what was told first as of then, or say when {s.session} began: "
                f"late {s.session} MINUTES"
            )


def _as_of(basis: PublishedBasis, now: datetime) -> str:
    """What to say instead of facts that would change what is past."""
    local = now.astimezone(basis.problem.zone)
    for fact in basis.new:
        since = None if fact.start is None else fact.start.replace(tzinfo=local.tzinfo)
        if fact.kind in BOUND and since is not None and since < now:
            until = "" if fact.end is None else f" to {fact.end:%Y-%m-%d %H:%M}"
            return f"say from when on: {fact.kind} {fact.subject} {local:%Y-%m-%d %H:%M}{until}"
    return "tell it as of a moment before that"

"""What facts that are told late must not change: what was over."""

from collections.abc import Sequence
from datetime import datetime

from scheduler.errors import FactError
from scheduler.replanning.amend import BOUND
from scheduler.replanning.basis import told_at
from scheduler.replanning.durations import PublishedBasis
from scheduler.replanning.facts import Fact
from scheduler.timetable import Timetable


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


def _as_of(basis: PublishedBasis, now: datetime) -> str:
    """What to say instead of facts that would change what is past."""
    local = now.astimezone(basis.problem.zone)
    for fact in basis.new:
        since = None if fact.start is None else fact.start.replace(tzinfo=local.tzinfo)
        if fact.kind in BOUND and since is not None and since < now:
            until = "" if fact.end is None else f" to {fact.end:%Y-%m-%d %H:%M}"
            return f"add when it begins: '{fact.kind} {fact.subject} {local:%Y-%m-%d %H:%M}{until}'"
    return "report it for a moment before that"

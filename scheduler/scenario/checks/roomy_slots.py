"""Whether one slot alone has room for a session: true of nearly all sessions, and quickly known."""

from bisect import bisect_right
from datetime import datetime, timedelta

from scheduler.problem import Session
from scheduler.problem.day_slots import MINUTE
from scheduler.scenario.draft import DaySpan, Draft


def is_listed(session: Session, span: DaySpan) -> bool:
    """Whether ``slots`` and ``days`` leave the slot to the session."""
    names = (span.slot.id, span.id)
    return (session.slots is None or any(name in session.slots for name in names)) and (
        session.days is None or span.day in session.days
    )


def pinned_to(session: Session) -> datetime | None:
    """The moment, by the clock of the meeting, before which its pin lets nothing begin."""
    if session.pin is None:
        return None
    return session.pin.exact if session.pin.exact is not None else session.pin.not_before


class ListedSlots:
    """The day slots that serve sessions of one kind, less those that they do not list."""

    def __init__(self, draft: Draft, session: Session) -> None:
        self.draft = draft
        self.serving = [span for span in draft.calendar if span.slot.serves(session.kind)]
        self.spans = [span for span in self.serving if is_listed(session, span)]
        self._by_close = sorted(self.spans, key=lambda span: span.close)
        self._closes = [span.close for span in self._by_close]
        lengths = [span.close - span.start for span in self.spans]
        self._longest = max(lengths, default=timedelta())

    @staticmethod
    def key(session: Session) -> tuple[object, ...]:
        """Equal for sessions that have the same of them."""
        return session.kind, session.slots, session.days

    def hold(self, session: Session) -> bool:
        """
        Whether one of them holds the session at its least, its pin kept.

        Only the slots between its first moment and its last are looked at: thousands of sessions
        pinned over a year of slots look at a few each.
        """
        moments = (session.after, pinned_to(session))
        bounds = [self.draft.moment(moment) for moment in moments if moment is not None]
        deadline = self.draft.moment(session.deadline) if session.deadline is not None else None
        first = bisect_right(self._closes, max(bounds)) if bounds else 0
        for span in self._by_close[first:]:
            if deadline is not None and span.close - self._longest >= deadline:
                return False
            start = max((span.start, *bounds))
            close = min(span.close, deadline) if deadline is not None else span.close
            long_enough = close - start >= session.minutes.least * MINUTE
            if long_enough and start < min(span.end, close) and self._begins(session, start, span):
                return True
        return False

    def _begins(self, session: Session, start: datetime, span: DaySpan) -> bool:
        """Whether it may begin at that moment: in an aligned slot, and exactly at its pin."""
        if span.slot.aligned and start > span.start:
            return False
        exact = session.pin.exact if session.pin is not None else None
        return exact is None or start == self.draft.moment(exact)

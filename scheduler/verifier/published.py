"""The published timetable that a replan stays close to, and what a change to it weighs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from scheduler.problem import Sitting
from scheduler.timetable import Charge
from scheduler.verifier.clock import from_local
from scheduler.verifier.reading import Reading, Stay, by_session, stays_in


@dataclass(frozen=True, slots=True)
class Comparison:
    """
    A timetable beside the published one, which is read without the sessions cancelled since.

    What was held of those before they were cancelled stays: ``published`` has their history.
    """

    reading: Reading
    published: tuple[Stay, ...]
    published_of: Mapping[str, tuple[Stay, ...]]

    @property
    def placed_both(self) -> tuple[str, ...]:
        """The sessions that were published and are placed, in order of their names."""
        return tuple(id for id in sorted(self.published_of) if self.reading.placed(id))

    def weight(self, sessions: Iterable[str], day: date) -> int:
        """1, or ``notice.weight`` once the notice period of the day has begun, plus audience."""
        notice = self.reading.problem.notice
        begins = from_local(
            datetime.combine(day - timedelta(days=1), notice.after), self.reading.zone
        )
        present = (self.reading.sessions.get(id) for id in sessions)
        audience = max((s.attendance for s in present if s is not None), default=0)
        inside = self.reading.now is not None and self.reading.now >= begins
        return (notice.weight if inside else 1) + audience // notice.audience

    def weight_of(self, session: str) -> int:
        """The weight of a change to one published session, by its first published day."""
        return self.weight((session,), self.reading.day_of(self.published_of[session][0]))

    def charge(self, tier: str, session: str, message: str, times: int = 1) -> Charge:
        """A change to one published session, in the tier of the rule's own."""
        amount = times * self.weight_of(session)
        return Charge(rule=tier, tier=tier, sessions=(session,), amount=amount, message=message)


def compare(reading: Reading) -> Comparison:
    """A timetable beside the published one; beside nothing if there is no situation."""
    situation, gone = reading.problem.situation, reading.cancelled
    sittings: list[Sitting] = []
    if situation is not None:
        sittings += (s for s in situation.published if s.session not in gone)
        sittings += (s for s in situation.history if s.session in gone)
    published = stays_in(reading.problem, sittings, reading.sessions, reading.slots_of)
    return Comparison(reading, published, by_session(published))

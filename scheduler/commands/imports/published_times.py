"""Times that were published elsewhere as a timetable file."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from scheduler.problem import Sitting
from scheduler.scenario import Loaded
from scheduler.timetable import Record
from scheduler.timetable.files import to_bytes
from scheduler.timetable.timetable import Unplaced


class Times(Protocol):
    """Sittings, and the reasons of what has none, by session."""

    @property
    def sittings(self) -> Sequence[Sitting]: ...

    @property
    def unplaced(self) -> Mapping[str, str]: ...


def as_timetable(loaded: Loaded, times: Times) -> bytes:
    """A timetable of the scenario that claims nothing but its times; ``verify`` judges it."""
    problem = loaded.problem
    sittings = sorted(times.sittings, key=lambda s: (s.start, s.room, s.session))
    placed = {sitting.session for sitting in sittings}
    reasons = {session.id: "the table has no time for it" for session in problem.sessions}
    missing = {**reasons, **times.unplaced}
    record = Record(
        meeting=problem.meeting.id,
        scenario_sha256=loaded.sha256,
        timezone=problem.zone.key,
        sittings=tuple(sittings),
        unplaced=tuple(
            Unplaced(session=id, reason=missing[id]) for id in sorted(missing) if id not in placed
        ),
    )
    return to_bytes(record)

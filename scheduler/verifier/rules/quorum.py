"""A session that takes decisions starts only when enough delegations are registered."""

from collections.abc import Iterator
from datetime import datetime

from scheduler.problem import Session
from scheduler.verifier.clock import LATEST, from_local
from scheduler.verifier.findings import Breach
from scheduler.verifier.reading import Reading


def quorate_from(reading: Reading, session: Session) -> datetime | None:
    """From when the session may decide; the end of time if never, None if nothing is asked."""
    quorum = reading.problem.quorum
    if quorum is None or not session.decides:
        return None
    enough = [r.at for r in quorum.registered if r.delegations >= quorum.needed]
    return from_local(min(enough), reading.zone) if enough else LATEST


def breaches(reading: Reading) -> Iterator[Breach]:
    for session in reading.sessions.values():
        ready = quorate_from(reading, session)
        if ready is None or not reading.placed(session.id):
            continue
        first = reading.stays_of[session.id][0]
        if first.start < ready:
            when = "never" if ready == LATEST else f"only from {reading.say(ready)}"
            needed = reading.problem.quorum.needed if reading.problem.quorum is not None else 0
            starts = f"{session.id} takes decisions and starts {reading.say(first.start)}"
            message = f"{starts}, but {needed} delegations are registered {when}."
            yield Breach("quorum", (session.id,), 1, message, past=first.begun)

"""Who loses a place, and the sentence for it."""

from collections.abc import Sequence

from scheduler.timetable.sentences import Voice
from scheduler.timetable.timetable import Timetable


def lost_places(before: Timetable, after: Timetable) -> tuple[str, ...]:
    """Ids of sessions that had a place and have none any more; without those cancelled."""
    return tuple(u.session for u in after.unplaced if before.of_session(u.session))


def loss_sentence(sessions: Sequence[str], voice: Voice, *, conditional: bool = False) -> str:
    """``ENIP and CEI lose their places``, ``nobody loses a place``; no full stop."""
    names = [voice.session(id) for id in sessions]
    if not names:
        return "nobody would lose a place" if conditional else "nobody loses a place"
    listed = " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
    verb = "would lose" if conditional else "lose" if len(names) > 1 else "loses"
    return f"{listed} {verb} {'their places' if len(names) > 1 else 'its place'}"

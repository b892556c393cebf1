"""
A side event does not overlap a sitting of another session of the group that organises it.

Two sittings that have both begun are not judged.
"""

from collections import defaultdict
from collections.abc import Iterator

from scheduler.problem import Session
from scheduler.verifier.clock import SIDE_EVENT, minutes
from scheduler.verifier.findings import Breach
from scheduler.verifier.reading import Reading, Stay
from scheduler.verifier.spans import overlap, overlapping_pairs


def opposed(a: Session, b: Session) -> bool:
    """Whether one of two sessions of a group is a side event."""
    return a.group is not None and a.group == b.group and SIDE_EVENT in (a.kind, b.kind)


def breaches(reading: Reading) -> Iterator[Breach]:
    of_group: dict[str, list[Stay]] = defaultdict(list)
    for stay in reading.stays:
        session = reading.sessions.get(stay.session)
        if session is not None and session.group is not None:
            of_group[session.group].append(stay)
    for group, stays in sorted(of_group.items()):
        for a, b in overlapping_pairs(stays):
            if a.session == b.session or (a.begun and b.begun):
                continue
            if opposed(reading.sessions[a.session], reading.sessions[b.session]):
                yield Breach(
                    "side_event",
                    (a.session, b.session),
                    minutes(overlap(a, b)) or 1,
                    f"{reading.say_stay(a)} and {reading.say_stay(b)} overlap, one is a side "
                    f"event, and both are sessions of {group}.",
                )

"""
A side event does not overlap a sitting of another session of the group that organises it.

Two sittings that have both begun are not judged.
"""

from collections.abc import Iterator

from scheduler.problem import Session
from scheduler.verifier.clock import SIDE_EVENT, minutes
from scheduler.verifier.findings import Breach
from scheduler.verifier.reading import Reading
from scheduler.verifier.spans import grouped, overlap, overlapping_pairs


def opposed(a: Session, b: Session) -> bool:
    """Whether one of two sessions of a group is a side event."""
    return a.group is not None and a.group == b.group and SIDE_EVENT in (a.kind, b.kind)


def breaches(reading: Reading) -> Iterator[Breach]:
    group_of = {id: session.group for id, session in reading.sessions.items()}
    by_group = grouped(reading.stays, lambda stay: group_of.get(stay.session))
    for group, stays in sorted(by_group.items()):
        for a, b in overlapping_pairs(stays):
            if a.session == b.session or (a.begun and b.begun):
                continue
            if opposed(reading.sessions[a.session], reading.sessions[b.session]):
                both = f"{reading.say_stay(a)} and {reading.say_stay(b)} overlap"
                message = f"{both}, one is a side event, and both are sessions of {group}."
                amount = minutes(overlap(a, b)) or 1
                yield Breach("side_event", (a.session, b.session), amount, message)

"""A delegation of a few people cannot follow more sittings at once than it has people."""

from collections.abc import Iterator
from itertools import pairwise

from scheduler.problem import Delegation
from scheduler.verifier.clock import minutes
from scheduler.verifier.findings import Breach
from scheduler.verifier.reading import Reading
from scheduler.verifier.stated import past, sessions_of, stays


def breaches(reading: Reading) -> Iterator[Breach]:
    for delegation in reading.problem.delegations:
        yield from _torn(reading, delegation)


def _torn(reading: Reading, delegation: Delegation) -> Iterator[Breach]:
    sittings = stays(reading, reading.names.resolve(delegation.follows))
    moments = sorted({m for stay in sittings for m in (stay.start, stay.end)})
    amount, involved = 0, []
    for start, end in pairwise(moments):
        on = [stay for stay in sittings if stay.start <= start < stay.end]
        if len(on) > delegation.people:
            amount += (len(on) - delegation.people) * minutes(end - start)
            involved += on
    if amount > 0:
        people = "1 person" if delegation.people == 1 else f"{delegation.people} people"
        sessions = sessions_of(involved)
        missed = f"{amount} minutes of {', '.join(sessions)}"
        message = f"{delegation.id} has {people} and misses {missed}."
        yield Breach(
            "small_delegation",
            sessions,
            amount,
            message,
            people=(delegation.id,),
            past=past(involved),
        )

"""Rooms are kept free in every slot, to have somewhere to go."""

from collections.abc import Iterator

from scheduler.problem import Problem, Reserve
from scheduler.verifier.clock import REGULAR
from scheduler.verifier.findings import Breach
from scheduler.verifier.reading import Reading
from scheduler.verifier.spans import grouped
from scheduler.verifier.stated import named, past, sessions_of, slot_of


def breaches(reading: Reading, rule: Reserve) -> Iterator[Breach]:
    rooms, sittings = _counted(reading.problem, rule), grouped(reading.stays, slot_of)
    for slot in reading.slots:
        if not (named(slot.id, rule.slots) if rule.slots else slot.serves(REGULAR)):
            continue
        here = sittings.get(slot.id, [])
        taken = [s for s in here if any(reading.share_a_part(r, s.room) for r in rooms)]
        free = sum(not any(reading.share_a_part(r, s.room) for s in taken) for r in rooms)
        if free < rule.rooms:
            free_rooms = f"{free} of {len(rooms)} rooms are free on {slot.id}"
            message = f"{free_rooms}, but {rule.rooms} must be."
            yield Breach("reserve", sessions_of(here), rule.rooms - free, message, past=past(taken))


def _counted(problem: Problem, rule: Reserve) -> list[str]:
    if rule.among is not None:
        return [room.id for room in problem.rooms if room.id in rule.among]
    return [room.id for room in problem.rooms if not room.combines]

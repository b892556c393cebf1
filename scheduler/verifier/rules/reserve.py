"""Rooms are kept free in every slot, to have somewhere to go."""

from collections.abc import Iterator

from scheduler.problem import Problem, Reserve
from scheduler.verifier.clock import REGULAR
from scheduler.verifier.findings import Breach
from scheduler.verifier.reading import Reading
from scheduler.verifier.stated import named, sessions_of


def breaches(reading: Reading, rule: Reserve) -> Iterator[Breach]:
    rooms = _counted(reading.problem, rule)
    for slot in reading.slots:
        if not (named(slot.id, rule.slots) if rule.slots else slot.serves(REGULAR)):
            continue
        here = [s for s in reading.stays if s.slot is not None and s.slot.id == slot.id]
        free = [room for room in rooms if not _taken(reading, room, [s.room for s in here])]
        if len(free) < rule.rooms:
            yield Breach(
                "reserve",
                sessions_of(here),
                rule.rooms - len(free),
                f"{len(free)} of {len(rooms)} rooms are free on {slot.id}, {rule.rooms} are to be.",
            )


def _counted(problem: Problem, rule: Reserve) -> list[str]:
    if rule.among is not None:
        return [room.id for room in problem.rooms if room.id in rule.among]
    return [room.id for room in problem.rooms if not room.combines]


def _taken(reading: Reading, room: str, used: list[str]) -> bool:
    return any(reading.share_a_part(room, other) for other in used)

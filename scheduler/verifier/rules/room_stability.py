"""A body keeps its room, throughout the meeting or for a day."""

from collections.abc import Iterator

from scheduler.problem import RoomStability
from scheduler.verifier.findings import Breach
from scheduler.verifier.reading import Reading, Stay
from scheduler.verifier.spans import grouped
from scheduler.verifier.stated import many, past, sessions_of, stays


def breaches(reading: Reading, rule: RoomStability) -> Iterator[Breach]:
    def spell(stay: Stay) -> str:
        return f" on {reading.slot_day(stay)}" if rule.per == "day" else ""

    for name, ids in reading.names.bodies(rule):
        for when, here in sorted(grouped(stays(reading, ids), spell).items()):
            rooms = sorted({stay.room for stay in here})
            if len(rooms) > 1:
                where = f"{many(len(rooms), 'room')}{when}: {', '.join(rooms)}"
                message = f"{name} sits in {where}."
                yield Breach(
                    "room_stability", sessions_of(here), len(rooms) - 1, message, past=past(here)
                )

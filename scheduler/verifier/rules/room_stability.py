"""A body keeps its room, throughout the meeting or for a day."""

from collections import defaultdict
from collections.abc import Iterator

from scheduler.problem import RoomStability
from scheduler.verifier.findings import Breach
from scheduler.verifier.reading import Reading, Stay
from scheduler.verifier.stated import day_of, many, sessions_of, stays


def breaches(reading: Reading, rule: RoomStability) -> Iterator[Breach]:
    for name, ids in reading.names.bodies(rule):
        spells: dict[str, list[Stay]] = defaultdict(list)
        for stay in stays(reading, ids):
            daily = f" on {day_of(reading, stay).isoformat()}" if rule.per == "day" else ""
            spells[daily].append(stay)
        for when, here in sorted(spells.items()):
            rooms = sorted({stay.room for stay in here})
            if len(rooms) > 1:
                yield Breach(
                    "room_stability",
                    sessions_of(here),
                    len(rooms) - 1,
                    f"{name} sits in {many(len(rooms), 'room')}{when}: {', '.join(rooms)}.",
                )

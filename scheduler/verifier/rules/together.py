"""Sessions are on one day, in one slot, or in one room."""

from collections.abc import Iterator

from scheduler.problem import Together
from scheduler.verifier.findings import Breach
from scheduler.verifier.reading import Reading, Stay
from scheduler.verifier.stated import day_of, many, sessions_of, stays


def breaches(reading: Reading, rule: Together) -> Iterator[Breach]:
    sittings = stays(reading, reading.names.resolve(rule.of))
    places = {place for s in sittings if (place := _place(reading, rule, s)) is not None}
    if len(places) > 1:
        sessions = sessions_of(sittings)
        yield Breach(
            "together",
            sessions,
            len(places) - 1,
            f"{', '.join(sessions)} are to share one {rule.same}, and have "
            f"{many(len(places), rule.same)}: {', '.join(sorted(places))}.",
        )


def _place(reading: Reading, rule: Together, stay: Stay) -> str | None:
    match rule.same:
        case "day":
            return day_of(reading, stay).isoformat()
        case "slot":
            return None if stay.slot is None else stay.slot.id
        case "room":
            return stay.room

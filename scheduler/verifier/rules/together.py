"""Sessions are on one day, in one slot, or in one room."""

from collections.abc import Iterator

from scheduler.problem import Together
from scheduler.verifier.findings import Breach
from scheduler.verifier.reading import Reading, Stay
from scheduler.verifier.spans import grouped
from scheduler.verifier.stated import many, past, sessions_of, slot_of, stays


def breaches(reading: Reading, rule: Together) -> Iterator[Breach]:
    sittings = stays(reading, reading.names.resolve(rule.of))
    placed = grouped(sittings, lambda stay: _place(reading, rule, stay))
    places = placed.keys()
    if len(places) > 1:
        sessions = sessions_of(sittings)
        wish = f"{', '.join(sessions)} must share one {rule.same}"
        there = f"{many(len(places), rule.same)}: {', '.join(sorted(places))}"
        involved = [stay for here in placed.values() for stay in here]
        message = f"{wish}, but have {there}."
        yield Breach("together", sessions, len(places) - 1, message, past=past(involved))


def _place(reading: Reading, rule: Together, stay: Stay) -> str | None:
    match rule.same:
        case "day":
            return reading.slot_day(stay).isoformat()
        case "slot":
            return slot_of(stay)
        case "room":
            return stay.room

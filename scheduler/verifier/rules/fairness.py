"""What is unwelcome is spread over bodies or regions: bad slots, or minutes lost."""

from collections.abc import Iterator

from scheduler.problem import Fairness
from scheduler.verifier.clock import minutes
from scheduler.verifier.findings import Breach
from scheduler.verifier.reading import Reading
from scheduler.verifier.rules.placement import planned_minutes
from scheduler.verifier.stated import many, named, past, stays


def breaches(reading: Reading, rule: Fairness) -> Iterator[Breach]:
    regions = {group.id: group.region for group in reading.problem.groups}
    shares: dict[str, int] = {}
    sessions: dict[str, None] = {}
    for name, ids in reading.names.bodies(rule):
        key = name if rule.by == "group" else regions.get(name)
        if key is not None:
            shares[key] = shares.get(key, 0) + _share(reading, rule, ids)
            sessions |= dict.fromkeys(ids)
    if len(shares) < 2:
        return
    worst, best = max(shares, key=shares.__getitem__), min(shares, key=shares.__getitem__)
    most, least = shares[worst], shares[best]
    if most > least:
        in_bad_slots = f"{many(most, 'sitting')} in bad slots"
        share = in_bad_slots if rule.share == "slots" else f"{many(most, 'minute')} lost"
        message = f"{worst} has {share}, {best} has {least}."
        over = [stay for id in sessions for stay in reading.stays_of.get(id, ())]
        done = past(over) and all(reading.placed(id) for id in sessions)
        yield Breach("fairness", tuple(sessions), most - least, message, past=done)


def _share(reading: Reading, rule: Fairness, ids: tuple[str, ...]) -> int:
    if rule.share == "slots":
        sittings = stays(reading, ids)
        return sum(s.slot is not None and named(s.slot.id, rule.slots) for s in sittings)
    planned = {id: planned_minutes(reading.problem, reading.sessions[id]) for id in ids}
    spent = {id: minutes(reading.held_for(id)) if reading.placed(id) else 0 for id in ids}
    return sum(max(0, planned[id] - spent[id]) for id in ids)

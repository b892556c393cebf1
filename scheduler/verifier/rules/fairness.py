"""What is unwelcome is spread over bodies or regions: bad slots, or minutes lost."""

from collections.abc import Iterator

from scheduler.problem import Fairness
from scheduler.verifier.clock import minutes
from scheduler.verifier.findings import Breach
from scheduler.verifier.reading import Reading
from scheduler.verifier.rules.placement import planned_minutes
from scheduler.verifier.stated import many, named, stays


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
    worst, best = max(shares, key=lambda b: shares[b]), min(shares, key=lambda b: shares[b])
    if shares[worst] > shares[best]:
        slots = rule.share == "slots"
        yield Breach(
            "fairness",
            tuple(sessions),
            shares[worst] - shares[best],
            f"{worst} has {_said(shares[worst], slots=slots)}, {best} has {shares[best]}.",
        )


def _said(share: int, *, slots: bool) -> str:
    return f"{many(share, 'sitting')} in bad slots" if slots else f"{many(share, 'minute')} lost"


def _share(reading: Reading, rule: Fairness, ids: tuple[str, ...]) -> int:
    if rule.share == "slots":
        sittings = stays(reading, ids)
        return sum(s.slot is not None and named(s.slot.id, rule.slots) for s in sittings)
    return sum(_lost(reading, id) for id in ids)


def _lost(reading: Reading, id: str) -> int:
    planned = planned_minutes(reading.problem, reading.sessions[id])
    held = minutes(reading.held_for(id)) if reading.placed(id) else 0
    return max(0, planned - held)

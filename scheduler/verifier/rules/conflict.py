"""Sessions that should not be in parallel; joint ones bring the conflicts of all their groups."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations

from scheduler.problem import Conflict
from scheduler.verifier.clock import minutes
from scheduler.verifier.findings import Breach
from scheduler.verifier.levels import level_of_statement
from scheduler.verifier.reading import Reading, Stay
from scheduler.verifier.spans import grouped, overlap, overlapping_pairs
from scheduler.verifier.stated import many, past, slot_of, stays


def pairs(reading: Reading, rule: Conflict) -> frozenset[frozenset[str]]:
    """Every two sessions that the statement keeps apart."""
    one = reading.names.resolve(rule.of)
    other = one if rule.against is None else _other_side(reading, rule)
    return frozenset(frozenset((a, b)) for a in one for b in other if a != b)


def _other_side(reading: Reading, rule: Conflict) -> tuple[str, ...]:
    names = rule.against or ()
    chosen = reading.names.resolve(names)
    if not rule.one_way:
        return chosen
    return tuple(id for id in chosen if any(_leads(reading, name, id) for name in names))


def _leads(reading: Reading, name: str, id: str) -> bool:
    """Whether a name chooses a session otherwise than as a joint one of a group."""
    session = reading.sessions[id]
    if id not in reading.names.resolve((name,)):
        return False
    only_joint = name.removeprefix("group:") in session.joint and name != id
    return not only_joint or session.group == name.removeprefix("group:")


def opposed(reading: Reading) -> Mapping[str, frozenset[str]]:
    """Sessions that may not overlap, by hard statements that count minutes or pairs."""
    conflicts: dict[str, set[str]] = defaultdict(set)
    for rule in reading.problem.rules:
        if isinstance(rule, Conflict) and rule.count != "slots" and level_of_statement(rule).obeyed:
            for pair in pairs(reading, rule):
                a, b = sorted(pair)
                conflicts[a].add(b)
                conflicts[b].add(a)
    return {id: frozenset(others) for id, others in conflicts.items()}


def breaches(reading: Reading, rule: Conflict) -> Iterator[Breach]:
    kept_apart = pairs(reading, rule)
    sittings = stays(reading, sorted({id for pair in kept_apart for id in pair}))
    if rule.count == "slots":
        yield from _in_one_slot(reading, rule, sittings, kept_apart)
        return
    together: dict[tuple[str, str], int] = defaultdict(int)
    for a, b in overlapping_pairs(sittings):
        if frozenset((a.session, b.session)) in kept_apart and not (a.begun and b.begun):
            first, second = sorted((a.session, b.session))
            together[first, second] += minutes(overlap(a, b)) or 1
    kind = f" ({rule.kind})" if rule.kind else ""
    for (first, second), amount in sorted(together.items()):
        both = f"{first} and {second} are in conflict{kind}"
        message = f"{both} and overlap for {many(amount, 'minute')}."
        once = rule.count == "pairs"
        yield Breach("conflict", (first, second), 1 if once else amount, message)


def _in_one_slot(
    reading: Reading,
    rule: Conflict,
    sittings: tuple[Stay, ...],
    kept_apart: frozenset[frozenset[str]],
) -> Iterator[Breach]:
    kind = f" ({rule.kind})" if rule.kind else ""
    for slot, here in sorted(grouped(sittings, slot_of).items()):
        together = [
            (a, b)
            for a, b in combinations(here, 2)
            if a.room != b.room and frozenset((a.session, b.session)) in kept_apart
        ]
        if together:
            sessions = tuple(sorted({s.session for pair in together for s in pair}))
            a, b = together[0]
            both = f"{a.session} ({a.room}) and {b.session} ({b.room})"
            message = f"{both} are in conflict{kind} and both on {slot}."
            involved = [stay for pair in together for stay in pair]
            yield Breach("conflict", sessions, 1, message, past=past(involved))
